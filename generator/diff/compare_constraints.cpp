#include <algorithm>
#include <string>
#include <vector>

#include "diff/compare_types.h"
#include "diff/reading.h"

namespace gangway::gen {
namespace {

std::string in_backticks(const std::string& text) { return '`' + text + '`'; }

std::string annotation(const std::string& name, const std::string& arguments, bool is_there) {
  return is_there ? in_backticks('@' + name + '(' + arguments + ')') : "no " + in_backticks('@' + name);
}

/// The row for what allows less, more or both; null for neither.
const char* row_of(bool allows_less, bool allows_more) {
  if (allows_less && allows_more) return "GW6103";
  if (allows_less) return "GW6101";
  return allows_more ? "GW6102" : nullptr;
}

class ConstraintComparison {
 public:
  ConstraintComparison(const Place& place, Scalar scalar, Recorder& out)
      : place_(place), scalar_(scalar), out_(out) {}

  void count(const char* name, CountRange AllConstraints::*which, const AllConstraints& before,
             const AllConstraints& now) {
    const CountRange& left = before.*which;
    const CountRange& right = now.*which;
    AllConstraints only_before;
    AllConstraints only_now;
    only_before.*which = left;
    only_now.*which = right;
    report(only_before, only_now, annotation(name, range_text(left), left.min || left.max),
           annotation(name, range_text(right), right.min || right.max));
  }

  void range(const AllConstraints& before, const AllConstraints& now) {
    AllConstraints only_before;
    AllConstraints only_now;
    only_before.range = before.range;
    only_now.range = now.range;
    report(only_before, only_now,
           annotation("range", range_text(before.range, scalar_), before.range.min || before.range.max),
           annotation("range", range_text(now.range, scalar_), now.range.min || now.range.max));
  }

  void unique(const AllConstraints& before, const AllConstraints& now) {
    if (before.unique == now.unique) return;
    add(row_of(now.unique, before.unique), before.unique ? "`@unique`" : "no `@unique`",
        now.unique ? "`@unique`" : "no `@unique`");
  }

  void patterns(const AllConstraints& before, const AllConstraints& now) {
    AllConstraints only_before;
    AllConstraints only_now;
    only_before.patterns = before.patterns;
    only_now.patterns = now.patterns;
    report(only_before, only_now, pattern_text(before), pattern_text(now));
  }

  void formats(const AllConstraints& before, const AllConstraints& now) {
    AllConstraints only_before;
    AllConstraints only_now;
    only_before.formats = before.formats;
    only_now.formats = now.formats;
    report(only_before, only_now, format_text(before), format_text(now));
  }

  void normalisers(const AllConstraints& before, const AllConstraints& now) {
    const auto one = [this](const char* name, bool was, bool is) {
      if (was == is) return;
      const std::string there = in_backticks(std::string("@") + name);
      add("GW6104", was ? there : "no " + there, is ? there : "no " + there);
    };
    one("trim", before.trim, now.trim);
    one("lowercase", before.lowercase, now.lowercase);
  }

 private:
  void add(const char* code, const std::string& was, const std::string& is) {
    Place quoted_place = place_;
    quoted_place.name = in_backticks(place_.name);
    out_.add(code, quoted_place, was, is);
  }

  void report(const AllConstraints& before, const AllConstraints& now, const std::string& was,
              const std::string& is) {
    const bool allows_less = !constraints_refused(before, now, scalar_).empty();
    const bool allows_more = !constraints_refused(now, before, scalar_).empty();
    if (const char* code = row_of(allows_less, allows_more)) add(code, was, is);
  }

  static std::string pattern_text(const AllConstraints& asks) {
    std::string text;
    for (const Pattern* each : asks.patterns) {
      text += (text.empty() ? "" : " and ") + in_backticks("@pattern(\"" + each->written + "\")");
    }
    return text.empty() ? "no `@pattern`" : text;
  }

  static std::string format_text(const AllConstraints& asks) {
    std::string text;
    for (const Format each : asks.formats) {
      text += (text.empty() ? "" : " and ") + in_backticks("@format(" + std::string(format_name(each)) + ')');
    }
    return text.empty() ? "no `@format`" : text;
  }

  const Place& place_;
  Scalar scalar_;
  Recorder& out_;
};

std::string pipes_text(const Schema& schema, const AllConstraints& asks) {
  std::string text;
  for (const PipeId id : asks.pipes) {
    text += (text.empty() ? "" : " and ") + in_backticks("@pipe(" + schema.pipe(id).name + ')');
  }
  return text.empty() ? "no `@pipe`" : text;
}

}  // namespace

void compare_constraints(const Place& place, const Schema& schema_before, const Schema& schema_now,
                         const Meeting& met, Recorder& out) {
  const AllConstraints& before = met.before_asks;
  const AllConstraints& now = met.now_asks;
  ConstraintComparison compare(place, met.scalar(), out);
  compare.normalisers(before, now);
  compare.count("length", &AllConstraints::length, before, now);
  compare.patterns(before, now);
  compare.formats(before, now);
  compare.count("size", &AllConstraints::size, before, now);
  compare.range(before, now);
  compare.count("items", &AllConstraints::items, before, now);
  compare.unique(before, now);
  const std::string old_pipes = pipes_text(schema_before, before);
  const std::string new_pipes = pipes_text(schema_now, now);
  if (old_pipes != new_pipes) {
    Place quoted_place = place;
    quoted_place.name = in_backticks(place.name);
    out.add("GW6105", quoted_place, old_pipes, new_pipes);
  }
}

}  // namespace gangway::gen
