#include "gangway/detail/kept_json.h"

#include "codec/base64.h"
#include "gangway/codec/writer.h"

namespace gangway::detail {

KeptJson keep_json(FunctionRef<void(JsonWriter&)> write) {
  Buffer buffer;
  JsonWriter out(buffer);
  KeptJson kept;
  out.note_bytes(&kept.bytes);
  write(out);
  kept.text = buffer.view();
  kept.failed = out.failed();
  return kept;
}

void KeptJson::write(JsonWriter& out) const {
  if (failed) return out.unrepresentable();
  write_kept(out, text, bytes);
}

void write_kept(JsonWriter& out, std::string_view text, std::span<const ByteSpan> bytes) {
  if (!out.takes_attachments()) return out.raw(text);
  std::size_t written = 0;
  for (const ByteSpan& span : bytes) {
    out.raw(text.substr(written, span.begin - written));
    std::vector<std::uint8_t> value;
    // Without its quotes. It reads, for a JsonWriter has written it.
    (void)read_base64(text.substr(span.begin + 1, span.size - 2), value);
    out.bytes(value);
    written = span.begin + span.size;
  }
  out.raw(text.substr(written));
}

}  // namespace gangway::detail
