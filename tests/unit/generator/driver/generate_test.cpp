#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "driver/depfile.h"
#include "driver/difference.h"
#include "support/command_line.h"
#include "support/compile.h"

// The program as a whole, called as a function: exit codes and files.

namespace gangway::test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kChat =
    "package demo;\nimport \"common.gw\";\nstruct Message { room: RoomName; }\n"
    "gateway Chat { on send(Message) -> u32; emit posted(Message); }\n";
constexpr std::string_view kCommon = "package demo;\ntype RoomName = string;\n";

struct ChatProject {
  ScratchDirectory scratch;
  ChatProject() {
    scratch.write("chat.gw", kChat);
    scratch.write("common.gw", kCommon);
  }
};

std::map<std::string, std::string> tree(const ScratchDirectory& scratch, const fs::path& dir) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(scratch.path() / dir)) {
    if (entry.is_regular_file())
      files[fs::relative(entry.path(), scratch.path() / dir).string()] = scratch.read(entry.path());
  }
  return files;
}

TEST_CASE("exit codes tell fine, mistake, usage and fault apart") {
  const ChatProject project;
  project.scratch.write("bad.gw", "package demo;\nstruct A { x: strng; }\n");
  CHECK(gangway({"check", "chat.gw"}) == 0);
  CHECK(gangway({"check", "bad.gw"}) == 1);
  CHECK(gangway({"check", "bad.gw", "--diagnostics=json"}) == 1);
  CHECK(gangway({"generate", "bad.gw", "--cpp-out", "out"}) == 1);
  CHECK_FALSE(fs::exists("out"));
  CHECK(gangway({"check"}) == 2);
  CHECK(gangway({}) == 2);
  CHECK(gangway({"chekc", "chat.gw"}) == 2);
  CHECK(gangway({"generate", "chat.gw"}) == 2);
  CHECK(gangway({"generate", "chat.gw", "--cpp-out", "out", "--ts-runtime=other"}) == 2);
  CHECK(gangway({"generate", "chat.gw", "--cpp-out", "out", "--ts-socketio"}) == 2);
  CHECK(gangway({"generate", "chat.gw", "--cpp-out", "out", "--depfile", "d"}) == 2);
  CHECK(gangway({"check", "nowhere.gw"}) == 3);
  CHECK(gangway({"explain", "GW2102"}) == 0);
  CHECK(gangway({"explain", "GW0000"}) == 2);
  CHECK(gangway({"explain"}) == 0);
  CHECK(gangway({"--version"}) == 0);
  CHECK(gangway({"--help"}) == 0);
}

TEST_CASE(
    "what generated code does not do yet is refused by generate alone, in the files that are generated") {
  const ScratchDirectory scratch;
  scratch.write("main.gw", "package d;\nimport \"more.gw\";\ngateway G { on a(A); }\n");
  scratch.write("more.gw",
                "package d;\npipe Is: string;\nstruct A { x: u32; }\n"
                "@path(\"/p\") gateway P { on b(stream string @pipe(Is)) -> u32; }\n");
  CHECK(gangway({"check", "main.gw", "more.gw"}) == 0);
  CHECK(gangway({"policy", "main.gw"}) == 0);
  CHECK(gangway({"policy", "--format=xml", "main.gw"}) == 2);
  CHECK(gangway({"generate", "main.gw", "--cpp-out", "out"}) == 0);
  CHECK(gangway({"generate", "main.gw", "--with-imports", "--cpp-out", "all"}) == 1);
  CHECK(gangway({"generate", "more.gw", "--ts-out", "more"}) == 1);
  CHECK_FALSE(fs::exists("all"));
  CHECK_FALSE(fs::exists("more"));
}

TEST_CASE("only the files that are named are generated, unless imports are asked for") {
  const ChatProject project;
  REQUIRE(gangway({"generate", "chat.gw", "--cpp-out", "out", "--ts-out", "out"}) == 0);
  CHECK(fs::exists("out/chat.gw.h"));
  CHECK(fs::exists("out/chat.gw.ts"));
  CHECK_FALSE(fs::exists("out/common.gw.types.h"));
  REQUIRE(gangway({"generate", "chat.gw", "--cpp-out", "out", "--with-imports"}) == 0);
  CHECK(fs::exists("out/common.gw.types.h"));
}

