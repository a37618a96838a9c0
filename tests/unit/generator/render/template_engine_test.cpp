#include "render/template_engine.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using gangway::gen::TemplateEngine;
using gangway::gen::TemplateError;
using gangway::gen::TemplateSet;

namespace {

std::string render(const TemplateSet& templates, const nlohmann::json& data) {
  return TemplateEngine(templates).render("t.mustache", data);
}

std::string failure(const TemplateSet& templates, const nlohmann::json& data) {
  try {
    return "rendered: " + render(templates, data);
  } catch (const TemplateError& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("values are printed as they are, without escapes") {
  CHECK(render({{"t.mustache", "{{a}} {{b}} {{c}}\n"}}, {{"a", "<&\">"}, {"b", 7}, {"c", "{{a}}"}}) ==
        "<&\"> 7 {{a}}\n");
}

TEST_CASE("a tag alone on its line takes the line with it") {
  const nlohmann::json data = {{"list", {"x", "y"}}, {"no", false}, {"none", nlohmann::json::array()}};
  CHECK(render({{"t.mustache", "a\n{{#list}}\n  {{.}}\n{{/list}}\nb\n"}}, data) == "a\n  x\n  y\nb\n");
  CHECK(render({{"t.mustache", "a\n  {{#no}}\nx\n  {{/no}}\nb\n"}}, data) == "a\nb\n");
  CHECK(render({{"t.mustache", "a\n{{^none}}\nempty\n{{/none}}\n"}}, data) == "a\nempty\n");
  CHECK(render({{"t.mustache", "a\n{{! nothing }}\nb\n"}}, data) == "a\nb\n");
}

TEST_CASE("a blank line behind an opening tag stays") {
  CHECK(render({{"t.mustache", "{{#list}}\n\n{{.}}\n{{/list}}\n"}}, {{"list", {"x", "y"}}}) == "\nx\n\ny\n");
}

TEST_CASE("sections inside a line do not break it") {
  CHECK(render({{"t.mustache", "f({{#a}}{{.}}, {{/a}}z)\n"}}, {{"a", {"x", "y"}}}) == "f(x, y, z)\n");
}

TEST_CASE("a partial is indented like its tag, on every line") {
  const TemplateSet templates = {{"t.mustache", "a\n  {{>p}}\nb\n"},
                                 {"p.mustache", "{{#list}}\n- {{.}}\n\n{{/list}}\n"}};
  CHECK(render(templates, {{"list", {"x", "y"}}}) == "a\n  - x\n\n  - y\n\nb\n");
}

TEST_CASE("a partial inside a line loses its last line break") {
  const TemplateSet templates = {{"t.mustache", "{{#list}}\n<{{>p}}>\n{{/list}}\n"},
                                 {"p.mustache", "{{.}}\n{{.}}\n"},
                                 {"q.mustache", "a\n{{>empty}}b\n"},
                                 {"empty.mustache", ""}};
  CHECK(render(templates, {{"list", {"x", "y"}}}) == "<x\nx>\n<y\ny>\n");
  CHECK(TemplateEngine(templates).render("q.mustache", nlohmann::json::object()) == "a\nb\n");
}

TEST_CASE("a name is looked up in the innermost object that has it") {
  const nlohmann::json data = {
      {"a", "out"}, {"list", {{{"a", "in"}}, {{"b", 1}}}}, {"object", {{"a", "own"}}}};
  CHECK(render({{"t.mustache", "{{#list}}{{a}} {{/list}}{{#object}}{{a}}{{/object}}"}}, data) ==
        "in out own");
}

TEST_CASE("a name that the data lacks is an error, also where mustache would print nothing") {
  CHECK(failure({{"t.mustache", "{{a}}"}}, {{"b", 1}}) == "t.mustache: the data has no `a`");
  CHECK(failure({{"t.mustache", "{{#a}}x{{/a}}"}}, {{"b", 1}}) == "t.mustache: the data has no `a`");
  CHECK(failure({{"t.mustache", "{{^a}}x{{/a}}"}}, {{"b", 1}}) == "t.mustache: the data has no `a`");
}

TEST_CASE("what cannot be printed is an error") {
  CHECK(failure({{"t.mustache", "{{a}}"}}, {{"a", nullptr}}) == "t.mustache: `a` (null) cannot be printed");
  CHECK(failure({{"t.mustache", "{{a}}"}}, {{"a", 1.5}}) == "t.mustache: `a` (number) cannot be printed");
  CHECK(failure({{"t.mustache", "{{a}}"}}, {{"a", true}}) == "t.mustache: `a` (boolean) cannot be printed");
  CHECK(failure({{"t.mustache", "{{#a}}x{{/a}}"}}, {{"a", "yes"}}) ==
        "t.mustache: `a` (string) cannot decide about a section");
}

TEST_CASE("a broken template is an error with file and line") {
  CHECK(failure({{"t.mustache", "a\n{{#b}}\n"}}, {}) == "t.mustache:2: section `b` is not closed");
  CHECK(failure({{"t.mustache", "{{#b}}\n{{#c}}\n{{/b}}\n"}}, {}) ==
        "t.mustache:3: section `c` of line 2 is open here, not `b`");
  CHECK(failure({{"t.mustache", "{{/b}}\n"}}, {}) == "t.mustache:1: section `b` was never opened");
  CHECK(failure({{"t.mustache", "\n{{a\n}}\n"}}, {}) == "t.mustache:2: a tag must end on its line");
  CHECK(failure({{"t.mustache", "{{{a}}}\n"}}, {}).find("nothing is escaped here") != std::string::npos);
  CHECK(failure({{"t.mustache", "{{>q}}\n"}}, {}) == "t.mustache:1: no partial named `q`");
  CHECK(failure({{"t.mustache", "{{>t}}\n"}}, {}).find("includes itself") != std::string::npos);
  CHECK(failure({}, {}) == "no template named `t.mustache`");
}

TEST_CASE("every template of the generator is well-formed") {
  const TemplateEngine engine;
  CHECK(engine.names().size() > 10);
  for (const std::string& name : engine.names()) {
    CAPTURE(name);
    // With no data, a template fails at the first name it wants, but only once it was taken apart.
    try {
      (void)engine.render(name, nlohmann::json::object());
    } catch (const TemplateError& error) {
      CHECK(std::string(error.what()).find("the data has no `") != std::string::npos);
    }
  }
}
