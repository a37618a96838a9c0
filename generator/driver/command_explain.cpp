#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "diagnostics/explain.h"
#include "diagnostics/nearest_name.h"
#include "driver/commands.h"

namespace gangway::gen {
namespace {

constexpr std::size_t kColumns = 96;

void print_wrapped(std::string_view text) {
  while (text.size() > kColumns) {
    const std::size_t end = text.rfind(' ', kColumns);
    if (end == std::string_view::npos) break;
    fmt::print("{}\n", text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  fmt::print("{}\n", text);
}

void print_example(std::string_view title, std::string_view example) {
  fmt::print("\n{}:\n\n", title);
  while (!example.empty()) {
    const std::size_t end = example.find('\n');
    fmt::print("    {}\n", example.substr(0, end));
    example.remove_prefix(end + 1);
  }
}

std::string_view first_sentence(std::string_view text) {
  const std::size_t end = text.find(". ");
  return end == std::string_view::npos ? text : text.substr(0, end + 1);
}

ExitCode explain(const std::string& code) {
  if (code.empty()) {
    for (const Explanation& page : explanations())
      fmt::print("{}  {}\n", page.code, first_sentence(page.text));
    return kExitFine;
  }
  const Explanation* page = find_explanation(code);
  if (page == nullptr) {
    std::vector<std::string> codes;
    for (const Explanation& each : explanations()) codes.emplace_back(each.code);
    const auto nearest = nearest_name(code, codes);
    fmt::print(stderr, "gangway: no diagnostic `{}`{}\n", code,
               nearest ? fmt::format("; the nearest is `{}`", *nearest) : "; `gangway explain` lists all");
    return kExitUsage;
  }
  fmt::print("{}\n\n", page->code);
  print_wrapped(page->text);
  if (!page->before.empty()) {
    print_example("Before", page->before);
    print_example("After", page->bad);
  } else if (!page->bad.empty()) {
    print_example("Refused", page->bad);
    print_example("Accepted", page->good);
  }
  return kExitFine;
}

}  // namespace

void add_explain(CLI::App& app, Choice& choice) {
  CLI::App* command = app.add_subcommand("explain", "Explain a diagnostic; without a code, list all");
  const auto code = std::make_shared<std::string>();
  command->add_option("CODE", *code, "As printed: GW2102");
  command->callback([&choice, code] { choice = [code] { return explain(*code); }; });
}

}  // namespace gangway::gen
