#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gangway/detail/function_ref.h"

namespace gangway {

class JsonWriter;

/// What a text in JSON text stands for.
enum class NotedKind : std::uint8_t { Bytes, Integer, Timestamp };

/// Where the text of such a value stands in JSON text, quotes included.
struct NotedSpan {
  std::size_t begin = 0;
  std::size_t size = 0;
  NotedKind kind = NotedKind::Bytes;
};

namespace detail {

/// A value's JSON text, for later or for another thread. It knows which strings in it stand for what is no
/// text, so that a dialect which has words for that gets it as such: bytes, 64-bit integers, timestamps.
struct KeptJson {
  std::string text;
  std::vector<NotedSpan> notes = {};  ///< In order.
  bool failed = false;                ///< Something in it had no JSON form.

  /// Writes the value as its codec would write it.
  void write(JsonWriter& out) const;
};

KeptJson keep_json(FunctionRef<void(JsonWriter&)> write);

/// Writes `text`, with what `notes` say of it where `out` takes that.
void write_kept(JsonWriter& out, std::string_view text, std::span<const NotedSpan> notes);

}  // namespace detail
}  // namespace gangway
