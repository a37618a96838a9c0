#include "analysis/paths.h"

#include "analysis/builtin_annotations.h"

namespace gangway::gen {

std::string gateway_path(const ast::Declaration& gateway) {
  return string_argument(gateway.preface.annotations, "path").value_or("/");
}

std::string namespace_path(const ast::Namespace& name_space) {
  return name_space.path ? name_space.path->text : "/" + name_space.name.text;
}

std::string plain_path(const ast::Namespace& name_space) {
  if (name_space.path_parameters.empty()) return namespace_path(name_space);
  std::string result;
  auto parameter = name_space.path_parameters.begin();
  const std::string& written = name_space.path->text;
  for (std::size_t begin = 0; begin < written.size();) {
    if (written[begin] == '{') {
      result.append("{").append((parameter++)->name.text).append("}");
      begin = written.find('}', begin) + 1;
    } else {
      result += written[begin++];
    }
  }
  return result;
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
