#include "transport/raw_client.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <utility>

namespace test {

namespace {

int patient_socket(int family) {
  const int made = ::socket(family, SOCK_STREAM, 0);
  const timeval limit{.tv_sec = 10, .tv_usec = 0};
  ::setsockopt(made, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(made, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  return made;
}

}  // namespace

RawClient::RawClient(std::uint16_t port, bool must_connect) : socket_(patient_socket(AF_INET)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int done = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  if (must_connect) REQUIRE(done == 0);
}

RawClient::RawClient(const std::string& path) : socket_(patient_socket(AF_UNIX)) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
}

RawClient::~RawClient() { ::close(socket_); }

void RawClient::reset() {
  const linger none{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &none, sizeof none);
  ::close(std::exchange(socket_, -1));
}

RawClient& RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) break;  // the server may have ended it, which is what the test then sees
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return *this;
}

std::string RawClient::upgrade(std::string_view target, std::string_view more_headers) {
  send("GET " + std::string(target) +
       " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
       std::string(more_headers) + "\r\n");
  return read_until("\r\n\r\n");
}

RawClient& RawClient::end_sending() {
  ::shutdown(socket_, SHUT_WR);
  return *this;
}

bool RawClient::read_more() {
  char bytes[65536];
  const ssize_t size = ::recv(socket_, bytes, sizeof bytes, 0);
  if (size <= 0) return false;
  received_.append(bytes, static_cast<std::size_t>(size));
  return true;
}

std::string RawClient::read_until(std::string_view mark) {
  std::size_t found = 0;
  while ((found = received_.find(mark)) == std::string::npos) {
    if (!read_more()) return std::exchange(received_, {});
  }
  std::string taken = received_.substr(0, found + mark.size());
  received_.erase(0, taken.size());
  return taken;
}

std::string RawClient::read_response(bool head_only) {
  std::string head = read_until("\r\n\r\n");
  const std::size_t at = head.find("Content-Length: ");
  if (head_only || at == std::string::npos) return head;
  return head + read_exactly(std::stoul(head.substr(at + 16)));
}

std::string RawClient::read_exactly(std::size_t size) {
  while (received_.size() < size && read_more()) {
  }
  std::string taken = received_.substr(0, size);
  received_.erase(0, taken.size());
  return taken;
}

std::string RawClient::read_to_end() {
  while (read_more()) {
  }
  return std::exchange(received_, {});
}

bool RawClient::ended() {
  char byte;
  return ::recv(socket_, &byte, 1, 0) == 0;
}

}  // namespace test
