#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "analysis/analyse.h"
#include "diagnostics/apply_fixes.h"
#include "driver/commands.h"
#include "driver/front_end.h"
#include "load/load.h"
#include "render/file_writer.h"

namespace gangway::gen {
namespace {

struct CheckOptions {
  InputOptions input;
  bool fix = false;
};

/// Makes the certain fixes of the files that were named. What is mended uncovers other mistakes, warnings
/// come only when no error is left, and of two fixes at one place the second waits: so it goes in rounds.
ExitCode mend(const InputOptions& options) {
  constexpr int kMostRounds = 50;
  std::size_t count = 0;
  for (int round = 0; round < kMostRounds; ++round) {
    DiagnosticSink sink;
    const LoadedFiles loaded = load(options.files, options.include_dirs, sink);
    static_cast<void>(analyse(loaded.files, loaded.sources, sink));
    std::vector<Diagnostic> diagnostics = sink.sorted();
    std::erase_if(diagnostics, [&](const Diagnostic& d) {
      return std::any_of(d.fixes.begin(), d.fixes.end(),
                         [&](const FixIt& fix) { return !loaded.sources.file(fix.at.file).requested; });
    });
    const Mended mended = apply_fixes(diagnostics, loaded.sources);
    std::size_t changed = 0;
    for (const auto& [id, text] : mended.texts) {
      const SourceFile& file = loaded.sources.file(id);
      if (file.text == text) continue;
      if (const auto error = write_changed({{file.path.generic_string(), text}}, "")) {
        fmt::print(stderr, "gangway: error GW9002: cannot write `{}`: {}\n", file.shown, error->reason);
        return kExitFault;
      }
      ++changed;
    }
    if (changed == 0) break;
    count += mended.count;
  }
  if (count != 0) fmt::print(stderr, "gangway: {} {} mended\n", count, count == 1 ? "mistake" : "mistakes");
  return kExitFine;
}

ExitCode check(const CheckOptions& options) {
  if (options.fix) {
    if (const ExitCode code = mend(options.input); code != kExitFine) return code;
  }
  return run_front_end(options.input).exit_code;
}

}  // namespace

void add_check(CLI::App& app, Choice& choice) {
  CLI::App* command = app.add_subcommand("check", "Say what is wrong with schemas; write nothing");
  const auto options = std::make_shared<CheckOptions>();
  add_input(*command, options->input);
  command->add_flag(
      "--fix", options->fix,
      "First mend in the named files what can be mended without a doubt; guesses stay proposals");
  command->callback([&choice, options] { choice = [options] { return check(*options); }; });
}

}  // namespace gangway::gen
