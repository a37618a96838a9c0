#include "protocol/socketio/answer.h"

#include <charconv>

#include "gangway/codec/reader.h"

namespace gangway::protocol::socketio {
namespace {

/// Reads a string, or passes over something else.
bool read_text(JsonReader& in, std::optional<std::string>& out) {
  out.reset();
  return in.peek() == '"' ? in.read_string(out.emplace()) : in.skip();
}

}  // namespace

std::optional<detail::ResumeRequest> read_resume(std::string_view auth) {
  JsonReader in(auth);
  std::optional<std::string> pid;
  std::optional<std::string> offset;
  std::string_view key;
  if (!in.object_begin()) return std::nullopt;
  while (in.next_key(key)) {
    const bool fine = key == "pid" ? read_text(in, pid) : key == "offset" ? read_text(in, offset) : in.skip();
    if (!fine) return std::nullopt;
  }
  if (in.failed() || !pid || pid->empty() || !offset) return std::nullopt;
  detail::ResumeRequest resume{.sid = *std::move(pid), .offset = 0, .whole_or_new = true};
  const char* const end = offset->data() + offset->size();
  const auto read = std::from_chars(offset->data(), end, resume.offset);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return resume;
}

std::optional<detail::ClientAnswer> read_refusal(std::string_view value) {
  if (value.empty()) return std::nullopt;
  JsonReader in(value);
  std::string_view key;
  if (in.peek() != '{' || !in.object_begin() || !in.next_key(key) || key != "error" || in.peek() != '{') {
    return std::nullopt;
  }
  std::optional<std::string> code;
  std::optional<std::string> message;
  std::string_view data;
  if (!in.object_begin()) return std::nullopt;
  while (in.next_key(key)) {
    const bool fine = key == "code"      ? read_text(in, code)
                      : key == "message" ? read_text(in, message)
                      : key == "data"    ? in.skip_span(data)
                                         : in.skip();
    if (!fine) return std::nullopt;
  }
  if (!code || !message || in.next_key(key) || in.failed()) return std::nullopt;
  return detail::ClientAnswer{
      .ok = false, .code = *std::move(code), .message = *std::move(message), .data = std::string(data)};
}

}  // namespace gangway::protocol::socketio
