#include "support/random_program.h"

#include <array>
#include <initializer_list>
#include <random>
#include <vector>

#include <fmt/format.h>

#include "syntax/tokens.h"

namespace gangway::test {
namespace {

/// The distributions of the standard library differ from one to the next; the engine does not.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}

  std::size_t below(std::size_t count) { return engine_() % count; }
  bool one_in(std::size_t count) { return below(count) == 0; }
  template <class List>
  auto of(const List& list) -> const typename List::value_type& {
    return *(list.begin() + static_cast<std::ptrdiff_t>(below(list.size())));
  }
  std::string_view any(std::initializer_list<std::string_view> list) { return of(list); }

 private:
  std::mt19937 engine_;
};

constexpr std::array<std::string_view, 7> kTypeWords{"Alpha", "Bravo", "Charlie", "URLPart",
                                                     "Type",  "Event", "X"};
constexpr std::array<std::string_view, 12> kMemberWords{
    "alpha", "bravo", "on", "emit", "stream", "type", "room", "tag", "error", "throws", "per", "isOpen"};

class Program {
 public:
  Program(std::uint32_t seed, const RandomProgramOptions& options) : dice_(seed), options_(options) {}

  std::string text();

 private:
  struct Enum {
    std::string name;
    std::vector<std::string> values;
  };

  void declaration();
  void type_alias();
  void constant();
  void structure(bool is_error);
  void enumeration();
  void choice();
  void gateway();
  void name_space();
  void members(bool is_root);
  void event(std::string_view direction, bool may_answer, bool may_stream);

  void preface(std::string_view indent);
  std::string fields(std::size_t count, std::string_view separator, bool is_payload = false);
  std::string field(bool is_payload);
  std::string type(std::size_t depth = 0);
  std::string scalar();
  std::string string_constraints();
  std::string policies(bool is_on, bool is_answered, bool may_repeat);

  std::string type_name() { return fmt::format("{}{}", dice_.of(kTypeWords), ++count_); }
  /// Sometimes a keyword, which any name may be.
  std::string member_name() { return fmt::format("{}{}", dice_.of(kMemberWords), ++count_); }
  std::string docs(std::string_view indent) {
    return dice_.one_in(4) ? fmt::format("{}/// Words about what follows, number {}.\n", indent, ++count_)
                           : "";
  }

