#include "render/template_engine.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "render/compile.h"

namespace gangway::gen {
namespace {

using detail::Instruction;
using Kind = Instruction::Kind;
using Json = nlohmann::json;

/// Runs a template's instructions over data, which it reads where it is.
class Renderer {
 public:
  Renderer(std::string_view template_name, const std::vector<Instruction>& code)
      : template_(template_name), code_(code) {}

  std::string run(const Json& data) {
    scopes_.push_back(&data);
    run(0, code_.size());
    return std::move(out_);
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw TemplateError(fmt::format("{}: {}", template_, what));
  }

  /// Looks a name up in the innermost object that has it.
  const Json& find(const std::string& name) const {
    if (name == ".") return *scopes_.back();
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      if (!(*scope)->is_object()) continue;
      const auto found = (*scope)->find(name);
      if (found != (*scope)->end()) return *found;
    }
    fail(fmt::format("the data has no `{}`", name));
  }

  void print(const std::string& name) {
    const Json& value = find(name);
    if (value.is_string()) {
      out_ += value.get_ref<const std::string&>();
    } else if (value.is_number_unsigned()) {
      fmt::format_to(std::back_inserter(out_), "{}", value.get<std::uint64_t>());
    } else if (value.is_number_integer()) {
      fmt::format_to(std::back_inserter(out_), "{}", value.get<std::int64_t>());
    } else {
      fail(fmt::format("`{}` ({}) cannot be printed", name, value.type_name()));
    }
  }

  /// Whether a section is kept: a list's when it has elements, an object's always.
  bool holds(const std::string& name, const Json& value) const {
    if (value.is_boolean()) return value.get<bool>();
    if (value.is_array()) return !value.empty();
    if (value.is_object()) return true;
    fail(fmt::format("`{}` ({}) cannot decide about a section", name, value.type_name()));
  }

  void inside(const Json& scope, std::size_t begin, std::size_t end) {
    scopes_.push_back(&scope);
    run(begin, end);
    scopes_.pop_back();
  }

  void run(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const Instruction& each = code_[i];
      if (each.kind == Kind::Text) {
        out_ += each.text;
      } else if (each.kind == Kind::Value) {
        print(each.text);
      } else {
        const Json& value = find(each.text);
        const bool is_kept = holds(each.text, value) == (each.kind == Kind::Section);
        if (is_kept && value.is_array() && each.kind == Kind::Section) {
          for (const Json& element : value) inside(element, i + 1, each.end);
        } else if (is_kept && value.is_object()) {
          inside(value, i + 1, each.end);
        } else if (is_kept) {
          run(i + 1, each.end);
        }
        i = each.end - 1;
      }
    }
  }

  std::string_view template_;
  const std::vector<Instruction>& code_;
  std::vector<const Json*> scopes_;
  std::string out_;
};

}  // namespace

struct TemplateEngine::Compiled {
  std::vector<Instruction> code;
};

TemplateEngine::TemplateEngine(const TemplateSet& templates) : templates_(templates) {}
TemplateEngine::~TemplateEngine() = default;

const TemplateEngine::Compiled& TemplateEngine::compiled(std::string_view name) const {
  const auto found = compiled_.find(name);
  if (found != compiled_.end()) return *found->second;
  auto made = std::make_unique<Compiled>(Compiled{detail::compile(templates_, name)});
  return *compiled_.emplace(std::string(name), std::move(made)).first->second;
}

std::string TemplateEngine::render(std::string_view name, const Json& data) const {
  return Renderer(name, compiled(name).code).run(data);
}

std::vector<std::string> TemplateEngine::names() const {
  std::vector<std::string> names;
  for (const auto& [name, text] : templates_) {
    if (name.find("/partials/") == std::string::npos) names.push_back(name);
  }
  return names;
}

}  // namespace gangway::gen
