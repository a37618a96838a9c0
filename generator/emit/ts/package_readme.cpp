#include <algorithm>

#include "emit/ts/events.h"
#include "emit/ts/example.h"
#include "emit/ts/names.h"
#include "emit/ts/package.h"
#include "emit/version.h"

namespace gangway::gen::ts {
namespace {

using nlohmann::json;

/// The first paragraph on one line, fit for a cell of a table.
std::string summary(const Docs& docs) {
  std::string out;
  for (const char c : docs.text.substr(0, docs.text.find("\n\n"))) {
    if (c == '|') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  if (!docs.deprecated) return out;
  const std::string notice =
      docs.deprecated->empty() ? "**Deprecated.**" : "**Deprecated: " + *docs.deprecated + ".**";
  return out.empty() ? notice : notice + " " + out;
}

/// The view key `docs`: one `line`, or none.
json paragraph(const Docs& docs) {
  const std::string line = summary(docs);
  return line.empty() ? json::array() : json::array({{{"line", line}}});
}

/// `text` as code in a cell of a table.
std::string code(const std::string& text) {
  if (text.empty()) return {};
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 3, "gw.") == 0) i += 3;  // how a module calls the runtime; readers do not
    if (text[i] == '|') out += '\\';
    out += text[i];
  }
  return "`" + out + "`";
}

/// What travels, as briefly as it can be said: `{ room, since? }`, `Message`.
std::string brief(const PayloadDef& payload, Form form, TypeMapper& mapper) {
  switch (payload.kind) {
    case PayloadDef::Kind::None:
      return {};
    case PayloadDef::Kind::Params: {
      std::string names;
      for (const FieldDef& field : payload.params) {
        const bool may_be_left_out = field.optional || (form == Form::Init && field.default_value);
        names += (names.empty() ? "" : ", ") + field.name + (may_be_left_out ? "?" : "");
      }
      return "{ " + names + " }";
    }
    case PayloadDef::Kind::Stream:
      return "AsyncIterable<" + mapper.type(payload.type, form) + ">";
    case PayloadDef::Kind::Type:
      return mapper.type(payload.type, form);
  }
  return {};
}

std::string answer(const ReplyDef& reply, Form form, TypeMapper& mapper) {
  if (reply.kind == ReplyDef::Kind::Value) return code(mapper.type(reply.type, form));
  if (reply.kind == ReplyDef::Kind::Stream) return "stream of " + code(mapper.type(reply.type, form));
  return reply.kind == ReplyDef::Kind::Empty ? "done" : "";
}

class Readme {
 public:
  Readme(const Schema& schema, const PackageModule& module, const std::string& variable)
      : schema_(schema), table_(schema), mapper_(schema, table_, module.file, scope_), variable_(variable) {}

  json gateway(const GatewayDef& gateway, const json& made) {
    json namespaces = json::array();
    for (const NamespaceDef& space : gateway.namespaces) namespaces.push_back(this->space(space));
    const std::string client = made["client"].get<std::string>();
    const std::string options = this->options(gateway);
    return {
        {"name", gateway.name},
        {"docs", paragraph(gateway.docs)},
        {"client", client},
        {"variable", variable_},
        {"made", "new " + client + "(\"wss://example.org\"" + (options.empty() ? "" : ", " + options) + ")"},
        {"imports", json::array()},
        {"namespaces", std::move(namespaces)}};
  }

  [[nodiscard]] std::string imports() const {
    std::string names;
    for (const std::string& name : examples_.imports()) names += (names.empty() ? "" : ", ") + name;
    return names;
  }

 private:
  /// The second argument of the constructor, where one has to be given.
  std::string options(const GatewayDef& gateway) {
    const auto needs = [](const auto& handshake) { return handshake && !can_be_empty(*handshake); };
    std::string own;
    bool is_inherited = false;
    for (const NamespaceDef& space : gateway.namespaces) {
      if (!needs(space.handshake)) continue;
      is_inherited = is_inherited || !space.own_handshake;
      if (space.own_handshake)
        own += (own.empty() ? "" : ", ") + space.name + ": " + examples_.fields(*space.handshake);
    }
    std::string out;
    if (is_inherited) out = "handshake: " + examples_.fields(*gateway.handshake);
    if (!own.empty()) out += (out.empty() ? "" : ", ") + ("handshakes: { " + own + " }");
    return out.empty() ? "" : "{ " + out + " }";
  }

  json space(const NamespaceDef& space) {
    const bool is_made = !space.path_params.empty();
    const std::string at = variable_ + "." + property_name(space.name);
    const std::string object = is_made ? at + "(" + examples_.fields(space.path_params) + ")" : at;
    json calls = json::array();
    json events = json::array();
    json asks = json::array();
    for (const EventDef& event : space.ons) calls.push_back(call(event));
    const auto received = [&](const EventDef& event) {
      if (event.reply.kind == ReplyDef::Kind::None)
        events.push_back(emit(event));
      else
        asks.push_back(ask(event));
    };
    for (const RoomDef& room : space.rooms) std::ranges::for_each(room.emits, received);
    std::ranges::for_each(space.emits, received);
    return {{"title", is_made ? at + "({ … })" : at},
            {"path", space.path},
            {"docs", paragraph(space.docs)},
            {"has_calls", !calls.empty()},
            {"calls", std::move(calls)},
            {"has_events", !events.empty()},
            {"events", std::move(events)},
            {"has_asks", !asks.empty()},
            {"asks", std::move(asks)},
            {"has_example", !space.ons.empty() || !space.emits.empty() || !space.rooms.empty()},
            {"example", example(space, object)}};
  }