  Dice dice_;
  RandomProgramOptions options_;
  std::string text_;
  std::size_t count_ = 0;
  bool is_in_struct_ = false;  ///< Pipes stand where clients send something; a struct may be that.
  std::vector<std::string> aliases_;
  std::vector<std::string> structs_;
  std::vector<std::string> unions_;
  std::vector<std::string> errors_;
  std::vector<std::string> constants_;  // of u32
  std::vector<Enum> enums_;
};

std::string Program::text() {
  text_ += docs("");
  text_ += "package demo.random;\n";
  if (options_.policies) {
    text_ += "guard SignedIn;\nguard AtLeast(level: u32, also: bool = true);\npipe Clean: string;\n";
  }
  for (std::size_t i = 0; i < options_.declarations; ++i) declaration();
  for (std::size_t i = 1 + dice_.below(2); i > 0; --i) gateway();
  return std::move(text_);
}

void Program::declaration() {
  preface("");
  switch (dice_.below(7)) {
    case 0:
      return type_alias();
    case 1:
      return constant();
    case 2:
      return enumeration();
    case 3:
      return choice();
    case 4:
      return structure(true);
    default:
      return structure(false);
  }
}

void Program::preface(std::string_view indent) {
  text_ += docs(indent);
  if (dice_.one_in(6)) text_ += fmt::format("{}@since(\"1.{}\")\n", indent, dice_.below(9));
  if (dice_.one_in(9)) text_ += fmt::format("{}@deprecated(\"use \\\"another\\\"\")\n", indent);
}

void Program::type_alias() {
  const std::string name = type_name();
  text_ += fmt::format("type {} = {};\n", name, type());
  aliases_.push_back(name);
}

void Program::constant() {
  const std::string name = type_name();
  switch (dice_.below(5)) {
    case 0:
      text_ += fmt::format("const {}: string = \"a \\\"quoted\\\" text\\u00e9 // {{ }}\";\n", name);
      return;
    case 1:
      text_ += fmt::format("const {}: duration = {};\n", name, dice_.any({"100ms", "1.5s", "5m", "7d"}));
      return;
    case 2:
      text_ += fmt::format("const {}: f64 = {};\n", name, dice_.any({"-1.5e3", "0.5", "2", "1e10"}));
      return;
    default: {
      const std::string value = constants_.empty() || dice_.one_in(2)
                                    ? std::string(dice_.any({"5", "0xff", "2000", "64KiB"}))
                                    : dice_.of(constants_);
      text_ += fmt::format("const {}: u32 = {};\n", name, value);
      constants_.push_back(name);
    }
  }
}

void Program::structure(bool is_error) {
  const std::string name = type_name();
  const std::size_t count = dice_.below(6);
  if (is_error && count == 0) {
    text_ += fmt::format("error {};\n", name);
  } else {
    is_in_struct_ = !is_error;
    text_ += fmt::format("{} {} {{{}}}\n", is_error ? "error" : "struct", name, fields(count, ";"));
  }
  is_in_struct_ = false;
  (is_error ? errors_ : structs_).push_back(name);
}

void Program::enumeration() {
  Enum made{type_name(), {}};
  text_ += fmt::format("{}enum {} {{ ", dice_.one_in(2) ? "closed " : "", made.name);
  for (std::size_t i = 1 + dice_.below(5); i > 0; --i) {
    made.values.push_back(member_name());
    text_ += (made.values.size() == 1 ? "" : ", ") + made.values.back();
  }
  if (dice_.one_in(3)) text_ += ", reserved gone";
  text_ += dice_.one_in(2) ? ", }\n" : " }\n";
  enums_.push_back(std::move(made));
}

void Program::choice() {
  std::string arms;
  for (std::size_t i = 1 + dice_.below(3); i > 0; --i) {
    const std::string arm = type_name();
    text_ += fmt::format("struct {} {{{}}}\n", arm, fields(dice_.below(3), ";"));
    arms += fmt::format("{}: {}, ", member_name(), arm);
  }
  const std::string name = type_name();
  text_ += fmt::format("{}union {} tag \"kindOf\" {{ {}}}\n", dice_.one_in(2) ? "closed " : "", name, arms);
  unions_.push_back(name);
}

std::string Program::fields(std::size_t count, std::string_view separator, bool is_payload) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) {
    if (is_payload) {
      result += (i == 0 ? "" : ", ") + field(true);
    } else {
      result += docs("\n  ") + fmt::format("\n  {}{}", field(false), separator);
    }
  }
  if (!is_payload && dice_.one_in(5)) result += "\n  reserved gone, alsoGone;";
  return result;
}

std::string Program::field(bool is_payload) {
  const std::string name = member_name();
  const std::string_view annotation = !is_payload && dice_.one_in(8) ? "@since(\"0.1\") " : "";
  switch (dice_.below(8)) {
    case 0:
      return fmt::format("{}{}: u32 = {}", annotation, name,
                         constants_.empty() ? "5" : std::string_view(dice_.of(constants_)));
    case 1:
      return fmt::format("{}{}: list<u32> = {}", annotation, name, dice_.any({"[]", "[1, 2]", "[0x10]"}));
    case 2:
      return fmt::format("{}{}: map<string, bool> = {{}}", annotation, name);
    case 3:
      if (!enums_.empty()) {
        const Enum& chosen = dice_.of(enums_);
        return fmt::format("{}{}: {} = {}", annotation, name, chosen.name, dice_.of(chosen.values));
      }
      [[fallthrough]];
    case 4:
      return fmt::format("{}{}?: {}", annotation, name, type());
    default:
      return fmt::format("{}{}: {}", annotation, name, type());
  }
}

