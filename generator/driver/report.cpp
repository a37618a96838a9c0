#include "driver/report.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "diagnostics/render.h"
#include "emit/version.h"
#include "render/file_writer.h"

namespace gangway::gen {
namespace {

/// Colours are for a terminal that has some, unless NO_COLOR says otherwise (https://no-color.org).
bool wants_colour() {
  const char* none = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool is_refused =
      (none != nullptr && *none != '\0') || terminal == nullptr || std::string_view(terminal) == "dumb";
  return !is_refused && ::isatty(STDERR_FILENO) != 0;
}

std::string text_of(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources,
                    const InputOptions& options, DiagnosticsFormat format, bool colour) {
  switch (format) {
    case DiagnosticsFormat::Json:
      return render_json(at_most(diagnostics, options.max_errors.value_or(0)), sources);
    case DiagnosticsFormat::Github:
      return render_github(at_most(diagnostics, options.max_errors.value_or(kMostDiagnosticsShown)), sources);
    case DiagnosticsFormat::Sarif:
      return render_sarif(at_most(diagnostics, options.max_errors.value_or(0)), sources, kVersion);
    case DiagnosticsFormat::Text:
      break;
  }
  return render_text(diagnostics, sources, {colour, options.max_errors.value_or(kMostDiagnosticsShown)});
}

ExitCode exit_code_of(const std::vector<Diagnostic>& diagnostics) {
  const auto is_error = [](const Diagnostic& d) { return d.severity == Severity::Error; };
  const auto is_fault = [](const Diagnostic& d) { return d.code.starts_with("GW9"); };
  if (std::any_of(diagnostics.begin(), diagnostics.end(), is_fault)) return kExitFault;
  return std::any_of(diagnostics.begin(), diagnostics.end(), is_error) ? kExitSchemaMistake : kExitFine;
}

}  // namespace

ExitCode report(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources,
                const InputOptions& options) {
  const bool has_file = !options.diagnostics_out.empty();
  const DiagnosticsFormat shown = has_file ? DiagnosticsFormat::Text : options.diagnostics;
  const std::string text = text_of(diagnostics, sources, options, shown, wants_colour());
  std::fwrite(text.data(), 1, text.size(), stderr);
  if (has_file) {
    const std::string file = text_of(diagnostics, sources, options, options.diagnostics, false);
    if (const auto error = write_changed({{options.diagnostics_out, file}}, "")) {
      fmt::print(stderr, "gangway: error GW9002: cannot write `{}`: {}\n", error->path, error->reason);
      return kExitFault;
    }
  }
  return exit_code_of(diagnostics);
}

}  // namespace gangway::gen
