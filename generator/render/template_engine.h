#pragma once

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace gangway::gen {

/// A template or the data given to it is wrong: our bug, never the user's.
class TemplateError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// The template files by name: "cpp/types.h.mustache" -> text.
using TemplateSet = std::map<std::string, std::string, std::less<>>;

/// The templates built into this program.
const TemplateSet& embedded_templates();

/// Mustache made safe for code.
///
/// What plain mustache answers with silence is a TemplateError here: a name that the data lacks, a value that
/// cannot be printed, a section that is not closed, a partial that does not exist. Nothing is HTML-escaped.
/// A tag alone on its line (section, inverted section, comment) takes the whole line with it. A partial alone
/// on its line is indented like its tag. A name that the innermost object lacks is looked up further out.
class TemplateEngine {
 public:
  explicit TemplateEngine(const TemplateSet& templates = embedded_templates());
  ~TemplateEngine();
  TemplateEngine(const TemplateEngine&) = delete;
  TemplateEngine& operator=(const TemplateEngine&) = delete;

  /// The text of template `name` filled in with `data`, which must be an object.
  [[nodiscard]] std::string render(std::string_view name, const nlohmann::json& data) const;

  /// The names of all templates but partials, sorted: for the test that parses each.
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  struct Compiled;
  const Compiled& compiled(std::string_view name) const;

  const TemplateSet& templates_;
  mutable std::map<std::string, std::unique_ptr<Compiled>, std::less<>> compiled_;
};

}  // namespace gangway::gen
