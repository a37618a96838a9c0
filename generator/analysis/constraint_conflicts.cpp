#include "analysis/constraint_conflicts.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "analysis/builtin_annotations.h"
#include "analysis/constrained_values.h"
#include "diagnostics/catalogue.h"
#include "patterns/formats.h"
#include "patterns/pattern.h"

namespace gangway::gen {
namespace {

/// How long a text may be, and which annotation says so.
struct Lengths {
  std::uint64_t least = 0;
  std::optional<std::uint64_t> most;
  const ConstraintLink* link;
  std::string_view annotation;
};

class ConflictFinder {
 public:
  ConflictFinder(const std::vector<ConstraintLink>& links, const TypeRef& base, const SourceMap& sources,
                 DiagnosticSink& sink)
      : links_(links), last_(links.back()), base_(base), sources_(sources), sink_(sink) {}

  bool check_normalisers(const std::string& name);
  void check();

 private:
  bool conflict(const ConstraintLink& a, std::string_view first, const ConstraintLink& b,
                std::string_view second);
  bool check_counts(std::string_view annotation, std::optional<CountRange> Constraints::*range);
  bool check_ranges();
  bool check_lengths();
  bool check_formats();
  bool check_capitals();

  const std::vector<ConstraintLink>& links_;
  const ConstraintLink& last_;
  const TypeRef& base_;
  const SourceMap& sources_;
  DiagnosticSink& sink_;
};

/// The pattern as its tree; it was parsed before, so it can be.
patterns::Pattern tree_of(const Pattern& pattern) {
  return std::get<patterns::Pattern>(patterns::parse(pattern.written));
}

std::string annotation_text(const SourceMap& sources, const ast::Annotation& annotation) {
  return '`' + std::string(sources.text(annotation.span)) + '`';
}

/// Texts that were checked and are changed after that need not pass the check once more, at the other end.
bool ConflictFinder::check_normalisers(const std::string& name) {
  for (const ConstraintLink& link : links_) {
    if (&link == &last_) break;
    const Constraints& before = *link.constraints;
    const auto too_late = [&](std::string_view normaliser, std::string_view check) {
      const ast::Annotation& checked = *find_annotation(link.written->annotations, check);
      sink_
          .report(rules::late_normaliser, find_annotation(last_.written->annotations, normaliser)->span,
                  '@' + std::string(normaliser), name, annotation_text(sources_, checked))
          .note(checked.span, "checked here");
      return false;
    };
    const std::string_view by_text = before.pattern ? "pattern" : before.format ? "format" : "";
    const std::string_view check = before.length ? "length" : by_text;
    if (last_.constraints->trim && !before.trim && !check.empty()) return too_late("trim", check);
    if (last_.constraints->lowercase && !before.lowercase && !by_text.empty())
      return too_late("lowercase", by_text);
  }
  return true;
}

void ConflictFinder::check() {
  // Each finds the first pair that nothing satisfies; one is enough to look at the annotations again.
  (void)(check_counts("length", &Constraints::length) && check_counts("size", &Constraints::size) &&
         check_counts("items", &Constraints::items) && check_ranges() && check_lengths() && check_formats() &&
         check_capitals());
}

bool ConflictFinder::conflict(const ConstraintLink& a, std::string_view first, const ConstraintLink& b,
                              std::string_view second) {
  const ast::Annotation& one = *find_annotation(a.written->annotations, first);
  const ast::Annotation& other = *find_annotation(b.written->annotations, second);
  sink_
      .report(rules::unsatisfiable, other.span, annotation_text(sources_, one),
              annotation_text(sources_, other))
      .note(one.span, "the other is here");
  return false;
}

bool ConflictFinder::check_counts(std::string_view annotation,
                                  std::optional<CountRange> Constraints::*range) {
  const auto& own = last_.constraints->*range;
  if (!own) return true;
  for (const ConstraintLink& link : links_) {
    const auto& other = link.constraints->*range;
    if (!other) continue;
    const std::uint64_t least = std::max(own->min.value_or(0), other->min.value_or(0));
    const std::uint64_t most = std::min(own->max.value_or(~0ULL), other->max.value_or(~0ULL));
    if (least > most) return conflict(link, annotation, last_, annotation);
  }
  return true;
}

bool ConflictFinder::check_ranges() {
  const auto& own = last_.constraints->range;
  if (!own) return true;
  const auto lies_above = [&](const std::optional<Value>& min, const std::optional<Value>& max) {
    return min && max && order(*min, *max, base_.scalar) > 0;
  };
  for (const ConstraintLink& link : links_) {
    const auto& other = link.constraints->range;
    if (!other) continue;
    if (lies_above(own->min, other->max) || lies_above(other->min, own->max))
      return conflict(link, "range", last_, "range");
  }
  return true;
}

/// `@length`, `@pattern` and `@format` each say something about the length.
bool ConflictFinder::check_lengths() {
  std::vector<Lengths> all;
  for (const ConstraintLink& link : links_) {
    const Constraints& each = *link.constraints;
    if (each.length) all.push_back({each.length->min.value_or(0), each.length->max, &link, "length"});
    if (each.pattern) {
      const patterns::Length length = patterns::length_of(tree_of(*each.pattern));
      all.push_back({length.least, length.most, &link, "pattern"});
    }
    if (each.format) {
      const patterns::FormatFacts& facts = patterns::format_facts(format_name(*each.format));
      const auto longest = facts.longest != 0 ? std::optional(facts.longest) : std::nullopt;
      all.push_back({facts.shortest, longest, &link, "format"});
    }
  }
  for (const Lengths& a : all) {
    for (const Lengths& b : all) {
      if (b.link != &last_) continue;
      const bool is_apart = (a.most && *a.most < b.least) || (b.most && *b.most < a.least);
      if (is_apart) return conflict(*a.link, a.annotation, *b.link, b.annotation);
    }
  }
  return true;
}

bool ConflictFinder::check_formats() {
  const auto& own = last_.constraints->format;
  if (!own) return true;
  for (const ConstraintLink& link : links_) {
    const auto& other = link.constraints->format;
    if (other && !patterns::may_be_both(patterns::format_facts(format_name(*own)),
                                        patterns::format_facts(format_name(*other)))) {
      return conflict(link, "format", last_, "format");
    }
  }
  return true;
}

/// A pattern that asks for a capital letter, after `@lowercase`.
bool ConflictFinder::check_capitals() {
  const patterns::CodePoints capitals{{'A', 'Z'}};
  for (const ConstraintLink& lowered : links_) {
    if (!lowered.constraints->lowercase) continue;
    for (const ConstraintLink& link : links_) {
      if (!link.constraints->pattern || (&link != &last_ && &lowered != &last_)) continue;
      if (patterns::matches_without(tree_of(*link.constraints->pattern), capitals)) continue;
      return conflict(lowered, "lowercase", link, "pattern");
    }
  }
  return true;
}

}  // namespace

void check_conflicts(const std::vector<ConstraintLink>& links, const TypeRef& base, const std::string& name,
                     const SourceMap& sources, DiagnosticSink& sink) {
  ConflictFinder finder(links, base, sources, sink);
  if (finder.check_normalisers(name)) finder.check();
}

}  // namespace gangway::gen
