#include "lsp/completion_place.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "analysis/builtin_annotations.h"
#include "syntax/tokens.h"

namespace gangway::gen::lsp {
namespace {

enum class Block {
  File,
  Fields,
  Choices,
  Arms,
  Gateway,
  Namespace,
  Room,
  Params,
  TypeArguments,
  Annotation,
  Guard,
  Other
};

/// One pair of brackets that is open at the place, and what was begun in it; annotations left out.
struct Level {
  Block block = Block::File;
  std::string_view of;  ///< The annotation or guard whose parentheses these are.
  std::size_t commas = 0;
  std::vector<std::string_view> written;  ///< Closed brackets are one token: `()`, `<>`, `[]`, `{}`.

  [[nodiscard]] std::string_view last() const {
    return written.empty() ? std::string_view() : written.back();
  }
  [[nodiscard]] bool has(std::string_view token) const {
    return std::find(written.begin(), written.end(), token) != written.end();
  }
};

constexpr bool is_one_of(std::string_view word, auto... words) { return ((word == words) || ...); }

/// Whether `,` ends what was begun in it.
constexpr bool holds_list(Block block) {
  return block == Block::Choices || block == Block::Arms || block == Block::Params ||
         block == Block::TypeArguments || block == Block::Annotation || block == Block::Guard;
}

Block block_behind(const Level& level) {
  const auto starts = [&](std::string_view word) { return level.has(word); };
  if (starts("=")) return Block::Other;
  if (level.block == Block::File) {
    if (starts("struct") || starts("error")) return Block::Fields;
    if (starts("enum")) return Block::Choices;
    if (starts("union")) return Block::Arms;
    return starts("gateway") ? Block::Gateway : Block::Other;
  }
  const std::string_view first = level.written.empty() ? std::string_view() : level.written.front();
  if (is_one_of(first, "handshake", "session")) return Block::Fields;
  if (first == "namespace") return Block::Namespace;
  return first == "room" ? Block::Room : Block::Other;
}

/// Where annotations may stand in front of what begins with `word` in `block`; nothing when it does not say.
std::uint32_t places_before(Block block, std::string_view word) {
  switch (block) {
    case Block::File:
      if (word == "gateway") return kOnGateway;
      if (is_one_of(word, "type", "const", "struct", "error", "closed", "enum", "union", "pipe", "guard"))
        return kOnTypeDeclaration;
      return kOnGateway | kOnTypeDeclaration;
    case Block::Gateway:
    case Block::Namespace:
      if (word == "on") return kOnOn;
      if (word == "emit") return kOnEmit;
      if (word == "room") return kOnRoom;
      if (word == "namespace") return kOnNamespace;
      if (is_one_of(word, "handshake", "session")) return kOnBlock;
      return kOnEvent | kOnRoom | kOnBlock | (block == Block::Gateway ? kOnNamespace : 0U);
    case Block::Room:
      return kOnEmit;
    case Block::Choices:
    case Block::Arms:
      return kOnChoice;
    case Block::Fields:
    case Block::Params:
      return kOnField;
    default:
      return 0;
  }
}

class Scan {
 public:
  Scan(const SourceFile& file, SourceId id, std::uint32_t offset)
      : text_(file.text), tokens_(tokens_of(file, id)), offset_(offset) {
    place_.begin = offset;
  }

  CompletionPlace run() {
    std::size_t i = 0;
    for (; i < tokens_.size() && tokens_[i].span.begin < offset_; ++i) {
      const Token& token = tokens_[i];
      if (is_under_cursor(token)) {
        if (!enters(token)) return place_;
        continue;
      }
      if (is_comment(token)) continue;
      take(text(token));
      has_text_before_ = true;
    }
    next_ = i;
    take_qualifier();
    decide();
    return place_;
  }

 private:
  [[nodiscard]] std::string_view text(const Token& token) const {
    return text_.substr(token.span.begin, token.span.end - token.span.begin);
  }
  static bool is_comment(const Token& token) {
    return token.kind == Token::Kind::Doc || token.kind == Token::Kind::LineComment ||
           token.kind == Token::Kind::BlockComment;
  }

