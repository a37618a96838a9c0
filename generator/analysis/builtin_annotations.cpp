#include "analysis/builtin_annotations.h"

#include <algorithm>

namespace gangway::gen {

const std::vector<AnnotationSpec>& annotation_specs() {
  constexpr std::uint32_t kServed = kOnGateway | kOnNamespace;
  static const std::vector<AnnotationSpec> specs{
      {"path", kOnGateway, Shape::Text, "`@path(\"/realtime\")`", kEverywhere},
      {"heartbeat", kOnGateway, Shape::Heartbeat, "`@heartbeat(25s)` or `@heartbeat(25s, timeout: 20s)`",
       kEverywhere},
      {"maxPayload", kServed | kOnOn, Shape::Size, "`@maxPayload(256KiB)`", kEverywhere},
      {"deprecated", kOnDeclaration, Shape::Text, "`@deprecated(\"use x\")`", kEverywhere},
      {"since", kOnDeclaration, Shape::Text, "`@since(\"1.2\")`", kEverywhere},

      {"port", kOnGateway, Shape::Port, "`@port(8080)`", kEverywhere},
      {"origins", kOnGateway, Shape::Origins, "`@origins(\"https://example.org\")`", kEverywhere},
      {"transports",
       kOnGateway,
       Shape::Words,
       "`@transports(websocket, polling)`",
       kEverywhere,
       {"websocket", "polling"}},
      {"compression", kOnGateway, Shape::None, "`@compression`", kEverywhere},

      {"requires", kServed | kOnOn, Shape::Guards, "`@requires(SignedIn, HasRole(admin))`", kEverywhere},
      {"denyByDefault", kOnGateway, Shape::None, "`@denyByDefault`", kEverywhere},
      {"public", kServed | kOnOn, Shape::None, "`@public`", kEverywhere},
      {"rate", kServed | kOnOn, Shape::Rate,
       "`@rate(20 per 10s)`, then `burst: 40` and `by: connection`, `address` or `session.field`",
       kEverywhere},
      {"deadline", kServed | kOnEvent, Shape::Duration, "`@deadline(3s)`", kEverywhere},
      {"volatile", kOnEvent, Shape::None, "`@volatile`", kEverywhere},
      {"idempotent", kOnOn, Shape::None, "`@idempotent`", kEverywhere},
      {"latest", kOnEmit, Shape::Key, "`@latest(key)`", kEverywhere},
      {"overflow",
       kServed | kOnEmit,
       Shape::Word,
       "`@overflow(close)`, `dropOldest` or `dropNewest`",
       kEverywhere,
       {"close", "dropOldest", "dropNewest"}},
      {"concurrent", kOnOn, Shape::Number, "`@concurrent(4)`", kEverywhere},
      {"replay", kOnEmit, Shape::Duration, "`@replay(5m)`", kEverywhere},
      {"secret", kOnField | kAfterType, Shape::None, "`@secret`", kEverywhere},
      {"internal", kOnField | kAfterType, Shape::None, "`@internal`", kEverywhere},

      {"length", kAfterType, Shape::Range, "`@length(1..64)`", kEverywhere},
      {"size", kAfterType, Shape::SizeRange, "`@size(..64KiB)`", kEverywhere},
      {"items", kAfterType, Shape::Range, "`@items(..8)`", kEverywhere},
      {"unique", kAfterType, Shape::None, "`@unique`", kEverywhere},
      {"range", kAfterType, Shape::AnyRange, "`@range(0..100)`", kEverywhere},
      {"pattern", kAfterType, Shape::Text, "`@pattern(\"[a-z]+\")`", kEverywhere},
      {"format",
       kAfterType,
       Shape::Word,
       "`@format(uri)`, `email`, `hostname`, `ipv4` or `ipv6`",
       kEverywhere,
       {"email", "uri", "hostname", "ipv4", "ipv6"}},
      {"trim", kAfterType, Shape::None, "`@trim`", kEverywhere},
      {"lowercase", kAfterType, Shape::None, "`@lowercase`", kEverywhere},
      {"pipe", kAfterType, Shape::Pipe, "`@pipe(Name)`", kEverywhere},
  };
  return specs;
}

const AnnotationSpec* find_spec(std::string_view name) {
  const std::vector<AnnotationSpec>& specs = annotation_specs();
  const auto found =
      std::find_if(specs.begin(), specs.end(), [&](const AnnotationSpec& s) { return s.name == name; });
  return found == specs.end() ? nullptr : &*found;
}

const ast::Annotation* find_annotation(const std::vector<ast::Annotation>& list, std::string_view name) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const ast::Annotation& a) { return a.name.text() == name; });
  return found == list.end() ? nullptr : &*found;
}

std::optional<std::string> string_argument(const std::vector<ast::Annotation>& list, std::string_view name) {
  const ast::Annotation* annotation = find_annotation(list, name);
  if (annotation == nullptr || annotation->arguments.empty()) return std::nullopt;
  const std::optional<ast::Value>& value = annotation->arguments.front().first;
  if (!value || value->kind != ast::Value::Kind::String) return std::nullopt;
  return value->text;
}

std::optional<std::int64_t> first_number(const std::vector<ast::Annotation>& list, std::string_view name) {
  const ast::Annotation* annotation = find_annotation(list, name);
  if (annotation == nullptr || annotation->arguments.empty() || !annotation->arguments.front().first)
    return std::nullopt;
  return static_cast<std::int64_t>(annotation->arguments.front().first->integer);
}

std::optional<std::int64_t> labelled_number(const std::vector<ast::Annotation>& list, std::string_view name,
                                            std::string_view label) {
  const ast::Annotation* annotation = find_annotation(list, name);
  if (annotation == nullptr) return std::nullopt;
  for (const ast::Argument& argument : annotation->arguments) {
    if (argument.label && argument.label->text == label && argument.first) {
      return static_cast<std::int64_t>(argument.first->integer);
    }
  }
  return std::nullopt;
}

}  // namespace gangway::gen
