#include "emit/ts/socketio_gateways.h"

#include <algorithm>

#include "emit/ts/declarations.h"
#include "emit/ts/docs.h"
#include "emit/ts/socketio_events.h"

namespace gangway::gen::ts {
namespace {

using nlohmann::json;

class SocketIoGateway {
 public:
  SocketIoGateway(const Schema& schema, const GatewayDef& gateway, TypeMapper& mapper, Scope& scope)
      : schema_(schema), gateway_(gateway), mapper_(mapper), scope_(scope) {}

  json view() {
    const std::string options = claim_constant(gateway_.name, "Options");
    json handshakes = json::array();
    const bool is_inherited = std::ranges::any_of(gateway_.namespaces, [](const NamespaceDef& ns) {
      return ns.handshake && !ns.handshake->empty() && !ns.own_handshake;
    });
    if (is_inherited) {
      handshakes.push_back(
          view_handshake(gateway_.name, *gateway_.handshake, "a namespace of `" + gateway_.name + "`"));
    }
    json namespaces = json::array();
    for (const NamespaceDef& ns : gateway_.namespaces) {
      if (ns.own_handshake && ns.handshake && !ns.handshake->empty())
        handshakes.push_back(view_handshake(ns.name, *ns.handshake, "`" + ns.path + "`"));
      namespaces.push_back(view_namespace(ns, options));
    }
    const std::string said = "How `io` reaches the gateway `" + gateway_.name + "`.";
    return {{"doc", doc_lines(gateway_.docs, said, gateway_.docs.text.empty() ? "" : said)},
            {"options", options},
            {"value", options_value()},
            {"handshakes", std::move(handshakes)},
            {"namespaces", std::move(namespaces)}};
  }

 private:
  std::string claim_type(const std::string& owner, const std::string& what) {
    const std::string name = pascal_case(owner) + what;
    return scope_.claim(name, pascal_case(gateway_.name) + name);
  }

  std::string claim_constant(const std::string& owner, const std::string& what) {
    return scope_.claim(camel_case(owner) + what, camel_case(gateway_.name) + pascal_case(owner) + what);
  }

  [[nodiscard]] std::string options_value() const {
    Piece value{.open = "{", .items = {}, .close = "}", .spaced = true};
    value.items.push_back(
        text("path: " + quote((gateway_.path == "/" ? "" : gateway_.path) + "/socket.io/")));
    if (gateway_.transports.size() == 1)
      value.items.push_back(text("transports: [" + quote(gateway_.transports.front()) + "]"));
    return print(value, 0);
  }

  json view_handshake(const std::string& owner, const std::vector<FieldDef>& fields,
                      const std::string& joined) {
    const std::string said = "What a client presents when it joins " + joined + ": the option `auth`.";
    return {{"doc", doc_lines({}, said)},
            {"name", claim_type(owner, "Handshake")},
            {"is_empty", false},
            {"members", text_member_views(fields, Form::Init, schema_, mapper_)}};
  }

  json view_namespace(const NamespaceDef& ns, const std::string& options) {
    json constants = json::array();
    json functions = json::array();
    const std::string at = claim_constant(ns.name, "Namespace");
    if (ns.path_params.empty()) {
      const std::string said = "Where the namespace is, behind the server's origin: `io(origin + " + at +
                               ", { ..." + options + " })`.";
      constants.push_back({{"doc", doc_lines({}, said)}, {"name", at}, {"value", quote(ns.path)}});
    } else {
      functions.push_back(view_path(ns, at));
    }
    const std::string received = claim_type(ns.name, "ServerToClientEvents");
    const std::string sent = claim_type(ns.name, "ClientToServerEvents");
    json server = server_to_client_view(ns, mapper_);
    server["name"] = received;
    json client = client_to_server_view(ns, mapper_);
    client["name"] = sent;
    return {{"constants", std::move(constants)},
            {"functions", std::move(functions)},
            {"maps", json::array({std::move(server), std::move(client)})},
            {"doc", doc_lines(ns.docs, "A socket in `" + ns.path + "`.")},
            {"socket", claim_type(ns.name, "Socket")},
            {"received", received},
            {"sent", sent}};
  }

  json view_path(const NamespaceDef& ns, const std::string& name) {
    std::string path = ns.path;
    for (const FieldDef& field : ns.path_params) {
      const std::string written = "{" + field.name + "}";
      path.replace(path.find(written), written.size(), "${encodeURIComponent(path." + field.name + ")}");
    }
    return {{"doc", doc_lines({}, "Where the namespace of these parameters is, behind the server's origin.")},
            {"name", name},
            {"value", "`" + path + "`"},
            {"type", claim_type(ns.name, "Path")},
            {"type_doc", doc_lines({}, "Names an instance of `" + ns.path + "`.")},
            {"is_empty", false},
            {"members", member_views(ns.path_params, Form::Init, mapper_)}};
  }

  const Schema& schema_;
  const GatewayDef& gateway_;
  TypeMapper& mapper_;
  Scope& scope_;
};

}  // namespace

json socketio_gateway_views(const Schema& schema, const FileDef& file, TypeMapper& mapper, Scope& scope) {
  json out = json::array();
  for (const GatewayDef& gateway : file.gateways)
    out.push_back(SocketIoGateway(schema, gateway, mapper, scope).view());
  return out;
}

}  // namespace gangway::gen::ts
