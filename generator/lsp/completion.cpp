#include "lsp/completion_place.h"

#include <algorithm>
#include <set>
#include <system_error>
#include <vector>

#include "analysis/builtin_annotations.h"
#include "analysis/builtin_types.h"
#include "analysis/check_annotations.h"
#include "analysis/type_facts.h"
#include "lsp/features.h"
#include "lsp/hover_text.h"
#include "lsp/language_docs.h"
#include "lsp/written.h"

namespace gangway::gen::lsp {
namespace {

namespace fs = std::filesystem;

/// Numbers of the protocol's CompletionItemKind.
enum class ItemKind : int {
  Function = 3,
  Field = 5,
  Class = 7,
  Property = 10,
  Value = 12,
  Enum = 13,
  Keyword = 14,
  File = 17,
  Folder = 19,
  EnumMember = 20,
  Constant = 21,
  Struct = 22,
};

ItemKind kind_of(const Symbol& symbol) {
  if (symbol.as<ast::Enum>() != nullptr) return ItemKind::Enum;
  if (symbol.as<ast::Const>() != nullptr) return ItemKind::Constant;
  if (symbol.as<ast::Guard>() != nullptr || symbol.as<ast::Pipe>() != nullptr) return ItemKind::Function;
  return symbol.as<ast::TypeAlias>() != nullptr ? ItemKind::Class : ItemKind::Struct;
}

class Proposals {
 public:
  Proposals(Session& session, const Cursor& cursor, const CompletionPlace& place)
      : session_(session), cursor_(cursor), place_(place) {
    const Positions positions(cursor.text, session.encoding);
    range_ = positions.range(place.begin, cursor.offset);
    known_.push_back(session.workspace.now(cursor.path));
    const auto good = session.workspace.last_good(cursor.path);
    if (good != nullptr && good != known_.front()) known_.push_back(good);
  }

  json all() {
    for (const std::string& word : place_.words) add(word, ItemKind::Keyword, "", "2");
    if (place_.types) types();
    if (place_.errors) declared([](const Symbol& s) { return s.as<ast::Error>() != nullptr; });
    if (place_.annotation_places != 0) annotations();
    if (!place_.annotation.empty()) arguments();
    if (place_.value) values();
    if (place_.import_path) imports();
    return std::move(items_);
  }

 private:
  json& add(const std::string& label, ItemKind kind, const std::string& detail = "",
            const std::string& order = "0") {
    static json ignored;
    if (!labels_.insert(label).second) return ignored = json::object();
    json item{{"label", label},
              {"kind", static_cast<int>(kind)},
              {"sortText", order + label},
              {"textEdit", {{"range", range_}, {"newText", label}}}};
    if (!detail.empty()) item["detail"] = detail;
    items_.push_back(std::move(item));
    return items_.back();
  }

  /// Calls `visit(symbol, snapshot)` for what the file sees under the qualifier that stands at the place.
  template <class Visit>
  void each_visible(Visit visit) {
    for (const auto& in : known_) {
      const auto file = in->find(cursor_.path);
      if (!file) continue;
      for (const Symbol& symbol : in->analysis().symbols.all()) {
        if (!place_.qualifier.empty() && symbol.package != place_.qualifier) continue;
        if (symbol.file == *file || imports(*in, *file, symbol.file)) visit(symbol, *in);
      }
    }
  }

  static bool imports(const Snapshot& in, SourceId from, SourceId to) {
    const std::vector<ast::Import>& list = in.file(from).imports;
    return std::any_of(list.begin(), list.end(), [&](const ast::Import& i) { return i.target == to; });
  }

  template <class Wanted>
  void declared(Wanted wanted) {
    each_visible([&](const Symbol& symbol, const Snapshot& in) {
      if (!wanted(symbol) || symbol.name().empty()) return;
      const auto id = in.index().declared_at(symbol.declaration->name.span);
      json& item = add(symbol.name(), kind_of(symbol), id ? written_head(in, in.index().entity(*id)) : "");
      if (!symbol.declaration->preface.docs.empty())
        item["documentation"] = {{"kind", "markdown"}, {"value", symbol.declaration->preface.docs}};
    });
  }

