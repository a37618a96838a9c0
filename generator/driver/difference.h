#pragma once

#include <string>
#include <string_view>

namespace gangway::gen {

/// How `now` differs from `before`, in the form of `diff -u` with `name` as both names. Empty when they are
/// equal.
std::string difference(std::string_view name, std::string_view before, std::string_view now);

}  // namespace gangway::gen
