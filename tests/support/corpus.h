#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "support/compile.h"

namespace gangway::test {

/// `text` without its expectations: the lines that begin with `//~`.
std::string without_expectations(std::string_view text);

/// `text`, which has no expectations, with those that `compiled` gives rise to: under each line what is said
/// about it,
///
///     struct A { x: strng; }
///     //~           ^^^^^ error GW2102: no type named `strng`; the nearest is `string`
///
/// In the first columns, where the mark stands itself, the place is written as `@column+width`; what has no
/// place is written `@` at the top.
std::string with_expectations(std::string_view text, const Compiled& compiled);

/// The .gw files of a folder of tests/corpus, sorted.
std::vector<std::filesystem::path> corpus_files(std::string_view folder);

std::string read_file(const std::filesystem::path& path);

}  // namespace gangway::test
