#include "gangway/codec/reader.h"

namespace gangway {

// The recursion is as deep as the text, which kMaxJsonDepth bounds.
bool JsonReader::skip_container(char open, char close) {
  if (!enter(open)) return false;
  std::string_view key;
  std::string scratch;
  if (!accept(close)) {
    std::size_t index = 0;
    do {
      skip_space();
      if (open == '{' && !read_key(key, scratch)) return false;
      if (!skip()) return open == '{' ? inside(key) : inside(index);
      ++index;
    } while (accept(','));
    if (!accept(close)) return fail(Rule::Syntax);
  }
  leave();
  return true;
}

bool JsonReader::skip() {
  if (is_packed()) return skip_packed();
  switch (peek()) {
    case '"':
      return skip_string();
    case '{':
      return skip_container('{', '}');
    case '[':
      return skip_container('[', ']');
    case 't':
      return accept_literal("true") || fail(Rule::Syntax);
    case 'f':
      return accept_literal("false") || fail(Rule::Syntax);
    case 'n':
      return accept_literal("null") || fail(Rule::Syntax);
    default: {
      std::string_view number;
      return number_span(number);
    }
  }
}

bool JsonReader::skip_span(std::string_view& out) {
  skip_space();
  const char* const start = here();
  if (!skip()) return false;
  out = {start, static_cast<std::size_t>(here() - start)};
  return true;
}

}  // namespace gangway
