#include "emit/ts/views.h"

#include <algorithm>

#include "emit/ts/declarations.h"
#include "emit/ts/docs.h"
#include "emit/ts/gateways.h"
#include "emit/ts/package.h"
#include "emit/ts/socketio_gateways.h"
#include "emit/ts/types.h"
#include "emit/ts/vendored_runtime.h"
#include "emit/version.h"
#include "schema/visible.h"

namespace gangway::gen::ts {
namespace {

using nlohmann::json;

constexpr std::string_view kRuntimeFile = "gangway.ts";
constexpr std::string_view kSocketIoRuntimeFile = "gangway.socketio.ts";

std::string output_path(const FileDef& file, ModuleKind kind) {
  return file.name + (kind == ModuleKind::Client ? ".ts" : ".socketio.ts");
}

json import_views(const Schema& schema, const FileDef& file, const TypeMapper& mapper) {
  json out = json::array();
  const ModuleKind kind = mapper.kind();
  for (const auto& [id, names] : mapper.imports()) {
    Piece list{.open = kind == ModuleKind::Client ? "import {" : "import type {",
               .items = {},
               .close = "}",
               .spaced = true};
    for (const std::string& name : names) list.items.push_back(text(name));
    const std::string module = module_specifier(output_path(file, kind), output_path(schema.file(id), kind));
    out.push_back({{"line", print(list, 0, {}, " from " + quote(module) + ";")}});
  }
  return out;
}

/// Every name that the declarations of `file` have in its module.
Scope declared_names(const FileDef& file, const TypeTable& table) {
  Scope scope;
  for (const ConstDef& constant : file.consts) scope.claim(module_name(constant.name));
  for (const TypeId id : file.types) {
    const TypeNames& names = table.names(id);
    scope.claim(names.name);
    if (names.init != names.name) scope.claim(names.init);
    if (!names.data.empty()) scope.claim(names.data);
  }
  return scope;
}

bool is_first_requested(const Schema& schema, FileId id) {
  for (std::size_t i = 0; i < schema.files.size(); ++i) {
    if (schema.files[i].requested) return static_cast<FileId>(i) == id;
  }
  return false;
}

/// Whether a module of these views says `gw.` anywhere: one of plain constants alone does not (and one of
/// nothing still has to be a module).
bool uses_runtime(const json& data) {
  if (!data["declarations"].empty() || !data["gateways"].empty() || data["consts"].empty()) return true;
  return std::any_of(data["consts"].begin(), data["consts"].end(), [](const json& constant) {
    const auto says = [&](const char* key) {
      return constant[key].get_ref<const std::string&>().find("gw.") != std::string::npos;
    };
    return says("type") || says("value");
  });
}

View module_view(const Schema& whole, FileId id, const Options& options) {
  const Schema schema = without_internal_fields(whole);
  const FileDef& file = schema.file(id);
  const TypeTable table(schema);
  Scope scope = declared_names(file, table);
  TypeMapper mapper(schema, table, id, scope);
  json data{{"version", kVersion}, {"source", file.name}, {"doc", doc_lines(file.docs)}};
  const std::string path = output_path(file, ModuleKind::Client);
  data["runtime"] = options.vendored_runtime ? module_specifier(path, kRuntimeFile) : "@gangway/client";
  data["consts"] = const_views(file, mapper);
  data["declarations"] = declaration_views(schema, file, table, mapper);
  data["gateways"] = gateway_views(file, mapper, scope);
  data["uses_runtime"] = uses_runtime(data);
  data["imports"] = import_views(schema, file, mapper);
  return {.template_name = "ts/module.ts.mustache",
          .output_path = path,
          .data = std::make_shared<const json>(std::move(data))};
}

View socketio_view(const Schema& whole, FileId id, const Options& options) {
  const Schema schema = without_internal_fields(whole);
  const FileDef& file = schema.file(id);
  const TypeTable table(schema);
  Scope scope = declared_names(file, table);
  TypeMapper mapper(schema, table, id, scope, ModuleKind::SocketIo);
  const std::string path = output_path(file, ModuleKind::SocketIo);
  json data{{"version", kVersion}, {"source", file.name}, {"doc", doc_lines(file.docs)}};
  data["runtime"] =
      options.vendored_runtime ? module_specifier(path, kSocketIoRuntimeFile) : "@gangway/client/socketio";
  data["declarations"] = declaration_views(schema, file, table, mapper);
  data["gateways"] = socketio_gateway_views(schema, file, mapper, scope);
  data["uses_runtime"] = mapper.says_runtime() || !file.gateways.empty();
  data["has_nothing"] = data["declarations"].empty() && data["gateways"].empty();
  data["imports"] = import_views(schema, file, mapper);
  return {.template_name = "ts/socketio.ts.mustache",
          .output_path = path,
          .data = std::make_shared<const json>(std::move(data))};
}

View runtime_view(const char* of, std::string_view path, std::string_view text) {
  return {.template_name = of,
          .output_path = std::string(path),
          .data = std::make_shared<const json>(json{{"version", kVersion}, {"text", text}})};
}

}  // namespace

std::vector<View> views(const Schema& schema, FileId file, const Options& options) {
  std::vector<View> out{module_view(schema, file, options)};
  if (options.socketio) out.push_back(socketio_view(schema, file, options));
  if (options.vendored_runtime && is_first_requested(schema, file)) {
    out.push_back(runtime_view("ts/runtime.ts.mustache", kRuntimeFile, vendored_runtime()));
    if (options.socketio) {
      out.push_back(
          runtime_view("ts/socketio_runtime.ts.mustache", kSocketIoRuntimeFile, vendored_socketio_runtime()));
    }
  }
  if (options.npm_package) {
    for (View& view : out) view.output_path = "src/" + view.output_path;
  }
  return out;
}

std::vector<View> package_views(const Schema& whole, const std::vector<FileId>& files,
                                const Options& options) {
  const Schema schema = without_internal_fields(whole);
  std::vector<PackageModule> modules;
  for (const FileId file : files) modules.push_back({file, module_view(whole, file, options).data});
  return PackageViews(schema, modules, options).views();
}

}  // namespace gangway::gen::ts