TEST_CASE(
    "the module for socket.io-client stands beside the client's, and so does what it needs where that is "
    "vendored") {
  const ChatProject project;
  REQUIRE(gangway({"generate", "chat.gw", "common.gw", "--ts-out", "client"}) == 0);
  CHECK_FALSE(fs::exists("client/chat.gw.socketio.ts"));
  REQUIRE(gangway({"generate", "chat.gw", "common.gw", "--ts-out", "both", "--ts-socketio"}) == 0);
  CHECK(tree(project.scratch, "both").size() == 4);
  CHECK(fs::exists("both/chat.gw.ts"));
  CHECK(fs::exists("both/chat.gw.socketio.ts"));
  const std::string module = project.scratch.read("both/chat.gw.socketio.ts");
  CHECK(module.find("import type { RoomName } from \"./common.gw.socketio.js\";") != std::string::npos);
  CHECK(module.find("from \"@gangway/client/socketio\"") != std::string::npos);
  REQUIRE(gangway({"generate", "chat.gw", "--ts-out", "alone", "--ts-socketio", "--ts-runtime=vendored"}) ==
          0);
  CHECK(fs::exists("alone/gangway.ts"));
  CHECK(fs::exists("alone/gangway.socketio.ts"));
  CHECK(project.scratch.read("alone/chat.gw.socketio.ts").find("from \"./gangway.socketio.js\"") !=
        std::string::npos);
}

TEST_CASE("an npm package has its modules in src, each under its own path and all under one") {
  const ChatProject project;
  REQUIRE(gangway({"generate", "chat.gw", "common.gw", "--ts-out", "web", "--npm-package",
                   "@acme/chat@1.2.0"}) == 0);
  const auto files = tree(project.scratch, "web");
  CHECK(files.size() == 7);
  CHECK(
      files.at("src/index.ts").find("export * from \"./chat.gw.js\";\nexport * from \"./common.gw.js\";\n") !=
      std::string::npos);
  const auto manifest = nlohmann::json::parse(files.at("package.json"));
  CHECK(manifest["name"] == "@acme/chat");
  CHECK(manifest["version"] == "1.2.0");
  CHECK(manifest["exports"]["./chat"]["default"] == "./dist/chat.gw.js");
  CHECK(manifest["exports"]["./common"]["types"] == "./dist/common.gw.d.ts");
  CHECK(manifest["peerDependencies"].size() == 1);

  REQUIRE(gangway({"generate", "common.gw", "chat.gw", "--ts-out", "own", "--npm-package", "chat",
                   "--ts-runtime=vendored", "--ts-socketio"}) == 0);
  const auto own = nlohmann::json::parse(tree(project.scratch, "own").at("package.json"));
  CHECK(own["version"] == "0.0.0");
  CHECK(own["exports"].contains("./runtime"));
  CHECK(own["exports"].contains("./chat.socketio"));
  CHECK_FALSE(own["peerDependencies"].contains("@gangway/client"));
  CHECK(own["peerDependenciesMeta"]["socket.io-client"]["optional"] == true);

  for (const char* name : {"", "Chat", "@acme", "@acme/", "../chat", "chat@1", "chat@1.2", ".chat", "a b"}) {
    CAPTURE(name);
    CHECK(gangway({"generate", "chat.gw", "--ts-out", "no", "--npm-package", name}) == 2);
  }
  CHECK(gangway({"generate", "chat.gw", "--cpp-out", "no", "--npm-package", "chat"}) == 2);
  CHECK_FALSE(fs::exists("no"));
}

TEST_CASE("names that two modules of a package declare stay apart in its index") {
  const ScratchDirectory scratch;
  scratch.write("a/chat.gw", "package a;\nstruct Message { x: u32; }\ngateway Chat { on send(Message); }\n");
  scratch.write("b/chat.gw",
                "package b;\nstruct Other { x: u32; }\n@path(\"/b\") gateway Chat { on send(Other); }\n");
  REQUIRE(gangway({"generate", "-I", ".", "a/chat.gw", "b/chat.gw", "--ts-out", "web", "--npm-package",
                   "chat"}) == 0);
  CHECK(scratch.read("web/src/index.ts")
            .find("export * from \"./a/chat.gw.js\";\nexport * as bChat from \"./b/chat.gw.js\";\n") !=
        std::string::npos);
}

