#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gangway::gen::lsp {

/// A message longer than this is no message: its header is dropped as if it could not be read.
inline constexpr std::size_t kMaxMessageBytes = 64 * 1024 * 1024;

/// Cuts a stream of bytes into messages: `Content-Length: n`, an empty line, n bytes. What stands in front of
/// a header that can be read is skipped, so that one broken message does not cost those behind it.
class FrameReader {
 public:
  void feed(std::string_view bytes) { buffer_ += bytes; }

  /// The next whole message; nothing until the rest of it was fed.
  std::optional<std::string> next();

 private:
  std::string buffer_;
  std::optional<std::size_t> length_;  ///< Of the message whose header was read.
};

/// `body` with its header.
std::string frame(std::string_view body);

}  // namespace gangway::gen::lsp