std::string Program::type(std::size_t depth) {
  std::vector<std::string> named;
  for (const auto* list : {&structs_, &unions_}) named.insert(named.end(), list->begin(), list->end());
  for (const Enum& each : enums_) named.push_back(each.name);
  switch (dice_.below(depth < 3 ? 8 : 5)) {
    case 0:
      if (!named.empty()) return dice_.of(named) + (dice_.one_in(4) ? "?" : "");
      [[fallthrough]];
    case 1:
      // What stands behind an alias may be null already, so it gets no `?`.
      if (!aliases_.empty()) return dice_.of(aliases_);
      [[fallthrough]];
    case 2:
    case 3:
    case 4:
      return scalar();
    case 5:
      return fmt::format("map<string, {}>{}", type(depth + 1),
                         options_.constraints && dice_.one_in(2) ? " @items(..100)" : "");
    default:
      return fmt::format("list<{}>{}{}", type(depth + 1), dice_.one_in(4) ? "?" : "",
                         options_.constraints && dice_.one_in(2) ? " @items(0..8)" : "");
  }
}

std::string Program::string_constraints() {
  std::string result;
  if (dice_.one_in(2)) result += " @trim";
  if (dice_.one_in(4)) result += " @lowercase";
  if (dice_.one_in(2)) result += fmt::format(" @length({})", dice_.any({"1..64", "..2000", "0..1000000"}));
  if (dice_.one_in(4)) result += dice_.any({" @pattern(\"[a-z0-9-]*\")", " @pattern(\"(a|b)*c?\")"});
  if (is_in_struct_ && options_.policies && dice_.one_in(6)) result += " @pipe(Clean)";
  return result;
}

std::string Program::scalar() {
  const std::string_view name =
      dice_.any({"bool", "i8",      "i16",      "i32",       "i64",          "u8",      "u16",    "u32",
                 "u64",  "safeint", "f32",      "f64",       "string",       "string",  "string", "bytes",
                 "uuid", "date",    "duration", "timestamp", "timestamp_ns", "decimal", "json"});
  std::string result(name);
  if (name != "json" && dice_.one_in(6)) result += '?';
  if (!options_.constraints || dice_.one_in(2)) return result;
  if (name == "string") return result + string_constraints();
  if (name == "bytes") return result + " @size(1..64KiB)";
  if (name == "u32" || name == "i64") return result + " @range(0..100)";
  if (name == "i8") return result + " @range(-5..)";
  if (name == "duration") return result + " @range(100ms..1h)";
  return result;
}

std::string Program::policies(bool is_on, bool is_answered, bool may_repeat) {
  std::string result;
  if (dice_.one_in(8)) result += "@deprecated(\"no\") ";
  if (!options_.policies) return result;
  if (is_on && dice_.one_in(4)) result += "@requires(SignedIn, AtLeast(3, true)) ";
  if (is_on && dice_.one_in(4)) result += "@rate(20 per 10s, burst: 40)\n    ";
  if (is_on && dice_.one_in(6)) result += "@concurrent(4)\n";
  if (is_answered && dice_.one_in(4)) result += "@deadline(3s) ";
  if (!is_answered && dice_.one_in(6)) result += "@volatile ";
  if (is_on && may_repeat && dice_.one_in(6)) result += "@idempotent ";
  return result;
}

void Program::event(std::string_view direction, bool may_answer, bool may_stream) {
  const std::size_t reply = may_answer ? dice_.below(may_stream ? 4 : 3) : 0;
  const bool throws = may_answer && !errors_.empty() && dice_.one_in(2);
  text_ += docs("  ") + "  " + policies(direction == "on", reply != 0 || throws, reply == 1 || reply == 2);
  text_ += fmt::format("{} {}(", direction, member_name());
  switch (dice_.below(4)) {
    case 0:
      break;
    case 1:
      text_ += type();
      break;
    default:
      text_ += fields(1 + dice_.below(5), "", true) + (dice_.one_in(4) ? "," : "");
  }
  text_ += ")";
  if (reply == 1) text_ += " -> void";
  if (reply == 2) text_ += " -> " + type();
  if (reply == 3) text_ += " -> stream " + type();
  if (throws) text_ += " throws " + dice_.of(errors_);
  text_ += ";\n";
}

