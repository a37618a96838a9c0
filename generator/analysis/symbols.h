#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/program.h"
#include "schema/schema.h"
#include "syntax/ast.h"

namespace gangway::gen {

/// One declared name.
struct Symbol {
  const ast::Declaration* declaration = nullptr;
  SourceId file{};
  std::string package;         ///< "demo.chat"; empty when the file has none.
  std::optional<TypeId> type;  ///< For aliases, structs, errors, enums and unions.

  template <class What>
  [[nodiscard]] const What* as() const {
    return std::get_if<What>(&declaration->what);
  }
  [[nodiscard]] const std::string& name() const { return declaration->name.text; }
  [[nodiscard]] std::string qualified_name() const {
    return package.empty() ? name() : package + '.' + name();
  }
};

/// What a written name may mean in one file.
struct Lookup {
  const Symbol* symbol = nullptr;        ///< The one it means, if it means one.
  const Symbol* other = nullptr;         ///< A second one that it may as well mean; then nobody can tell.
  const Symbol* not_imported = nullptr;  ///< One that it would mean if its file were imported.
  /// What it means stands, or may stand, in a part that was not understood. Then the others are null, and
  /// whoever asks says nothing: a syntax error was reported there.
  bool is_unread = false;
};

/// All names of a program. A file sees its own and those of the files it imports, not what these import.
class Symbols {
 public:
  explicit Symbols(const Program& program);

  void add(Symbol symbol);

  [[nodiscard]] Lookup find(SourceId from, const ast::QualifiedName& name) const;
  [[nodiscard]] const std::vector<Symbol>& all() const noexcept { return all_; }
  [[nodiscard]] const Symbol& of(TypeId type) const { return all_[by_type_[static_cast<std::size_t>(type)]]; }
  [[nodiscard]] std::size_t type_count() const noexcept { return by_type_.size(); }

  [[nodiscard]] const Program& program() const noexcept { return program_; }

  /// The file's name as people know it.
  [[nodiscard]] const std::string& name_of(SourceId file) const { return program_.sources.file(file).shown; }

  /// The simple names that `from` sees and for which `wanted(symbol)` holds, sorted: for suggestions.
  template <class Wanted>
  [[nodiscard]] std::vector<std::string> visible_names(SourceId from, Wanted wanted) const {
    std::vector<std::string> names;
    for (const Symbol& symbol : all_) {
      if (is_visible(from, symbol) && wanted(symbol)) names.push_back(symbol.name());
    }
    return names;
  }

 private:
  [[nodiscard]] bool is_visible(SourceId from, const Symbol& symbol) const;
  [[nodiscard]] bool may_be_unread(SourceId from, const ast::QualifiedName& name) const;

  const Program& program_;
  std::vector<Symbol> all_;
  std::vector<std::size_t> by_type_;
  std::multimap<std::string, std::size_t> by_name_;
};

}  // namespace gangway::gen
