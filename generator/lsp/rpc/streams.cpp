#include "lsp/rpc/streams.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <string>

namespace gangway::gen::lsp {

bool Streams::is_readable(bool wait) const {
  pollfd watched{in_, POLLIN, 0};
  int ready = 0;
  do {
    ready = ::poll(&watched, 1, wait ? -1 : 0);
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

bool Streams::receive(Inbox& inbox, bool wait) {
  std::array<char, 65536> buffer;
  while (is_readable(wait)) {
    const ssize_t count = ::read(in_, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    frames_.feed({buffer.data(), static_cast<std::size_t>(count)});
    while (auto body = frames_.next()) inbox.push(*body);
    if (!inbox.empty()) wait = false;
  }
  return true;
}

void Streams::write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t count = ::write(out_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;  // nobody reads any more; the next read will say so, too
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void Streams::send(const json& message) {
  // A file on disk may hold bytes that are no UTF-8, and diagnostics quote it.
  write(frame(message.dump(-1, ' ', false, json::error_handler_t::replace)));
}

}  // namespace gangway::gen::lsp