  /// Whether the cursor is in the token, or at the end of one that goes on where it is written on.
  [[nodiscard]] bool is_under_cursor(const Token& token) const {
    if (offset_ < token.span.end) return true;
    const bool goes_on = token.kind == Token::Kind::Word || token.kind == Token::Kind::Number ||
                         token.kind == Token::Kind::Doc || token.kind == Token::Kind::LineComment ||
                         (token.kind == Token::Kind::Broken && text_[token.span.begin] == '"');
    return offset_ == token.span.end && goes_on;
  }

  /// False when nothing can be proposed inside of the token.
  bool enters(const Token& token) {
    if (token.kind == Token::Kind::Word) {
      place_.begin = token.span.begin;
      return true;
    }
    const bool is_string = text_[token.span.begin] == '"';
    if (is_string && levels_.back().block == Block::File && levels_.back().last() == "import") {
      place_.import_path = true;
      place_.begin = token.span.begin + 1;
    }
    return false;
  }

  void take(std::string_view token) {
    Level& level = levels_.back();
    if (take_annotation(token)) return;
    if (is_one_of(token, "{", "(", "[", "<")) return open(token);
    if (is_one_of(token, "}", ")", "]", ">")) return close(token);
    const bool is_list = holds_list(level.block);
    if (token == ";" || (token == "," && is_list)) {
      level.written.clear();
      ++level.commas;
      return;
    }
    level.written.push_back(token);
  }

  /// `@`, and the name and the dots behind it.
  bool take_annotation(std::string_view token) {
    if (token == "@") {
      annotation_ = "@";
      return true;
    }
    if (!annotation_) return false;
    const bool is_name =
        token[0] == '_' || (token[0] >= 'a' && token[0] <= 'z') || (token[0] >= 'A' && token[0] <= 'Z');
    if (*annotation_ == "@" && is_name) {
      annotation_ = token;
      return true;
    }
    if (token == "(" && *annotation_ != "@") {
      levels_.push_back({Block::Annotation, *annotation_, 0, {}});
      annotation_.reset();
      return true;
    }
    annotation_.reset();
    return false;
  }

  void open(std::string_view bracket) {
    Level& level = levels_.back();
    if (bracket == "(" && level.block == Block::Annotation) {
      levels_.push_back({Block::Guard, level.last(), 0, {}});
    } else {
      const Block block = bracket == "{"   ? block_behind(level)
                          : bracket == "(" ? Block::Params
                          : bracket == "<" ? Block::TypeArguments
                                           : Block::Other;
      levels_.push_back({block, {}, 0, {}});
    }
  }

  void close(std::string_view bracket) {
    if (levels_.size() == 1) return;
    const Block closed = levels_.back().block;
    levels_.pop_back();
    Level& level = levels_.back();
    if (bracket == "}" && closed != Block::Other) {
      level.written.clear();
    } else if (closed != Block::Annotation) {
      level.written.push_back(bracket == ")" ? "()" : bracket == ">" ? "<>" : bracket == "]" ? "[]" : "{}");
    }
  }

  void take_qualifier() {
    std::vector<std::string_view>& written = levels_.back().written;
    while (written.size() >= 2 && written.back() == ".") {
      const std::string part(written[written.size() - 2]);
      place_.qualifier = place_.qualifier.empty() ? part : part + "." + place_.qualifier;
      written.resize(written.size() - 2);
    }
  }

  /// The first word behind the cursor that is not part of an annotation.
  [[nodiscard]] std::string_view following_word() const {
    int depth = 0;
    bool is_annotation_name = false;
    for (std::size_t i = next_; i < tokens_.size(); ++i) {
      if (is_comment(tokens_[i])) continue;
      const std::string_view token = text(tokens_[i]);
      if (token == "(") ++depth;
      if (token == ")") --depth;
      if (token == "@") is_annotation_name = true;
      if (depth != 0 || tokens_[i].kind != Token::Kind::Word) {
        if (is_one_of(token, ";", "}", "{")) return {};
        continue;
      }
      if (!std::exchange(is_annotation_name, false)) return token;
    }
    return {};
  }

