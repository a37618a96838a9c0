#include "lint/lint.h"

#include <string>

#include <doctest/doctest.h>

#include "diagnostics/explain.h"
#include "lint/rule_names.h"
#include "lint/words.h"
#include "support/compile.h"
#include "support/corpus.h"

// How rules are named, allowed and denied. What each rule finds is in tests/corpus/lint.

namespace gangway::test {
namespace {

std::string codes(std::string_view text, const gen::LintOptions& options = {}) {
  const Compiled compiled = compile(text);
  REQUIRE(compiled.schema.has_value());
  std::string result;
  for (const gen::Diagnostic& each : gen::lint(*compiled.schema, compiled.loaded.sources, options)) {
    result.append(result.empty() ? "" : " ").append(each.code);
    if (each.severity == gen::Severity::Error) result += "!";
  }
  return result;
}

TEST_CASE("every lint code has a name, which its page begins with") {
  const std::string catalogue =
      read_file(std::filesystem::path(GANGWAY_GENERATOR_DIR) / "diagnostics" / "catalogue.h");
  std::size_t count = 0;
  for (std::size_t at = catalogue.find("\"GW5"); at != std::string::npos;
       at = catalogue.find("\"GW5", at + 1)) {
    const std::string code = catalogue.substr(at + 1, 6);
    CAPTURE(code);
    ++count;
    const gen::RuleName* name = gen::find_rule_name_of(code);
    REQUIRE(name != nullptr);
    CHECK(gen::find_rule_name(name->name) == name);
    CHECK(gen::find_explanation(name->name) == gen::find_explanation(code));
  }
  CHECK(count == gen::kRuleNames.size());
  CHECK(gen::find_rule_name("no-such-rule") == nullptr);
}

TEST_CASE("a comment allows a rule behind something, or above it") {
  const std::string item = "struct Item { price: f64; }";
  CHECK(codes("package demo;\n" + item + "\n") == "GW5019");
  CHECK(codes("package demo;\n" + item + "  // gw:allow(float-money) an estimate\n") == "");
  CHECK(codes("package demo;\n// gw:allow(float-money) an estimate\n" + item + "\n") == "");
  CHECK(codes("package demo;\n// gw:allow(float-money) an estimate\n\n/// Docs.\n@since(\"1\")\nstruct A {\n "
              " x: u8;\n}\n" +
              item + "\n") == "GW5092 GW5019");
  CHECK(codes("package demo;\nstruct A {\n  // gw:allow(float-money, integer-time) old clients\n"
              "  @since(\"1\")\n  price: f64;\n}\n") == "GW5092");
}

TEST_CASE("a comment that is wrong allows nothing") {
  CHECK(codes("package demo;\n// gw:allow(float-money)\nstruct Item { price: f64; }\n") == "GW5091 GW5019");
  CHECK(codes("package demo;\n// gw:allow(money) why\nstruct Item { price: f64; }\n") == "GW5090 GW5019");
  CHECK(codes("package demo;\n// gw:allow() why\nstruct Item { price: f64; }\n") == "GW5090 GW5019");
  CHECK(codes("package demo;\n// gw:allow(float-money why\nstruct Item { price: f64; }\n") != "");
}

TEST_CASE("the command line denies and allows rules, and allowing wins") {
  const std::string text = "package demo;\nstruct Item { price: f64; sentAt: i64; }\n";
  CHECK(codes(text) == "GW5019 GW5020");
  CHECK(codes(text, {.denied = {"float-money"}}) == "GW5019! GW5020");
  CHECK(codes(text, {.deny_all = true}) == "GW5019! GW5020!");
  CHECK(codes(text, {.allowed = {"float-money"}, .deny_all = true}) == "GW5020!");
}

TEST_CASE("only files that were asked for are advised on") {
  CHECK(codes("package demo;\nimport \"other.gw\";\nstruct A { other: Item; }\n"
              "// --- other.gw\npackage other;\nstruct Item { price: f64; }\n") == "");
}

TEST_CASE("a bound behind a use bounds the alias") {
  const std::string gateway =
      "/// G.\n@maxPayload(1KiB) @rate(1 per 1s)\ngateway G {\n  /// Says.\n  on say(name: Name%);\n}\n";
  const auto with = [&](const std::string& use, const std::string& alias) {
    std::string text = gateway;
    return "package demo;\ntype Name = string" + alias + ";\n" + text.replace(text.find('%'), 1, use);
  };
  CHECK(codes(with("", "")) == "GW5006");
  CHECK(codes(with(" @length(..5)", "")) == "");
  CHECK(codes(with("", " @length(..5)")) == "");
  CHECK(codes(with(" @length(5..)", "")) == "GW5006");
  CHECK(codes(with("", " @format(email)")) == "");
}

TEST_CASE("names are taken apart into words, whatever their spelling") {
  using namespace gen::lint_detail;
  using Words = std::vector<std::string>;
  CHECK(words_of("sentAt") == Words{"sent", "at"});
  CHECK(words_of("SENT_AT") == Words{"sent", "at"});
  CHECK(words_of("URLPath2") == Words{"url", "path2"});
  CHECK(words_of("x") == Words{"x"});
  CHECK(to_camel_case("Sent_at") == "sentAt");
  CHECK(to_pascal_case("URL_path") == "UrlPath");
  CHECK(is_pascal_case("URL"));
  CHECK_FALSE(is_pascal_case("Url_Path"));
  CHECK_FALSE(is_camel_case("SentAt"));
}

}  // namespace
}  // namespace gangway::test
