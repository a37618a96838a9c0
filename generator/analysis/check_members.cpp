#include "analysis/check_members.h"

#include <cctype>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/generated_names.h"
#include "analysis/mends.h"
#include "analysis/walk.h"
#include "diagnostics/catalogue.h"

namespace gangway::gen {
namespace {

/// Checks the names of one list against each other and against the reserved ones.
class NameList {
 public:
  NameList(const Program& program, std::string_view owner, std::string_view word,
           const std::vector<ast::Name>& reserved, DiagnosticSink& sink)
      : owner_(owner), word_(word), sink_(sink) {
    for (const ast::Name& name : reserved) {
      const auto [earlier, is_new] = reserved_.try_emplace(name.text, name.span);
      if (is_new) continue;
      Diagnostic& diagnostic = sink_.report(rules::reserved_twice, name.span, name.text)
                                   .note(earlier->second, "first reserved here");
      mend_by_removal_from_list(diagnostic, program, name.span);
    }
  }

  void add(const ast::Name& name) {
    if (!is_usable_name(name.text)) sink_.report(rules::unusable_name, name.span, name.text);
    if (const auto found = reserved_.find(name.text); found != reserved_.end()) {
      sink_.report(rules::reserved_name_used, name.span, name.text).note(found->second, "reserved here");
    }
    const std::string in_cpp = lower_snake(name.text);
    const auto [earlier, is_new] = first_.try_emplace(in_cpp, &name);
    if (is_new) return;
    if (earlier->second->text == name.text) {
      sink_.report(rules::duplicate_member, name.span, word_, name.text, owner_)
          .note(earlier->second->span, "first declared here");
    } else {
      sink_.report(rules::same_generated_name, name.span, name.text, earlier->second->text, in_cpp)
          .note(earlier->second->span, "the other one");
    }
  }

 private:
  std::string_view owner_;
  std::string_view word_;
  DiagnosticSink& sink_;
  std::map<std::string, Span> reserved_;
  std::map<std::string, const ast::Name*> first_;  ///< By the name in C++.
};

bool is_name(std::string_view text) {
  if (text.empty() || std::isdigit(static_cast<unsigned char>(text[0])) != 0) return false;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_') return false;
  }
  return true;
}

void check_enum(const Program& program, const ast::Name& name, const ast::Enum& written,
                DiagnosticSink& sink) {
  if (written.enumerators.empty()) sink.report(rules::empty_choice, name.span, "enum", name.text);
  NameList names(program, name.text, "value", written.reserved, sink);
  for (const ast::Enumerator& each : written.enumerators) names.add(each.name);
}

void check_union(const Program& program, const ast::Name& name, const ast::Union& written,
                 DiagnosticSink& sink) {
  if (written.arms.empty()) sink.report(rules::empty_choice, name.span, "union", name.text);
  if (!is_name(written.tag.text)) sink.report(rules::bad_tag, written.tag.span, '"' + written.tag.text + '"');
  NameList names(program, name.text, "arm", written.reserved, sink);
  for (const ast::Arm& each : written.arms) names.add(each.name);
}

}  // namespace

void check_members(const Program& program, DiagnosticSink& sink) {
  for (const ast::File& file : program.files) {
    for (const ast::Declaration& declaration : file.declarations) {
      for_each_fields(declaration,
                      [&](FieldsRole role, std::string_view owner, const auto& fields, const auto& reserved) {
                        NameList names(program, owner, field_word(role), reserved, sink);
                        for (const ast::Field& field : fields) {
                          names.add(field.name);
                          // A C++ class cannot have a member of its own name.
                          const bool is_struct = role == FieldsRole::Struct || role == FieldsRole::Error;
                          if (is_struct && lower_snake(field.name.text) == owner) {
                            sink.report(rules::generated_name_taken, field.name.span, field.name.text,
                                        "the struct that it stands in");
                          }
                        }
                      });
      if (const auto* e = std::get_if<ast::Enum>(&declaration.what))
        check_enum(program, declaration.name, *e, sink);
      if (const auto* u = std::get_if<ast::Union>(&declaration.what))
        check_union(program, declaration.name, *u, sink);
    }
  }
}

}  // namespace gangway::gen