  void decide() {
    const Level& level = levels_.back();
    if (annotation_ == "@") return decide_annotation(level);
    switch (level.block) {
      case Block::File:
        return decide_file(level);
      case Block::Fields:
        if (level.written.empty()) place_.words = {"reserved"};
        return decide_field(level);
      case Block::Choices:
        if (level.written.empty()) place_.words = {"reserved"};
        return;
      case Block::Arms:
        if (level.written.empty()) place_.words = {"reserved"};
        place_.types = level.last() == ":";
        return;
      case Block::Gateway:
        if (level.written.empty()) place_.words = {"namespace", "on", "emit", "room", "handshake", "session"};
        return decide_event(level);
      case Block::Namespace:
        if (level.written.empty()) place_.words = {"on", "emit", "room", "handshake", "session"};
        return decide_event(level);
      case Block::Room:
        if (level.written.empty()) place_.words = {"emit"};
        return decide_event(level);
      case Block::Params:
        if (level.written.empty()) place_.words = {"stream"};
        place_.types = level.written.empty() || level.last() == "stream";
        return decide_field(level);
      case Block::TypeArguments:
        place_.types = level.written.empty();
        return;
      case Block::Annotation:
      case Block::Guard:
        return decide_argument(level);
      case Block::Other:
        return;
    }
  }

  void decide_annotation(const Level& level) {
    const bool is_behind_type = level.block == Block::TypeArguments || !level.written.empty();
    if (!is_behind_type) {
      place_.annotation_places = places_before(level.block, following_word());
      return;
    }
    place_.annotation_places = kAfterType;
    place_.type = type_in(level);
  }

  /// The first word of the type that was written last: behind a colon, an arrow, `type X =`, or at the
  /// beginning.
  static std::string_view type_in(const Level& level) {
    std::string_view type = level.written.empty() ? std::string_view() : level.written.front();
    for (std::size_t i = 0; i + 1 < level.written.size(); ++i) {
      const bool is_alias = level.written[i] == "=" && level.written.front() == "type";
      if (is_one_of(level.written[i], ":", "->", "stream") || is_alias) type = level.written[i + 1];
    }
    return type;
  }

  void decide_file(const Level& level) {
    const std::string_view last = level.last();
    const std::string_view first = level.written.empty() ? std::string_view() : level.written.front();
    if (level.written.empty()) {
      place_.words = {"import", "type",  "const", "struct", "closed", "enum",
                      "union",  "error", "pipe",  "guard",  "gateway"};
      if (!has_text_before_) place_.words.push_back("package");
    } else if (last == "closed") {
      place_.words = {"enum", "union"};
    } else if (first == "type") {
      place_.types = last == "=";
    } else if (is_one_of(first, "const", "pipe")) {
      decide_field(level);
    } else if (level.has("union") && level.written.size() >= 2 &&
               level.written[level.written.size() - 2] == "union") {
      place_.words = {"tag"};
    }
  }

  /// `name: type = value`
  void decide_field(const Level& level) {
    if (level.last() == ":") place_.types = true;
    if (level.last() == "=") {
      place_.value = true;
      place_.type = type_in(level);
    }
  }

  void decide_event(const Level& level) {
    const std::string_view last = level.last();
    if (level.written.empty() || !is_one_of(level.written.front(), "on", "emit")) return;
    if (last == "->") {
      place_.types = place_.reply_types = true;
      place_.words = {"stream"};
    } else if (level.has("throws")) {
      place_.errors = is_one_of(last, "throws", ",");
    } else if (level.has("->")) {
      place_.types = last == "stream";
      if (last != "stream") place_.words = {"throws"};
    } else if (last == "()") {
      place_.words = {"throws"};
    }
  }

  void decide_argument(const Level& level) {
    const bool is_guard = level.block == Block::Guard;
    place_.annotation = is_guard ? levels_[levels_.size() - 2].of : level.of;
    if (is_guard) place_.guard = level.of;
    place_.argument = level.commas;
    place_.value = is_guard && level.written.empty();
    if (level.last() == ":" && level.written.size() >= 2)
      place_.label = level.written[level.written.size() - 2];
    const bool is_number = !level.last().empty() && level.last()[0] >= '0' && level.last()[0] <= '9';
    if (place_.annotation == "rate" && is_number && level.written.size() == 1) place_.words = {"per"};
    const bool is_taken = !level.written.empty() && !is_one_of(level.last(), ":", "..");
    if (is_taken) place_.annotation = {};
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::uint32_t offset_;
  bool has_text_before_ = false;
  std::size_t next_ = 0;
  std::vector<Level> levels_{Level{}};
  std::optional<std::string_view> annotation_;  ///< "@", then the name behind it.
  CompletionPlace place_;
};

}  // namespace

CompletionPlace completion_place(const SourceFile& file, SourceId id, std::uint32_t offset) {
  return Scan(file, id, offset).run();
}

}  // namespace gangway::gen::lsp
