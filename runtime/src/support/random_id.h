#pragma once

#include <string>

namespace gangway::detail {

/// 20 characters of [A-Za-z0-9_-] from the operating system's randomness: 120 bits, so nobody guesses one.
/// From any thread.
std::string random_id();

}  // namespace gangway::detail
