#include <cstdlib>
#include <fstream>
#include <string>

#include <doctest/doctest.h>

#include "diagnostics/render.h"
#include "support/corpus.h"

// The ten mistakes that grammar/README.md compares with what other compilers say about them.

namespace gangway::test {
namespace {

TEST_CASE("what is said about the ten mistakes stands beside them, and in the comparison") {
  const std::string readme =
      read_file(std::filesystem::path(GANGWAY_GENERATOR_DIR).parent_path() / "grammar" / "README.md");
  std::size_t count = 0;
  for (std::filesystem::path path : corpus_files("mistakes")) {
    CAPTURE(path.filename().string());
    const Compiled compiled = compile(read_file(path));
    const std::string said = gen::render_text(compiled.diagnostics, compiled.loaded.sources);
    path.replace_extension(".txt");
    if (std::getenv("GANGWAY_UPDATE") != nullptr) std::ofstream(path, std::ios::binary) << said;
    CHECK(read_file(path) == said);
    CHECK_FALSE(compiled.diagnostics.empty());
    for (const gen::Diagnostic& d : compiled.diagnostics) {
      CAPTURE(d.message);
      CHECK(readme.find(std::string(d.code) + ": " + d.message) != std::string::npos);
    }
    ++count;
  }
  CHECK(count == 10);
}

}  // namespace
}  // namespace gangway::test
