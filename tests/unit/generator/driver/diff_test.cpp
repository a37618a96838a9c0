#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "driver/git_source.h"
#include "driver/run_program.h"
#include "support/command_line.h"
#include "support/compile.h"

// `gangway diff` as a whole: where schemas come from, what is printed, exit codes.

namespace gangway::test {
namespace {

using nlohmann::json;

struct Answer {
  int exit_code = 0;
  std::string out;
  std::string err;
};

/// What one of the standard streams is given until this is gone.
class Captured {
 public:
  explicit Captured(std::FILE* stream) : stream_(stream), file_(std::tmpfile()) {
    std::fflush(stream_);
    before_ = ::dup(::fileno(stream_));
    ::dup2(::fileno(file_), ::fileno(stream_));
  }
  ~Captured() { end(); }
  Captured(const Captured&) = delete;
  Captured& operator=(const Captured&) = delete;

  std::string end() {
    if (file_ == nullptr) return {};
    std::fflush(stream_);
    ::dup2(before_, ::fileno(stream_));
    ::close(before_);
    std::rewind(file_);
    std::string text;
    char buffer[4096];
    for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, file_)) > 0;) text.append(buffer, n);
    std::fclose(file_);
    file_ = nullptr;
    return text;
  }

 private:
  std::FILE* stream_;
  std::FILE* file_;
  int before_ = -1;
};

Answer run_diff(std::vector<std::string> arguments) {
  Captured out(stdout);
  Captured err(stderr);
  Answer answer;
  answer.exit_code = gangway(std::move(arguments));
  answer.out = out.end();
  answer.err = err.end();
  return answer;
}

bool says(const std::string& text, const std::string& piece) { return text.find(piece) != std::string::npos; }

constexpr std::string_view kOldVersion =
    "package demo;\nimport \"common.gw\";\nstruct A { x: u32; name: Name; }\n"
    "@path(\"/g\") gateway G { on put(A); emit got(A); }\n";
constexpr std::string_view kNewVersion =
    "package demo;\nimport \"common.gw\";\nstruct A { x: u32; name: Name; y: u32; }\n"
    "@path(\"/g\") gateway G { on put(A); emit got(A); on more() -> u32; }\n";
constexpr std::string_view kCommonPart = "package demo;\ntype Name = string;\n";

struct TwoVersions {
  ScratchDirectory scratch;
  TwoVersions() {
    scratch.write("old.gw", kOldVersion);
    scratch.write("new.gw", kNewVersion);
    scratch.write("common.gw", kCommonPart);
  }
};

TEST_CASE("what breaks decides the exit code, and what is allowed does not") {
  const TwoVersions versions;
  CHECK(run_diff({"diff", "old.gw", "old.gw"}).exit_code == 0);
  const Answer answer = run_diff({"diff", "old.gw", "new.gw"});
  CHECK(answer.exit_code == 1);
  CHECK(says(answer.out, "new.gw:3: breaks GW6042: `A.y` is new and required"));
  CHECK(says(answer.out, "gateway G: neither order"));
  CHECK(run_diff({"diff", "old.gw", "new.gw", "--allow", "wire"}).exit_code == 1);
  CHECK(run_diff({"diff", "old.gw", "new.gw", "--allow", "wire,source"}).exit_code == 0);
  CHECK(run_diff({"diff", "old.gw", "new.gw", "--allow=wire", "--allow=source"}).exit_code == 0);
  CHECK(run_diff({"diff", "old.gw", "new.gw", "--allow", "GW6042"}).exit_code == 0);
  CHECK(says(run_diff({"diff", "old.gw", "new.gw", "--allow", "GW6042"}).out, "allowed GW6042"));
  CHECK(run_diff({"diff", "old.gw", "new.gw", "--allow", "everything"}).exit_code == 2);
  CHECK(run_diff({"diff", "old.gw"}).exit_code == 2);
  CHECK(run_diff({"diff", "old.gw", "nowhere.gw"}).exit_code == 3);
}

TEST_CASE("the difference is also told as JSON, as Markdown and as diagnostics") {
  const TwoVersions versions;
  const json report = json::parse(run_diff({"diff", "old.gw", "new.gw", "--format=json"}).out);
  CHECK(report["version"] == 1);
  CHECK(report["refused"] == 1);
  CHECK(report["rollouts"][0]["order"] == "neither");
  CHECK(report["changes"][0]["code"] == "GW6011");
  CHECK(report["changes"][1]["gateways"][0]["sentBy"] == json::parse(R"(["clients","server"])"));
  CHECK(report["changes"][1]["now"] == json::parse(R"({"file":"new.gw","line":3})"));

  const std::string markdown = run_diff({"diff", "old.gw", "new.gw", "--format=markdown"}).out;
  CHECK(says(markdown, "| GW6042 | `A.y` is new and required (new.gw:3); way out: make it optional"));
  CHECK(says(markdown, "- `G`: neither order"));

  const Answer lines = run_diff({"diff", "old.gw", "new.gw", "--diagnostics=json"});
  CHECK(lines.out.empty());
  const json first = json::parse(lines.err.substr(0, lines.err.find('\n')));
  CHECK(first["code"] == "GW6042");
  CHECK(first["file"] == "new.gw");
  CHECK(first["line"] == 3);
  CHECK(first["severity"] == "error");
  CHECK(first["notes"][0]["file"] == "old.gw");
}

