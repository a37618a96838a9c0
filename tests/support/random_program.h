#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gangway::test {

/// What a random program is made of.
struct RandomProgramOptions {
  bool constraints = true;  ///< `@length(1..64)` and its like behind types.
  bool policies = true;     ///< Guards, pipes, rates, streams from clients, paths with parameters.
  std::size_t declarations = 14;
};

/// A whole `.gw` file without mistakes, of every construct of the language. The same seed gives the same text
/// on every machine.
std::string random_program(std::uint32_t seed, const RandomProgramOptions& options = {});

/// `text` with its own comments, and with other white space and more comments wherever two tokens meet. What
/// it means stays the same, but for documentation: some of the comments are `///`.
std::string with_noise(std::string_view text, std::uint32_t seed);

}  // namespace gangway::test
