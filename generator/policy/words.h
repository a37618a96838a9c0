#pragma once

#include <cstdint>
#include <string>

#include "schema/schema.h"

namespace gangway::gen {

/// `ms` in the largest unit that keeps it whole: "25s", "1500ms", "2h".
std::string duration_words(std::int64_t ms);

/// `bytes` likewise: "256KiB", "1000B".
std::string size_words(std::int64_t bytes);

/// "20 per 10s, burst 40, by address"; what is as always is left out.
std::string rate_words(const Rate& rate);

/// `HasRole(admin)`, as it is written in a schema.
std::string guard_words(const Schema& schema, const GuardUse& use);

}  // namespace gangway::gen
