#include "diff/pairs.h"

#include <set>

#include "schema/lookup.h"

namespace gangway::gen {
namespace {

std::set<std::string> packages_of(const Schema& schema) {
  std::set<std::string> packages;
  for (const FileDef& file : schema.files) packages.insert(dotted(file.package));
  return packages;
}

bool is_error(const TypeDef& def) {
  const auto* structure = std::get_if<StructDef>(&def.def);
  return structure != nullptr && structure->is_error;
}

}  // namespace

Pairs::Pairs(const Schema& before, const Schema& now) : before_(before), now_(now) {
  find_packages();
  std::map<std::string, TypeId> by_name;
  for (std::size_t i = 0; i < now.types.size(); ++i) {
    by_name.emplace(full_name(now, static_cast<TypeId>(i)), static_cast<TypeId>(i));
  }
  for (std::size_t i = 0; i < before.types.size(); ++i) {
    const auto id = static_cast<TypeId>(i);
    std::string package = dotted(before.home(id).package);
    for (const Renamed& each : packages_) {
      if (each.before == package) package = each.now;
    }
    const std::string& name = before.type(id).name;
    const auto found = by_name.find(package.empty() ? name : package + '.' + name);
    if (found != by_name.end()) pair(id, found->second);
  }
}

void Pairs::find_packages() {
  const std::set<std::string> old_ones = packages_of(before_);
  const std::set<std::string> new_ones = packages_of(now_);
  std::map<std::string, std::string> taken;
  const auto guess = [&](const FileDef& before, std::size_t now_index) {
    const std::string was = dotted(before.package);
    const std::string is = dotted(now_.files[now_index].package);
    if (new_ones.contains(was) || old_ones.contains(is) || !taken.emplace(is, was).second) return;
    packages_.push_back({was, is, static_cast<FileId>(now_index)});
  };
  // The file of one name, or the one file that was asked for on each side.
  for (const FileDef& before : before_.files) {
    for (std::size_t i = 0; i < now_.files.size(); ++i) {
      if (before.name == now_.files[i].name) guess(before, i);
    }
  }
  if (!before_.files.empty() && !now_.files.empty() && packages_.empty()) guess(before_.files.front(), 0);
}

void Pairs::pair(TypeId before, TypeId now) {
  to_now_.emplace(before, now);
  to_before_.emplace(now, before);
}

std::optional<TypeId> Pairs::now_of(TypeId before) const {
  const auto found = to_now_.find(before);
  return found == to_now_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<TypeId> Pairs::before_of(TypeId now) const {
  const auto found = to_before_.find(now);
  return found == to_before_.end() ? std::nullopt : std::optional(found->second);
}

bool Pairs::try_rename(TypeId before, TypeId now) {
  if (to_now_.contains(before) || to_before_.contains(now)) return false;
  const TypeDef& old_def = before_.type(before);
  const TypeDef& new_def = now_.type(now);
  // The name of an error is its code.
  if (old_def.def.index() != new_def.def.index() || is_error(old_def) || is_error(new_def)) return false;
  pair(before, now);
  renamed_.emplace_back(before, now);
  return true;
}

}  // namespace gangway::gen
