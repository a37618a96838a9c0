#include "render/template_engine.h"

#include <algorithm>

#include <fmt/format.h>
#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>

#include "render/flatten.h"

namespace gangway::gen {
namespace {

using Data = kainjow::mustache::data;

/// Refuses what mustache would print as nothing.
class StrictContext final : public kainjow::mustache::context<std::string> {
 public:
  StrictContext(std::string_view template_name, const Data* data) : context(data), template_(template_name) {}

  const Data* get(const std::string& name) const override {
    const Data* found = context::get(name);
    if (found == nullptr) throw TemplateError(fmt::format("{}: the data has no `{}`", template_, name));
    return found;
  }

 private:
  std::string template_;
};

Data to_data(const nlohmann::json& value, const std::string& where) {
  switch (value.type()) {
    case nlohmann::json::value_t::object: {
      Data object{Data::type::object};
      for (const auto& [key, member] : value.items()) object.set(key, to_data(member, where + "." + key));
      return object;
    }
    case nlohmann::json::value_t::array: {
      Data list{Data::type::list};
      for (const auto& element : value) list.push_back(to_data(element, where + "[]"));
      return list;
    }
    case nlohmann::json::value_t::string:
      return Data{value.get_ref<const std::string&>()};
    case nlohmann::json::value_t::boolean:
      return Data{value.get<bool>() ? Data::type::bool_true : Data::type::bool_false};
    case nlohmann::json::value_t::number_integer:
    case nlohmann::json::value_t::number_unsigned:
      return Data{value.dump()};
    default:
      throw TemplateError(fmt::format("view{}: a {} cannot be printed", where, value.type_name()));
  }
}

}  // namespace

struct TemplateEngine::Compiled {
  explicit Compiled(const std::string& text) : tmpl(text) {
    tmpl.set_custom_escape([](const std::string& plain) { return plain; });
  }
  kainjow::mustache::mustache tmpl;
};

TemplateEngine::TemplateEngine(const TemplateSet& templates) : templates_(templates) {}
TemplateEngine::~TemplateEngine() = default;

const TemplateEngine::Compiled& TemplateEngine::compiled(std::string_view name) const {
  const auto found = compiled_.find(name);
  if (found != compiled_.end()) return *found->second;
  auto made = std::make_unique<Compiled>(detail::flatten(templates_, name));
  if (!made->tmpl.is_valid()) throw TemplateError(fmt::format("{}: {}", name, made->tmpl.error_message()));
  return *compiled_.emplace(std::string(name), std::move(made)).first->second;
}

std::string TemplateEngine::render(std::string_view name, const nlohmann::json& data) const {
  auto& tmpl = const_cast<kainjow::mustache::mustache&>(compiled(name).tmpl);  // its render is not const
  const Data root = to_data(data, "");
  StrictContext context(name, &root);
  std::string text = tmpl.render(context);
  if (!tmpl.is_valid()) throw TemplateError(fmt::format("{}: {}", name, tmpl.error_message()));
  std::replace(text.begin(), text.end(), detail::kLineBreak, '\n');
  return text;
}

std::vector<std::string> TemplateEngine::names() const {
  std::vector<std::string> names;
  for (const auto& [name, text] : templates_) {
    if (name.find("/partials/") == std::string::npos) names.push_back(name);
  }
  return names;
}

}  // namespace gangway::gen
