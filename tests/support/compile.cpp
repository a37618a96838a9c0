#include "support/compile.h"

#include <unistd.h>

#include <atomic>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

#include "analysis/analyse.h"
#include "analysis/check_generated.h"
#include "diagnostics/render.h"
#include "lint/lint.h"

namespace gangway::test {
namespace fs = std::filesystem;

std::vector<CaseFile> split_case(std::string_view text) {
  constexpr std::string_view kMark = "// --- ";
  std::vector<CaseFile> files{{"main.gw", {}}};
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view line = text.substr(0, end);
    if (line.starts_with(kMark)) {
      std::string_view name = line.substr(kMark.size());
      while (name.ends_with('\n') || name.ends_with(' ')) name.remove_suffix(1);
      files.push_back({std::string(name), {}});
    } else {
      files.back().text += line;
    }
    text.remove_prefix(end);
  }
  return files;
}

std::string Compiled::codes() const {
  std::string text;
  for (const gen::Diagnostic& d : diagnostics) text.append(text.empty() ? "" : " ").append(d.code);
  return text;
}

std::vector<std::string> Compiled::messages() const {
  std::vector<std::string> result;
  for (const gen::Diagnostic& d : diagnostics) result.push_back(d.message);
  return result;
}

namespace {

Compiled compile_and(std::string_view text, const std::vector<fs::path>& include_dirs, bool is_generation) {
  const ScratchDirectory scratch;
  const std::vector<CaseFile> files = split_case(text);
  for (const CaseFile& file : files) scratch.write(file.name, file.text);
  gen::DiagnosticSink sink;
  Compiled result;
  result.loaded = gen::load({files.front().name}, include_dirs, sink);
  result.schema = gen::analyse(result.loaded.files, result.loaded.sources, sink);
  if (result.schema && is_generation) {
    gen::check_generated({result.loaded.files, result.loaded.sources}, false, sink);
  }
  result.diagnostics = sink.sorted();
  return result;
}

}  // namespace

Compiled compile(std::string_view text, const std::vector<fs::path>& include_dirs) {
  return compile_and(text, include_dirs, false);
}

Compiled compile_for_generation(std::string_view text) { return compile_and(text, {}, true); }

Compiled compile_and_lint(std::string_view text) {
  Compiled compiled = compile(text);
  if (!compiled.schema) return compiled;
  for (gen::Diagnostic& each : gen::lint(*compiled.schema, compiled.loaded.sources, {})) {
    compiled.diagnostics.push_back(std::move(each));
  }
  return compiled;
}

gen::Schema must_compile(std::string_view text) {
  Compiled compiled = compile(text);
  INFO(gen::render_text(compiled.diagnostics, compiled.loaded.sources));
  REQUIRE(compiled.schema);
  return std::move(*compiled.schema);
}

ScratchDirectory::ScratchDirectory() : before_(fs::current_path()) {
  static std::atomic<unsigned> count{0};
  path_ = fs::temp_directory_path() /
          ("gangway-test-" + std::to_string(::getpid()) + "-" + std::to_string(count.fetch_add(1)));
  fs::create_directories(path_);
  fs::current_path(path_);
}

ScratchDirectory::~ScratchDirectory() {
  std::error_code ignored;
  fs::current_path(before_, ignored);
  fs::remove_all(path_, ignored);
}

void ScratchDirectory::write(const fs::path& name, std::string_view text) const {
  const fs::path target = path_ / name;
  fs::create_directories(target.parent_path());
  std::ofstream(target, std::ios::binary) << text;
}

std::string ScratchDirectory::read(const fs::path& name) const {
  std::ifstream in(path_ / name, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

}  // namespace gangway::test
