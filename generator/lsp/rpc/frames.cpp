#include "lsp/rpc/frames.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace gangway::gen::lsp {
namespace {

constexpr std::string_view kEndOfHeader = "\r\n\r\n";
constexpr std::string_view kLength = "content-length:";

/// The length that a header gives. The last one counts: what is in front of it may be the rest of a message
/// whose own length was wrong.
std::optional<std::size_t> length_in(std::string_view header) {
  std::string lower(header);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  const std::size_t at = lower.rfind(kLength);
  if (at == std::string::npos) return std::nullopt;
  std::string_view value = header.substr(at + kLength.size());
  while (value.starts_with(' ')) value.remove_prefix(1);
  std::size_t length = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
  if (error != std::errc() || (end != value.data() + value.size() && *end != '\r')) return std::nullopt;
  if (length > kMaxMessageBytes) return std::nullopt;
  return length;
}

}  // namespace

std::optional<std::string> FrameReader::next() {
  while (!length_) {
    const std::size_t end = buffer_.find(kEndOfHeader);
    if (end == std::string::npos) return std::nullopt;
    length_ = length_in(std::string_view(buffer_).substr(0, end));
    buffer_.erase(0, end + kEndOfHeader.size());
  }
  if (buffer_.size() < *length_) return std::nullopt;
  std::string body = buffer_.substr(0, *length_);
  buffer_.erase(0, *length_);
  length_.reset();
  return body;
}

std::string frame(std::string_view body) {
  return "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

}  // namespace gangway::gen::lsp
