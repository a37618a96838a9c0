#include "diagnostics/sink.h"

#include <algorithm>
#include <tuple>

namespace gangway::gen {

Diagnostic& Diagnostic::suggest(const std::optional<std::string>& name) {
  if (!name) return *this;
  message += "; the nearest is `" + *name + "`";
  return at ? guess(*at, *name) : *this;
}

Diagnostic& Diagnostic::note(Span span, std::string text) {
  notes.push_back({span, std::move(text)});
  return *this;
}

Diagnostic& Diagnostic::fix(Span span, std::string replacement) {
  fixes.push_back({span, std::move(replacement)});
  return *this;
}

Diagnostic& Diagnostic::guess(Span span, std::string replacement) {
  is_guess = true;
  return fix(span, std::move(replacement));
}

std::string DiagnosticSink::fill(std::string_view sentence, const std::string_view* arguments) {
  std::string text;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const bool is_placeholder = i + 2 < sentence.size() && sentence[i] == '{' && sentence[i + 2] == '}' &&
                                sentence[i + 1] >= '0' && sentence[i + 1] <= '9';
    if (!is_placeholder) {
      text += sentence[i];
      continue;
    }
    text += arguments[sentence[i + 1] - '0'];
    i += 2;
  }
  return text;
}

Diagnostic& DiagnosticSink::add(std::string_view code, Severity severity, std::optional<Span> at,
                                std::string message) {
  if (severity == Severity::Error) ++errors_;
  return diagnostics_.emplace_back(Diagnostic{code, severity, at, std::move(message), {}, {}, false});
}

std::vector<Diagnostic> DiagnosticSink::sorted() const {
  std::vector<Diagnostic> all(diagnostics_.begin(), diagnostics_.end());
  const auto place = [](const Diagnostic& d) {
    return d.at ? std::tuple(true, d.at->file, d.at->begin) : std::tuple(false, SourceId{}, 0U);
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); });
  const auto same = [](const Diagnostic& a, const Diagnostic& b) {
    return a.code == b.code && a.at == b.at && a.message == b.message;
  };
  all.erase(std::unique(all.begin(), all.end(), same), all.end());
  return all;
}

}  // namespace gangway::gen
