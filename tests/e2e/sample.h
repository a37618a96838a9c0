#pragma once

#include <cstdint>
#include <limits>

#include <gangway/literals.h>
#include <nlohmann/json.hpp>

#include "everything.gw.types.h"

namespace e2e {

/// The same values as `sample` in values.test.ts: what one end writes the other has to read as these.
inline Scalars sample() {
  return {.flag = true,
          .tiny = -128,
          .small = -32768,
          .medium = -2147483647 - 1,
          .large = std::numeric_limits<std::int64_t>::min(),
          .tiny_count = 255,
          .small_count = 65535,
          .count = 4294967295U,
          .large_count = Largest,
          .safe = -9007199254740991,
          .single = 0.25F,
          .real = 1.7976931348623157e308,
          .text = "\"\\/\b\f\n\r\t\x01\x7f ä € 👋 \u2028",
          .blob = {0, 1, 254, 255},
          .at = gangway::literal::timestamp("9999-12-31T23:59:59.999Z"),
          .exactly = gangway::literal::timestamp_ns("2262-04-11T23:47:16.854775807Z"),
          .lasts = gangway::Duration(-5),
          .day = gangway::literal::date("2024-02-29"),
          .price = *gangway::Decimal::parse("-123456789012345678901234567890.10"),
          .id = *gangway::Uuid::parse("0190C0DE-CAFE-7000-8000-0123456789AB"),
          .anything = {{"a", {1, nullptr, true, "x", {{"__proto__", 2.5}}}}}};
}

}  // namespace e2e
