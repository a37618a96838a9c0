#include "driver/diff_source.h"

#include <utility>
#include <variant>

#include "diagnostics/catalogue.h"
#include "diagnostics/sink.h"
#include "driver/front_end.h"
#include "driver/git_source.h"
#include "driver/report.h"
#include "render/file_writer.h"
#include "schema/load.h"

namespace gangway::gen {
namespace {

void report(const LoadError& error, const std::string& name, DiagnosticSink& sink) {
  switch (error.kind) {
    case LoadError::Kind::NotJson:
      sink.report(rules::dump_not_json, std::nullopt, name, error.what);
      break;
    case LoadError::Kind::Version:
      sink.report(rules::dump_version, std::nullopt, name, error.what);
      break;
    case LoadError::Kind::Content:
      sink.report(rules::dump_content, std::nullopt, name, error.what,
                  error.at.empty() ? "its top" : error.at);
      break;
  }
}

DiffSource read_dump(const std::string& name, const InputOptions& input) {
  DiffSource source;
  DiagnosticSink sink;
  const auto text = read_text(name);
  if (!text) {
    sink.report(rules::cannot_read, std::nullopt, name);
  } else {
    auto loaded = load_dump(*text);
    if (const auto* error = std::get_if<LoadError>(&loaded)) {
      report(*error, name, sink);
    } else {
      source.schema = std::get<Schema>(std::move(loaded));
    }
  }
  source.exit_code = report(sink.sorted(), source.sources, input);
  return source;
}

}  // namespace

DiffSource read_diff_source(const std::string& name, const InputOptions& input) {
  if (name.ends_with(".json")) return read_dump(name, input);
  InputOptions options = input;
  options.files = {name};
  std::optional<GitTree> tree;
  if (const auto spec = parse_git_spec(name)) {
    auto read = read_git(*spec, input.include_dirs);
    if (const auto* why = std::get_if<std::string>(&read)) {
      DiffSource source;
      DiagnosticSink sink;
      sink.report(rules::cannot_read_revision, std::nullopt, name, *why);
      source.exit_code = report(sink.sorted(), source.sources, input);
      return source;
    }
    tree = std::get<GitTree>(std::move(read));
    options.files = {tree->path};
    options.include_dirs = tree->include_dirs;
  }
  FrontEnd front = run_front_end(options, {}, tree ? &tree->files : nullptr);
  return {std::move(front.schema), std::move(front.loaded.sources), true, front.exit_code};
}

}  // namespace gangway::gen
