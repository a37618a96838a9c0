#include "emit/ts/package.h"

#include <set>
#include <utility>

#include "emit/ts/names.h"
#include "emit/version.h"

namespace gangway::gen::ts {
namespace {

using nlohmann::json;
using Ordered = nlohmann::ordered_json;

constexpr std::string_view kTsconfig = R"({
  "compilerOptions": {
    "target": "ES2022",
    "module": "NodeNext",
    "lib": ["ES2022", "DOM", "DOM.Iterable"],
    "types": [],
    "strict": true,
    "exactOptionalPropertyTypes": true,
    "declaration": true,
    "declarationMap": true,
    "sourceMap": true,
    "incremental": true,
    "tsBuildInfoFile": "dist/.tsbuildinfo",
    "rootDir": "src",
    "outDir": "dist"
  },
  "include": ["src"]
}
)";

View text_view(std::string path, std::string text) {
  // The template ends the last line.
  if (text.ends_with('\n')) text.pop_back();
  return {.template_name = "ts/text.mustache",
          .output_path = std::move(path),
          .data = std::make_shared<const json>(json{{"text", std::move(text)}})};
}

/// Where a built module of `name`, such as "chat.gw", is.
Ordered built(const std::string& name) {
  return {{"types", "./dist/" + name + ".d.ts"}, {"default", "./dist/" + name + ".js"}};
}

void add_name(std::set<std::string>& names, const json& view, const char* key) {
  const auto found = view.find(key);
  if (found == view.end() || !found->is_string()) return;
  const auto& name = found->get_ref<const std::string&>();
  if (!name.empty() && name != "{}") names.insert(name);
}

/// What a module exports, or a little more.
std::set<std::string> exported_names(const json& module) {
  std::set<std::string> names;
  for (const json& constant : module["consts"]) add_name(names, constant, "name");
  for (const json& declaration : module["declarations"]) {
    for (const char* kind : {"simple", "structs", "errors"}) {
      for (const json& one : declaration[kind]) {
        add_name(names, one, "name");
        add_name(names, one, "data");
        if (!one.contains("inits")) continue;
        for (const json& init : one["inits"]) add_name(names, init, "name");
      }
    }
  }
  for (const json& gateway : module["gateways"]) {
    add_name(names, gateway, "client");
    add_name(names, gateway, "options");
    for (const json& handshake : gateway["handshakes"]) add_name(names, handshake, "name");
    for (const json& space : gateway["namespaces"]) {
      for (const char* key : {"name", "emits_name", "asks_name"}) add_name(names, space, key);
    }
  }
  return names;
}

/// "v2/chat" as a name: "v2Chat".
std::string joined_words(std::string path) {
  for (char& c : path) {
    const bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!is_word) c = '_';
  }
  const std::string name = camel_case(path);
  return name.empty() || (name[0] >= '0' && name[0] <= '9') ? "_" + name : module_name(name);
}

}  // namespace

std::string subpath(const FileDef& file) {
  const std::string_view name = file.name;
  return std::string(name.ends_with(".gw") ? name.substr(0, name.size() - 3) : name);
}

std::string PackageViews::description() const {
  std::string gateways;
  for (const PackageModule& module : modules_) {
    for (const GatewayDef& gateway : schema_.file(module.file).gateways)
      gateways += (gateways.empty() ? "" : ", ") + gateway.name;
  }
  return gateways.empty() ? "Types of a Gangway schema" : "Client of " + gateways + " (Gangway)";
}

std::string PackageViews::manifest() const {
  Scope taken;
  taken.claim("./package.json");
  Ordered exports{{".", built("index")}};
  for (const PackageModule& module : modules_) {
    const FileDef& file = schema_.file(module.file);
    const std::string path = taken.claim("./" + subpath(file));
    exports[path] = built(file.name);
    if (options_.socketio) exports[taken.claim(path + ".socketio")] = built(file.name + ".socketio");
  }
  if (options_.vendored_runtime) exports[taken.claim("./runtime")] = built("gangway");
  exports["./package.json"] = "./package.json";

  Ordered out{{"name", options_.npm_package->name},
              {"version", options_.npm_package->version},
              {"description", description()},
              {"type", "module"},
              {"sideEffects", false},
              {"exports", std::move(exports)},
              {"types", "./dist/index.d.ts"},
              {"files", {"dist", "!dist/.tsbuildinfo", "src"}},
              {"engines", {{"node", ">=20"}}},
              {"scripts", {{"build", "tsc"}, {"prepare", "tsc"}, {"prepack", "tsc"}}}};
  Ordered tools = Ordered::object();
  if (!options_.vendored_runtime) {
    const std::string range = std::string("^") + kVersion.data();
    out["peerDependencies"] = {{"@gangway/client", range}};
    tools["@gangway/client"] = range;
  }
  if (options_.socketio) {
    out["peerDependencies"]["socket.io-client"] = "^4.7.0";
    out["peerDependenciesMeta"] = {{"socket.io-client", {{"optional", true}}}};
    tools["socket.io-client"] = "^4.7.0";
  }
  tools["typescript"] = ">=5.4";
  out["devDependencies"] = std::move(tools);
  return out.dump(2);
}

std::string PackageViews::index() const {
  std::string out = "// Generated by gangway " + std::string(kVersion) + ". Do not edit.\n";
  std::set<std::string> taken;
  for (const PackageModule& module : modules_) {
    const FileDef& file = schema_.file(module.file);
    std::set<std::string> names = exported_names(*module.view);
    bool is_free = true;
    for (const std::string& name : names) is_free = is_free && !taken.contains(name);
    // Names that stand in two modules could not be told apart: the second one's are behind a name of its own.
    std::string what = "*";
    if (!is_free) {
      std::string own = joined_words(subpath(file));
      while (taken.contains(own)) own += '_';
      what += " as " + own;
      names = {own};
    }
    taken.merge(names);
    out += "export " + what + " from " + quote("./" + file.name + ".js") + ";\n";
  }
  return out;
}

std::vector<View> PackageViews::views() const {
  std::vector<View> out;
  out.push_back(text_view("package.json", manifest()));
  out.push_back(text_view("tsconfig.json", std::string(kTsconfig)));
  out.push_back(text_view(".gitignore", "/dist/\n/node_modules/\n"));
  out.push_back(text_view("src/index.ts", index()));
  out.push_back({.template_name = "ts/package_readme.md.mustache",
                 .output_path = "README.md",
                 .data = std::make_shared<const json>(readme_view(schema_, modules_, options_))});
  return out;
}

}  // namespace gangway::gen::ts
