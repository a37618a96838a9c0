#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <deque>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnostics/rule.h"
#include "source/span.h"

namespace gangway::gen {

inline constexpr std::size_t kMostNotes = 8;  ///< Of a circle that may be of any length.

/// The other place a diagnostic speaks of.
struct Note {
  Span at;
  std::string message;
};

/// One replacement in a source text; an empty span is a place to insert at.
struct FixIt {
  Span at;
  std::string replacement;
};

struct Diagnostic {
  std::string_view code;
  Severity severity = Severity::Error;
  std::optional<Span> at;  ///< Absent where there is no text to point at: a file that cannot be read.
  std::string message;
  std::vector<Note> notes;
  std::vector<FixIt> fixes;  ///< What mends it, all of them together; they do not overlap.
  bool is_guess = false;     ///< The fixes are what was probably meant: people choose them, no program does.

  /// Adds "; the nearest is `name`", and as a guess the fix that puts it in the place of what this points at;
  /// nothing when there is no name.
  Diagnostic& suggest(const std::optional<std::string>& name);
  Diagnostic& note(Span span, std::string text);
  /// Adds a part of the mend.
  Diagnostic& fix(Span span, std::string replacement);
  /// The same where it is only what was probably meant.
  Diagnostic& guess(Span span, std::string replacement);
};

/// Takes what is reported and keeps it in order of file and position. Nothing is printed here.
class DiagnosticSink {
 public:
  /// Reports one broken rule. The answer may be given notes until the next call.
  template <class... Args, class... Given>
  requires(sizeof...(Args) == sizeof...(Given) && (std::convertible_to<Given, Args> && ...))
      Diagnostic& report(const Rule<Args...>& rule, std::optional<Span> at, const Given&... arguments) {
    const std::array<std::string_view, sizeof...(Args)> texts{std::string_view(arguments)...};
    return add(rule.code, rule.severity, at, fill(rule.sentence, texts.data()));
  }

  /// By file, then by place, each kept in the order in which it was reported; the same mistake at the same
  /// place only once.
  [[nodiscard]] std::vector<Diagnostic> sorted() const;

  [[nodiscard]] std::size_t error_count() const noexcept { return errors_; }
  [[nodiscard]] bool has_errors() const noexcept { return errors_ != 0; }
  [[nodiscard]] bool empty() const noexcept { return diagnostics_.empty(); }

 private:
  static std::string fill(std::string_view sentence, const std::string_view* arguments);
  Diagnostic& add(std::string_view code, Severity severity, std::optional<Span> at, std::string message);

  std::deque<Diagnostic> diagnostics_;
  std::size_t errors_ = 0;
};

/// Answers whether a piece of work went without errors, so that no flag has to be carried around.
class Checkpoint {
 public:
  explicit Checkpoint(const DiagnosticSink& sink) : sink_(sink), before_(sink.error_count()) {}
  [[nodiscard]] bool no_new_errors() const noexcept { return sink_.error_count() == before_; }

 private:
  const DiagnosticSink& sink_;
  std::size_t before_;
};

}  // namespace gangway::gen
