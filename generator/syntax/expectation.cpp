#include "syntax/expectation.h"

#include <array>
#include <set>
#include <utility>
#include <vector>

#include <GangwayParser.h>

#include "diagnostics/nearest_name.h"

namespace gangway::gen {
namespace {

using P = antlr::GangwayParser;

constexpr std::size_t kFirstKeyword = P::PACKAGE;
constexpr std::size_t kLastKeyword = P::PER;

bool is_keyword(std::size_t type) { return type >= kFirstKeyword && type <= kLastKeyword; }

std::string quoted(const antlr4::Parser& parser, std::size_t type) {
  std::string literal = parser.getVocabulary().getLiteralName(type);  // with ' around it
  if (literal.size() < 2) return "`" + parser.getVocabulary().getDisplayName(type) + "`";
  return "`" + literal.substr(1, literal.size() - 2) + "`";
}

std::string list(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

/// What a name would be in the rule the parser is in.
std::string noun_for_name(std::size_t rule) {
  switch (rule) {
    case P::RuleFields:
    case P::RuleFieldsItem:
    case P::RuleStructDecl:
    case P::RuleErrorDecl:
    case P::RuleHandshake:
    case P::RuleSession:
      return "a field";
    case P::RuleType:
    case P::RuleTypeArguments:
    case P::RuleReply:
    case P::RulePayloadItem:
      return "a type";
    case P::RulePayload:
      return "a parameter, a type";
    default:
      return "a name";
  }
}

/// Words of other interface languages and what they are called here.
constexpr std::array<std::pair<std::string_view, std::string_view>, 22> kForeignWords{{
    {"class", "struct"},  {"message", "struct"},    {"record", "struct"},   {"interface", "struct"},
    {"object", "struct"}, {"model", "struct"},      {"service", "gateway"}, {"server", "gateway"},
    {"oneof", "union"},   {"variant", "union"},     {"typedef", "type"},    {"using", "type"},
    {"alias", "type"},    {"exception", "error"},   {"include", "import"},  {"module", "package"},
    {"rpc", "on"},        {"call", "on"},           {"receive", "on"},      {"send", "emit"},
    {"push", "emit"},     {"channel", "namespace"},
}};

}  // namespace

std::string expectation(const antlr4::Parser& parser, const antlr4::misc::IntervalSet& expected) {
  std::set<std::size_t> types;
  for (const ssize_t type : expected.toList()) types.insert(static_cast<std::size_t>(type));
  std::vector<std::string> words;
  const std::size_t rule = const_cast<antlr4::Parser&>(parser).getContext()->getRuleIndex();

  if (types.contains(P::STRUCT) && !types.contains(P::IDENTIFIER)) {
    words = {"a declaration"};
    if (types.contains(P::EOF) && types.size() > 12)
      return "a declaration such as `struct`, `enum` or `gateway`";
  } else if (types.contains(P::ON) && !types.contains(P::IDENTIFIER)) {
    words = {"`on`", "`emit`"};
    if (types.contains(P::ROOM)) words.push_back("`room`");
    if (types.contains(P::NAMESPACE)) words.push_back("`namespace`");
    if (types.contains(P::RBRACE)) words.push_back("`}`");
    return list(words);
  } else if (types.contains(P::INT)) {
    words = {"a value"};
    for (const std::size_t part :
         {P::MINUS, P::INT, P::FLOAT, P::QUANTITY, P::STRING, P::LBRACKET, P::LBRACE})
      types.erase(part);
    types.erase(P::RANGE);
  } else if (types.contains(P::STRING)) {
    words = {"a string"};
  } else if (types.contains(P::IDENTIFIER)) {
    words = {noun_for_name(rule)};
  }
  types.erase(P::STRING);
  types.erase(P::UNTERMINATED_STRING);
  if (!words.empty()) {
    std::erase_if(types, is_keyword);
    types.erase(P::IDENTIFIER);
    types.erase(P::AT);
    types.erase(P::SEMI);
  }

  const bool is_list_with_commas = rule == P::RuleEnumDecl || rule == P::RuleUnionDecl;
  if (is_list_with_commas && types.contains(P::RBRACE)) types.insert(P::COMMA);
  // Between two words in parentheses it is the colon that is missing.
  if (rule == P::RulePayload && types.contains(P::COMMA)) types.insert(P::COLON);

  const std::set<std::size_t> continuations{P::QUESTION, P::AT, P::DOT, P::LESS, P::EQUALS};
  // What carries on comes before what ends.
  const auto ends = [](std::size_t type) {
    return type == P::SEMI || type == P::RBRACE || type == P::RPAREN || type == P::RBRACKET || type == P::EOF;
  };
  for (const bool ending : {false, true}) {
    for (const std::size_t type : types) {
      if (continuations.contains(type) || ends(type) != ending) continue;
      words.push_back(type == P::EOF ? "the end of the file" : quoted(parser, type));
    }
  }
  if (words.empty()) {
    for (const std::size_t type : types) words.push_back(quoted(parser, type));
  }
  return list(words);
}

std::string expectation_within(std::size_t rule) {
  switch (rule) {
    case P::RuleFieldsItem:
      return "a field `name: type;`";
    case P::RuleArm:
      return "an arm `name: type`";
    case P::RuleEnumerators:
    case P::RuleEnumerator:
    case P::RuleArms:
      return "`,` or `}`";
    case P::RuleArgument:
    case P::RuleArgumentValue:
      return "`,` or `)`";
    case P::RuleDeclaration:
      return "`enum` or `union`";
    case P::RulePayload:
    case P::RulePayloadItem:
      return "`:`, `,` or `)`";
    case P::RuleReply:
      return "a type";
    default:
      return "something else";
  }
}

std::optional<std::string> intended_keyword(const antlr4::Parser& parser, std::string_view written,
                                            const antlr4::misc::IntervalSet& expected) {
  std::vector<std::string> keywords;
  for (std::size_t type = kFirstKeyword; type <= kLastKeyword; ++type) {
    if (!expected.contains(type)) continue;
    const std::string literal = parser.getVocabulary().getLiteralName(type);
    keywords.push_back(literal.substr(1, literal.size() - 2));
  }
  for (const auto& [foreign, ours] : kForeignWords) {
    for (const std::string& keyword : keywords) {
      if (written == foreign && keyword == ours) return keyword;
    }
  }
  return nearest_name(written, keywords);
}

std::size_t keyword_type(const antlr4::Parser& parser, std::string_view keyword) {
  std::size_t type = kFirstKeyword;
  while (type < kLastKeyword &&
         parser.getVocabulary().getLiteralName(type) != "'" + std::string(keyword) + "'")
    ++type;
  return type;
}

}  // namespace gangway::gen
