#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "diagnostics/sink.h"
#include "diff/compare.h"
#include "diff/report.h"
#include "driver/commands.h"
#include "driver/diff_source.h"
#include "driver/report.h"

namespace gangway::gen {
namespace {

struct DiffOptions {
  std::string before;
  std::string now;
  InputOptions input;  ///< Where imports are, and how diagnostics are shown.
  std::vector<std::string> allow;
  std::string format;  ///< Empty: text, unless diagnostics are for a program.
  bool verbose = false;
};

/// The texts of both schemas, so that one diagnostic can point into both.
class BothTexts {
 public:
  BothTexts(const DiffSource& before, const DiffSource& now)
      : has_old_(before.has_texts), has_new_(now.has_texts), old_begin_(add(now)) {
    add(before);
  }

  [[nodiscard]] const SourceMap& sources() const { return sources_; }
  [[nodiscard]] std::optional<Span> now(const std::optional<Origin>& origin) const {
    return has_new_ ? span(origin, 0) : std::nullopt;
  }
  [[nodiscard]] std::optional<Span> then(const std::optional<Origin>& origin) const {
    return has_old_ ? span(origin, old_begin_) : std::nullopt;
  }

 private:
  std::size_t add(const DiffSource& source) {
    for (const SourceFile& file : source.sources.files()) sources_.add(file);
    return sources_.size();
  }

  static std::optional<Span> span(const std::optional<Origin>& origin, std::size_t first) {
    if (!origin || origin->length == 0) return std::nullopt;
    const auto file = static_cast<SourceId>(first + static_cast<std::size_t>(origin->file));
    return Span{file, origin->offset, origin->offset + origin->length};
  }

  SourceMap sources_;
  bool has_old_;
  bool has_new_;
  std::size_t old_begin_;
};

/// The changes as diagnostics: what breaks is an error, unless it is allowed; what changes nothing is none.
std::vector<Diagnostic> diagnostics_of(const DiffReport& report, const BothTexts& texts) {
  std::vector<Diagnostic> all;
  for (const Change* change : shown(report)) {
    const Effects effects = effects_of(*change);
    if (!does_something(effects)) continue;
    const bool refused = is_refused(*change, report.allowed);
    std::string message = change->message + " (" + aspects_of(effects) + ')';
    if (refused && !change->row->way_out.empty()) message.append("; ").append(change->row->way_out);
    const auto at = texts.now(change->now);
    const auto then = texts.then(change->then);
    const bool only_then = !at && then;
    Diagnostic& diagnostic = all.emplace_back();
    diagnostic.code = change->row->code;
    diagnostic.severity = refused ? Severity::Error : Severity::Warning;
    diagnostic.at = only_then ? then : at;
    diagnostic.message = std::move(message);
    if (then && !only_then) diagnostic.note(*then, "it was this");
  }
  const auto place = [](const Diagnostic& d) {
    return d.at ? std::tuple(true, d.at->file, d.at->begin) : std::tuple(false, SourceId{}, 0U);
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); });
  return all;
}

Allowed allowed_of(const std::vector<std::string>& words) {
  Allowed allowed;
  for (const std::string& word : words) {
    if (word == "wire") {
      allowed.wire = true;
    } else if (word == "source") {
      allowed.source = true;
    } else if (word == "behaviour") {
      allowed.behaviour = true;
    } else {
      allowed.codes.insert(word);
    }
  }
  return allowed;
}

ExitCode diff(const DiffOptions& options) {
  const DiffSource before = read_diff_source(options.before, options.input);
  const DiffSource now = read_diff_source(options.now, options.input);
  if (!before.schema) return before.exit_code;
  if (!now.schema) return now.exit_code;
  std::vector<Change> changes = compare(*before.schema, *now.schema);
  std::vector<Rollout> orders = rollouts(*before.schema, *now.schema, changes);
  const DiffReport changed{
      *before.schema, *now.schema, std::move(changes), std::move(orders), allowed_of(options.allow),
      options.verbose};
  if (options.input.diagnostics != DiagnosticsFormat::Text) {
    const BothTexts texts(before, now);
    report(diagnostics_of(changed, texts), texts.sources(), options.input);
  }
  std::string text;
  if (options.format == "json") {
    text = render_diff_json(changed);
  } else if (options.format == "markdown") {
    text = render_diff_markdown(changed);
  } else if (options.format == "text" || options.input.diagnostics == DiagnosticsFormat::Text) {
    text = render_diff_text(changed);
  }
  const bool is_written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!is_written) return kExitFault;
  return count_refused(changed) == 0 ? kExitFine : kExitSchemaMistake;
}

/// Why a word behind `--allow` means nothing; empty for one that does.
std::string check_allow(const std::string& word) {
  if (word == "wire" || word == "source" || word == "behaviour") return {};
  for (const Row& row : diff_rows()) {
    if (row.code == word) return {};
  }
  return "`" + word + "` is not wire, source, behaviour or a code of a change";
}

}  // namespace

void add_diff(CLI::App& app, Choice& choice) {
  CLI::App* command = app.add_subcommand(
      "diff", "Say what changed between two schemas, what it breaks, and which end to replace first");
  const auto options = std::make_shared<DiffOptions>();
  constexpr const char* kWhat = "A .gw file, a dump of `gangway ir` (.json), or git:REV:path";
  command->add_option("OLD", options->before, kWhat)->required();
  command->add_option("NEW", options->now, kWhat)->required();
  command->add_option("-I,--include", options->input.include_dirs, "Where to look for imports, in both")
      ->type_name("DIR")
      ->allow_extra_args(false);
  command
      ->add_option("--allow", options->allow,
                   "What may break: wire, source, behaviour, or a code; may be given several times")
      ->delimiter(',')
      ->check(CLI::Validator(check_allow, ""))
      ->type_name("WHAT")
      ->allow_extra_args(false);
  command->add_option("--format", options->format, "text, json or markdown, on standard output")
      ->check(CLI::IsMember({"text", "json", "markdown"}).description(""))
      ->type_name("FORMAT");
  add_diagnostics(*command, options->input);
  command->add_flag("-v,--verbose", options->verbose, "Also say where only documentation changed");
  command->callback([&choice, options] { choice = [options] { return diff(*options); }; });
}

}  // namespace gangway::gen
