#include "render/file_writer.h"

#include <chrono>
#include <filesystem>

#include <doctest/doctest.h>

#include "support/compile.h"

namespace gangway::test {
namespace {

namespace fs = std::filesystem;

std::size_t file_count(const fs::path& dir) {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(dir)) count += entry.is_regular_file() ? 1 : 0;
  return count;
}

TEST_CASE("files are written below the directory, which is made") {
  const ScratchDirectory scratch;
  REQUIRE_FALSE(gen::write_changed({{"a.h", "one"}, {"sub/dir/b.h", "two"}}, "out/deep"));
  CHECK(scratch.read("out/deep/a.h") == "one");
  CHECK(scratch.read("out/deep/sub/dir/b.h") == "two");
  CHECK(file_count("out") == 2);
}

TEST_CASE("a file that has its text already is not touched") {
  const ScratchDirectory scratch;
  scratch.write("a.h", "same");
  scratch.write("b.h", "old");
  const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
  fs::last_write_time("a.h", long_ago);
  fs::last_write_time("b.h", long_ago);
  REQUIRE_FALSE(gen::write_changed({{"a.h", "same"}, {"b.h", "new"}}, "."));
  CHECK(fs::last_write_time("a.h") == long_ago);
  CHECK(fs::last_write_time("b.h") > long_ago);
  CHECK(scratch.read("b.h") == "new");
}

TEST_CASE("empty files are written and recognised") {
  const ScratchDirectory scratch;
  REQUIRE_FALSE(gen::write_changed({{"empty", ""}}, "."));
  CHECK(fs::exists("empty"));
  CHECK(gen::read_text("empty") == "");
  CHECK_FALSE(gen::read_text("missing"));
}

TEST_CASE("when one file cannot be written none is, and nothing is left lying about") {
  const ScratchDirectory scratch;
  scratch.write("out/a.h", "old");
  scratch.write("out/b.h/in_the_way", "");
  const auto error = gen::write_changed({{"a.h", "new"}, {"b.h", "new"}, {"c.h", "new"}}, "out");
  REQUIRE(error);
  CHECK(error->path == "out/b.h");
  CHECK(scratch.read("out/a.h") == "old");
  CHECK_FALSE(fs::exists("out/c.h"));
  CHECK(file_count("out") == 2);
}

TEST_CASE("an output directory that is a file is an error") {
  const ScratchDirectory scratch;
  scratch.write("out", "a file");
  CHECK(gen::write_changed({{"a.h", "text"}}, "out"));
  CHECK(scratch.read("out") == "a file");
}

}  // namespace
}  // namespace gangway::test
