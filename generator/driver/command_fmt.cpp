#include <cstdio>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <system_error>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "diagnostics/catalogue.h"
#include "driver/commands.h"
#include "driver/difference.h"
#include "driver/front_end.h"
#include "driver/report.h"
#include "format/format.h"
#include "render/file_writer.h"
#include "syntax/parse.h"

namespace gangway::gen {
namespace {

struct FmtOptions {
  InputOptions input;
  bool check = false;
  bool from_stdin = false;
};

constexpr const char* kStandardInput = "-";

/// Where the text is written back to; the file itself where `path` is a link to it.
std::filesystem::path target_of(const SourceFile& file) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(file.path, error);
  return error ? file.path : real;
}

class Formatter {
 public:
  explicit Formatter(const FmtOptions& options) : options_(options), importer_({}) {}

  void read_standard_input();
  void read_file(const std::string& path);
  /// Formats what was read and writes or compares it.
  ExitCode finish();

 private:
  ExitCode handle(SourceId id);

  const FmtOptions& options_;
  Importer importer_;
  SourceMap sources_;
  DiagnosticSink sink_;
};

void Formatter::read_standard_input() {
  sources_.add_text("<stdin>", std::string(std::istreambuf_iterator<char>(std::cin), {}));
}

void Formatter::read_file(const std::string& path) {
  auto file = importer_.open(path);
  if (!file || !importer_.read(*file)) {
    sink_.report(rules::cannot_read, std::nullopt, path);
  } else if (!sources_.find(file->path)) {
    sources_.add(std::move(*file));
  }
}

ExitCode Formatter::handle(SourceId id) {
  const SourceFile& file = sources_.file(id);
  const Checkpoint checkpoint(sink_);
  parse(sources_, id, sink_);
  if (!checkpoint.no_new_errors()) return kExitSchemaMistake;

  const std::string text = format_text(file, id);
  if (options_.check) {
    fmt::print("{}", difference(file.shown, file.text, text));
    return text == file.text ? kExitFine : kExitSchemaMistake;
  }
  if (file.path.empty()) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    return std::fflush(stdout) == 0 ? kExitFine : kExitFault;
  }
  if (text == file.text) return kExitFine;
  if (const auto error = write_changed({{target_of(file).generic_string(), text}}, "")) {
    sink_.report(rules::cannot_write, std::nullopt, file.shown, error->reason);
    return kExitFault;
  }
  fmt::print("{}\n", file.shown);
  return kExitFine;
}

ExitCode Formatter::finish() {
  ExitCode worst = kExitFine;
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    worst = std::max(worst, handle(static_cast<SourceId>(i)));
  }
  return std::max(worst, report(sink_.sorted(), sources_, options_.input));
}

ExitCode format_files(const FmtOptions& options) {
  Formatter formatter(options);
  if (options.from_stdin || options.input.files.front() == kStandardInput) {
    formatter.read_standard_input();
  } else {
    for (const std::string& path : options.input.files) formatter.read_file(path);
  }
  return formatter.finish();
}

}  // namespace

void add_fmt(CLI::App& app, Choice& choice) {
  CLI::App* command = app.add_subcommand("fmt", "Write schemas in their one form, in place");
  const auto options = std::make_shared<FmtOptions>();
  add_input(*command, options->input);
  command->remove_option(command->get_option("--include"));
  CLI::Option* files = command->get_option("FILE");
  files->required(false)->description(
      "The .gw files; what they import is not touched. - for standard input, to standard output");
  CLI::Option* from_stdin =
      command->add_flag("--stdin", options->from_stdin, "Like -: for editors")->excludes(files);
  command->add_flag("--check", options->check,
                    "Write nothing; exit 1 and show the difference where there is one");
  command->callback([&choice, options, from_stdin] {
    const std::vector<std::string>& named = options->input.files;
    const bool has_dash = std::find(named.begin(), named.end(), kStandardInput) != named.end();
    if (named.empty() && from_stdin->empty())
      throw CLI::ValidationError("nothing to format: name files, or -");
    if (has_dash && named.size() > 1) throw CLI::ValidationError("- stands alone");
    choice = [options] { return format_files(*options); };
  });
}

}  // namespace gangway::gen
