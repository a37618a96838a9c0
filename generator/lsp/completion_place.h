#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/source_map.h"

namespace gangway::gen::lsp {

/// What may stand at a place of a text that is being written, as its tokens up to there tell. Everything that
/// is said here may be said at once: in parentheses behind `on join` both a type and `stream` may follow.
struct CompletionPlace {
  std::uint32_t begin = 0;  ///< Where the word that is being written begins.
  std::string qualifier;    ///< "demo.common" where `demo.common.` stands before it.

  std::vector<std::string> words;  ///< Keywords.
  bool types = false;
  bool reply_types = false;  ///< `void` as well.
  bool errors = false;
  bool import_path = false;

  std::uint32_t annotation_places = 0;  ///< Names of annotations for these places (`Place`), if any.
  bool value = false;                   ///< A default, the value of a constant, an argument of a guard.
  std::string_view type;  ///< The simple type of the value, or before the annotation: "u32", "list".

  std::string_view annotation;  ///< In the parentheses of this one,
  std::string_view guard;       ///< and perhaps in those of a guard in it,
  std::size_t argument = 0;     ///< the argument of this number
  std::string_view label;       ///< with this label in front.
};

/// `offset` is in `file`. The answer refers to its text.
CompletionPlace completion_place(const SourceFile& file, SourceId id, std::uint32_t offset);

}  // namespace gangway::gen::lsp
