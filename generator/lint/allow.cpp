#include "lint/allow.h"

#include <string_view>

#include "diagnostics/catalogue.h"
#include "diagnostics/nearest_name.h"
#include "lint/rule_names.h"
#include "syntax/tokens.h"

namespace gangway::gen::lint_detail {
namespace {

constexpr std::string_view kMark = "gw:allow(";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool is_comment(const Token& token) {
  return token.kind == Token::Kind::Doc || token.kind == Token::Kind::LineComment ||
         token.kind == Token::Kind::BlockComment;
}

class Comments {
 public:
  Comments(const SourceMap& sources, SourceId id, DiagnosticSink& sink)
      : sources_(sources), tokens_(tokens_of(sources.file(id), id)), sink_(sink) {}

  std::vector<Allowance> allowances() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind == Token::Kind::LineComment) read(i);
    }
    return std::move(found_);
  }

 private:
  void read(std::size_t index);
  void name(Span at, std::string_view names, bool has_reason, std::size_t index);
  [[nodiscard]] std::uint32_t line_of(Span span) const { return sources_.begin_of(span).line; }
  [[nodiscard]] std::uint32_t last_line(std::size_t index) const;

  const SourceMap& sources_;
  std::vector<Token> tokens_;
  DiagnosticSink& sink_;
  std::vector<Allowance> found_;
};

std::uint32_t Comments::last_line(std::size_t index) const {
  const std::uint32_t own = line_of(tokens_[index].span);
  if (index > 0 && line_of(tokens_[index - 1].span) == own) return own;
  std::uint32_t line = own;
  for (std::size_t i = index + 1; i < tokens_.size(); ++i) {
    if (is_comment(tokens_[i])) continue;
    line = line_of(tokens_[i].span);
    const std::string_view text = sources_.text(tokens_[i].span);
    if (text == ";" || text == "{" || text == "}") break;
  }
  return line;
}

void Comments::read(std::size_t index) {
  const Span comment = tokens_[index].span;
  const std::string_view text = sources_.text(comment);
  const std::size_t words = text.find_first_not_of("/ \t");
  if (words == std::string_view::npos || !text.substr(words).starts_with(kMark)) return;
  const std::size_t begin = words + kMark.size();
  const std::size_t end = std::min(text.find(')', begin), text.size());
  const bool has_reason = !trimmed(text.substr(std::min(end + 1, text.size()))).empty();
  for (std::size_t at = begin; at <= end;) {
    const std::size_t comma = std::min(text.find(',', at), end);
    const std::string_view rule = trimmed(text.substr(at, comma - at));
    const auto offset = static_cast<std::uint32_t>(rule.empty() ? begin : rule.data() - text.data());
    name({comment.file, comment.begin + offset,
          comment.begin + offset + static_cast<std::uint32_t>(rule.size())},
         rule, has_reason, index);
    at = comma + 1;
  }
}

void Comments::name(Span at, std::string_view rule, bool has_reason, std::size_t index) {
  if (find_rule_name(rule) == nullptr) {
    std::vector<std::string> names;
    for (const RuleName& each : kRuleNames) names.emplace_back(each.name);
    sink_.report(rules::unknown_allow, at, rule).suggest(nearest_name(rule, names));
  } else if (!has_reason) {
    sink_.report(rules::allow_without_reason, at, rule);
  } else {
    found_.push_back({std::string(rule), at, line_of(tokens_[index].span), last_line(index), false});
  }
}

}  // namespace

std::vector<Allowance> allowances_of(const SourceMap& sources, SourceId id, DiagnosticSink& sink) {
  return Comments(sources, id, sink).allowances();
}

}  // namespace gangway::gen::lint_detail
