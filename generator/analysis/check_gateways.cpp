#include "analysis/check_gateways.h"

#include <map>
#include <string>
#include <string_view>

#include "analysis/generated_names.h"
#include "analysis/type_facts.h"
#include "analysis/walk.h"
#include "diagnostics/catalogue.h"

namespace gangway::gen {
namespace {

class GatewayChecker {
 public:
  GatewayChecker(const Symbols& symbols, const Bindings& bindings, DiagnosticSink& sink)
      : facts_(symbols, bindings), bindings_(bindings), sink_(sink) {}

  void check(const ast::Gateway& gateway);

 private:
  /// The names of one kind that must differ, by their name in C++.
  using Names = std::map<std::string, const ast::Name*>;

  void check_members(const ast::Members& members);
  void check_blocks(const std::vector<ast::Block>& blocks, std::string_view word);
  void check_event(const ast::Event& event, const ast::Room* room);
  void check_stream(const ast::Event& event, bool is_emit);
  void check_room(const ast::Room& room);
  /// The name that stood there first when `name` is taken; reports a clash that is only one in C++ itself.
  const ast::Name* taken(const ast::Name& name, Names& names);

  TypeFacts facts_;
  const Bindings& bindings_;
  DiagnosticSink& sink_;
};

const ast::Name* GatewayChecker::taken(const ast::Name& name, Names& names) {
  if (!is_usable_name(name.text)) sink_.report(rules::unusable_name, name.span, name.text);
  const std::string in_cpp = lower_snake(name.text);
  const auto [earlier, is_new] = names.try_emplace(in_cpp, &name);
  if (is_new) return nullptr;
  if (earlier->second->text == name.text) return earlier->second;
  sink_.report(rules::same_generated_name, name.span, name.text, earlier->second->text, in_cpp)
      .note(earlier->second->span, "the other one");
  return nullptr;
}

void GatewayChecker::check_blocks(const std::vector<ast::Block>& blocks, std::string_view word) {
  for (std::size_t i = 1; i < blocks.size(); ++i) {
    sink_.report(rules::duplicate_block, blocks[i].keyword, word)
        .note(blocks[0].keyword, "first declared here");
  }
}

void GatewayChecker::check_event(const ast::Event& event, const ast::Room* room) {
  const bool is_emit = event.direction == ast::Event::Direction::Emit;
  if (event.payload.kind == ast::Payload::Kind::Stream) check_stream(event, is_emit);
  if (room != nullptr && !is_emit) {
    sink_.report(rules::room_event, event.keyword, "an `on`").guess(event.keyword, "emit");
  } else if (room != nullptr && event.reply) {
    sink_.report(rules::room_event, event.reply->span, "a reply");
  } else if (room != nullptr && !event.throws.empty()) {
    sink_.report(rules::room_event, event.throws.front().span, "a `throws`");
  } else if (is_emit && event.reply && event.reply->is_stream) {
    sink_.report(rules::emit_stream, event.reply->span);
  }
}

void GatewayChecker::check_stream(const ast::Event& event, bool is_emit) {
  if (is_emit) {
    sink_.report(rules::payload_stream, event.payload.type->span,
                 "an `emit` sends one value at a time; emit it as often as there is one");
  } else if (!event.reply && event.throws.empty()) {
    sink_.report(
        rules::payload_stream, event.payload.type->span,
        "a stream from the client needs an answer, which says that all of it arrived; write `-> void`");
  }
}

void GatewayChecker::check_room(const ast::Room& room) {
  if (room.keys.type) sink_.report(rules::room_keys, room.keys.type->span);
  for (const ast::Field& key : room.keys.params) {
    if (key.question_mark || key.default_value) {
      sink_.report(rules::room_key_optional, key.question_mark ? *key.question_mark : key.default_value->span,
                   key.name.text);
    }
    const TypeRef* type = bindings_.find(key.type);
    const auto base = type != nullptr ? facts_.expanded(*type) : std::nullopt;
    if (!base) continue;
    if (!facts_.is_key(*base)) {
      sink_.report(rules::room_key_type, key.type.span, key.name.text, facts_.describe(*base));
    } else if (base->nullable) {
      sink_.report(rules::room_key_optional, key.type.span, key.name.text);
    }
  }
}

void GatewayChecker::check_members(const ast::Members& members) {
  check_blocks(members.handshakes, "handshake");
  check_blocks(members.sessions, "session");
  Names rooms;
  for (const ast::Room& room : members.rooms) {
    if (const ast::Name* first = taken(room.name, rooms)) {
      sink_.report(rules::duplicate_room, room.name.span, room.name.text)
          .note(first->span, "first declared here");
    }
    check_room(room);
  }
  // A client listens to a room's events in the same place as to the namespace's own.
  Names ons;
  Names emits;
  for_each_event(members, [&](const ast::Event& event, const ast::Room* room) {
    check_event(event, room);
    const bool is_on = event.direction == ast::Event::Direction::On;
    if (const ast::Name* first = taken(event.name, is_on ? ons : emits)) {
      sink_.report(rules::duplicate_event, event.name.span, is_on ? "`on`" : "`emit`", event.name.text)
          .note(first->span, "first declared here");
    }
  });
}

void GatewayChecker::check(const ast::Gateway& gateway) {
  for_each_members(gateway, [&](const ast::Members& members) { check_members(members); });
  Names namespaces;
  for (const ast::Namespace& each : gateway.namespaces) {
    if (lower_snake(each.name.text) == "root") {
      sink_.report(rules::namespace_root, each.name.span);
    } else if (const ast::Name* first = taken(each.name, namespaces)) {
      sink_.report(rules::duplicate_namespace, each.name.span, each.name.text)
          .note(first->span, "first declared here");
    }
  }
}

}  // namespace

void check_gateways(const Program& program, const Symbols& symbols, const Bindings& bindings,
                    DiagnosticSink& sink) {
  GatewayChecker checker(symbols, bindings, sink);
  for (const ast::File& file : program.files) {
    for (const ast::Declaration& declaration : file.declarations) {
      if (const auto* gateway = std::get_if<ast::Gateway>(&declaration.what)) checker.check(*gateway);
    }
  }
}

}  // namespace gangway::gen
