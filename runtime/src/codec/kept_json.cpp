#include "gangway/detail/kept_json.h"

#include <charconv>

#include "codec/base64.h"
#include "codec/time_text.h"
#include "gangway/codec/writer.h"

namespace gangway::detail {
namespace {

// What is read here a JsonWriter has written, so that it reads.

void write_integer(JsonWriter& out, std::string_view digits) {
  const char* const end = digits.data() + digits.size();
  if (digits.starts_with('-')) {
    std::int64_t value = 0;
    std::from_chars(digits.data(), end, value);
    out.quoted(value);
  } else {
    std::uint64_t value = 0;
    std::from_chars(digits.data(), end, value);
    out.quoted(value);
  }
}

void write_noted(JsonWriter& out, std::string_view text, NotedKind kind) {
  switch (kind) {
    case NotedKind::Bytes: {
      std::vector<std::uint8_t> value;
      (void)read_base64(text, value);
      return out.bytes(value);
    }
    case NotedKind::Integer:
      return write_integer(out, text);
    case NotedKind::Timestamp: {
      const Moment moment = parse_moment(text).value_or(Moment{});
      return out.packed_timestamp(moment.seconds.time_since_epoch().count(), moment.nanoseconds);
    }
  }
}

}  // namespace

KeptJson keep_json(FunctionRef<void(JsonWriter&)> write) {
  Buffer buffer;
  JsonWriter out(buffer);
  KeptJson kept;
  out.note_values(&kept.notes);
  write(out);
  kept.text = buffer.view();
  kept.failed = out.failed();
  return kept;
}

void KeptJson::write(JsonWriter& out) const {
  if (failed) return out.unrepresentable();
  write_kept(out, text, notes);
}

void write_kept(JsonWriter& out, std::string_view text, std::span<const NotedSpan> notes) {
  if (!out.takes_attachments() && !out.is_packed()) {
    const std::size_t begin = out.buffer().size();
    out.raw(text);
    if (!out.takes_notes()) return;
    for (const NotedSpan& span : notes) {
      out.note(begin + span.begin, begin + span.begin + span.size, span.kind);
    }
    return;
  }
  std::size_t written = 0;
  for (const NotedSpan& span : notes) {
    if (!out.is_packed() && span.kind != NotedKind::Bytes) continue;  // text in all kinds of JSON
    out.raw(text.substr(written, span.begin - written));
    write_noted(out, text.substr(span.begin + 1, span.size - 2), span.kind);  // without its quotes
    written = span.begin + span.size;
  }
  out.raw(text.substr(written));
}

}  // namespace gangway::detail
