#include <chrono>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <regex>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "analysis/check_generated.h"
#include "driver/commands.h"
#include "driver/depfile.h"
#include "driver/difference.h"
#include "driver/front_end.h"
#include "driver/outputs.h"
#include "render/file_writer.h"

namespace gangway::gen {
namespace {

namespace fs = std::filesystem;

void note_imports_left_out(const Schema& schema, const GenerateOptions& options) {
  if (options.with_imports || options.input.diagnostics != DiagnosticsFormat::Text) return;
  std::string names;
  for (const FileDef& file : schema.files) {
    if (!file.requested) names += (names.empty() ? "`" : ", `") + file.name + "`";
  }
  if (names.empty()) return;
  fmt::print(stderr,
             "gangway: note: {} only imported, so not generated; name it too, or give --with-imports\n",
             names);
}

ExitCode report_fault(const FileError& error) {
  fmt::print(stderr, "gangway: error GW9002: cannot write `{}`: {}\n", error.path, error.reason);
  return kExitFault;
}

/// Prints how what is on disk differs from `trees`.
ExitCode check_outputs(const std::vector<OutputTree>& trees) {
  std::size_t stale = 0;
  for (const OutputTree& tree : trees) {
    for (const OutputFile& file : tree.files) {
      const std::string path = (tree.dir / file.path).generic_string();
      const std::optional<std::string> before = read_text(path);
      if (before == file.text) continue;
      ++stale;
      fmt::print("{}", difference(path, before.value_or(""), file.text));
    }
  }
  if (stale == 0) return kExitFine;
  fmt::print(stderr, "gangway: {} {} not up to date; run the same command without --check\n", stale,
             stale == 1 ? "output is" : "outputs are");
  return kExitSchemaMistake;
}

/// The depfile and the stamp, after all outputs: whoever sees the stamp sees them.
std::optional<FileError> write_build_files(const GenerateOptions& options, const SourceMap& sources) {
  if (!options.depfile.empty()) {
    std::vector<fs::path> paths;
    for (const SourceFile& file : sources.files()) paths.push_back(file.path);
    if (auto error = write_changed({{options.depfile, depfile_text(options.stamp, paths)}}, "")) return error;
  }
  if (options.stamp.empty()) return std::nullopt;
  if (auto error = write_changed({{options.stamp, ""}}, "")) return error;
  std::error_code error;
  fs::last_write_time(options.stamp, fs::file_time_type::clock::now(), error);
  if (error) return FileError{options.stamp, error.message()};
  return std::nullopt;
}

ExitCode generate(const GenerateOptions& options) {
  FrontEnd front = run_front_end(options.input, [&](const Program& program, DiagnosticSink& sink) {
    check_generated(program, options.with_imports, sink);
  });
  if (!front.schema) return front.exit_code;
  front.loaded.files = {};  // Nobody looks at the trees any more, and what follows wants the memory.

  const std::vector<OutputTree> trees = render_outputs(*front.schema, options);
  if (options.check) return check_outputs(trees);
  note_imports_left_out(*front.schema, options);
  for (const OutputTree& tree : trees) {
    if (const auto error = write_changed(tree.files, tree.dir)) return report_fault(*error);
  }
  if (const auto error = write_build_files(options, front.loaded.sources)) return report_fault(*error);
  return kExitFine;
}

/// "@acme/chat@1.2.0", by the rules of npm for both parts.
void take_npm_package(GenerateOptions& options, const std::string& written) {
  static const std::regex pattern(R"re((@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*)re"
                                  R"re((@(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?)?)re");
  const std::size_t at = written.find('@', 1);
  if (written.size() > 214 || !std::regex_match(written, pattern)) {
    throw CLI::ValidationError("--npm-package", "`" + written +
                                                    "` is no name of an npm package, such as `@acme/chat` or "
                                                    "`@acme/chat@1.2.0`");
  }
  options.npm_name = written.substr(0, at);
  options.npm_version = at == std::string::npos ? "0.0.0" : written.substr(at + 1);
}

void add_options(CLI::App& command, GenerateOptions& options) {
  add_input(command, options.input);
  CLI::Option* cpp_out =
      command.add_option("--cpp-out", options.cpp_out, "Write C++ below DIR")->type_name("DIR");
  command.add_flag("--cpp-client", options.cpp_client, "With the C++ client: NAME.gw.client.h and .cpp")
      ->needs(cpp_out);
  command
      .add_flag("--cpp-inspector", options.cpp_inspector,
                "With what the inspector shows of the gateways: docs, types and examples")
      ->needs(cpp_out);
  CLI::Option* ts_out =
      command.add_option("--ts-out", options.ts_out, "Write TypeScript below DIR")->type_name("DIR");
  command
      .add_flag("--ts-socketio", options.ts_socketio,
                "With the types of events for socket.io-client: NAME.gw.socketio.ts")
      ->needs(ts_out);
  const auto set_runtime = [&options](const std::string& word) {
    options.ts_runtime = word == "vendored" ? TsRuntime::Vendored : TsRuntime::Package;
  };
  command
      .add_option_function<std::string>(
          "--ts-runtime", set_runtime,
          "package: import \"@gangway/client\"; vendored: write the runtime beside the "
          "client, no package needed")
      ->check(CLI::IsMember({"package", "vendored"}).description(""))
      ->type_name("KIND");
  command
      .add_option_function<std::string>(
          "--npm-package", [&options](const std::string& written) { take_npm_package(options, written); },
          "The TypeScript as an ES module package of this NAME, or NAME@VERSION; DIR is its folder")
      ->type_name("NAME")
      ->needs(ts_out);
  CLI::Option* stamp =
      command.add_option("--stamp", options.stamp, "Touch FILE when all is up to date")->type_name("FILE");
  command
      .add_option("--depfile", options.depfile, "Write what the stamp depends on, as Make and Ninja read it")
      ->type_name("FILE")
      ->needs(stamp);
  command.add_flag("--with-imports", options.with_imports,
                   "Also generate for the files that are only imported");
  command.add_flag("--check", options.check,
                   "Write nothing; exit 1 and show the difference when outputs are stale");
}

}  // namespace

void add_generate(CLI::App& app, Choice& choice) {
  CLI::App* command = app.add_subcommand("generate", "Generate C++ and TypeScript");
  const auto options = std::make_shared<GenerateOptions>();
  add_options(*command, *options);
  command->callback([&choice, options] {
    if (options->cpp_out.empty() && options->ts_out.empty()) {
      throw CLI::ValidationError("nothing to generate: give --cpp-out, --ts-out or both");
    }
    choice = [options] { return generate(*options); };
  });
}

}  // namespace gangway::gen
