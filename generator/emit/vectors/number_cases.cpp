#include "emit/vectors/number_cases.h"

namespace gangway::gen::vectors {
namespace {

struct Edges {
  const char* below;
  const char* min;
  const char* max;
  const char* above;
};

Edges edges(Scalar scalar) {
  switch (scalar) {
    case Scalar::I8:
      return {"-129", "-128", "127", "128"};
    case Scalar::I16:
      return {"-32769", "-32768", "32767", "32768"};
    case Scalar::I32:
      return {"-2147483649", "-2147483648", "2147483647", "2147483648"};
    case Scalar::U8:
      return {"-1", "0", "255", "256"};
    case Scalar::U16:
      return {"-1", "0", "65535", "65536"};
    case Scalar::U32:
      return {"-1", "0", "4294967295", "4294967296"};
    case Scalar::I64:
      return {"-9223372036854775809", "-9223372036854775808", "9223372036854775807", "9223372036854775808"};
    case Scalar::U64:
      return {"-1", "0", "18446744073709551615", "18446744073709551616"};
    default:
      return {"-9007199254740992", "-9007199254740991", "9007199254740991", "9007199254740992"};
  }
}

/// Forms of numbers that JSON does not have.
void add_malformed(Cases& cases) {
  for (const char* text :
       {"01", "-01", "+1", ".5", "1.", "1e", "1e+", "0x1", "1_0", "NaN", "-Infinity", "-", "1 2"}) {
    cases.push_back(malformed(std::string("no JSON number ") + text, text));
  }
}

}  // namespace

Cases integer_cases(Scalar scalar) {
  const Edges at = edges(scalar);
  Cases cases{
      accepted("the smallest", at.min),
      accepted("the largest", at.max),
      refused("one below", at.below, "range"),
      refused("one above", at.above, "range"),
      refused("a fraction", "1.5", "type"),
      refused("a huge exponent", "1e400", "range"),
      accepted("one with a fraction of zero", "1.0", "1"),
      accepted("a hundred as an exponent", "1e2", "100"),
      accepted("one with a negative exponent", "100e-2", "1"),
      accepted("minus zero", "-0", "0"),
      accepted("minus zero with a fraction", "-0.0", "0"),
      accepted("zero with a huge exponent", "0e999", "0"),
      refused("a fraction by exponent", "15e-1", "type"),
      refused("a negative huge exponent", "-1e400", "range"),
      accepted("too small to be told from zero", "1e-400", "0"),
      accepted("too near to one to be told from it", "1.00000000000000000000000001", "1"),
      refused("2^53 + 1", "9007199254740993", "range"),
      refused("2^64", "18446744073709551616", "range"),
      refused("forty digits", "1234567890123456789012345678901234567890", "range"),
  };
  add_malformed(cases);
  return cases;
}

Cases wide_cases(Scalar scalar) {
  const Edges at = edges(scalar);
  const auto text = [](const std::string& digits) { return "\"" + digits + "\""; };
  Cases cases{
      accepted("the smallest", text(at.min)),
      accepted("the largest", text(at.max)),
      refused("one below", text(at.below), "range"),
      refused("one above", text(at.above), "range"),
      refused("a number beyond 2^53 - 1", "9007199254740992", "range"),
      accepted("the largest exact number", "9007199254740991", text("9007199254740991")),
      accepted("a number with a fraction of zero", "1.0", text("1")),
      refused("2^53 + 1 as a number", "9007199254740993", "range"),
      refused("a fraction", "1.5", "type"),
      refused("a huge exponent", "1e400", "range"),
      accepted("minus zero", text("-0"), text("0")),
      accepted("minus zero as a number", "-0", text("0")),
      accepted("2^53 + 1", text("9007199254740993")),
      refused("forty digits", text("1234567890123456789012345678901234567890"), "range"),
  };
  for (const char* form :
       {"", "-", "+1", "01", "-01", "--1", "1.0", "1e2", " 1", "1 ", "0x1", "1_0", "\xD9\xA3"}) {
    cases.push_back(refused(std::string("no decimal integer \"") + form + "\"", text(form), "format"));
  }
  add_malformed(cases);
  return cases;
}

Cases float_cases(Scalar scalar) {
  const bool is_single = scalar == Scalar::F32;
  Cases cases{
      accepted("the largest", is_single ? "3.4028234663852886e+38" : "1.7976931348623157e+308"),
      accepted("minus the largest", is_single ? "-3.4028234663852886e+38" : "-1.7976931348623157e+308"),
      refused("too large", is_single ? "3.5e38" : "1e309", "range"),
      refused("far too large", "1e400", "range"),
      refused("minus far too large", "-1e400", "range"),
      accepted("the smallest", is_single ? "1e-45" : "5e-324"),
      accepted("too small to be told from zero", "1e-400", "0"),
      accepted("minus zero", "-0", "-0"),
      accepted("a tenth", "0.1"),
      accepted("an exponent with a plus", "1E+2", "100"),
      accepted("more digits than it holds", "0.1000000000000000000000000000000001", "0.1"),
      accepted("2^53 + 1, which is rounded", "9007199254740993", "9007199254740992"),
  };
  if (is_single) {
    cases.push_back(refused("half way to what would be the next", "3.4028235677973366e38", "range"));
    cases.push_back(accepted("just below half way", "3.4028235677973362e38", "3.4028234663852886e38"));
    cases.push_back(refused("below half way by less than a double can tell",
                            "340282356779733661637539395458142568447", "range"));
  }
  add_malformed(cases);
  return cases;
}

}  // namespace gangway::gen::vectors
