#include "analysis/check_generated_names.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "analysis/generated_names.h"
#include "analysis/paths.h"
#include "analysis/walk.h"
#include "diagnostics/catalogue.h"

namespace gangway::gen {
namespace {

/// The names of one package, as one C++ namespace.
class PackageNames {
 public:
  explicit PackageNames(DiagnosticSink& sink) : sink_(sink) {}

  /// Below this package there is another: in C++ a namespace of the name `part`, which `package` begins with.
  void contain(const ast::Name& part, const ast::QualifiedName& package) {
    inner_.try_emplace(part.text, &package);
  }

  void declare(const ast::Declaration& declaration) {
    const ast::Name& name = declaration.name;
    if (const auto inner = inner_.find(name.text); inner != inner_.end()) {
      sink_
          .report(rules::generated_name_taken, name.span, name.text,
                  fmt::format("the C++ namespace around package `{}`", inner->second->text()))
          .note(inner->second->span, "which is declared here");
    }
    if (!is_usable_name(name.text)) sink_.report(rules::unusable_name, name.span, name.text);
    names_.try_emplace(name.text, Taken{name.span, {}});
    // Types and constants are written in C++ as here, but each gateway also has functions of its own.
    if (!std::holds_alternative<ast::Gateway>(declaration.what)) return;
    const auto [earlier, is_new] = gateways_.try_emplace(lower_snake(name.text), &name);
    if (is_new || earlier->second->text == name.text) return;  // an exact double is GW2103
    sink_.report(rules::same_generated_name, name.span, name.text, earlier->second->text, earlier->first)
        .note(earlier->second->span, "the other one");
  }

  void add_gateway(const ast::Declaration& declaration, const ast::Gateway& gateway);

 private:
  struct Taken {
    Span span;
    std::string what;  ///< What it is generated for; empty for a declaration.
  };

  /// `name` is generated because of what stands at `cause`.
  void generate(const std::string& name, const ast::Name& cause, const std::string& what);
  void add_members(const ast::Members& members, const std::string& prefix, const ast::Name& cause);

