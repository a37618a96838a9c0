#include "hub/path_pattern.h"

#include <map>
#include <utility>

#include "codec/utf8.h"
#include "gangway/codec/buffer.h"
#include "gangway/codec/reader.h"
#include "gangway/codec/writer.h"
#include "gangway/dispatch.h"
#include "support/ascii.h"

namespace gangway::detail {
namespace {

/// What stands before the next slash, which is taken off with it. `rest` begins with a slash.
std::string_view take_segment(std::string_view& rest) {
  rest.remove_prefix(1);
  const std::string_view segment = rest.substr(0, rest.find('/'));
  rest.remove_prefix(segment.size());
  return segment;
}

bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }
std::string_view name_of(std::string_view parameter) { return parameter.substr(1, parameter.size() - 2); }

/// Nothing where an escape is broken, or what comes of it is no text.
std::optional<std::string> decoded(std::string_view segment) {
  std::string out;
  for (std::size_t i = 0; i < segment.size(); ++i) {
    if (segment[i] != '%') {
      out += segment[i];
      continue;
    }
    const int high = i + 2 < segment.size() ? hex_value(segment[i + 1]) : -1;
    const int low = i + 2 < segment.size() ? hex_value(segment[i + 2]) : -1;
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high << 4 | low);
    i += 2;
  }
  return is_utf8(out) ? std::optional(out) : std::nullopt;
}

void append_encoded(std::string& out, std::string_view value) {
  constexpr std::string_view kPlain = "-_.!~*'()";
  constexpr char kHex[] = "0123456789ABCDEF";
  for (const char c : value) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          kPlain.find(c) != std::string_view::npos;
    if (is_plain) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    }
  }
}

}  // namespace

std::optional<PathPattern::Parsed> PathPattern::parse(std::string_view path) const {
  // The values as members of an object, as a plain client's handshake has them: the codecs know the rest.
  Buffer object;
  JsonWriter out(object);
  char lead = '{';
  std::string_view pattern = pattern_;
  while (!pattern.empty() && !path.empty()) {
    if (path.front() != '/') return std::nullopt;
    const std::string_view wanted = take_segment(pattern);
    const auto segment = decoded(take_segment(path));
    if (!segment || segment->empty()) return std::nullopt;
    if (is_parameter(wanted)) {
      out.put(std::exchange(lead, ','));
      out.string(name_of(wanted));
      out.put(':');
      out.string(*segment);
    } else if (*segment != wanted) {
      return std::nullopt;
    }
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  out.put('}');
  std::string json(object.view());
  json.append(kReadPadding, '\0');
  JsonReader in(std::string_view(json).substr(0, json.size() - kReadPadding));
  in.set_lenient(true);
  Parsed parsed;
  if (!table_.read(in, parsed.value) || !in.finish()) return std::nullopt;
  parsed.path = path_of(parsed.value.get());
  return parsed;
}

std::string PathPattern::path_of(const void* value) const {
  Buffer object;
  JsonWriter out(object);
  table_.write(out, value);
  std::string json(object.view());
  json.append(kReadPadding, '\0');
  JsonReader in(std::string_view(json).substr(0, json.size() - kReadPadding));
  std::map<std::string, std::string, std::less<>> values;
  std::string_view key;
  if (in.object_begin()) {
    while (in.next_key(key)) {
      std::string& text = values[std::string(key)];
      std::string_view raw;
      if (in.peek() == '"' ? !in.read_string(text) : !in.skip_span(raw)) break;
      if (!raw.empty()) text = raw;
    }
  }
  std::string path;
  for (std::string_view pattern = pattern_; !pattern.empty();) {
    const std::string_view segment = take_segment(pattern);
    path += '/';
    if (is_parameter(segment)) {
      append_encoded(path, values[std::string(name_of(segment))]);
    } else {
      path += segment;
    }
  }
  return path;
}

}  // namespace gangway::detail