  json call(const EventDef& event) {
    std::string errors;
    for (const TypeId id : event.throws)
      errors += (errors.empty() ? "" : ", ") + code(mapper_.error_class(id));
    std::string said = summary(event.docs);
    if (event.policy.is_idempotent) said += said.empty() ? "Safe to repeat." : " Safe to repeat.";
    const std::string given = brief(event.payload, Form::Init, mapper_);
    return {{"what", code(method_name(event.name) + "(" + given + ")")},
            {"answer", answer(event.reply, Form::Read, mapper_)},
            {"errors", errors},
            {"doc", said}};
  }

  json emit(const EventDef& event) {
    return {{"what", code(quote(event.name))},
            {"data", code(brief(event.payload, Form::Read, mapper_))},
            {"doc", summary(event.docs)}};
  }

  json ask(const EventDef& event) {
    json row = emit(event);
    row["answer"] = answer(event.reply, Form::Init, mapper_);
    return row;
  }

  /// One event listened to and one call made, as a user would write it. Those that give a value say most.
  json example(const NamespaceDef& space, const std::string& object) {
    json lines = json::array();
    const auto add = [&](std::string line) { lines.push_back({{"line", std::move(line)}}); };
    const EventDef* heard = nullptr;
    const auto hear = [&](const EventDef& event) {
      if (heard == nullptr && event.reply.kind == ReplyDef::Kind::None) heard = &event;
    };
    for (const RoomDef& room : space.rooms) std::ranges::for_each(room.emits, hear);
    std::ranges::for_each(space.emits, hear);
    const EventDef* called = space.ons.empty() ? nullptr : &space.ons.front();
    const auto with_value = std::ranges::find_if(
        space.ons, [](const EventDef& event) { return event.reply.kind == ReplyDef::Kind::Value; });
    if (with_value != space.ons.end()) called = &*with_value;

    const std::string name = space.path_params.empty() ? object : property_name(space.name);
    if (heard != nullptr || called != nullptr) {
      if (name != object) add("const " + name + " = " + object + ";");
    }
    if (heard != nullptr) {
      const bool has_data = heard->payload.kind != PayloadDef::Kind::None;
      add(name + ".on(" + quote(heard->name) + ", (" + (has_data ? "data" : "") + ") => console.log(" +
          (has_data ? "data" : quote(heard->name)) + "));");
    }
    if (called == nullptr) return lines;
    const std::string made = name + "." + method_name(called->name) + "(" + examples_.payload(*called) + ")";
    switch (called->reply.kind) {
      case ReplyDef::Kind::Value:
        add("const answer = await " + made + ";");
        break;
      case ReplyDef::Kind::Stream:
        add("for await (const item of " + made + ") console.log(item);");
        break;
      case ReplyDef::Kind::Empty:
        add("await " + made + ";");
        break;
      case ReplyDef::Kind::None:
        add(made + ";");
        break;
    }
    return lines;
  }

  const Schema& schema_;
  TypeTable table_;
  Scope scope_;
  TypeMapper mapper_;
  Examples examples_{schema_};
  std::string variable_;
};

}  // namespace

json readme_view(const Schema& schema, const std::vector<PackageModule>& modules, const Options& options) {
  std::size_t count = 0;
  for (const PackageModule& module : modules) count += schema.file(module.file).gateways.size();
  json gateways = json::array();
  json files = json::array();
  for (const PackageModule& module : modules) {
    const FileDef& file = schema.file(module.file);
    const auto& made = (*module.view)["gateways"];
    for (std::size_t i = 0; i < file.gateways.size(); ++i) {
      const std::string variable = count == 1 ? "client" : camel_case(file.gateways[i].name) + "Client";
      Readme readme(schema, module, variable);
      json view = readme.gateway(file.gateways[i], made[i]);
      const std::string runtime =
          options.vendored_runtime ? options.npm_package->name + "/runtime" : "@gangway/client";
      if (const std::string names = readme.imports(); !names.empty())
        view["imports"].push_back({{"line", "import { " + names + " } from " + quote(runtime) + ";"}});
      view["from"] = quote(options.npm_package->name + "/" + subpath(file));
      gateways.push_back(std::move(view));
    }
    files.push_back({{"subpath", options.npm_package->name + "/" + subpath(file)}, {"source", file.name}});
  }
  return {{"name", options.npm_package->name},
          {"version", kVersion},
          {"install", options.npm_package->name + (options.vendored_runtime ? "" : " @gangway/client")},
          {"files", std::move(files)},
          {"gateways", std::move(gateways)}};
}

}  // namespace gangway::gen::ts