TEST_CASE("dumps are compared as schemas are") {
  const TwoVersions versions;
  versions.scratch.write("old.json", run_diff({"ir", "old.gw"}).out);
  versions.scratch.write("new.json", run_diff({"ir", "new.gw"}).out);
  CHECK(run_diff({"diff", "old.json", "old.gw"}).exit_code == 0);
  CHECK(run_diff({"diff", "old.json", "new.json"}).out == run_diff({"diff", "old.gw", "new.gw"}).out);

  versions.scratch.write("broken.json", "{");
  versions.scratch.write("later.json", R"({"version":7,"files":[]})");
  versions.scratch.write("other.json", R"({"version":1})");
  const auto refused = [](const char* name, const char* code) {
    const Answer answer = run_diff({"diff", name, "new.gw"});
    CHECK(answer.exit_code == 3);
    CHECK(says(answer.err, std::string("error ") + code));
    CHECK(says(answer.err, name));
  };
  refused("broken.json", "GW9011");
  refused("later.json", "GW9012");
  refused("other.json", "GW9013");
  refused("nowhere.json", "GW9001");
}

void must_git(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"git", "-c", "user.name=t", "-c", "user.email=t@t", "-c",
                                       "init.defaultBranch=main", "-c", "commit.gpgsign=false"});
  const auto result = gen::run_program(arguments, "");
  REQUIRE(result);
  INFO(result->errors);
  REQUIRE(result->exit_code == 0);
}

TEST_CASE("a schema of a git revision is read with what it imported then") {
  const ScratchDirectory scratch;
  scratch.write("api/chat.gw",
                "package demo;\nimport \"../shared/common.gw\";\nstruct A { name: Name; }\n"
                "gateway G { on put(A); }\n");
  scratch.write("shared/common.gw", "package demo;\ntype Name = string;\n");
  must_git({"init", "-q"});
  must_git({"add", "."});
  must_git({"commit", "-q", "-m", "one"});
  must_git({"branch", "feature/one"});
  scratch.write("shared/common.gw", "package demo;\ntype Name = u32;\n");

  const Answer answer = run_diff({"diff", "git:HEAD:api/chat.gw", "api/chat.gw"});
  CHECK(answer.err == "");
  CHECK(answer.exit_code == 1);
  CHECK(says(answer.out, "GW6066: `Name` was `string` and is `u32`"));
  CHECK(run_diff({"diff", "git:feature/one:api/chat.gw", "git:HEAD:./api/chat.gw"}).exit_code == 0);
  const Answer notes = run_diff({"diff", "git:HEAD:api/chat.gw", "api/chat.gw", "--diagnostics=json"});
  CHECK(says(notes.err, "\"file\":\"git:HEAD:./shared/common.gw\""));

  std::filesystem::current_path("api");
  CHECK(run_diff({"diff", "git:HEAD:chat.gw", "chat.gw"}).exit_code == 1);
  std::filesystem::current_path("..");

  // An import that is there now, but was not there then.
  scratch.write("api/chat.gw", "package demo;\nimport \"late.gw\";\nstruct A { late: Late; }\n");
  must_git({"add", "api/chat.gw"});
  must_git({"commit", "-q", "-m", "two"});
  scratch.write("api/late.gw", "package demo;\ntype Late = u32;\n");
  CHECK(run_diff({"check", "api/chat.gw"}).exit_code == 0);
  CHECK(says(run_diff({"diff", "git:HEAD:api/chat.gw", "api/chat.gw"}).err, "GW2002"));
}

TEST_CASE("a revision that cannot be read is said so, and nothing of it is run") {
  const ScratchDirectory scratch;
  scratch.write("chat.gw", "package demo;\ngateway G { on ping(); }\n");
  const auto refused = [](const std::string& spec, const char* why) {
    CAPTURE(spec);
    const Answer answer = run_diff({"diff", spec, "chat.gw"});
    CHECK(answer.exit_code == 3);
    CHECK(says(answer.err, "error GW9010: cannot read `" + spec + "`: "));
    CHECK(says(answer.err, why));
  };
  refused("git:HEAD:chat.gw", "this is not in a git repository");
  must_git({"init", "-q"});
  must_git({"add", "."});
  must_git({"commit", "-q", "-m", "one"});
  refused("git:nowhere:chat.gw", "there is no revision `nowhere`");
  refused("git:HEAD:other.gw", "has no schema `other.gw`");
  refused("git::chat.gw", "write git:REV:path");
  refused("git:--output=stolen:chat.gw", "is not a revision");
  refused("git:$(touch stolen):chat.gw", "there is no revision");
  refused("git:HEAD; touch stolen:chat.gw", "there is no revision");
  CHECK_FALSE(std::filesystem::exists("stolen"));
}

}  // namespace
}  // namespace gangway::test