TEST_CASE("two runs in two directories give the same bytes") {
  const ChatProject project;
  project.scratch.write("elsewhere/deeper/chat.gw", kChat);
  project.scratch.write("elsewhere/deeper/common.gw", kCommon);
  REQUIRE(gangway({"generate", "chat.gw", "common.gw", "--cpp-out", "one", "--ts-out", "one"}) == 0);
  const std::string there = (project.scratch.path() / "elsewhere/deeper").string();
  REQUIRE(gangway({"generate", there + "/chat.gw", there + "/common.gw", "--cpp-out", "two", "--ts-out",
                   "two"}) == 0);
  CHECK(tree(project.scratch, "one") == tree(project.scratch, "two"));
  CHECK(tree(project.scratch, "one").size() >= 7);
}

TEST_CASE("a second run leaves outputs alone and touches the stamp") {
  const ChatProject project;
  const std::vector<std::string> command{"generate", "chat.gw", "--cpp-out", "out",
                                         "--stamp",  "s",       "--depfile", "d"};
  REQUIRE(gangway(command) == 0);
  const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
  for (const char* name : {"out/chat.gw.h", "out/chat.gw.cpp", "s"}) fs::last_write_time(name, long_ago);
  REQUIRE(gangway(command) == 0);
  CHECK(fs::last_write_time("out/chat.gw.h") == long_ago);
  CHECK(fs::last_write_time("out/chat.gw.cpp") == long_ago);
  CHECK(fs::last_write_time("s") > long_ago);
}

TEST_CASE("the depfile names the stamp and every file that was read") {
  const ChatProject project;
  REQUIRE(gangway({"generate", "chat.gw", "--cpp-out", "out", "--stamp", "out/s", "--depfile", "out/d"}) ==
          0);
  const std::string text = project.scratch.read("out/d");
  CHECK(text.starts_with((fs::current_path() / "out/s").string() + ":"));
  CHECK(text.find("/chat.gw") != std::string::npos);
  CHECK(text.find("/common.gw") != std::string::npos);
}

TEST_CASE("paths in a depfile are absolute and escaped") {
  CHECK(gen::depfile_text("/b/my stamp", {"/a b/c#d$.gw"}) == "/b/my\\ stamp: \\\n  /a\\ b/c\\#d$$.gw\n");
}

TEST_CASE("--check passes on fresh outputs and fails on stale or missing ones, writing nothing") {
  const ChatProject project;
  const std::vector<std::string> command{"generate", "chat.gw", "--cpp-out", "out"};
  std::vector<std::string> check = command;
  check.push_back("--check");
  CHECK(gangway(check) == 1);
  CHECK_FALSE(fs::exists("out"));
  REQUIRE(gangway(command) == 0);
  CHECK(gangway(check) == 0);
  project.scratch.write("out/chat.gw.h", "// edited by hand\n");
  CHECK(gangway(check) == 1);
  CHECK(project.scratch.read("out/chat.gw.h") == "// edited by hand\n");
}

TEST_CASE("an output that cannot be written is a fault, and nothing else is written") {
  const ChatProject project;
  project.scratch.write("out/chat.gw.cpp/in_the_way", "");
  CHECK(gangway({"generate", "chat.gw", "--cpp-out", "out"}) == 3);
  CHECK_FALSE(fs::exists("out/chat.gw.h"));
  CHECK(gangway({"generate", "chat.gw", "--cpp-out", "chat.gw"}) == 3);
}

TEST_CASE("differences are shown like diff -u does") {
  CHECK(gen::difference("f", "a\nb\n", "a\nb\n") == "");
  CHECK(gen::difference("f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\nten\n") ==
        "--- f\n+++ f (generated now)\n"
        "@@ -2,8 +2,9 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n 9\n+ten\n");
  CHECK(gen::difference("f", "", "a\n") == "--- f\n+++ f (generated now)\n@@ -1,0 +1,1 @@\n+a\n");
  std::string before;
  for (int i = 0; i < 40; ++i) before += std::to_string(i) + "\n";
  std::string now = before;
  now.replace(now.find("2\n"), 1, "two");
  now.replace(now.find("37\n"), 2, "thirty-seven");
  const std::string text = gen::difference("f", before, now);
  CHECK(text.find("@@ -1,6 +1,6 @@") != std::string::npos);
  CHECK(text.find("@@ -35,6 +35,6 @@") != std::string::npos);
}

}  // namespace
}  // namespace gangway::test
