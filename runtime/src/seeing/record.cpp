#include "seeing/record.h"

#include <algorithm>

#include "gangway/codec/scalars.h"
#include "gangway/codec/writer.h"

namespace gangway::seeing {
namespace {

/// Longer values are cut: nobody fills a log with one line.
constexpr std::size_t kMostOfMessage = 2000;
constexpr std::size_t kMostOfValue = 200;

constexpr std::string_view kLevels[] = {"debug", "info", "warning", "error"};

std::string_view at_most(std::string_view text, std::size_t most) { return text.substr(0, most); }

bool is_plain(char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\' && c != '='; }

/// The text as JSON has it between quotes, so that a line stays one.
std::string escaped(std::string_view text) {
  Buffer buffer;
  JsonWriter(buffer).string(text);
  const std::string_view quoted = buffer.view();
  std::string out;
  for (const char c : quoted.substr(1, quoted.size() - 2)) {
    if (c == '\x7f') {
      out += "\\u007f";
    } else {
      out += c;
    }
  }
  return out;
}

template <class Each>
void for_each_field(const Record& record, Each each) {
  each("gateway", record.gateway);
  each("ns", record.ns);
  each("event", record.event);
  each("client", record.client);
  each("address", record.address);
  each("code", record.code);
  each("trace", record.trace);
}

std::int64_t microseconds(std::chrono::nanoseconds took) {
  return std::chrono::duration_cast<std::chrono::microseconds>(took).count();
}

}  // namespace

std::string as_text(const Record& record) {
  // A message is prose: its quotes may stay.
  std::string line;
  for (const char c : escaped(at_most(record.message, kMostOfMessage))) {
    if (c == '"' && !line.empty() && line.back() == '\\') line.pop_back();
    line += c;
  }
  for_each_field(record, [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    value = at_most(value, kMostOfValue);
    line.append(" ").append(name).append("=");
    if (std::all_of(value.begin(), value.end(), is_plain)) {
      line.append(value);
    } else {
      line.append("\"").append(escaped(value)).append("\"");
    }
  });
  if (record.took) line += " us=" + std::to_string(microseconds(*record.took));
  if (record.left_out > 0) line += " left_out=" + std::to_string(record.left_out);
  return line;
}

std::string as_json(const Record& record, WallTime now) {
  Buffer buffer;
  JsonWriter out(buffer);
  out.raw("{\"time\":");
  codec::Timestamp::write(out, std::chrono::floor<std::chrono::milliseconds>(now));
  out.raw(",\"level\":");
  out.plain(kLevels[static_cast<std::size_t>(record.level)]);
  out.raw(",\"message\":");
  out.string(at_most(record.message, kMostOfMessage));
  for_each_field(record, [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    out.put(',');
    out.plain(name);
    out.put(':');
    out.string(at_most(value, kMostOfValue));
  });
  if (record.took) {
    out.raw(",\"us\":");
    out.integer(std::int64_t{microseconds(*record.took)});
  }
  if (record.left_out > 0) {
    out.raw(",\"left_out\":");
    out.integer(record.left_out);
  }
  out.put('}');
  return std::string(buffer.view());
}

}  // namespace gangway::seeing
