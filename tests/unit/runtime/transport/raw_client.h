#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace test {

/// A client that sends exactly the bytes it is told to. Whatever it waits for, it gives up after some
/// seconds.
class RawClient {
 public:
  /// A server has to be there, unless `must_connect` is false.
  explicit RawClient(std::uint16_t port, bool must_connect = true);
  /// Of a Unix socket.
  explicit RawClient(const std::string& path);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  RawClient& send(std::string_view bytes);
  /// Sends the upgrade to a WebSocket at `target` and reads its response.
  std::string upgrade(std::string_view target = "/echo", std::string_view more_headers = {});
  RawClient& end_sending();
  /// Ends it without a farewell.
  void reset();

  /// Reads until `mark` was seen, and gives all up to and with it. Ends early where the stream does.
  std::string read_until(std::string_view mark);
  /// Reads one response with a Content-Length; the head alone where `head_only`.
  std::string read_response(bool head_only = false);
  std::string read_exactly(std::size_t size);
  std::string read_to_end();
  /// Whether the server ended the stream; waits for that.
  bool ended();

 private:
  bool read_more();

  int socket_;
  std::string received_;
};

}  // namespace test
