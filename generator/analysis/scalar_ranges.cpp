#include "analysis/scalar_ranges.h"

#include <limits>

namespace gangway::gen {
namespace {

template <class T>
constexpr IntegerRange range_of() {
  return {static_cast<std::int64_t>(std::numeric_limits<T>::min()),
          static_cast<std::uint64_t>(std::numeric_limits<T>::max())};
}

}  // namespace

std::optional<IntegerRange> integer_range(Scalar scalar) {
  constexpr std::int64_t kSafe = (std::int64_t{1} << 53) - 1;
  switch (scalar) {
    case Scalar::I8:
      return range_of<std::int8_t>();
    case Scalar::I16:
      return range_of<std::int16_t>();
    case Scalar::I32:
      return range_of<std::int32_t>();
    case Scalar::I64:
      return range_of<std::int64_t>();
    case Scalar::U8:
      return range_of<std::uint8_t>();
    case Scalar::U16:
      return range_of<std::uint16_t>();
    case Scalar::U32:
      return range_of<std::uint32_t>();
    case Scalar::U64:
      return IntegerRange{0, std::numeric_limits<std::uint64_t>::max()};
    case Scalar::SafeInt:
      return IntegerRange{-kSafe, static_cast<std::uint64_t>(kSafe)};
    default:
      return std::nullopt;
  }
}

bool is_number(Scalar scalar) {
  return integer_range(scalar) || scalar == Scalar::F32 || scalar == Scalar::F64;
}

}  // namespace gangway::gen
