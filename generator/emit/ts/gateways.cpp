#include "emit/ts/gateways.h"

#include <algorithm>

#include "emit/ts/declarations.h"
#include "emit/ts/docs.h"
#include "emit/ts/events.h"

namespace gangway::gen::ts {
namespace {

using nlohmann::json;
using Fields = std::vector<FieldDef>;

/// A handshake that clients have to be given, and how the constructor gets at it.
struct HandshakeNames {
  std::string type;
  std::string encoder;
  std::string provided;  ///< An expression: what the options say.
};

bool asks_something(const std::optional<Fields>& handshake) { return handshake && !handshake->empty(); }

class GatewayView {
 public:
  GatewayView(const GatewayDef& gateway, TypeMapper& mapper, Scope& scope)
      : gateway_(gateway), mapper_(mapper), scope_(scope) {}

  json view() {
    const std::string client = claim(pascal_case(gateway_.name) + "Client");
    const std::string options = claim(pascal_case(gateway_.name) + "Options");
    json option_members = json::array();
    json handshakes = view_handshakes(option_members);
    json namespaces = json::array();
    json members = json::array();
    std::string names;
    for (const NamespaceDef& ns : gateway_.namespaces) {
      const std::string class_name = claim(pascal_case(ns.name) + "Namespace");
      namespaces.push_back(view_namespace(ns, class_name));
      if (ns.path_params.empty()) {
        members.push_back(view_member(ns, class_name));
        names += (names.empty() ? "" : " | ") + quote(ns.name);
      } else {
        const HandshakeNames path = name_path(ns);
        handshakes.push_back(view_presented(path, ns.path_params, "Names an instance of `" + ns.path + "`."));
        members.push_back(view_instances(ns, class_name, path));
      }
    }
    if (names.empty()) names = "never";
    return {{"doc", doc_lines(gateway_.docs, "A client of the gateway `" + gateway_.name + "`.")},
            {"client", client},
            {"options", options},
            {"no_options", needs_options_ ? "" : " = {}"},
            {"names", names},
            {"path", quote(gateway_.path)},
            {"hash", quote(gateway_.hash)},
            {"handshakes", std::move(handshakes)},
            {"has_option_members", !option_members.empty()},
            {"option_members", std::move(option_members)},
            {"namespaces", std::move(namespaces)},
            {"members", std::move(members)}};
  }

 private:
  /// A name in the module; where it is taken, by another gateway perhaps, with this gateway's in front.
  std::string claim(const std::string& name) { return scope_.claim(name, pascal_case(gateway_.name) + name); }

  json view_handshakes(json& option_members) {
    json out = json::array();
    const bool is_inherited = std::ranges::any_of(gateway_.namespaces, [](const NamespaceDef& ns) {
      return asks_something(ns.handshake) && !ns.own_handshake;
    });
    if (is_inherited) {
      const bool is_needed = !can_be_empty(*gateway_.handshake);
      shared_ = name_handshake(gateway_.name, is_needed ? "options.handshake" : "options.handshake ?? {}");
      out.push_back(view_handshake(shared_, *gateway_.handshake, "a namespace of `" + gateway_.name + "`"));
      const std::string said =
          "What is presented at every join: the value, or a function that is asked for it each time.";
      option_members.push_back(
          {{"doc", doc_lines({}, said)},
           {"line", std::string(is_needed ? "handshake: " : "handshake?: ") + provided(shared_) + ";"}});
      needs_options_ = needs_options_ || is_needed;
    }
    view_own_handshakes(out, option_members);
    return out;
  }

  /// Those of namespaces that replace the gateway's: `handshakes: { admin: … }` in the options.
  void view_own_handshakes(json& out, json& option_members) {
    const auto is_own = [](const NamespaceDef& ns) {
      return ns.own_handshake && asks_something(ns.handshake);
    };
    const bool is_needed = std::ranges::any_of(gateway_.namespaces, [&](const NamespaceDef& ns) {
      return is_own(ns) && !can_be_empty(*ns.handshake);
    });
    Piece members{.open = is_needed ? "handshakes: {" : "handshakes?: {",
                  .items = {},
                  .close = "}",
                  .separator = ';',
                  .spaced = true};
    for (const NamespaceDef& ns : gateway_.namespaces) {
      if (!is_own(ns)) continue;
      const bool may_be_left_out = can_be_empty(*ns.handshake);
      const std::string at =
          std::string(is_needed ? "options.handshakes." : "options.handshakes?.") + ns.name;
      const HandshakeNames names = name_handshake(ns.name, may_be_left_out ? at + " ?? {}" : at);
      own_.emplace(ns.name, names);
      out.push_back(view_handshake(names, *ns.handshake, "`" + ns.path + "`"));
      members.items.push_back(text(ns.name + (may_be_left_out ? "?: " : ": ") + provided(names)));
    }
    if (members.items.empty()) return;
    option_members.push_back({{"doc", doc_lines({}, "The same for namespaces that ask for something else.")},
                              {"line", print(members, 2, {}, ";")}});
    needs_options_ = needs_options_ || is_needed;
  }

