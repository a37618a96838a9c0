#include "gangway/codec/reader.h"

#include <utility>

#include "codec/path_token.h"

namespace gangway {
namespace {

bool is_space(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

}  // namespace

std::string_view to_string(Rule rule) noexcept {
  switch (rule) {
    case Rule::None:
      return "";
    case Rule::Syntax:
      return "syntax";
    case Rule::Type:
      return "type";
    case Rule::Range:
      return "range";
    case Rule::Missing:
      return "missing";
    case Rule::Duplicate:
      return "duplicate";
    case Rule::Depth:
      return "depth";
    case Rule::Enum:
      return "enum";
    case Rule::Tag:
      return "tag";
    case Rule::Format:
      return "format";
    case Rule::Length:
      return "length";
    case Rule::Size:
      return "size";
    case Rule::Items:
      return "items";
    case Rule::Unique:
      return "unique";
    case Rule::Pattern:
      return "pattern";
  }
  return "";
}

bool JsonReader::fail(Rule rule) noexcept {
  if (rule_ != Rule::None) return false;
  rule_ = rule;
  at_value_ = true;
  unread_ = nullptr;
  return false;
}

bool JsonReader::fail(Rule rule, std::string reason) noexcept {
  if (rule_ == Rule::None) reason_ = std::move(reason);
  return fail(rule);
}

bool JsonReader::fail_at(Rule rule, std::string_view name) {
  fail(rule);
  return inside(name);
}

bool JsonReader::inside(std::string_view member) {
  if (at_value_ && pass_over()) return true;
  at_value_ = false;
  path_.insert(0, detail::path_token(member));
  return false;
}

bool JsonReader::inside(std::size_t index) { return inside(std::string_view(std::to_string(index))); }

JsonReader JsonReader::again_without(unsigned failures) const {
  JsonReader again({begin_, static_cast<std::size_t>(end() - begin_)}, format());
  again.lenient_ = lenient_;
  again.may_pass_over_ = failures;
  return again;
}

/// Whether the reader may go on behind the value that failed, and stands there now.
bool JsonReader::pass_over() {
  const bool is_json = rule_ != Rule::Syntax && rule_ != Rule::Duplicate && rule_ != Rule::Depth;
  if (!is_json || passed_over_ == may_pass_over_) return false;
  ++passed_over_;
  rule_ = Rule::None;
  path_.clear();
  reason_.clear();
  at_value_ = false;
  if (unread_ == nullptr) return true;
  go_to(unread_);
  resume_union_ = false;
  return skip();
}

bool JsonReader::fail_type() noexcept {
  constexpr std::string_view starts = "\"{[-0123456789tfn";
  const char next = peek();
  const bool is_value = next != '\0' && starts.find(next) != std::string_view::npos;
  fail(is_value ? Rule::Type : Rule::Syntax);
  unread_ = here();
  return false;
}

void JsonReader::skip_space_slow() noexcept {
  while (at_ < end_ && is_space(*at_)) ++at_;
}

bool JsonReader::accept_after_space(char c) noexcept {
  if (is_packed()) return accept_packed(c);
  skip_space_slow();
  if (at_ >= end_ || *at_ != c) return false;
  ++at_;
  return true;
}

/// Takes a literal if it is next and a value may end behind it.
bool JsonReader::accept_literal(std::string_view literal) noexcept {
  const char* const start = at_;
  if (!std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with(literal)) return false;
  at_ += literal.size();
  if (at_value_end()) return true;
  at_ = start;
  return false;
}

bool JsonReader::read_null() {
  skip_space();
  if (*at_ == 'n') return accept_literal("null");
  if (!is_packed() || peek() != 'n') return false;
  ++packed_at_;
  return true;
}

bool JsonReader::object_begin() {
  fresh_ = true;
  return enter('{');
}

/// Whether there is another member or item before `close`.
bool JsonReader::goes_on(char close) {
  const bool is_first = std::exchange(fresh_, false);
  if (!is_first && accept(',')) return true;
  if (accept(close)) {
    leave();
    return false;
  }
  return is_first || fail(Rule::Syntax);
}

bool JsonReader::next_key(std::string_view& key) {
  if (failed() || !goes_on('}')) return false;
  skip_space();
  return read_key(key, key_);
}

bool JsonReader::array_begin() {
  fresh_ = true;
  return enter('[');
}

bool JsonReader::next_item() { return !failed() && goes_on(']'); }

}  // namespace gangway
