#pragma once

#include <cstdint>

namespace gangway::gen {

/// A file of a `SourceMap`. The resolved schema numbers its files alike (`FileId`).
enum class SourceId : std::uint32_t {};

/// A piece of one source file: the bytes [begin, end). Empty spans mark a place between two characters.
struct Span {
  SourceId file{};
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool operator==(const Span&) const = default;
};

/// From the beginning of `first` to the end of `last`, which stand in one file.
constexpr Span join(Span first, Span last) { return {first.file, first.begin, last.end}; }

}  // namespace gangway::gen
