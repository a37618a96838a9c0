#include "analysis/builtin_annotations.h"

#include <algorithm>

namespace gangway::gen {

const std::vector<AnnotationSpec>& annotation_specs() {
  constexpr std::uint32_t kServed = kOnGateway | kOnNamespace;
  static const std::vector<AnnotationSpec> specs{
      {"path", kOnGateway, Shape::Text, "`@path(\"/realtime\")`", true},
      {"heartbeat", kOnGateway, Shape::Heartbeat, "`@heartbeat(25s)` or `@heartbeat(25s, timeout: 20s)`",
       true},
      {"maxPayload", kOnGateway, Shape::Size, "`@maxPayload(256KiB)`", true},
      {"deprecated", kOnDeclaration, Shape::Text, "`@deprecated(\"use x\")`", true},
      {"since", kOnDeclaration, Shape::Text, "`@since(\"1.2\")`", true},

      {"port", kOnGateway, Shape::Number, "`@port(8080)`", false},
      {"origins", kOnGateway, Shape::Texts, "`@origins(\"https://example.org\")`", false},
      {"transports",
       kOnGateway,
       Shape::Words,
       "`@transports(websocket, polling)`",
       false,
       {"websocket", "polling"}},
      {"compression", kOnGateway, Shape::None, "`@compression`", false},

      {"requires", kServed | kOnOn, Shape::Guards, "`@requires(SignedIn, HasRole(admin))`", false},
      {"rate", kServed | kOnOn, Shape::Rate,
       "`@rate(20 per 10s)`, then `burst: 40` and `by: connection`, `address` or `session.field`", false},
      {"deadline", kServed | kOnEvent, Shape::Duration, "`@deadline(3s)`", false},
      {"volatile", kOnEvent, Shape::None, "`@volatile`", false},
      {"latest", kOnEmit, Shape::Key, "`@latest(key)`", false},
      {"overflow",
       kServed | kOnEmit,
       Shape::Word,
       "`@overflow(close)`, `dropOldest` or `dropNewest`",
       false,
       {"close", "dropOldest", "dropNewest"}},
      {"concurrent", kOnOn, Shape::Number, "`@concurrent(4)`", false},
      {"replay", kOnEmit, Shape::Duration, "`@replay(5m)`", false},
      {"secret", kOnField | kAfterType, Shape::None, "`@secret`", false},
      {"internal", kOnField | kAfterType, Shape::None, "`@internal`", false},

      {"length", kAfterType, Shape::Range, "`@length(1..64)`", false},
      {"size", kAfterType, Shape::SizeRange, "`@size(..64KiB)`", false},
      {"items", kAfterType, Shape::Range, "`@items(..8)`", false},
      {"unique", kAfterType, Shape::None, "`@unique`", false},
      {"range", kAfterType, Shape::AnyRange, "`@range(0..100)`", false},
      {"pattern", kAfterType, Shape::Text, "`@pattern(\"[a-z]+\")`", false},
      {"format",
       kAfterType,
       Shape::Word,
       "`@format(uri)`, `email`, `hostname`, `ipv4` or `ipv6`",
       false,
       {"email", "uri", "hostname", "ipv4", "ipv6"}},
      {"trim", kAfterType, Shape::None, "`@trim`", false},
      {"lowercase", kAfterType, Shape::None, "`@lowercase`", false},
      {"pipe", kAfterType, Shape::Pipe, "`@pipe(Name)`", false},
  };
  return specs;
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
