#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace gangway::gen::patterns {

/// A pattern in the hands of RE2, which servers match it with.
class Matcher {
 public:
  /// `re2` is what `re2_text` gave.
  explicit Matcher(const std::string& re2);
  ~Matcher();

  /// What RE2 has against the pattern: it is too large for it. Empty where there is nothing.
  [[nodiscard]] std::string problem() const;
  /// Whether the whole of `text` is matched; only where there is no problem.
  [[nodiscard]] bool matches(std::string_view text) const;

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace gangway::gen::patterns
