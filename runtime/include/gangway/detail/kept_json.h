#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gangway/detail/function_ref.h"

namespace gangway {

class JsonWriter;

/// Where the text of a byte string stands in JSON text, quotes included.
struct ByteSpan {
  std::size_t begin = 0;
  std::size_t size = 0;
};

namespace detail {

/// A value's JSON text, for later or for another thread. It knows which strings in it were bytes, so that a
/// dialect with attachments gets them as such.
struct KeptJson {
  std::string text;
  std::vector<ByteSpan> bytes = {};  ///< In order.
  bool failed = false;               ///< Something in it had no JSON form.

  /// Writes the value as its codec would write it.
  void write(JsonWriter& out) const;
};

KeptJson keep_json(FunctionRef<void(JsonWriter&)> write);

/// Writes `text`, with the base64 text at `bytes` as attachments where `out` takes these.
void write_kept(JsonWriter& out, std::string_view text, std::span<const ByteSpan> bytes);

}  // namespace detail
}  // namespace gangway
