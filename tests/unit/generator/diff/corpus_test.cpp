#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "diff/compare.h"
#include "diff/report.h"
#include "support/corpus.h"

namespace gangway::test {
namespace {

/// A case of tests/corpus/diff: `old.gw` and `new.gw`, files that both may import, and what is said about the
/// two, which is the last part.
struct DiffCase {
  std::string before;
  std::string now;
  std::string expected;
  std::string without_expected;
};

DiffCase read_case(const std::filesystem::path& path) {
  const std::string text = read_file(path);
  DiffCase result;
  std::string shared;
  for (const CaseFile& file : split_case(text)) {
    if (file.name == "old.gw") result.before = file.text;
    if (file.name == "new.gw") result.now = file.text;
    if (file.name == "expected") result.expected = file.text;
    const bool is_shared =
        file.name != "main.gw" && file.name != "old.gw" && file.name != "new.gw" && file.name != "expected";
    if (is_shared) shared += "// --- " + file.name + '\n' + file.text;
  }
  result.before += shared;
  result.now += shared;
  result.without_expected = text.substr(0, text.find("// --- expected"));
  return result;
}

std::string said_about(const DiffCase& diff_case) {
  const gen::Schema before = must_compile(diff_case.before);
  const gen::Schema now = must_compile(diff_case.now);
  std::vector<gen::Change> changes = gen::compare(before, now);
  std::vector<gen::Rollout> orders = gen::rollouts(before, now, changes);
  return gen::render_diff_text({before, now, std::move(changes), std::move(orders), {}, true});
}

TEST_CASE("every diff case says what it expects") {
  const bool update = std::getenv("GANGWAY_UPDATE") != nullptr;
  std::size_t count = 0;
  for (const auto& path : corpus_files("diff")) {
    CAPTURE(path.filename().string());
    const DiffCase diff_case = read_case(path);
    const std::string said = said_about(diff_case);
    if (update) {
      std::ofstream(path, std::ios::binary) << diff_case.without_expected << "// --- expected\n" << said;
    } else {
      CHECK(said == diff_case.expected);
    }
    ++count;
  }
  CHECK(count >= gen::diff_rows().size());
}

TEST_CASE("every row of the evolution table has a case that is named after it") {
  std::set<std::string> cases;
  for (const auto& path : corpus_files("diff")) {
    const std::string code = path.filename().string().substr(0, 6);
    if (read_case(path).expected.find(code + ": ") != std::string::npos) cases.insert(code);
  }
  for (const gen::Row& row : gen::diff_rows()) {
    CAPTURE(row.code);
    CHECK(cases.contains(std::string(row.code)));
  }
}

TEST_CASE("codes of the evolution table are in order and its sentences use their arguments") {
  std::string last;
  for (const gen::Row& row : gen::diff_rows()) {
    CHECK(std::string(row.code) > last);
    last = row.code;
    CHECK(row.sentence.find('{') != std::string_view::npos);
    CHECK(row.name.size() > 3);
  }
}

TEST_CASE("a schema compared to itself has no changes") {
  for (const char* folder : {"good", "diff"}) {
    for (const auto& path : corpus_files(folder)) {
      CAPTURE(path.filename().string());
      const std::string text =
          std::string(folder) == "diff" ? read_case(path).now : without_expectations(read_file(path));
      const Compiled compiled = compile(text);
      if (!compiled.schema) continue;
      CHECK(gen::compare(*compiled.schema, *compiled.schema).empty());
    }
  }
}

TEST_CASE("what breaks one way does not break the other way round") {
  // Old and new exchanged, the two directions are exchanged, too, for every change of data.
  const auto effects = [](const gen::Schema& before, const gen::Schema& now) {
    gen::Effects worst;
    for (const gen::Change& change : gen::compare(before, now)) {
      const gen::Effects each = gen::effects_of(change);
      worst.old_client = std::max(worst.old_client, each.old_client);
      worst.new_client = std::max(worst.new_client, each.new_client);
    }
    return worst;
  };
  std::size_t compared = 0;
  for (const auto& path : corpus_files("diff")) {
    const std::string code = path.filename().string().substr(0, 6);
    // Declared types and what they ask: where neither end waits for the other.
    if (code < "GW6041" || code > "GW6103" || code == "GW6063") continue;
    // A default is always written, but need not be; an open type may carry names that nobody declared. Taking
    // either away does harm that adding it does not.
    const std::set<std::string> one_way{"GW6050", "GW6051", "GW6075", "GW6076", "GW6085", "GW6086"};
    if (one_way.contains(code)) continue;
    CAPTURE(path.filename().string());
    const DiffCase diff_case = read_case(path);
    const gen::Schema before = must_compile(diff_case.before);
    const gen::Schema now = must_compile(diff_case.now);
    const gen::Effects there = effects(before, now);
    const gen::Effects back = effects(now, before);
    CHECK(there.old_client == back.new_client);
    CHECK(there.new_client == back.old_client);
    ++compared;
  }
  CHECK(compared > 30);
}

}  // namespace
}  // namespace gangway::test
