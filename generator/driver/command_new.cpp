#include <cctype>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "driver/commands.h"
#include "emit/cpp/names.h"
#include "render/file_writer.h"
#include "render/template_engine.h"

namespace gangway::gen {
namespace {

/// The templates below templates/new and what becomes of them. `*` stands for the project's name.
constexpr std::pair<std::string_view, std::string_view> kFiles[] = {
    {"schema.gw", "*.gw"},
    {"main.cpp", "main.cpp"},
    {"CMakeLists.txt", "CMakeLists.txt"},
    {"README.md", "README.md"},
    {"gitignore", ".gitignore"},
    {"page/index.html", "page/index.html"},
    {"page/page.ts", "page/page.ts"},
    {"page/tsconfig.json", "page/tsconfig.json"},
    {"page/package.json", "page/package.json"},
};

/// The name becomes a package, a target and, capitalised, a gateway.
bool is_usable(const std::string& name) {
  if (name.empty() || std::islower(static_cast<unsigned char>(name[0])) == 0 || name.back() == '_')
    return false;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::islower(byte) == 0 && std::isdigit(byte) == 0 && c != '_') return false;
  }
  return name.find("__") == std::string::npos && cpp::safe(name) == name && name != "test" && name != "page";
}

ExitCode make_project(const std::string& path) {
  const std::filesystem::path dir(path);
  const std::string name = (dir.has_filename() ? dir : dir.parent_path()).filename().string();
  if (!is_usable(name)) {
    fmt::print(stderr,
               "gangway: `{}` cannot be a project's name: it becomes a C++ namespace and a CMake target; use "
               "lower-case letters, digits and `_`, such as `my_chat`\n",
               name);
    return kExitUsage;
  }
  std::error_code error;
  if (std::filesystem::exists(dir, error) && !std::filesystem::is_empty(dir, error)) {
    fmt::print(stderr, "gangway: `{}` is there already and not empty; choose another name\n", path);
    return kExitUsage;
  }

  const TemplateEngine engine;
  const nlohmann::json view = {{"name", name}, {"type", cpp::pascal(name)}};
  std::vector<OutputFile> files;
  for (const auto& [source, target] : kFiles) {
    std::string place(target);
    if (place[0] == '*') place.replace(0, 1, name);
    files.push_back({place, engine.render(fmt::format("new/{}.mustache", source), view)});
  }
  if (const auto failed = write_changed(files, dir)) {
    fmt::print(stderr, "gangway: error GW9002: cannot write `{}`: {}\n", failed->path, failed->reason);
    return kExitFault;
  }
  fmt::print(
      "{0} is ready. Next:\n\n"
      "  cd {0}\n"
      "  cmake -B build && cmake --build build\n"
      "  build/{1}\n\n"
      "Where Gangway is not installed in a standard place, add -DCMAKE_PREFIX_PATH=<where it is> to the "
      "first cmake.\n",
      path, name);
  return kExitFine;
}

}  // namespace

void add_new(CLI::App& app, Choice& choice) {
  CLI::App* command = app.add_subcommand("new", "Make a project that builds and runs: schema, server, page");
  const auto path = std::make_shared<std::string>();
  command->add_option("NAME", *path, "The folder to make; its last part names the project")->required();
  command->callback([&choice, path] { choice = [path] { return make_project(*path); }; });
}

}  // namespace gangway::gen