  void types() {
    declared([](const Symbol& s) { return s.type && s.as<ast::Error>() == nullptr; });
    if (!place_.qualifier.empty()) return;
    std::vector<std::string> names = builtin_type_names();
    if (place_.reply_types) names.emplace_back("void");
    for (const std::string& name : names) {
      json& item = add(name, ItemKind::Keyword, "", "1");
      item["documentation"] = {{"kind", "markdown"}, {"value", hover_text_of_type(name)}};
    }
  }

  void annotations() {
    const auto type = type_called(place_.type);
    for (const AnnotationSpec& spec : annotation_specs()) {
      if ((spec.places & place_.annotation_places) == 0) continue;
      if (place_.annotation_places == kAfterType && type && !fits_type(spec.name, *type).first) continue;
      const std::string name(spec.name);
      json& item = add(name, ItemKind::Property, std::string(spec.written));
      item["documentation"] = {{"kind", "markdown"}, {"value", annotation_doc(name)}};
      if (spec.shape == Shape::None || !session_.has_snippets) continue;
      item["insertTextFormat"] = 2;
      item["textEdit"]["newText"] = name + (spec.shape == Shape::Text ? "(\"$1\")" : "($1)");
    }
  }

  /// The type that a simple name means, aliases replaced.
  std::optional<TypeRef> type_called(std::string_view name) {
    TypeRef type;
    if (const auto scalar = find_scalar(name)) {
      type.scalar = *scalar;
      return type;
    }
    if (name == "list" || name == "map") {
      type.kind = name == "list" ? TypeRef::Kind::List : TypeRef::Kind::Map;
      return type;
    }
    std::optional<TypeRef> found;
    each_visible([&](const Symbol& symbol, const Snapshot& in) {
      if (found || symbol.name() != name || !symbol.type) return;
      type.kind = TypeRef::Kind::Named;
      type.named = *symbol.type;
      found = TypeFacts(in.analysis().symbols, in.analysis().bindings).expanded(type);
      enum_ = found && found->kind == TypeRef::Kind::Named
                  ? in.analysis().symbols.of(found->named).as<ast::Enum>()
                  : nullptr;
    });
    return found;
  }

  void values() {
    std::string_view name = place_.type;
    if (!place_.guard.empty()) name = type_of_guard_parameter();
    values_of(name);
  }

  void values_of(std::string_view name) {
    enum_ = nullptr;
    const auto type = name.empty() ? std::nullopt : type_called(name);
    if (enum_ != nullptr) {
      for (const ast::Enumerator& one : enum_->enumerators) {
        json& item = add(one.name.text, ItemKind::EnumMember, std::string(name));
        if (!one.preface.docs.empty())
          item["documentation"] = {{"kind", "markdown"}, {"value", one.preface.docs}};
      }
      return;
    }
    if (type && type->kind == TypeRef::Kind::List) add("[]", ItemKind::Value);
    if (type && type->kind == TypeRef::Kind::Map) add("{}", ItemKind::Value);
    if (!type || type->kind != TypeRef::Kind::Scalar) return;
    if (type->scalar == Scalar::Bool) {
      add("false", ItemKind::Keyword);
      add("true", ItemKind::Keyword);
    }
    declared([](const Symbol& s) { return s.as<ast::Const>() != nullptr; });
  }

  std::string_view type_of_guard_parameter() {
    std::string_view name;
    each_visible([&](const Symbol& symbol, const Snapshot&) {
      const auto* guard = symbol.as<ast::Guard>();
      if (guard == nullptr || symbol.name() != place_.guard ||
          place_.argument >= guard->payload.params.size())
        return;
      name = guard->payload.params[place_.argument].type.name.last().text;
    });
    return name;
  }

