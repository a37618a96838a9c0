#include "analysis/check_paths.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/builtin_annotations.h"
#include "analysis/path_pattern.h"
#include "analysis/paths.h"
#include "analysis/type_facts.h"
#include "diagnostics/catalogue.h"
#include "syntax/path_parameters.h"

namespace gangway::gen {
namespace {

bool is_path_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("-._~").find(c) != std::string_view::npos;
}

/// What is wrong with a segment that begins with `{`; empty when nothing is.
std::string parameter_fault(std::string_view segment) {
  if (!path_parameters({std::string(segment), {}}).empty()) return {};
  return segment.ends_with('}') ? "a parameter is written `{name: type}`"
                                : "a parameter is a whole segment, `{name: type}`";
}

/// What is wrong with `path`; empty when nothing is.
std::string fault_of(std::string_view path, bool parameters_allowed) {
  if (!path.starts_with('/')) return "it begins with `/`";
  if (path == "/") return {};
  for (std::size_t begin = 1; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view segment = path.substr(begin, end - begin);
    if (segment.empty()) return end == path.size() ? "it does not end with `/`" : "it has an empty segment";
    if (segment == "." || segment == "..") return "`.` and `..` are not segments";
    if (parameters_allowed && segment.starts_with('{')) {
      if (auto fault = parameter_fault(segment); !fault.empty()) return fault;
    } else if (!std::all_of(segment.begin(), segment.end(), is_path_character)) {
      return "segments are made of letters, digits and `-._~`";
    }
    begin = end + 1;
  }
  return {};
}

class PathChecker {
 public:
  PathChecker(const Symbols& symbols, const Bindings& bindings, DiagnosticSink& sink)
      : facts_(symbols, bindings), bindings_(bindings), sink_(sink) {}

  void check(const ast::Declaration& declaration, const ast::Gateway& gateway);

  /// Compares the addresses with parameters with all others.
  void check_overlaps();

 private:
  /// Gateways with different ports of their own never meet; those without one share theirs.
  using Port = std::optional<std::int64_t>;
  struct Claim {
    Port port;
    std::string path;
    Span span;
    PathPattern pattern;
    bool is_pattern;
  };

  void check_namespace(const ast::Namespace& name_space, const std::string& gateway_path);
  void check_parameters(const std::vector<ast::Field>& parameters);
  void claim(const std::string& path, Span at, const std::vector<ast::Field>& parameters);

  TypeFacts facts_;
  const Bindings& bindings_;
  DiagnosticSink& sink_;
  Port port_;  ///< Of the gateway at hand.
  std::map<std::pair<Port, std::string>, Span> claimed_;
  std::vector<Claim> claims_;  ///< Those that are not one by their text already.
};

void PathChecker::claim(const std::string& path, Span at, const std::vector<ast::Field>& parameters) {
  const auto [earlier, is_new] = claimed_.try_emplace({port_, path}, at);
  if (!is_new) {
    sink_.report(rules::duplicate_path, at, path).note(earlier->second, "taken here");
    return;
  }
  Claim claim{port_, path, at, {}, !parameters.empty()};
  claim.pattern.append(path, parameters, bindings_, facts_);
  claims_.push_back(std::move(claim));
}

void PathChecker::check_parameters(const std::vector<ast::Field>& parameters) {
  for (const ast::Field& each : parameters) {
    const TypeRef* type = bindings_.find(each.type);
    const auto base = type != nullptr ? facts_.expanded(*type) : std::nullopt;
    if (!base || (facts_.is_key(*base) && !base->nullable)) continue;
    sink_.report(rules::path_parameter_type, each.type.span, each.name.text, facts_.describe(*base));
  }
}

void PathChecker::check_namespace(const ast::Namespace& name_space, const std::string& gateway_path) {
  const std::string path = namespace_path(name_space);
  const Span at = name_space.path ? name_space.path->span : name_space.name.span;
  if (const std::string fault = fault_of(path, true); !fault.empty()) {
    sink_.report(rules::bad_path, at, path, fault);
  } else if (path == "/") {
    sink_.report(rules::bad_path, at, path,
                 "it is the root namespace's; put its events directly into the gateway");
  } else {
    check_parameters(name_space.path_parameters);
    claim(full_path(gateway_path, path), at, name_space.path_parameters);
  }
}

void PathChecker::check(const ast::Declaration& declaration, const ast::Gateway& gateway) {
  const std::string path = gateway_path(declaration);
  port_ = first_number(declaration.preface.annotations, "port");
  const ast::Annotation* written = find_annotation(declaration.preface.annotations, "path");
  const bool has_value =
      written != nullptr && !written->arguments.empty() && written->arguments.front().first;
  if (declaration.preface.is_incomplete && written == nullptr)
    return;  // its path may be what was not understood
  const Span at = has_value ? written->arguments.front().first->span : declaration.name.span;
  if (const std::string fault = fault_of(path, false); !fault.empty()) {
    sink_.report(rules::bad_path, at, path, fault);
  } else {
    claim(path, at, {});  // even without a root namespace: connections and their limits are one gateway's
  }
  for (const ast::Namespace& each : gateway.namespaces) check_namespace(each, path);
}

void PathChecker::check_overlaps() {
  for (std::size_t i = 0; i < claims_.size(); ++i) {
    if (!claims_[i].is_pattern) continue;
    for (std::size_t j = 0; j < claims_.size(); ++j) {
      if (j == i || (claims_[j].is_pattern && j < i)) continue;  // each pair of patterns once
      if (claims_[i].port != claims_[j].port) continue;
      const auto address = common_address(claims_[i].pattern, claims_[j].pattern, facts_);
      if (!address) continue;
      const Claim& first = claims_[std::min(i, j)];
      const Claim& second = claims_[std::max(i, j)];
      sink_.report(rules::paths_overlap, second.span, second.path, first.path, *address)
          .note(first.span, "the other one");
    }
  }
}

}  // namespace

void check_paths(const Program& program, const Symbols& symbols, const Bindings& bindings,
                 DiagnosticSink& sink) {
  PathChecker checker(symbols, bindings, sink);
  for (const ast::File& file : program.files) {
    for (const ast::Declaration& declaration : file.declarations) {
      if (const auto* gateway = std::get_if<ast::Gateway>(&declaration.what))
        checker.check(declaration, *gateway);
    }
  }
  checker.check_overlaps();
}

}  // namespace gangway::gen