  DiagnosticSink& sink_;
  std::map<std::string, const ast::QualifiedName*> inner_;
  std::map<std::string, Taken> names_;
  std::map<std::string, const ast::Name*> gateways_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> clashes_;
  std::map<std::string, std::pair<const ast::Name*, std::string>> namespaces_;  ///< (name, gateway)
};

void PackageNames::generate(const std::string& name, const ast::Name& cause, const std::string& what) {
  const auto [earlier, is_new] = names_.try_emplace(name, Taken{cause.span, what});
  if (is_new || earlier->second.span == cause.span) return;
  if (!clashes_.insert({earlier->second.span.begin, cause.span.begin}).second) return;  // once for each pair
  if (earlier->second.what.empty()) {
    sink_.report(rules::generated_name_taken, earlier->second.span, name, what)
        .note(cause.span, "generated for this");
  } else {
    sink_
        .report(rules::generated_name_taken, cause.span, name,
                fmt::format("{} and of {}", earlier->second.what, what))
        .note(earlier->second.span, "the other one");
  }
}

void PackageNames::add_members(const ast::Members& members, const std::string& prefix,
                               const ast::Name& cause) {
  generate(prefix + "Handler", cause, fmt::format("the handler generated for `{}`", cause.text));
  generate(prefix + "Client", cause, fmt::format("the client class generated for `{}`", cause.text));
  generate(prefix + "Broadcast", cause, fmt::format("the broadcast class generated for `{}`", cause.text));
  generate(prefix + "Api", cause, fmt::format("the C++ client generated for `{}`", cause.text));
  // Rooms and events that clash by their own names are another check's business.
  std::set<std::string> rooms;
  std::set<std::string> events;
  std::set<std::string> emitted;
  for (const ast::Room& room : members.rooms) {
    if (!rooms.insert(lower_snake(room.name.text)).second) continue;
    const std::string name = prefix + pascal(room.name.text);
    generate(name, room.name, fmt::format("the struct generated for room `{}`", room.name.text));
    generate(name + "Broadcast", room.name,
             fmt::format("the broadcast class generated for room `{}`", room.name.text));
  }
  for_each_event(members, [&](const ast::Event& event, const ast::Room*) {
    if (event.direction == ast::Event::Direction::On || event.payload.kind != ast::Payload::Kind::Params)
      return;
    if (!emitted.insert(lower_snake(event.name.text)).second) return;
    generate(prefix + pascal(event.name.text) + "Event", event.name,
             fmt::format("the struct generated for what `{}` carries", event.name.text));
  });
  for (const ast::Event& event : members.events) {
    if (event.direction != ast::Event::Direction::On || event.payload.kind != ast::Payload::Kind::Params)
      continue;
    if (!events.insert(lower_snake(event.name.text)).second) continue;
    generate(prefix + pascal(event.name.text), event.name,
             fmt::format("the struct generated for the parameters of `{}`", event.name.text));
  }
}

void PackageNames::add_gateway(const ast::Declaration& declaration, const ast::Gateway& gateway) {
  const ast::Name& name = declaration.name;
  if (gateways_.at(lower_snake(name.text)) != &name) return;
  const std::string prefix = pascal(name.text);
  generate(prefix + "ClientApi", name, fmt::format("the C++ client generated for gateway `{}`", name.text));
  if (!gateway.members.handshakes.empty()) {
    generate(prefix + "Handshake", name,
             fmt::format("the handshake struct generated for gateway `{}`", name.text));
  }
  if (!gateway.members.sessions.empty()) {
    generate(prefix + "Session", name,
             fmt::format("the session struct generated for gateway `{}`", name.text));
  }
  if (has_root_namespace(gateway)) add_members(gateway.members, prefix + "Root", name);

  for (const ast::Namespace& each : gateway.namespaces) {
    const auto [earlier, is_new] =
        namespaces_.try_emplace(lower_snake(each.name.text), std::pair{&each.name, name.text});
    if (!is_new) {
      if (earlier->second.second == name.text) continue;  // a double in one gateway is GW3003
      sink_.report(rules::namespace_elsewhere, each.name.span, each.name.text, earlier->second.second)
          .note(earlier->second.first->span, "declared here");
      continue;
    }
    const std::string space = pascal(each.name.text);
    if (!each.members.handshakes.empty()) {
      generate(space + "NamespaceHandshake", each.name,
               fmt::format("the handshake struct generated for namespace `{}`", each.name.text));
    }
    if (!each.members.sessions.empty()) {
      generate(space + "NamespaceSession", each.name,
               fmt::format("the session struct generated for namespace `{}`", each.name.text));
    }
    if (!each.path_parameters.empty()) {
      generate(space + "Path", each.name,
               fmt::format("the struct generated for the path of namespace `{}`", each.name.text));
    }
    add_members(each.members, space, each.name);
  }
}

}  // namespace

void check_generated_names(const Program& program, DiagnosticSink& sink) {
  std::map<std::string, PackageNames> packages;
  const auto names_of = [&](const ast::File& file) -> PackageNames& {
    return packages.try_emplace(file.package ? file.package->name.text() : std::string(), sink).first->second;
  };
  for (const ast::File& file : program.files) {
    if (!file.package) continue;
    std::string outer;
    for (const ast::Name& part : file.package->name.parts) {
      if (!outer.empty()) packages.try_emplace(outer, sink).first->second.contain(part, file.package->name);
      outer.append(outer.empty() ? "" : ".").append(part.text);
    }
  }
  // Declared names first: whatever is generated has to keep away from all of them.
  for (const ast::File& file : program.files) {
    for (const ast::Declaration& declaration : file.declarations) names_of(file).declare(declaration);
  }
  for (const ast::File& file : program.files) {
    for (const ast::Declaration& declaration : file.declarations) {
      if (const auto* gateway = std::get_if<ast::Gateway>(&declaration.what)) {
        names_of(file).add_gateway(declaration, *gateway);
      }
    }
  }
}

}  // namespace gangway::gen
