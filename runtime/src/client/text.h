#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gangway/client/dispatch.h"
#include "gangway/codec/buffer.h"

namespace gangway::client {

/// The text that `write` writes; nothing where a value has no JSON form.
inline std::optional<std::string> text_of(WriteFn write) {
  Buffer buffer;
  JsonWriter out(buffer);
  write(out);
  if (out.failed()) return std::nullopt;
  return std::string(buffer.view());
}

inline CallError no_json_form(std::string_view what) {
  return {"invalid_payload",
          std::string(what) + ": a value has no JSON form (NaN, an infinity, a year beyond 9999)",
          {}};
}

}  // namespace gangway::client
