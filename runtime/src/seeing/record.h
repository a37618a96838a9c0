#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gangway/logging.h"

namespace gangway::seeing {

/// One line of a log before it is text. Views: a record lives as long as the call that writes it. What is
/// empty is left out.
struct Record {
  LogLevel level = LogLevel::Info;
  std::string_view message;  ///< Up to a colon it says what kind of record this is.
  std::string_view gateway = {};
  std::string_view ns = {};
  std::string_view event = {};
  std::string_view client = {};   ///< Its sid.
  std::string_view address = {};  ///< With the port.
  std::string_view code = {};
  std::string_view trace = {};
  std::optional<std::chrono::nanoseconds> took = {};
  std::uint64_t left_out = 0;  ///< How many like it were not written before it.
};

using WallTime = std::chrono::system_clock::time_point;

/// `joined gateway=Chat ns=/chat us=12`: without time and level, which whoever writes lines adds. Nothing in
/// a record can break the line or look like a field of another: values with spaces or quotes stand in quotes.
[[nodiscard]] std::string as_text(const Record& record);

/// `{"time":"2026-01-31T12:00:00.000Z","level":"info","message":"joined",…}`
[[nodiscard]] std::string as_json(const Record& record, WallTime now);

}  // namespace gangway::seeing
