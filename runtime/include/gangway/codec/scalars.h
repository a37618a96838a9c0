#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>

#include "gangway/codec/reader.h"
#include "gangway/codec/writer.h"
#include "gangway/types.h"

namespace gangway::codec {

/// The largest integer that every JavaScript number holds exactly: 2^53 − 1.
inline constexpr std::uint64_t kMaxSafeInteger = (std::uint64_t{1} << 53) - 1;

/// `bool`.
struct Bool {
  using value = bool;
  static bool read(JsonReader& in, bool& out) { return in.read_bool(out); }
  static void write(JsonWriter& out, bool v) { out.boolean(v); }
};

/// An integer written as a JSON number. `Max` is the largest magnitude of a positive one. Those below are
/// compiled into the runtime.
template <class T, std::uint64_t Max = std::numeric_limits<T>::max()>
struct Number {
  using value = T;

  static bool read(JsonReader& in, T& out);

  static void write(JsonWriter& out, T v) {
    if constexpr (std::is_signed_v<T>) {
      out.integer(static_cast<std::int64_t>(v));
    } else {
      out.integer(static_cast<std::uint64_t>(v));
    }
  }
};

using I8 = Number<std::int8_t>;
using I16 = Number<std::int16_t>;
using I32 = Number<std::int32_t>;
using U8 = Number<std::uint8_t>;
using U16 = Number<std::uint16_t>;
using U32 = Number<std::uint32_t>;
/// `safeint`: ±(2^53 − 1).
using SafeInt = Number<std::int64_t, kMaxSafeInteger>;

/// `i64` and `u64`: a decimal string; read from a number too while that is exact.
struct I64 {
  using value = std::int64_t;
  static bool read(JsonReader& in, std::int64_t& out);
  static void write(JsonWriter& out, std::int64_t v) { out.quoted(v); }
};
struct U64 {
  using value = std::uint64_t;
  static bool read(JsonReader& in, std::uint64_t& out);
  static void write(JsonWriter& out, std::uint64_t v) { out.quoted(v); }
};

/// `f32` and `f64`: finite numbers.
struct F32 {
  using value = float;
  static bool read(JsonReader& in, float& out) { return in.read_number(out); }
  static void write(JsonWriter& out, float v) { out.number(v); }
};
struct F64 {
  using value = double;
  static bool read(JsonReader& in, double& out) { return in.read_number(out); }
  static void write(JsonWriter& out, double v) { out.number(v); }
};

/// `string`.
struct String {
  using value = std::string;
  static bool read(JsonReader& in, std::string& out) { return in.read_string(out); }
  static void write(JsonWriter& out, std::string_view v) { out.string(v); }
};

/// `bytes`: base64; url-safe and unpadded text is read too.
struct Bytes {
  using value = gangway::Bytes;
  static bool read(JsonReader& in, gangway::Bytes& out);
  static void write(JsonWriter& out, const gangway::Bytes& v) { out.bytes(v); }
};

/// `timestamp`: RFC 3339 with any offset, finer digits cut off; written in UTC with milliseconds.
struct Timestamp {
  using value = gangway::Timestamp;
  static bool read(JsonReader& in, gangway::Timestamp& out);
  static void write(JsonWriter& out, gangway::Timestamp v);
};

/// `timestamp_ns`: RFC 3339 with up to nine digits; written in UTC with all nine.
struct TimestampNs {
  using value = gangway::TimestampNs;
  static bool read(JsonReader& in, gangway::TimestampNs& out);
  static void write(JsonWriter& out, gangway::TimestampNs v);
};

/// `duration`: whole milliseconds, ±(2^53 − 1).
struct Duration {
  using value = gangway::Duration;
  static bool read(JsonReader& in, gangway::Duration& out);
  static void write(JsonWriter& out, gangway::Duration v);
};

/// `date`: "2026-01-31".
struct Date {
  using value = gangway::Date;
  static bool read(JsonReader& in, gangway::Date& out);
  static void write(JsonWriter& out, gangway::Date v);
};

/// `decimal`: its text, in quotes.
struct Decimal {
  using value = gangway::Decimal;
  static bool read(JsonReader& in, gangway::Decimal& out);
  static void write(JsonWriter& out, const gangway::Decimal& v) { out.plain(v.str()); }
};

/// `uuid`: read in any case, written in lower case.
struct Uuid {
  using value = gangway::Uuid;
  static bool read(JsonReader& in, gangway::Uuid& out);
  static void write(JsonWriter& out, const gangway::Uuid& v);
};

}  // namespace gangway::codec
