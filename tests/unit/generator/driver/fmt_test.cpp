#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "support/command_line.h"
#include "support/compile.h"

// gangway fmt as a program: exit codes, what is written and what is left alone.

namespace gangway::test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUntidy = "package demo;\nstruct A{a:u32;}\n";
constexpr std::string_view kTidy = "package demo;\n\nstruct A { a: u32; }\n";

TEST_CASE("fmt rewrites what is not in its form, and leaves the rest alone") {
  const ScratchDirectory scratch;
  scratch.write("untidy.gw", kUntidy);
  scratch.write("tidy.gw", kTidy);
  const auto an_hour_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
  fs::last_write_time("tidy.gw", an_hour_ago);
  fs::permissions("untidy.gw", fs::perms::owner_read | fs::perms::owner_write);
  CHECK(gangway({"fmt", "untidy.gw", "tidy.gw"}) == 0);
  CHECK(scratch.read("untidy.gw") == kTidy);
  CHECK(fs::last_write_time("tidy.gw") == an_hour_ago);
  CHECK(fs::status("untidy.gw").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("fmt --check only answers") {
  const ScratchDirectory scratch;
  scratch.write("untidy.gw", kUntidy);
  scratch.write("tidy.gw", kTidy);
  CHECK(gangway({"fmt", "--check", "tidy.gw", "untidy.gw"}) == 1);
  CHECK(gangway({"fmt", "--check", "tidy.gw"}) == 0);
  CHECK(scratch.read("untidy.gw") == kUntidy);
}

TEST_CASE("fmt leaves a file with syntax errors as it is, and formats the others") {
  const ScratchDirectory scratch;
  scratch.write("broken.gw", "package demo;\nstruct A{a u32;}\n");
  scratch.write("untidy.gw", kUntidy);
  CHECK(gangway({"fmt", "broken.gw", "untidy.gw"}) == 1);
  CHECK(scratch.read("broken.gw") == "package demo;\nstruct A{a u32;}\n");
  CHECK(scratch.read("untidy.gw") == kTidy);
}

TEST_CASE("fmt needs no more than the syntax: names may be unknown, imports missing") {
  const ScratchDirectory scratch;
  scratch.write("a.gw", "package a;\nimport \"nowhere.gw\";\nstruct A{a:B;}\n");
  CHECK(gangway({"fmt", "a.gw"}) == 0);
  CHECK(scratch.read("a.gw") == "package a;\n\nimport \"nowhere.gw\";\n\nstruct A { a: B; }\n");
}

TEST_CASE("fmt writes through a link to the file it means") {
  const ScratchDirectory scratch;
  scratch.write("real.gw", kUntidy);
  fs::create_symlink("real.gw", "link.gw");
  CHECK(gangway({"fmt", "link.gw"}) == 0);
  CHECK(fs::is_symlink("link.gw"));
  CHECK(scratch.read("real.gw") == kTidy);
}

TEST_CASE("fmt refuses what makes no sense, and files that are not there") {
  const ScratchDirectory scratch;
  scratch.write("tidy.gw", kTidy);
  CHECK(gangway({"fmt"}) == 2);
  CHECK(gangway({"fmt", "-", "tidy.gw"}) == 2);
  CHECK(gangway({"fmt", "--stdin", "tidy.gw"}) == 2);
  CHECK(gangway({"fmt", "nowhere.gw"}) == 3);
}

}  // namespace
}  // namespace gangway::test
