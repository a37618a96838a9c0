#include "inspector/document.h"

#include <string_view>

#include "gangway/codec/buffer.h"
#include "gangway/codec/writer.h"
#include "gangway/dispatch.h"
#include "server/site.h"

namespace gangway::detail {
namespace {

void write_key(JsonWriter& out, std::string_view name) {
  out.string(name);
  out.put(':');
}

void write_namespaces(JsonWriter& out, const GatewayTable& table) {
  char lead = '[';
  for (const NamespaceTable& space : table.namespaces) {
    out.put(lead);
    lead = ',';
    out.raw("{\"name\":");
    out.string(space.name);
    out.raw(",\"path\":");
    out.string(space.path);
    out.put('}');
  }
  if (lead == '[') out.put('[');
  out.put(']');
}

void write_gateway(JsonWriter& out, const ServedGateway& served) {
  const GatewayTable& table = served.table();
  out.put('{');
  write_key(out, "name");
  out.string(table.name);
  out.put(',');
  write_key(out, "path");
  out.string(table.path);
  out.put(',');
  write_key(out, "source");
  out.string(table.source);
  out.put(',');
  write_key(out, "port");
  if (served.port) {
    out.integer(std::uint64_t{*served.port});
  } else {
    out.null();
  }
  out.put(',');
  write_key(out, "websocket");
  out.boolean(table.websocket);
  out.put(',');
  write_key(out, "namespaces");
  write_namespaces(out, table);
  out.put(',');
  write_key(out, "description");
  if (table.description.empty()) {
    out.null();
  } else {
    out.raw(table.description);
  }
  out.put('}');
}

}  // namespace

std::string inspector_document(Site& site) {
  Buffer text;
  JsonWriter out(text);
  out.raw("{\"gateways\":");
  char lead = '[';
  for (const ServedGateway& served : site.gateways()) {
    out.put(lead);
    lead = ',';
    write_gateway(out, served);
  }
  if (lead == '[') out.put('[');
  out.raw("]}\n");
  return std::string(text.view());
}

}  // namespace gangway::detail