void Program::members(bool is_root) {
  if (dice_.one_in(is_root ? 2 : 4)) text_ += "  handshake {" + fields(dice_.below(3), ";") + "}\n";
  if (dice_.one_in(is_root ? 2 : 4)) text_ += "  session {" + fields(dice_.below(3), ";") + "}\n";
  if (dice_.one_in(2)) {
    preface("  ");
    text_ +=
        fmt::format("  room {}({}: {}) {{", type_name(), member_name(), dice_.any({"u32", "uuid", "string"}));
    for (std::size_t i = dice_.below(3); i > 0; --i) event("emit", false, false);
    text_ += "}\n";
  }
  for (std::size_t i = dice_.below(5); i > 0; --i) event("on", true, true);
  for (std::size_t i = dice_.below(4); i > 0; --i) event("emit", true, false);
}

void Program::name_space() {
  preface("  ");
  const std::string name = member_name();
  if (options_.policies && dice_.one_in(4)) {
    text_ += fmt::format("  namespace {0} \"/{0}/{{id: uuid}}\" {{\n", name);
  } else {
    text_ += fmt::format("  namespace {}{} {{\n", name, dice_.one_in(2) ? fmt::format(" \"/{}\"", name) : "");
  }
  members(false);
  text_ += "  }\n";
}

void Program::gateway() {
  preface("");
  const std::string name = type_name();
  text_ += fmt::format("@path(\"/{}\") ", name);
  if (dice_.one_in(2)) text_ += "@heartbeat(25s, timeout: 20s)\n";
  if (dice_.one_in(2)) text_ += "@maxPayload(256KiB) ";
  text_ += fmt::format("gateway {} {{\n", name);
  members(true);
  for (std::size_t i = dice_.below(3); i > 0; --i) name_space();
  text_ += "}\n";
}

/// A comment or white space that may stand between any two tokens.
std::string noise(Dice& dice, std::size_t& count) {
  switch (dice.below(14)) {
    case 0:
      return fmt::format("// line {}\n", ++count);
    case 1:
      return fmt::format("\n  // own line {}   \n", ++count);
    case 2:
      return fmt::format(" /* block {} */ ", ++count);
    case 3:
      return fmt::format("\n/* block {} */\n", ++count);
    case 4:
      return fmt::format("/* block {}\n     of two lines */", ++count);
    case 5:
      return fmt::format("\n\t/// docs {}\n", ++count);
    case 6:
      return fmt::format("//// ruler {}\n           // and more\n", ++count);
    case 7:
      return "\n\n\n";
    case 8:
      return "\r\n";
    case 9:
      return "\t \f";
    case 10:
      return fmt::format("/// behind {} \u00fc\u4e16\n", ++count);
    case 11:
      return fmt::format("/**/ // {}\n", ++count);
    default:
      return " ";
  }
}

bool is_wordlike(gen::Token::Kind kind) {
  return kind == gen::Token::Kind::Word || kind == gen::Token::Kind::Number;
}

}  // namespace

std::string random_program(std::uint32_t seed, const RandomProgramOptions& options) {
  return Program(seed, options).text();
}

std::string with_noise(std::string_view text, std::uint32_t seed) {
  Dice dice(seed);
  gen::SourceFile file;
  file.text = text;
  // Some texts get much, some little: many mistakes of a formatter show only where the rest is as usual.
  const std::size_t rarity = 1 + dice.below(12);
  std::string result;
  std::size_t count = 0;
  gen::Token::Kind before = gen::Token::Kind::Mark;
  for (const gen::Token& token : gen::tokens_of(file, gen::SourceId{})) {
    std::string space;
    if (dice.one_in(rarity)) {
      for (std::size_t i = 1 + dice.below(3); i > 0; --i) space += noise(dice, count);
    } else if (dice.one_in(2)) {
      space = dice.any({" ", "\n", "  ", "\n\n"});
    }
    if (space.empty() && is_wordlike(before) && is_wordlike(token.kind)) space = " ";
    result += space;
    result += text.substr(token.span.begin, token.span.end - token.span.begin);
    before = token.kind;
    if (before == gen::Token::Kind::Doc || before == gen::Token::Kind::LineComment) result += '\n';
  }
  return result + dice.any({"", "\n", "\n\n // end", "/* end */"}).data();
}

}  // namespace gangway::test
