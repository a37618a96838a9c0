#pragma once

#include <string>
#include <vector>

namespace gangway::gen::vectors {

/// Strings that match `pattern` (in JavaScript's spelling, without anchors): the shortest way through it,
/// longer ones, and one for each alternative. Empty where it has something that is not understood.
std::vector<std::string> pattern_samples(const std::string& pattern);

/// Whether `text`, all of it, matches.
enum class Match { Yes, No, Unknown };
Match matches(const std::string& pattern, const std::string& text);

}  // namespace gangway::gen::vectors
