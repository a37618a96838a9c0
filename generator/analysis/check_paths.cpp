#include "analysis/check_paths.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "analysis/builtin_annotations.h"
#include "analysis/builtin_types.h"
#include "analysis/paths.h"
#include "diagnostics/catalogue.h"

namespace gangway::gen {
namespace {

bool is_path_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("-._~").find(c) != std::string_view::npos;
}

bool is_word(std::string_view text) {
  return !text.empty() && std::isdigit(static_cast<unsigned char>(text[0])) == 0 &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; });
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// What is wrong with a segment `{name: type}`; empty when nothing is.
std::string parameter_fault(std::string_view segment) {
  if (!segment.ends_with('}')) return "a parameter is a whole segment, `{name: type}`";
  segment = segment.substr(1, segment.size() - 2);
  const std::size_t colon = segment.find(':');
  const std::string_view name = trimmed(segment.substr(0, colon));
  const std::string_view type =
      colon == std::string_view::npos ? "string" : trimmed(segment.substr(colon + 1));
  if (!is_word(name)) return "a parameter is written `{name: type}`";
  if (!find_scalar(type)) return fmt::format("`{}` is not a scalar, and parameters are scalars", type);
  return {};
}

struct PathFacts {
  std::string fault;  ///< Empty for a good path.
  bool has_parameters = false;
};

PathFacts facts_of(std::string_view path, bool parameters_allowed) {
  PathFacts facts;
  if (!path.starts_with('/')) return {"it begins with `/`", false};
  if (path == "/") return facts;
  for (std::size_t begin = 1; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view segment = path.substr(begin, end - begin);
    if (segment.empty()) {
      return {end == path.size() ? "it does not end with `/`" : "it has an empty segment",
              facts.has_parameters};
    }
    if (segment == "." || segment == "..") return {"`.` and `..` are not segments", facts.has_parameters};
    if (parameters_allowed && segment.starts_with('{')) {
      facts.has_parameters = true;
      if (auto fault = parameter_fault(segment); !fault.empty()) return {std::move(fault), true};
    } else if (!std::all_of(segment.begin(), segment.end(), is_path_character)) {
      return {"segments are made of letters, digits and `-._~`", facts.has_parameters};
    }
    begin = end + 1;
  }
  return facts;
}

class PathChecker {
 public:
  explicit PathChecker(DiagnosticSink& sink) : sink_(sink) {}

  void check(const ast::Declaration& declaration, const ast::Gateway& gateway);

 private:
  void check_namespace(const ast::Namespace& name_space, const std::string& gateway_path);
  void claim(const std::string& path, Span at);

  DiagnosticSink& sink_;
  std::map<std::string, Span> claimed_;
};

void PathChecker::claim(const std::string& path, Span at) {
  const auto [earlier, is_new] = claimed_.try_emplace(path, at);
  if (!is_new) sink_.report(rules::duplicate_path, at, path).note(earlier->second, "taken here");
}

void PathChecker::check_namespace(const ast::Namespace& name_space, const std::string& gateway_path) {
  const std::string path = namespace_path(name_space);
  const Span at = name_space.path ? name_space.path->span : name_space.name.span;
  const PathFacts facts = facts_of(path, true);
  if (!facts.fault.empty()) {
    sink_.report(rules::bad_path, at, path, facts.fault);
  } else if (path == "/") {
    sink_.report(rules::bad_path, at, path,
                 "it is the root namespace's; put its events directly into the gateway");
  } else if (facts.has_parameters) {
    sink_.report(rules::not_generated, at, "a path with parameters");
  } else {
    claim(full_path(gateway_path, path), at);
  }
}

void PathChecker::check(const ast::Declaration& declaration, const ast::Gateway& gateway) {
  const std::string path = gateway_path(declaration);
  const ast::Annotation* written = find_annotation(declaration.preface.annotations, "path");
  const bool has_value =
      written != nullptr && !written->arguments.empty() && written->arguments.front().first;
  const Span at = has_value ? written->arguments.front().first->span : declaration.name.span;
  if (PathFacts facts = facts_of(path, false); !facts.fault.empty()) {
    sink_.report(rules::bad_path, at, path, facts.fault);
  } else {
    claim(path, at);  // even without a root namespace: connections and their limits are one gateway's
  }
  for (const ast::Namespace& each : gateway.namespaces) check_namespace(each, path);
}

}  // namespace

void check_paths(const Program& program, DiagnosticSink& sink) {
  PathChecker checker(sink);
  for (const ast::File& file : program.files) {
    for (const ast::Declaration& declaration : file.declarations) {
      if (const auto* gateway = std::get_if<ast::Gateway>(&declaration.what))
        checker.check(declaration, *gateway);
    }
  }
}

}  // namespace gangway::gen
