#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "gangway/types.h"

namespace gangway::detail {

/// A moment as RFC 3339 writes it, split so that both timestamp types can take what they hold.
struct Moment {
  std::chrono::sys_seconds seconds;
  std::uint32_t nanoseconds = 0;    ///< Digits past the ninth are cut off.
  std::size_t fraction_digits = 0;  ///< As written.
};

/// Reads `2026-01-31T12:00:00.5+01:00` (RFC 3339, 5.6): `T` and `Z` in any case, any offset below a day, the
/// leap second 23:59:60 UTC as the second after it.
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view text) noexcept;

/// Reads `2026-01-31`.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text) noexcept;

/// `2026-01-31T12:00:00` is 19 bytes.
inline constexpr std::size_t kMomentText = 19;

/// Whether a year can be written with four digits.
[[nodiscard]] bool is_writable(Date date) noexcept;
/// Writes `2026-01-31` and returns the end. Only writable dates.
char* write_date(char* to, Date date) noexcept;
/// Writes `2026-01-31T12:00:00` and returns the end. Only writable dates.
char* write_seconds(char* to, std::chrono::sys_seconds moment) noexcept;

}  // namespace gangway::detail
