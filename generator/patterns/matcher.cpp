#include "patterns/matcher.h"

#include <re2/re2.h>

namespace gangway::gen::patterns {

struct Matcher::Engine {
  explicit Engine(const std::string& text) : re2(text, options()) {}

  static re2::RE2::Options options() {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_never_capture(true);
    return options;
  }

  re2::RE2 re2;
};

Matcher::Matcher(const std::string& re2) : engine_(std::make_unique<Engine>(re2)) {}
Matcher::~Matcher() = default;

std::string Matcher::problem() const { return engine_->re2.ok() ? std::string() : engine_->re2.error(); }

bool Matcher::matches(std::string_view text) const {
  return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), engine_->re2);
}

}  // namespace gangway::gen::patterns
