#include "analysis/check_files.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "analysis/mends.h"
#include "diagnostics/catalogue.h"

namespace gangway::gen {
namespace {

/// Follows imports depth first; each circle is reported once, at the import that closes it.
class CycleFinder {
 public:
  CycleFinder(const Program& program, DiagnosticSink& sink)
      : program_(program), sink_(sink), state_(program.files.size(), State::New) {}

  void visit(const ast::File& file) {
    const auto index = static_cast<std::size_t>(file.source);
    if (state_[index] != State::New) return;
    state_[index] = State::Open;
    for (const ast::Import& import : file.imports) {
      if (!import.target) continue;
      path_.push_back(&import);
      if (state_[static_cast<std::size_t>(*import.target)] == State::Open) {
        report(import);
      } else {
        visit(program_.file(*import.target));
      }
      path_.pop_back();
    }
    state_[index] = State::Done;
  }

 private:
  enum class State { New, Open, Done };

  void report(const ast::Import& import) {
    const auto file_of = [](const ast::Import* each) { return each->path.span.file; };
    const auto first = std::find_if(path_.begin(), path_.end(),
                                    [&](const ast::Import* each) { return file_of(each) == *import.target; });
    const std::string& name = program_.sources.file(*import.target).name;
    std::string circle;
    for (auto it = first; it != path_.end(); ++it) {
      circle += program_.sources.file(file_of(*it)).name + " -> ";
    }
    Diagnostic& diagnostic = sink_.report(rules::import_cycle, import.path.span, name, circle + name);
    for (auto it = first; it != path_.end() && *it != &import; ++it) {
      const std::string& importing = program_.sources.file(file_of(*it)).name;
      diagnostic.note((*it)->path.span, fmt::format("`{}` imports `{}` here", importing, (*it)->path.text));
    }
  }

  const Program& program_;
  DiagnosticSink& sink_;
  std::vector<State> state_;
  std::vector<const ast::Import*> path_;  ///< Those that led to the file that is visited.
};

void check_duplicate_imports(const Program& program, const ast::File& file, DiagnosticSink& sink) {
  std::map<SourceId, Span> first;
  for (const ast::Import& import : file.imports) {
    if (!import.target) continue;
    const auto [earlier, is_new] = first.try_emplace(*import.target, import.path.span);
    if (is_new) continue;
    Diagnostic& diagnostic = sink.report(rules::duplicate_import, import.path.span, import.path.text)
                                 .note(earlier->second, "first imported here");
    mend_by_removal(diagnostic, program, import.span);
  }
}

}  // namespace

void check_files(const Program& program, DiagnosticSink& sink) {
  CycleFinder cycles(program, sink);
  for (const ast::File& file : program.files) {
    if (!file.package && !file.gaps.anything) sink.report(rules::package_missing, Span{file.source, 0, 0});
    check_duplicate_imports(program, file, sink);
    cycles.visit(file);
  }
}

void check_imports_used(const Program& program, const Bindings& bindings, DiagnosticSink& sink) {
  for (const ast::File& file : program.files) {
    if (!program.sources.file(file.source).requested) continue;
    for (const ast::Import& import : file.imports) {
      if (!import.target || bindings.used_imports.contains({file.source, *import.target})) continue;
      mend_by_removal(sink.report(rules::unused_import, import.path.span, import.path.text), program,
                      import.span);
    }
  }
}

}  // namespace gangway::gen
