#include "diagnostics/explain.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "diff/compare.h"
#include "support/corpus.h"

namespace gangway::test {
namespace {

using gen::Explanation;

/// Every `"GWnnnn"` in `text`.
std::set<std::string> codes_in(const std::string& text) {
  constexpr std::size_t kLength = 6;
  std::set<std::string> codes;
  for (std::size_t at = text.find("\"GW"); at != std::string::npos; at = text.find("\"GW", at + 1)) {
    codes.insert(text.substr(at + 1, kLength));
  }
  return codes;
}

std::set<std::string> catalogue_codes() {
  return codes_in(read_file(std::filesystem::path(GANGWAY_GENERATOR_DIR) / "diagnostics" / "catalogue.h"));
}

TEST_CASE("every code of the catalogue and of the evolution table has one page, in order") {
  std::set<std::string> pages;
  std::string last;
  for (const Explanation& page : gen::explanations()) {
    CHECK(std::string(page.code) > last);
    last = page.code;
    pages.insert(last);
  }
  std::set<std::string> codes = catalogue_codes();
  for (const gen::Row& row : gen::diff_rows()) codes.emplace(row.code);
  CHECK(pages == codes);
}

TEST_CASE("the bad example of a page is refused with its code, and the good one accepted") {
  for (const Explanation& page : gen::explanations()) {
    CAPTURE(page.code);
    CHECK(page.text.size() > 20);
    if (!page.before.empty()) {
      CHECK(compile(page.before).codes() == "");
      CHECK(compile(page.bad).codes() == "");
      continue;
    }
    Compiled (*refuse)(std::string_view) = [](std::string_view text) { return compile(text); };
    if (page.code == "GW3105") refuse = compile_for_generation;  // what only `gangway generate` refuses
    if (page.code.starts_with("GW5")) refuse = compile_and_lint;
    if (!page.bad.empty()) CHECK(refuse(page.bad).codes().find(page.code) != std::string::npos);
    const bool is_advice = page.code.starts_with("GW5");
    CHECK((is_advice ? compile_and_lint(page.good) : compile(page.good)).codes() == "");
  }
}

TEST_CASE("between the two examples of a page about a change there is that change") {
  for (const Explanation& page : gen::explanations()) {
    if (page.before.empty()) continue;
    CAPTURE(page.code);
    const auto changes = gen::compare(must_compile(page.before), must_compile(page.bad));
    CHECK(std::any_of(changes.begin(), changes.end(),
                      [&](const gen::Change& change) { return change.row->code == page.code; }));
  }
}

TEST_CASE("a page is found by its code in any case") {
  REQUIRE(gen::find_explanation("gw2102") != nullptr);
  CHECK(gen::find_explanation("gw2102")->code == "GW2102");
  CHECK(gen::find_explanation("GW0000") == nullptr);
}

TEST_CASE("every code of the catalogue is in the corpus, or another test is named here") {
  const std::map<std::string, std::string> exempt{
      {"GW1002", "a file of 4 MiB: syntax/prescan_test.cpp"},
      {"GW2006", "two files on the command line: driver/load_test.cpp"},
      {"GW9001", "a file that is not there: driver/load_test.cpp"},
      {"GW9002", "a directory that cannot be written: driver/generate_test.cpp"},
      {"GW9010", "git: driver/diff_test.cpp"},
      {"GW9011", "dumps: driver/diff_test.cpp"},
      {"GW9012", "dumps: driver/diff_test.cpp"},
      {"GW9013", "dumps: driver/diff_test.cpp"},
  };
  std::string seen;
  for (const char* folder : {"bad", "lint"}) {
    for (const auto& path : corpus_files(folder)) seen += read_file(path);
  }
  for (const std::string& code : catalogue_codes()) {
    CAPTURE(code);
    CHECK((seen.find(code + ":") != std::string::npos) != exempt.contains(code));
  }
}

}  // namespace
}  // namespace gangway::test
