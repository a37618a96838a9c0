#include "analysis/collect_symbols.h"

#include <map>
#include <string>
#include <utility>

#include "analysis/builtin_types.h"
#include "diagnostics/catalogue.h"

namespace gangway::gen {
namespace {

bool is_type(const ast::Declaration& declaration) {
  return !std::holds_alternative<ast::Const>(declaration.what) &&
         !std::holds_alternative<ast::Pipe>(declaration.what) &&
         !std::holds_alternative<ast::Guard>(declaration.what) &&
         !std::holds_alternative<ast::Gateway>(declaration.what) &&
         !std::holds_alternative<ast::Unread>(declaration.what);
}

}  // namespace

void collect_symbols(const Program& program, Symbols& symbols, DiagnosticSink& sink) {
  std::map<std::pair<std::string, std::string>, Span> first;  // (package, name) -> where
  std::uint32_t next_type = 0;
  for (const ast::File& file : program.files) {
    const std::string package = file.package ? file.package->name.text() : std::string();
    for (const ast::Declaration& declaration : file.declarations) {
      Symbol symbol{&declaration, file.source, package, std::nullopt};
      if (is_type(declaration)) symbol.type = static_cast<TypeId>(next_type++);
      symbols.add(std::move(symbol));

      const ast::Name& name = declaration.name;
      if (is_builtin_type(name.text)) sink.report(rules::builtin_name, name.span, name.text);
      const auto [earlier, is_new] = first.try_emplace({package, name.text}, name.span);
      if (!is_new)
        sink.report(rules::duplicate_declaration, name.span, name.text)
            .note(earlier->second, "first declared here");
    }
  }
}

}  // namespace gangway::gen
