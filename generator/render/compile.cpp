#include "render/compile.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

namespace gangway::gen::detail {
namespace {

using Kind = Instruction::Kind;

constexpr int kMaxPartialDepth = 16;

struct Tag {
  char sigil = 0;  // '#', '^', '/', '!', '>', or 0 for a variable
  std::string name;
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct OpenSection {
  std::string name;
  std::size_t line;
  std::size_t instruction;
};

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// What is made of a template and its partials.
class Code {
 public:
  std::size_t add(Kind kind, std::string text) {
    instructions_.push_back({kind, std::move(text)});
    is_open_ = false;
    return instructions_.size() - 1;
  }

  void close(std::size_t section) {
    instructions_[section].end = instructions_.size();
    is_open_ = false;
  }

  void print(std::string_view text) {
    if (text.empty()) return;
    if (!is_open_) add(Kind::Text, {});
    is_open_ = true;
    instructions_.back().text += text;
  }

  /// Takes the line break back with which the text ends, if it does.
  void take_line_break() {
    if (is_open_ && instructions_.back().text.ends_with('\n')) instructions_.back().text.pop_back();
  }

  /// What is printed from here on is an instruction of its own.
  void cut() { is_open_ = false; }

  std::vector<Instruction> take() { return std::move(instructions_); }

 private:
  std::vector<Instruction> instructions_;
  bool is_open_ = false;  ///< Whether the last instruction is a text that may grow.
};

class Compiler {
 public:
  Compiler(const TemplateSet& templates, std::string_view name, Code& code)
      : templates_(templates), name_(name), code_(code) {}

  void run(std::string_view indent, int depth) {
    depth_ = depth;
    const auto found = templates_.find(name_);
    if (found == templates_.end()) throw TemplateError(fmt::format("no template named `{}`", name_));
    std::string_view text = found->second;
    while (!text.empty()) {
      ++line_;
      const auto end = text.find('\n');
      const bool has_break = end != std::string_view::npos;
      compile_line(text.substr(0, end), has_break, indent);
      text.remove_prefix(has_break ? end + 1 : text.size());
    }
    if (!open_.empty()) {
      line_ = open_.back().line;
      fail(fmt::format("section `{}` is not closed", open_.back().name));
    }
  }

 private:
  [[noreturn]] void fail(std::string_view what) const {
    throw TemplateError(fmt::format("{}:{}: {}", name_, line_, what));
  }

  std::optional<Tag> next_tag(std::string_view line, std::size_t from) const {
    const auto begin = line.find("{{", from);
    if (begin == std::string_view::npos) return std::nullopt;
    const auto end = line.find("}}", begin);
    if (end == std::string_view::npos) fail("a tag must end on its line");
    std::string_view inside = trim(line.substr(begin + 2, end - begin - 2));
    if (inside.empty()) fail("an empty tag");
    Tag tag{.sigil = 0, .name = {}, .begin = begin, .end = end + 2};
    if (std::string_view("#^/!>").find(inside[0]) != std::string_view::npos) {
      tag.sigil = inside[0];
      inside.remove_prefix(1);
    } else if (std::string_view("{&=").find(inside[0]) != std::string_view::npos) {
      fail("nothing is escaped here: write {{name}}; delimiters cannot be changed");
    }
    tag.name = trim(inside);
    return tag;
  }

  void open(Kind kind, const Tag& tag) { open_.push_back({tag.name, line_, code_.add(kind, tag.name)}); }

  void close(const Tag& tag) {
    if (open_.empty()) fail(fmt::format("section `{}` was never opened", tag.name));
    if (open_.back().name != tag.name) {
      fail(fmt::format("section `{}` of line {} is open here, not `{}`", open_.back().name, open_.back().line,
                       tag.name));
    }
    code_.close(open_.back().instruction);
    open_.pop_back();
  }

  void partial(const std::string& name, std::string_view indent) const {
    if (depth_ >= kMaxPartialDepth) fail(fmt::format("partial `{}` includes itself", name));
    if (!templates_.contains(name + ".mustache")) fail(fmt::format("no partial named `{}`", name));
    Compiler(templates_, name + ".mustache", code_).run(indent, depth_ + 1);
  }

  void compile_tag(const Tag& tag, std::string_view indent) {
    switch (tag.sigil) {
      case '#':
        return open(Kind::Section, tag);
      case '^':
        return open(Kind::Inverted, tag);
      case '/':
        return close(tag);
      case '>':
        return partial(tag.name, indent);
      case '!':
        return;
      default:
        code_.add(Kind::Value, tag.name);
    }
  }

  void compile_line(std::string_view line, bool has_break, std::string_view indent) {
    const std::string_view content = trim(line);
    const auto first = next_tag(content, 0);
    if (first && first->begin == 0 && first->end == content.size() && first->sigil != 0) {
      const std::string_view own_indent = line.substr(0, line.find_first_not_of(" \t"));
      compile_tag(*first, std::string(indent).append(own_indent));
      return;
    }

    if (!content.empty()) code_.print(indent);
    std::size_t done = 0;
    while (const auto tag = next_tag(line, done)) {
      code_.print(line.substr(done, tag->begin - done));
      if (tag->sigil == '>') {
        code_.cut();
        partial(tag->name, "");
        code_.take_line_break();
      } else {
        compile_tag(*tag, "");
      }
      done = tag->end;
    }
    code_.print(line.substr(done));
    if (has_break) code_.print("\n");
  }

  const TemplateSet& templates_;
  std::string name_;
  Code& code_;
  std::size_t line_ = 0;
  int depth_ = 0;
  std::vector<OpenSection> open_;
};

}  // namespace

std::vector<Instruction> compile(const TemplateSet& templates, std::string_view name) {
  Code code;
  Compiler(templates, name, code).run("", 0);
  return code.take();
}

}  // namespace gangway::gen::detail