  HandshakeNames name_handshake(const std::string& owner, std::string provided) {
    return {.type = claim(pascal_case(owner) + "Handshake"),
            .encoder = scope_.claim(camel_case(owner) + "Handshake"),
            .provided = std::move(provided)};
  }

  HandshakeNames name_path(const NamespaceDef& ns) {
    return {.type = claim(pascal_case(ns.name) + "Path"),
            .encoder = scope_.claim(camel_case(ns.name) + "Path",
                                    camel_case(gateway_.name) + pascal_case(ns.name) + "Path"),
            .provided = {}};
  }

  static std::string provided(const HandshakeNames& names) { return "gw.Provided<" + names.type + ">"; }

  json view_handshake(const HandshakeNames& names, const Fields& fields, const std::string& joined) {
    return view_presented(names, fields, "What a client presents when it joins " + joined + ".");
  }

  /// An interface of what clients give, and its encoder.
  json view_presented(const HandshakeNames& names, const Fields& fields, const std::string& said) {
    Piece codec = mapper_.struct_codec(fields);
    codec.is_broken = true;
    return {{"doc", doc_lines({}, said)},
            {"name", names.type},
            {"members", member_views(fields, Form::Init, mapper_)},
            {"encoder",
             pure(print(codec, 0, "const " + names.encoder + ": gw.Encoder<" + names.type + "> = ", ";"))}};
  }

  json view_namespace(const NamespaceDef& ns, const std::string& class_name) {
    std::vector<Incoming> emits;
    std::vector<Incoming> asks;
    for (const RoomDef& room : ns.rooms) {
      for (const EventDef& event : room.emits) emits.push_back({&event, &room});
    }
    for (const EventDef& event : ns.emits) {
      (event.reply.kind == ReplyDef::Kind::None ? emits : asks).push_back({&event, nullptr});
    }
    const std::string emits_name = emits.empty() ? "{}" : scope_.claim(class_name + "Emits");
    const std::string asks_name = asks.empty() ? "{}" : scope_.claim(class_name + "Asks");
    const std::string calls_name = scope_.claim(camel_case(ns.name) + "Calls",
                                                camel_case(gateway_.name) + pascal_case(ns.name) + "Calls");
    const std::string said = "Namespace `" + ns.path + "` of `" + gateway_.name + "`.";
    return {{"doc", doc_lines(ns.docs, said)},
            {"name", class_name},
            {"path", ns.path},
            {"emits_name", emits_name},
            {"asks_name", asks_name},
            {"calls_name", calls_name},
            {"has_calls", !ns.ons.empty()},
            {"has_emits", !emits.empty()},
            {"has_asks", !asks.empty()},
            {"incomings", print(incomings_piece(emits, asks, mapper_), 4, "super(link, ", ");")},
            {"emits", emit_views(emits, mapper_)},
            {"asks", ask_views(asks, mapper_)},
            {"calls", call_views(ns.ons, mapper_)},
            {"methods", method_views(ns.ons, calls_name, mapper_)}};
  }

  json view_member(const NamespaceDef& ns, const std::string& class_name) {
    const std::string property = property_name(ns.name);
    Piece link{.open = "this.$link(", .items = {text(quote(ns.name)), text(quote(ns.path))}, .close = ")"};
    add_handshake(ns, link);
    const Piece made{.open = "new " + class_name + "(", .items = {std::move(link)}, .close = ")"};
    return {{"doc", doc_lines(ns.docs, "Namespace `" + ns.path + "`.")},
            {"line", property + ": " + class_name + ";"},
            {"made", print(made, 4, "this." + property + " = ", ";")}};
  }

  /// A namespace with parameters in its path: a function that gives the one of a path.
  json view_instances(const NamespaceDef& ns, const std::string& class_name, const HandshakeNames& path) {
    const std::string property = property_name(ns.name);
    Piece made{
        .open = "this.$instances(",
        .items = {text(quote(ns.path)), text(path.encoder), text("(link) => new " + class_name + "(link)")},
        .close = ")"};
    add_handshake(ns, made);
    return {{"doc", doc_lines(ns.docs, "The namespace `" + ns.path + "` of these parameters.")},
            {"line", property + ": (path: " + path.type + ") => " + class_name + ";"},
            {"made", print(made, 4, "this." + property + " = ", ";")}};
  }

  /// Where the namespace asks for a handshake: as the next argument.
  void add_handshake(const NamespaceDef& ns, Piece& arguments) const {
    if (!asks_something(ns.handshake)) return;
    const HandshakeNames& names = ns.own_handshake ? own_.at(ns.name) : shared_;
    arguments.items.push_back(text("gw.handshakeFrom(" + names.encoder + ", " + names.provided + ")"));
  }

  const GatewayDef& gateway_;
  TypeMapper& mapper_;
  Scope& scope_;
  HandshakeNames shared_;
  std::map<std::string, HandshakeNames> own_;
  bool needs_options_ = false;
};

}  // namespace

json gateway_views(const FileDef& file, TypeMapper& mapper, Scope& scope) {
  json out = json::array();
  for (const GatewayDef& gateway : file.gateways) out.push_back(GatewayView(gateway, mapper, scope).view());
  return out;
}

}  // namespace gangway::gen::ts