  void arguments() {
    const AnnotationSpec* spec = find_spec(place_.annotation);
    if (spec == nullptr || !place_.guard.empty()) return;
    switch (spec->shape) {
      case Shape::Word:
      case Shape::Words:
        for (const std::string& word : spec->words) add(word, ItemKind::EnumMember);
        break;
      case Shape::Guards:
        declared([](const Symbol& s) { return s.as<ast::Guard>() != nullptr; });
        break;
      case Shape::Pipe:
        declared([](const Symbol& s) { return s.as<ast::Pipe>() != nullptr; });
        break;
      case Shape::Range:
      case Shape::SizeRange:
      case Shape::AnyRange:
        declared([](const Symbol& s) { return s.as<ast::Const>() != nullptr; });
        break;
      case Shape::Heartbeat:
        if (place_.argument > 0 && place_.label.empty()) label("timeout");
        break;
      case Shape::Rate:
        rate_arguments();
        break;
      case Shape::Key:
        keys();
        break;
      default:
        break;
    }
  }

  void label(const std::string& name) { add(name, ItemKind::Property)["textEdit"]["newText"] = name + ": "; }

  void rate_arguments() {
    if (place_.qualifier == "session") return session_fields();
    if (place_.label == "by") {
      for (const char* word : {"connection", "address", "session"}) add(word, ItemKind::EnumMember);
    } else if (place_.argument > 0 && place_.label.empty()) {
      label("burst");
      label("by");
    }
  }

  /// Of all sessions in the file: which one is meant, a file that is being written may not tell yet.
  void session_fields() {
    each_entity([&](const Entity& entity, const Snapshot& in) {
      if (entity.kind != Entity::Kind::Field || !entity.parent) return;
      const Entity& parent = in.index().entity(*entity.parent);
      if (parent.kind == Entity::Kind::Block && parent.name == "session")
        add(entity.name, ItemKind::Field, written_head(in, entity));
    });
  }

  /// The parameters of the event behind the place: the next one that is declared in the file.
  void keys() {
    const ast::Event* next = nullptr;
    each_entity([&](const Entity& entity, const Snapshot&) {
      const auto* event = entity.as<ast::Event>();
      if (event == nullptr || event->name.span.begin < cursor_.offset) return;
      if (next == nullptr || event->name.span.begin < next->name.span.begin) next = event;
    });
    if (next == nullptr) return;
    for (const ast::Field& param : next->payload.params) add(param.name.text, ItemKind::Field);
  }

  template <class Visit>
  void each_entity(Visit visit) {
    for (const auto& in : known_) {
      const auto file = in->find(cursor_.path);
      for (const Entity& entity : in->index().entities()) {
        if (entity.at.file == file) visit(entity, *in);
      }
    }
  }

  void imports() {
    const std::string written = cursor_.text.substr(place_.begin, cursor_.offset - place_.begin);
    const std::size_t slash = written.rfind('/');
    const fs::path below = slash == std::string::npos ? fs::path() : fs::path(written.substr(0, slash));
    if (slash != std::string::npos) {
      const Positions positions(cursor_.text, session_.encoding);
      range_ = positions.range(place_.begin + static_cast<std::uint32_t>(slash) + 1, cursor_.offset);
    }
    files_in(cursor_.path.parent_path() / below);
    for (const fs::path& dir : session_.workspace.include_dirs()) files_in(dir / below);
  }

  void files_in(const fs::path& folder) {
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with('.')) continue;
      if (entry.is_directory(error)) {
        add(name + "/", ItemKind::Folder, "", "1");
      } else if (entry.path().extension() == ".gw" && entry.path() != cursor_.path) {
        add(name, ItemKind::File);
      }
    }
  }

  Session& session_;
  const Cursor& cursor_;
  const CompletionPlace& place_;
  std::vector<std::shared_ptr<const Snapshot>> known_;
  json range_;
  json items_ = json::array();
  std::set<std::string> labels_;
  const ast::Enum* enum_ = nullptr;  ///< What `type_called` found, if it was one.
};

}  // namespace

json completion(Session& session, const json& params) {
  const Cursor cursor = cursor_of(session, params);
  SourceFile file;
  file.text = cursor.text;
  const CompletionPlace place = completion_place(file, SourceId{}, cursor.offset);
  return {{"isIncomplete", false}, {"items", Proposals(session, cursor, place).all()}};
}

}  // namespace gangway::gen::lsp
