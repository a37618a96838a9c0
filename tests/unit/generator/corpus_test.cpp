#include <cstdlib>
#include <fstream>

#include <doctest/doctest.h>

#include "diagnostics/render.h"
#include "support/corpus.h"

// The corpus: what is said about each file stands in it. GANGWAY_UPDATE=1 rewrites that.

namespace gangway::test {
namespace {

bool is_updating() { return std::getenv("GANGWAY_UPDATE") != nullptr; }

/// GW3105 is what only `gangway generate` refuses.
Compiled compile_bad(const std::filesystem::path& path, const std::string& text) {
  return path.filename().string().starts_with("GW3105") ? compile_for_generation(text) : compile(text);
}

TEST_CASE("every bad file is refused with just what stands in it") {
  for (const auto& path : corpus_files("bad")) {
    CAPTURE(path.filename().string());
    const std::string written = read_file(path);
    const std::string text = without_expectations(written);
    const Compiled compiled = compile_bad(path, text);
    const std::string expected = with_expectations(text, compiled);
    if (is_updating()) {
      if (expected != written) std::ofstream(path, std::ios::binary) << expected;
      continue;
    }
    CHECK(written == expected);
    CHECK_FALSE(compiled.diagnostics.empty());
  }
}

TEST_CASE("every bad file is named after a code that it is refused with") {
  for (const auto& path : corpus_files("bad")) {
    const std::string name = path.filename().string();
    CAPTURE(name);
    const Compiled compiled = compile_bad(path, without_expectations(read_file(path)));
    CHECK(compiled.codes().find(name.substr(0, 6)) != std::string::npos);
  }
}

TEST_CASE("every lint file is advised on with just what stands in it, and named after one code of that") {
  for (const auto& path : corpus_files("lint")) {
    const std::string name = path.filename().string();
    CAPTURE(name);
    const std::string written = read_file(path);
    const std::string text = without_expectations(written);
    const Compiled compiled = compile_and_lint(text);
    const std::string expected = with_expectations(text, compiled);
    if (is_updating() && expected != written) std::ofstream(path, std::ios::binary) << expected;
    if (!is_updating()) CHECK(written == expected);
    CHECK(compiled.codes().find(name.substr(0, 6)) != std::string::npos);
  }
}

TEST_CASE("every good file is accepted without a word") {
  for (const auto& path : corpus_files("good")) {
    CAPTURE(path.filename().string());
    const Compiled compiled = compile(read_file(path));
    INFO(gen::render_text(compiled.diagnostics, compiled.loaded.sources));
    CHECK(compiled.diagnostics.empty());
    CHECK(compiled.schema.has_value());
  }
}

}  // namespace
}  // namespace gangway::test
