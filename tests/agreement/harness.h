#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <gangway/codec/reader.h>
#include <gangway/codec/writer.h>
#include <nlohmann/json.hpp>

#include "codec/utf8.h"

namespace agreement {

/// What came of reading a text: the rule and the path, or what is written for the value.
struct Answer {
  std::string rule;
  std::string path;
  std::string writes;
  bool is_same = false;         ///< Whether a second text means the same value.
  std::string packed = {};      ///< The text in MessagePack, where it is JSON.
  std::string packs = {};       ///< What is written for the value in MessagePack.
  bool is_same_packed = false;  ///< Whether a second message does.
};

/// A text with what a reader may look at behind it.
class Text {
 public:
  explicit Text(std::string_view value) {
    // A frame is two objects around a payload; two lists count the same.
    text_ = "[[" + std::string(value) + "]]";
    size_ = text_.size();
    text_.append(gangway::kReadPadding, '\0');
  }

  template <class C>
  Answer read(typename C::value& value) const {
    const std::string_view whole = std::string_view(text_).substr(0, size_);
    // As the transport does before any payload is looked at.
    if (!gangway::detail::is_utf8(whole)) return {.rule = "utf8", .path = {}, .writes = {}};
    gangway::JsonReader in(whole);
    const bool ok = in.enter('[') && in.enter('[') && C::read(in, value) && in.accept(']') &&
                    in.accept(']') && in.finish();
    if (ok) return {};
    return {
        .rule = in.failed() ? std::string(to_string(in.rule())) : "syntax", .path = in.path(), .writes = {}};
  }

 private:
  std::string text_;
  std::size_t size_;
};

/// Whether an integer beyond 2^53 - 1 stands in `text` as a number. Those have no one form in MessagePack:
/// what keeps them without knowing their type, a `json` field or an unknown arm, takes them for 64-bit
/// integers, which are text in JSON, or for floats.
inline bool has_large_integer(std::string_view text) {
  constexpr std::string_view kLargest = "9007199254740991";
  bool is_quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\')
      ++at;
    else if (text[at] == '"')
      is_quoted = !is_quoted;
    if (is_quoted || at >= text.size() || text[at] < '0' || text[at] > '9') continue;
    const std::size_t end = std::min(text.find_first_not_of("0123456789", at), text.size());
    const std::string_view digits = text.substr(at, end - at);
    const bool is_whole =
        end == text.size() || std::string_view(".eE").find(text[end]) == std::string_view::npos;
    if (is_whole &&
        (digits.size() > kLargest.size() || (digits.size() == kLargest.size() && digits > kLargest)))
      return true;
    at = std::min(text.find_first_not_of("0123456789.eE+-", end), text.size()) - 1;
  }
  return false;
}

/// The values of `text` in MessagePack; nothing where a number is too large for that.
inline std::optional<std::string> packed(std::string_view text) {
  if (has_large_integer(text)) return std::nullopt;
  gangway::Buffer buffer;
  gangway::JsonWriter out(buffer, gangway::WireFormat::MessagePack);
  out.raw(text);
  return out.failed() ? std::nullopt : std::optional(std::string(buffer.view()));
}

template <class C>
Answer read_packed(std::string_view bytes, typename C::value& value) {
  const std::string exact = "\x91\x91" + std::string(bytes);
  gangway::JsonReader in(exact, gangway::WireFormat::MessagePack);
  const auto leave = [&] {
    if (in.accept(',') || !in.accept(']')) return false;
    in.leave();
    return true;
  };
  if (in.enter('[') && in.enter('[') && C::read(in, value) && leave() && leave() && in.finish()) return {};
  return {
      .rule = in.failed() ? std::string(to_string(in.rule())) : "syntax", .path = in.path(), .writes = {}};
}

template <class C>
bool is_same(const typename C::value& a, const typename C::value& b) {
  const auto json = [](const typename C::value& value) {
    gangway::Buffer buffer;
    gangway::JsonWriter out(buffer);
    C::write(out, value);
    return nlohmann::json::parse(buffer.view());
  };
  // What a union kept of an arm that it does not know equals only the same text: that is compared as JSON.
  return a == b || json(a) == json(b);
}

/// The value in MessagePack; nothing where it has no form there.
template <class C>
std::optional<std::string> write_packed(const typename C::value& value) {
  gangway::Buffer buffer;
  gangway::JsonWriter out(buffer, gangway::WireFormat::MessagePack);
  C::write(out, value);
  return out.failed() ? std::nullopt : std::optional(std::string(buffer.view()));
}

/// What MessagePack makes differently of a text that was read as `value` with this answer; empty for nothing.
/// `bytes` is the text in it.
template <class C>
std::string packed_difference(std::string_view bytes, const Answer& answer, const typename C::value& value) {
  typename C::value again{};
  const Answer other = read_packed<C>(bytes, again);
  // Integers of 64 bits are numbers there, which JSON has only up to 2^53.
  if (answer.rule == "range" && other.rule.empty()) return {};
  if (other.rule != answer.rule || other.path != answer.path) return other.rule + " at " + other.path;
  if (!answer.rule.empty()) return {};
  if (!is_same<C>(value, again)) return "another value";
  const auto written = write_packed<C>(value);
  if (!written) return answer.writes == "unrepresentable" ? "" : "it has no form";
  typename C::value back{};
  if (!read_packed<C>(*written, back).rule.empty()) return "what is written is not read";
  return is_same<C>(value, back) ? "" : "it comes back as another value";
}

/// Reads `text` as a C and writes it again, in MessagePack, too; then reads `other` and `other_packed`,
/// unless they are empty, and compares.
template <class C>
Answer run(std::string_view text, std::string_view other, std::string_view other_packed) {
  typename C::value value{};
  Answer answer = Text(text).read<C>(value);
  if (answer.rule.empty()) {
    gangway::Buffer buffer;
    gangway::JsonWriter out(buffer);
    C::write(out, value);
    answer.writes = out.failed() ? "unrepresentable" : std::string(buffer.view());
  }
  const auto message = answer.rule == "syntax" || answer.rule == "utf8" ? std::nullopt : packed(text);
  if (message) {
    const std::string difference = packed_difference<C>(*message, answer, value);
    if (!difference.empty()) return {.rule = "differs in MessagePack", .path = difference, .writes = {}};
  }
  typename C::value again{};
  if (answer.rule.empty() && !other.empty() && Text(other).read<C>(again).rule.empty())
    answer.is_same = is_same<C>(value, again);
  answer.packed = message.value_or("");
  if (answer.rule.empty() && answer.writes != "unrepresentable" && !has_large_integer(text))
    answer.packs = write_packed<C>(value).value_or("");
  typename C::value unpacked{};
  if (answer.rule.empty() && !other_packed.empty() && read_packed<C>(other_packed, unpacked).rule.empty())
    answer.is_same_packed = is_same<C>(value, unpacked);
  return answer;
}

using Registry =
    std::map<std::string, std::function<Answer(std::string_view, std::string_view, std::string_view)>>;

/// Every type of the test schemas, by its name in them: generated by registry.mjs.
Registry registry();

}  // namespace agreement
