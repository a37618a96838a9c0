#include <re2/re2.h>

#include "gangway/codec/constraints.h"

// The only file that knows RE2.

namespace gangway::detail {

struct CompiledPattern::Engine {
  explicit Engine(std::string_view text) : re2(re2::StringPiece(text.data(), text.size()), options()) {}

  static re2::RE2::Options options() {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_never_capture(true);
    return options;
  }

  re2::RE2 re2;
};

CompiledPattern::CompiledPattern(std::string_view re2) : engine_(std::make_unique<Engine>(re2)) {}
CompiledPattern::~CompiledPattern() = default;

bool CompiledPattern::matches_whole(std::string_view text) const {
  return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), engine_->re2);
}

bool CompiledPattern::check(JsonReader& in, std::string_view text, std::string_view shown) const {
  return matches_whole(text) || in.fail(Rule::Pattern, "must match " + std::string(shown));
}

}  // namespace gangway::detail
