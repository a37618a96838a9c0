#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "analysis/builtin_types.h"
#include "analysis/generated_names.h"
#include "lsp/features.h"
#include "lsp/navigation.h"

namespace gangway::gen::lsp {
namespace {

[[noreturn]] void refuse(const std::string& why) { throw RpcError(RpcCode::RequestFailed, why); }

bool is_word(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && is_letter(text[0]) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return is_letter(c) || is_digit(c); });
}

bool is_type_like(const Entity& entity) { return entity.kind == Entity::Kind::Declaration; }

/// The errors of a snapshot by what they say: those of a renamed program that are not here are new.
std::multimap<std::string, const Diagnostic*> errors_of(const Snapshot& snapshot) {
  std::multimap<std::string, const Diagnostic*> errors;
  for (const Diagnostic& each : snapshot.diagnostics()) {
    if (each.severity == Severity::Error) errors.emplace(std::string(each.code), &each);
  }
  return errors;
}

/// The texts of all files in which something is renamed.
Overlay renamed_texts(const Places& places, const Overlay& overlay, const std::string& name) {
  Overlay texts = overlay;
  for (auto it = places.all.rbegin(); it != places.all.rend(); ++it) {  // from behind, so that places stay
    const Span at = (*it)->at;
    const SourceFile& file = places.in->sources().file(at.file);
    std::string& text = texts.try_emplace(file.path, file.text).first->second;
    text.replace(at.begin, at.end - at.begin, name);
  }
  return texts;
}

/// Refuses what would break the program or make a name mean something else.
void check_renamed(const Places& places, const Snapshot& after, const Entity& entity,
                   const std::string& name) {
  auto before = errors_of(*places.in);
  for (const auto& [code, error] : errors_of(after)) {
    if (const auto known = before.find(code); known != before.end()) {
      before.erase(known);
      continue;
    }
    refuse(fmt::format("`{}` cannot be called `{}`: {} ({})", entity.name, name, error->message, code));
  }
  const std::filesystem::path& home = places.in->sources().file(entity.at.file).path;
  const auto file = after.find(home);
  std::uint32_t begin = entity.at.begin;
  for (const Occurrence* each : places.all) {
    if (each->at.file == entity.at.file && each->at.begin < entity.at.begin)
      begin += static_cast<std::uint32_t>(name.size() - entity.name.size());
  }
  const auto same =
      file ? after.index().declared_at({*file, begin, begin + static_cast<std::uint32_t>(name.size())})
           : std::nullopt;
  if (same && after.index().of(*same).size() == places.all.size()) return;
  refuse(fmt::format("`{}` would mean something else in places that name `{}`", name, entity.name));
}

}  // namespace

json prepare_rename(Session& session, const json& params) {
  const Cursor cursor = cursor_of(session, params);
  const auto found = session.workspace.find(cursor.path, cursor.offset);
  if (!found) return nullptr;
  const Entity* entity = found->entity();
  if (entity == nullptr || entity->kind == Entity::Kind::Block) refuse("this is part of the language");
  const json place = session.workspace.location(*found->in, found->occurrence->at, session.encoding);
  return {{"range", place["range"]}, {"placeholder", entity->name}};
}

json rename(Session& session, const json& params) {
  const auto name = params.at("newName").get<std::string>();
  const Cursor cursor = cursor_of(session, params);
  const auto places = places_of(session, cursor);
  if (!places) refuse("nothing here has a name that could be changed");
  const Entity& entity = places->in->index().entity(places->entity);
  if (entity.kind == Entity::Kind::Block) refuse("this is part of the language");
  if (!is_word(name))
    refuse(fmt::format("`{}` is not a name: a letter or `_`, then letters, digits and `_`", name));
  if (!is_usable_name(name))
    refuse(fmt::format("`{}` is not a usable name: no `__`, no `_` before a capital, none at the end", name));
  if (is_type_like(entity) && is_builtin_type(name))
    refuse(fmt::format("`{}` is the name of a built-in type", name));
  if (name == entity.name) return {{"changes", json::object()}};
  for (const Occurrence* each : places->all) {
    const SourceFile& file = places->in->sources().file(each->at.file);
    if (session.workspace.text_of(file.path) != file.text)
      refuse("a file is broken and cannot be understood; mend it first");
  }

  const Overlay texts = renamed_texts(*places, session.workspace.overlay(), name);
  check_renamed(*places, *session.workspace.everything_with(texts), entity, name);
  json changes = json::object();
  for (const Occurrence* each : places->all) {
    const json place = session.workspace.location(*places->in, each->at, session.encoding);
    changes[place["uri"].get<std::string>()].push_back({{"range", place["range"]}, {"newText", name}});
  }
  return {{"changes", std::move(changes)}};
}

}  // namespace gangway::gen::lsp
