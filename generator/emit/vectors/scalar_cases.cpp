#include "emit/vectors/scalar_cases.h"

#include <cstdio>

#include "emit/vectors/number_cases.h"
#include "emit/vectors/text_cases.h"

namespace gangway::gen::vectors {
namespace {

/// Whether `scalar` is a JSON string, whatever is in it.
bool is_text(Scalar scalar) {
  switch (scalar) {
    case Scalar::I64:
    case Scalar::U64:
    case Scalar::String:
    case Scalar::Bytes:
    case Scalar::Timestamp:
    case Scalar::TimestampNs:
    case Scalar::Date:
    case Scalar::Decimal:
    case Scalar::Uuid:
      return true;
    default:
      return false;
  }
}

std::string with_number(const char* form, unsigned n) {
  char out[64];
  std::snprintf(out, sizeof out, form, n);  // NOLINT(cert-err33-c): all forms are short
  return out;
}

}  // namespace

std::string scalar_sample(Scalar scalar, unsigned n) {
  switch (scalar) {
    case Scalar::Bool:
      return n % 2 == 0 ? "true" : "false";
    case Scalar::F32:
    case Scalar::F64:
      return with_number("%u.5", n);
    case Scalar::I64:
    case Scalar::U64:
      return with_number("\"%u\"", n + 1);
    case Scalar::String:
      return with_number("\"text %u\"", n);
    case Scalar::Bytes: {
      constexpr const char* digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
      return std::string("\"") + digits[n / 64 % 64] + digits[n % 64] + "AA\"";
    }
    case Scalar::Timestamp:
      return with_number("\"2026-01-31T12:00:00.%03uZ\"", n % 1000);
    case Scalar::TimestampNs:
      return with_number("\"2026-01-31T12:00:00.%09uZ\"", n);
    case Scalar::Date:
      return with_number("\"%04u-01-31\"", 1000 + n);
    case Scalar::Decimal:
      return with_number("\"%u.50\"", n);
    case Scalar::Uuid:
      return with_number("\"0b8f1d7e-5c0a-4f3e-9d57-%012u\"", n);
    case Scalar::Json:
      return with_number("{\"any\":[%u,null]}", n);
    default:
      return with_number("%u", n + 1);
  }
}

Cases scalar_cases(Scalar scalar) {
  switch (scalar) {
    case Scalar::Bool:
      return {accepted("true", "true"), accepted("false", "false"), malformed("True", "True"),
              malformed("true and more", "truey"), malformed("cut", "tru")};
    case Scalar::I64:
    case Scalar::U64:
      return wide_cases(scalar);
    case Scalar::F32:
    case Scalar::F64:
      return float_cases(scalar);
    case Scalar::String:
      return string_cases();
    case Scalar::Bytes:
      return bytes_cases();
    case Scalar::Timestamp:
      return timestamp_cases();
    case Scalar::TimestampNs:
      return timestamp_ns_cases();
    case Scalar::Date:
      return date_cases();
    case Scalar::Decimal:
      return decimal_cases();
    case Scalar::Uuid:
      return uuid_cases();
    case Scalar::Json:
      return json_cases();
    default:
      return integer_cases(scalar);
  }
}

Cases wrong_types(Scalar scalar) {
  if (scalar == Scalar::Json) return {};
  Cases cases{refused("null", "null", "type"), refused("a list", "[]", "type"),
              refused("an object", "{}", "type")};
  if (scalar != Scalar::Bool) cases.push_back(refused("true", "true", "type"));
  if (!is_text(scalar)) cases.push_back(refused("a string", "\"1\"", "type"));
  const bool is_number = !is_text(scalar) && scalar != Scalar::Bool;
  if (!is_number && scalar != Scalar::I64 && scalar != Scalar::U64)
    cases.push_back(refused("a number", "1", "type"));
  return cases;
}

}  // namespace gangway::gen::vectors
