#include "transport/byte_stream.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace gangway::transport {
namespace {

IoResult result_of(ssize_t done) noexcept {
  if (done >= 0) return {IoResult::Status::Ok, static_cast<std::size_t>(done)};
  const bool again = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
  return {again ? IoResult::Status::WouldBlock : IoResult::Status::Failed, 0};
}

/// Room for an address of any family.
union AnyAddress {
  sockaddr any;
  sockaddr_in v4;
  sockaddr_in6 v6;
  sockaddr_storage storage;
};

std::string text_of(const AnyAddress& address) {
  char text[INET6_ADDRSTRLEN] = {};
  if (address.any.sa_family == AF_INET) {
    ::inet_ntop(AF_INET, &address.v4.sin_addr, text, sizeof text);
    return std::string(text) + ":" + std::to_string(ntohs(address.v4.sin_port));
  }
  if (address.any.sa_family == AF_INET6) {
    ::inet_ntop(AF_INET6, &address.v6.sin6_addr, text, sizeof text);
    return "[" + std::string(text) + "]:" + std::to_string(ntohs(address.v6.sin6_port));
  }
  return "unix";
}

}  // namespace

ByteStream::ByteStream(Socket socket, std::unique_ptr<TlsSession> tls)
    : socket_(std::move(socket)), tls_(std::move(tls)) {
  boost::system::error_code ignored;  // a peer that is gone already is noticed by the first read
  socket_.non_blocking(true, ignored);
  AnyAddress address{};
  socklen_t size = sizeof address;
  if (::getpeername(socket_.native_handle(), &address.any, &size) == 0) remote_address_ = text_of(address);
  size = sizeof address;
  if (::getsockname(socket_.native_handle(), &address.any, &size) != 0) return;
  if (address.any.sa_family == AF_INET) local_port_ = ntohs(address.v4.sin_port);
  if (address.any.sa_family == AF_INET6) local_port_ = ntohs(address.v6.sin6_port);
  if (address.any.sa_family == AF_UNIX) return;
  const int yes = 1;
  ::setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

ByteStream ByteStream::moved_to(AsioLoop& loop) {
  ByteStream moved(loop);
  boost::system::error_code error;
  const auto protocol = socket_.local_endpoint(error).protocol();
  // A TLS session knows the socket by its number, which stays.
  const int handle = error ? -1 : socket_.release(error);
  if (!error) moved.socket_.assign(protocol, handle, error);
  if (error && handle >= 0) ::close(handle);
  close();
  moved.tls_ = std::move(tls_);
  moved.remote_address_ = std::move(remote_address_);
  moved.local_port_ = local_port_;
  return moved;
}

IoResult ByteStream::receive(char* to, std::size_t size) noexcept {
  if (!socket_.is_open()) return {IoResult::Status::Failed, 0};
  if (tls_) return tls_->receive(to, size);
  const IoResult result = result_of(::recv(socket_.native_handle(), to, size, MSG_DONTWAIT));
  const bool at_end = result.status == IoResult::Status::Ok && result.bytes == 0 && size > 0;
  return at_end ? IoResult{IoResult::Status::End, 0} : result;
}

IoResult ByteStream::send(const iovec* parts, std::size_t count) noexcept {
  if (!socket_.is_open()) return {IoResult::Status::Failed, 0};
  if (tls_) return tls_->send(parts, count);
  msghdr message{};
  message.msg_iov = const_cast<iovec*>(parts);  // sendmsg does not change them
  message.msg_iovlen = count;
  return result_of(::sendmsg(socket_.native_handle(), &message, MSG_DONTWAIT | MSG_NOSIGNAL));
}

void ByteStream::shutdown_send() noexcept {
  if (tls_) tls_->end();
  boost::system::error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
}

void ByteStream::close() noexcept {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

}  // namespace gangway::transport
