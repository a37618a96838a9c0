#include "transport/tls_session.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <new>

namespace gangway::transport {
namespace {

/// The payload of the largest TLS record.
constexpr std::size_t kRecord = 16 * 1024;

// OpenSSL's own socket BIO writes without MSG_NOSIGNAL: a peer that went away would end the process.

int socket_of(BIO* bio) { return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio))); }

bool should_retry() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

int bio_write(BIO* bio, const char* bytes, std::size_t size, std::size_t* written) {
  BIO_clear_retry_flags(bio);
  const ssize_t sent = ::send(socket_of(bio), bytes, size, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (sent < 0) {
    if (should_retry()) BIO_set_retry_write(bio);
    return 0;
  }
  *written = static_cast<std::size_t>(sent);
  return 1;
}

int bio_read(BIO* bio, char* to, std::size_t size, std::size_t* read) {
  BIO_clear_retry_flags(bio);
  const ssize_t received = ::recv(socket_of(bio), to, size, MSG_DONTWAIT);
  if (received == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
  if (received <= 0) {
    if (received < 0 && should_retry()) BIO_set_retry_read(bio);
    return 0;
  }
  *read = static_cast<std::size_t>(received);
  return 1;
}

long bio_control(BIO* bio, int command, long, void*) {
  if (command == BIO_CTRL_FLUSH) return 1;
  if (command == BIO_CTRL_EOF) return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0 ? 1 : 0;
  return 0;
}

BIO_METHOD* socket_method() {
  static BIO_METHOD* const method = [] {
    BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "gangway socket");
    if (made == nullptr) throw std::bad_alloc();
    BIO_meth_set_write_ex(made, bio_write);
    BIO_meth_set_read_ex(made, bio_read);
    BIO_meth_set_ctrl(made, bio_control);
    return made;
  }();
  return method;
}

}  // namespace

void TlsSession::Free::operator()(ssl_st* ssl) const noexcept { SSL_free(ssl); }

TlsSession::TlsSession(ssl_ctx_st& context, int socket) : ssl_(SSL_new(&context)) {
  BIO* bio = ssl_ ? BIO_new(socket_method()) : nullptr;
  if (bio == nullptr) throw std::bad_alloc();
  BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(socket)));
  BIO_set_init(bio, 1);
  SSL_set_bio(ssl_.get(), bio, bio);
  SSL_set_accept_state(ssl_.get());
}

TlsSession::~TlsSession() = default;

IoResult TlsSession::receive(char* to, std::size_t size) noexcept {
  std::size_t total = 0;
  has_more_ = false;
  read_waits_for_room_ = false;
  while (total < size && !ended_ && !failed_) {
    std::size_t bytes = 0;
    ERR_clear_error();  // what another connection left there would be taken for ours
    const int done = SSL_read_ex(ssl_.get(), to + total, size - total, &bytes);
    if (done == 1) {
      total += bytes;
      continue;
    }
    switch (SSL_get_error(ssl_.get(), done)) {
      case SSL_ERROR_WANT_READ:
        return {total > 0 ? IoResult::Status::Ok : IoResult::Status::WouldBlock, total};
      case SSL_ERROR_WANT_WRITE:
        read_waits_for_room_ = true;
        return {total > 0 ? IoResult::Status::Ok : IoResult::Status::WouldBlock, total};
      case SSL_ERROR_ZERO_RETURN:
        ended_ = true;
        break;
      default:
        failed_ = true;
    }
  }
  if (total > 0) {
    has_more_ = true;  // bytes that did not fit, or the end
    return {IoResult::Status::Ok, total};
  }
  return {ended_ && !failed_ ? IoResult::Status::End : IoResult::Status::Failed, 0};
}

IoResult TlsSession::send(const iovec* parts, std::size_t count) noexcept {
  static thread_local std::array<char, kRecord> record;
  std::size_t total = 0;
  std::size_t at = 0;      // the part at hand
  std::size_t inside = 0;  // what of it is sent
  while (at < count) {
    const char* bytes = static_cast<const char*>(parts[at].iov_base) + inside;
    std::size_t size = parts[at].iov_len - inside;
    if (size < kRecord && at + 1 < count) {
      std::size_t filled = 0;
      for (std::size_t i = at, from = inside; i < count && filled < kRecord; ++i, from = 0) {
        const std::size_t piece = std::min(parts[i].iov_len - from, kRecord - filled);
        std::memcpy(record.data() + filled, static_cast<const char*>(parts[i].iov_base) + from, piece);
        filled += piece;
      }
      bytes = record.data();
      size = filled;
    }
    const IoResult result = write(bytes, size);
    if (result.status != IoResult::Status::Ok)
      return total > 0 && result.status == IoResult::Status::WouldBlock
                 ? IoResult{IoResult::Status::Ok, total}
                 : result;
    total += result.bytes;
    inside += result.bytes;
    while (at < count && inside >= parts[at].iov_len) inside -= parts[at++].iov_len;
  }
  return {IoResult::Status::Ok, total};
}

IoResult TlsSession::write(const char* bytes, std::size_t size) noexcept {
  write_waits_for_bytes_ = false;
  if (failed_) return {IoResult::Status::Failed, 0};
  if (size == 0) return {};
  std::size_t written = 0;
  ERR_clear_error();
  const int done = SSL_write_ex(ssl_.get(), bytes, size, &written);
  if (done == 1) return {IoResult::Status::Ok, written};
  const int error = SSL_get_error(ssl_.get(), done);
  write_waits_for_bytes_ = error == SSL_ERROR_WANT_READ;
  if (error == SSL_ERROR_WANT_WRITE || error == SSL_ERROR_WANT_READ) return {IoResult::Status::WouldBlock, 0};
  failed_ = true;
  return {IoResult::Status::Failed, 0};
}

void TlsSession::end() noexcept {
  if (failed_ || SSL_is_init_finished(ssl_.get()) == 0) return;
  ERR_clear_error();
  SSL_shutdown(ssl_.get());
}

}  // namespace gangway::transport
