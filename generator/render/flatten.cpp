#include "render/flatten.h"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace gangway::gen::detail {
namespace {

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
};

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

class Flattener {
 public:
  Flattener(const TemplateSet& templates, std::string_view name) : templates_(templates), name_(name) {}

  std::string run(std::string_view indent, int depth) {
    depth_ = depth;
    const auto found = templates_.find(name_);
    if (found == templates_.end()) throw TemplateError(fmt::format("no template named `{}`", name_));
    std::string_view text = found->second;
    while (!text.empty()) {
      ++line_;
      const auto end = text.find('\n');
      const bool has_break = end != std::string_view::npos;
      flatten_line(text.substr(0, end), has_break, indent);
      text.remove_prefix(has_break ? end + 1 : text.size());
    }
    if (!open_.empty()) {
      line_ = open_.back().line;
      fail(fmt::format("section `{}` is not closed", open_.back().name));
    }
    return std::move(out_);
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

  void note_section(const Tag& tag) {
    if (tag.sigil == '#' || tag.sigil == '^') {
      open_.push_back({tag.name, line_});
    } else if (tag.sigil == '/') {
      if (open_.empty()) fail(fmt::format("section `{}` was never opened", tag.name));
      if (open_.back().name != tag.name) {
        fail(fmt::format("section `{}` of line {} is open here, not `{}`", open_.back().name,
                         open_.back().line, tag.name));
      }
      open_.pop_back();
    }
  }

  std::string partial(const std::string& name, std::string_view indent) const {
    if (depth_ >= kMaxPartialDepth) fail(fmt::format("partial `{}` includes itself", name));
    if (!templates_.contains(name + ".mustache")) fail(fmt::format("no partial named `{}`", name));
    return Flattener(templates_, name + ".mustache").run(indent, depth_ + 1);
  }

  void flatten_line(std::string_view line, bool has_break, std::string_view indent) {
    const std::string_view content = trim(line);
    const auto first = next_tag(content, 0);
    if (first && first->begin == 0 && first->end == content.size() && first->sigil != 0) {
      note_section(*first);
      if (first->sigil == '>') {
        const std::string deeper =
            std::string(indent) + std::string(line.substr(0, line.find_first_not_of(" \t")));
        out_ += partial(first->name, deeper);
      } else if (first->sigil != '!') {
        out_ += content;
      }
      return;
    }

    if (!content.empty()) out_ += indent;
    std::size_t done = 0;
    while (const auto tag = next_tag(line, done)) {
      note_section(*tag);
      out_ += line.substr(done, tag->begin - done);
      if (tag->sigil == '>') {
        std::string inserted = partial(tag->name, "");
        if (!inserted.empty() && inserted.back() == kLineBreak) inserted.pop_back();
        out_ += inserted;
      } else if (tag->sigil != '!') {
        out_ += line.substr(tag->begin, tag->end - tag->begin);
      }
      done = tag->end;
    }
    out_ += line.substr(done);
    if (has_break) out_ += kLineBreak;
  }

  const TemplateSet& templates_;
  std::string name_;
  std::string out_;
  std::size_t line_ = 0;
  int depth_ = 0;
  std::vector<OpenSection> open_;
};

}  // namespace

std::string flatten(const TemplateSet& templates, std::string_view name) {
  return Flattener(templates, name).run("", 0);
}

}  // namespace gangway::gen::detail
