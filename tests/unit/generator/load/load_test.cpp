#include "load/load.h"

#include <doctest/doctest.h>

#include "support/compile.h"

namespace gangway::test {
namespace {

using namespace gen;

struct Loaded {
  DiagnosticSink sink;
  LoadedFiles files;

  explicit Loaded(const std::vector<std::string>& paths,
                  const std::vector<std::filesystem::path>& include_dirs = {})
      : files(load(paths, include_dirs, sink)) {}

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> result;
    for (const SourceFile& file : files.sources.files()) result.push_back(file.name);
    return result;
  }
  [[nodiscard]] std::string codes() const {
    std::string result;
    for (const Diagnostic& d : sink.sorted()) result.append(result.empty() ? "" : " ").append(d.code);
    return result;
  }
};

using Names = std::vector<std::string>;

TEST_CASE("a file is named by its last part, or by its path below an -I directory") {
  const ScratchDirectory scratch;
  scratch.write("schemas/chat/room.gw", "package d;\n");
  CHECK(Loaded({"schemas/chat/room.gw"}).names() == Names{"room.gw"});
  CHECK(Loaded({"schemas/chat/room.gw"}, {"schemas"}).names() == Names{"chat/room.gw"});
  CHECK(Loaded({"schemas/chat/room.gw"}, {"schemas", "schemas/chat"}).names() == Names{"room.gw"});
  CHECK(Loaded({scratch.path() / "schemas/chat/room.gw"}).names() == Names{"room.gw"});
}

TEST_CASE("an import is looked for beside its file, then below each -I directory") {
  const ScratchDirectory scratch;
  scratch.write("a/main.gw", "package d;\nimport \"common.gw\";\n");
  scratch.write("one/common.gw", "package d;\n// one\n");
  scratch.write("two/common.gw", "package d;\n// two\n");
  CHECK(Loaded({"a/main.gw"}).codes() == "GW2002");
  CHECK(Loaded({"a/main.gw"}, {"two", "one"}).files.sources.files()[1].text == "package d;\n// two\n");
  scratch.write("a/common.gw", "package d;\n// beside\n");
  CHECK(Loaded({"a/main.gw"}, {"two", "one"}).files.sources.files()[1].text == "package d;\n// beside\n");
}

TEST_CASE("a file that is reached in several ways is read once, and stays requested") {
  const ScratchDirectory scratch;
  scratch.write("main.gw", "package d;\nimport \"sub/../sub/b.gw\";\nimport \"c.gw\";\n");
  scratch.write("c.gw", "package d;\nimport \"./sub/b.gw\";\n");
  scratch.write("sub/b.gw", "package d;\n");
  const Loaded loaded({"main.gw", "./sub/b.gw", "main.gw"});
  CHECK(loaded.names() == Names{"main.gw", "b.gw", "c.gw"});
  CHECK(loaded.files.sources.files()[1].requested);
  CHECK_FALSE(loaded.files.sources.files()[2].requested);
}

TEST_CASE("an import from above keeps its outputs below the output directory") {
  const ScratchDirectory scratch;
  scratch.write("a/main.gw", "package d;\nimport \"../common.gw\";\n");
  scratch.write("common.gw", "package d;\n");
  CHECK(Loaded({"a/main.gw"}).names() == Names{"main.gw", "common.gw"});
}

TEST_CASE("two files whose outputs would have one name are refused, and a common root mends it") {
  const ScratchDirectory scratch;
  scratch.write("a/chat.gw", "package a;\n");
  scratch.write("b/chat.gw", "package b;\n");
  CHECK(Loaded({"a/chat.gw", "b/chat.gw"}).codes() == "GW2006");
  CHECK(Loaded({"a/chat.gw", "b/chat.gw"}, {"."}).codes() == "");
}

TEST_CASE("a file that is found through a link is the file behind it") {
  const ScratchDirectory scratch;
  scratch.write(
      "main.gw",
      "package d;\nimport \"real/common.gw\";\nimport \"linked/common.gw\";\nimport \"alone.gw\";\n");
  scratch.write("real/common.gw", "package d;\n");
  std::filesystem::create_directory_symlink(scratch.path() / "real", scratch.path() / "linked");
  std::filesystem::create_symlink(scratch.path() / "real/common.gw", scratch.path() / "alone.gw");
  const Loaded loaded({"main.gw"});
  CHECK(loaded.codes() == "");
  CHECK(loaded.names() == Names{"main.gw", "real/common.gw"});
}

TEST_CASE("an import that is not found suggests the file that is nearly so called") {
  const ScratchDirectory scratch;
  scratch.write("main.gw",
                "package d;\nimport \"Common.gw\";\nimport \"sub/rooms.gw\";\nimport \"nowhere.gw\";\n");
  scratch.write("common.gw", "package d;\n");
  scratch.write("sub/room.gw", "package d;\n");
  const Loaded loaded({"main.gw"});
  const auto diagnostics = loaded.sink.sorted();
  REQUIRE(diagnostics.size() == 3);
  CHECK(diagnostics[0].message == "cannot find `Common.gw`; looked in `.`; the nearest is `common.gw`");
  CHECK(diagnostics[1].message == "cannot find `sub/rooms.gw`; looked in `.`; the nearest is `sub/room.gw`");
  CHECK(diagnostics[2].message == "cannot find `nowhere.gw`; looked in `.`");
}

TEST_CASE("a file that is not there is reported, and the others are still read") {
  const ScratchDirectory scratch;
  scratch.write("b.gw", "package d;\nstuct A { }\n");
  CHECK(Loaded({"nowhere.gw", "b.gw"}).codes() == "GW9001 GW1009");
  CHECK(Loaded({"."}).codes() == "GW9001");
}

TEST_CASE("mistakes of all files are found in one run") {
  const ScratchDirectory scratch;
  scratch.write("a.gw", "package d;\nimport \"b.gw\";\nstruct A { size u32; }\n");
  scratch.write("b.gw", "package d;\nstruct B { size u32; }\n");
  CHECK(Loaded({"a.gw"}).codes() == "GW1008 GW1008");
}

}  // namespace
}  // namespace gangway::test
