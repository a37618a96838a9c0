#include "analysis/paths.h"

#include "analysis/builtin_annotations.h"

namespace gangway::gen {

std::string gateway_path(const ast::Declaration& gateway) {
  return string_argument(gateway.preface.annotations, "path").value_or("/");
}

std::string namespace_path(const ast::Namespace& name_space) {
  return name_space.path ? name_space.path->text : "/" + name_space.name.text;
}

bool has_root_namespace(const ast::Gateway& gateway) {
  return gateway.namespaces.empty() || !gateway.members.events.empty() || !gateway.members.rooms.empty();
}

std::string full_path(std::string_view gateway_path, std::string_view namespace_path) {
  if (namespace_path == "/") return std::string(gateway_path);
  if (gateway_path == "/") return std::string(namespace_path);
  return std::string(gateway_path).append(namespace_path);
}

}  // namespace gangway::gen
