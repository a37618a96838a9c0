#include "transport/tcp_stream.h"

#include <sys/socket.h>

#include <cerrno>

namespace gangway::transport {
namespace {

IoResult result_of(ssize_t done) noexcept {
  if (done >= 0) return {IoResult::Status::Ok, static_cast<std::size_t>(done)};
  const bool again = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
  return {again ? IoResult::Status::WouldBlock : IoResult::Status::Failed, 0};
}

std::string text_of(const net::ip::tcp::endpoint& endpoint) {
  const std::string address = endpoint.address().to_string();
  const bool is_v6 = endpoint.address().is_v6();
  return (is_v6 ? "[" + address + "]" : address) + ":" + std::to_string(endpoint.port());
}

}  // namespace

TcpStream::TcpStream(TcpSocket socket) : socket_(std::move(socket)) {
  boost::system::error_code ignored;  // a peer that is gone already is noticed by the first read
  socket_.non_blocking(true, ignored);
  socket_.set_option(net::ip::tcp::no_delay(true), ignored);
  boost::system::error_code unknown;
  const auto endpoint = socket_.remote_endpoint(unknown);
  if (!unknown) remote_address_ = text_of(endpoint);
}

IoResult TcpStream::receive(char* to, std::size_t size) noexcept {
  if (!socket_.is_open()) return {IoResult::Status::Failed, 0};
  const IoResult result = result_of(::recv(socket_.native_handle(), to, size, MSG_DONTWAIT));
  const bool at_end = result.status == IoResult::Status::Ok && result.bytes == 0 && size > 0;
  return at_end ? IoResult{IoResult::Status::End, 0} : result;
}

IoResult TcpStream::send(const iovec* parts, std::size_t count) noexcept {
  if (!socket_.is_open()) return {IoResult::Status::Failed, 0};
  msghdr message{};
  message.msg_iov = const_cast<iovec*>(parts);  // sendmsg does not change them
  message.msg_iovlen = count;
  return result_of(::sendmsg(socket_.native_handle(), &message, MSG_DONTWAIT | MSG_NOSIGNAL));
}

void TcpStream::shutdown_send() noexcept {
  boost::system::error_code ignored;
  socket_.shutdown(TcpSocket::shutdown_send, ignored);
}

void TcpStream::close() noexcept {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

}  // namespace gangway::transport
