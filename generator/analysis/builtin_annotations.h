#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/ast.h"

namespace gangway::gen {

/// Where an annotation may stand; a set of them is their sum.
enum Place : std::uint32_t {
  kOnGateway = 1U << 0,
  kOnNamespace = 1U << 1,
  kOnOn = 1U << 2,
  kOnEmit = 1U << 3,
  kOnRoom = 1U << 4,
  kOnTypeDeclaration = 1U << 5,  ///< alias, struct, enum, union, error, const, guard, pipe
  kOnField = 1U << 6,            ///< fields, parameters, keys
  kOnBlock = 1U << 7,            ///< handshake, session
  kAfterType = 1U << 8,
  kOnChoice = 1U << 9,  ///< enumerators, arms
  kEverywhere = ~0U,
  kOnEvent = kOnOn | kOnEmit,
  kOnDeclaration =
      kOnGateway | kOnNamespace | kOnEvent | kOnRoom | kOnTypeDeclaration | kOnField | kOnChoice | kOnBlock,
};

/// What stands in an annotation's parentheses.
enum class Shape {
  None,       ///< no parentheses
  Text,       ///< one string
  Origins,    ///< strings, each an origin
  Number,     ///< one integer
  Port,       ///< 1 to 65535
  Size,       ///< 256KiB
  Duration,   ///< 25s
  Heartbeat,  ///< 25s, timeout: 20s
  Range,      ///< a..b of integers
  SizeRange,  ///< a..b of sizes
  AnyRange,   ///< a..b of numbers, durations or decimals in quotes
  Word,       ///< one of `words`
  Words,      ///< several of `words`
  Key,        ///< a name
  Rate,       ///< n per duration, burst: n, by: what
  Guards,     ///< names of guards with their arguments
  Pipe,       ///< the name of a pipe
};

struct AnnotationSpec {
  std::string_view name;
  std::uint32_t places;
  Shape shape;
  std::string_view written;  ///< An example, for messages.
  std::uint32_t
      generated;  ///< The places where generated code does something about it: see `check_generated`.
  std::vector<std::string> words = {};
};

/// All annotations of the language.
const std::vector<AnnotationSpec>& annotation_specs();

/// The annotation called `name`; null when there is none.
const AnnotationSpec* find_spec(std::string_view name);

/// The annotation `name` of `list`, if it is there.
const ast::Annotation* find_annotation(const std::vector<ast::Annotation>& list, std::string_view name);

// Arguments of annotations whose shape was checked; nothing where the annotation or the argument is not
// there.
std::optional<std::string> string_argument(const std::vector<ast::Annotation>& list, std::string_view name);
std::optional<std::int64_t> first_number(const std::vector<ast::Annotation>& list, std::string_view name);
std::optional<std::int64_t> labelled_number(const std::vector<ast::Annotation>& list, std::string_view name,
                                            std::string_view label);

}  // namespace gangway::gen
