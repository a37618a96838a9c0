#include "diff/compare_types.h"

#include <algorithm>
#include <set>
#include <utility>

#include "diff/reading.h"
#include "schema/lookup.h"

namespace gangway::gen {
namespace {

bool has(const std::vector<std::string>* names, const std::string& name) {
  return names != nullptr && std::find(names->begin(), names->end(), name) != names->end();
}

/// `Message` and `message`, `roomName` and `room`: names that one may have come from the other.
bool are_similar(std::string_view a, std::string_view b) {
  const auto lower = [](std::string_view text) {
    std::string result;
    for (const char c : text) {
      if (c != '_') result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
  };
  const std::string left = lower(a);
  const std::string right = lower(b);
  return left.find(right) != std::string::npos || right.find(left) != std::string::npos;
}

}  // namespace

std::string kind_of(const TypeDef& def) {
  struct Namer {
    std::string operator()(const AliasDef&) const { return "alias"; }
    std::string operator()(const StructDef& d) const { return d.is_error ? "error" : "struct"; }
    std::string operator()(const EnumDef& d) const { return d.closed ? "closed enum" : "enum"; }
    std::string operator()(const UnionDef& d) const { return d.closed ? "closed union" : "union"; }
  };
  return std::visit(Namer{}, def.def);
}

std::string TypeComparison::text(const Schema& schema, const TypeRef& type) const {
  return '`' + type_text(schema, type) + '`';
}

void TypeComparison::type(const Place& place, std::string_view code, const TypeRef& before,
                          const TypeRef& now, Optionals optionals) {
  const Meeting met = meet(before_, before, now_, now, pairs_);
  const bool same_kind = met.before.kind == met.now.kind;
  const bool is_scalar = met.now.kind == TypeRef::Kind::Scalar;
  const bool is_named = met.now.kind == TypeRef::Kind::Named;
  const bool same = same_kind && (is_scalar  ? met.before.scalar == met.now.scalar
                                  : is_named ? pairs_.are_paired(met.before.named, met.now.named)
                                             : true);
  if (!met.before_nullable && met.now_nullable) {
    out_.add("GW6054", place).second = breaks_if(!optionals.then);
  } else if (met.before_nullable && !met.now_nullable) {
    out_.add("GW6055", place).first = breaks_if(!optionals.now);
  }
  if (!same) {
    Change& change = out_.add(code, place, text(before_, before), text(now_, now));
    const auto old_data = Reading(before_, now_).refused(before, now, true);
    const auto new_data = Reading(now_, before_).refused(now, before, true);
    change.first = breaks_if(old_data.has_value());
    change.second = breaks_if(new_data.has_value());
    change.why = old_data.value_or(new_data.value_or(""));
    return;
  }
  compare_constraints(place, before_, now_, met, out_);
  if (!is_scalar && !is_named) {
    Place element = place;
    element.name += met.now.kind == TypeRef::Kind::List ? "[]" : "{}";
    type(element, code, met.before.element.front(), met.now.element.front(), {});
  }
}

// --- fields

void TypeComparison::requirement(const Place& place, const FieldDef& before, const FieldDef& now) {
  const bool was_default = before.default_value.has_value();
  const bool is_default = now.default_value.has_value();
  const bool was_required = !before.optional && !was_default;
  const bool is_required = !now.optional && !is_default;
  const std::string was = was_default ? value_text(*before.default_value) : "";
  const std::string is = is_default ? value_text(*now.default_value) : "";
  if (was_required && now.optional) out_.add("GW6049", place);
  if (before.optional && is_required) out_.add("GW6048", place);
  if (was_required && is_default) out_.add("GW6051", place, was, is);
  if (was_default && is_required) out_.add("GW6050", place, was, is);
  if (was_default && is_default && was != is) out_.add("GW6053", place, was, is);
  if (before.optional && is_default) {
    out_.add("GW6052", place, "optional", "has the default `" + is + '`');
  }
  if (was_default && now.optional) out_.add("GW6052", place, "`" + was + "` when left out", "is optional");
}

void TypeComparison::field(const Place& place, const FieldDef& before, const FieldDef& now) {
  const auto may_miss = [](const FieldDef& f) { return f.optional || f.default_value.has_value(); };
  if (!before.internal && now.internal) out_.add("GW6057", place).second = breaks_if(!may_miss(before));
  if (before.internal && !now.internal) out_.add("GW6058", place).first = breaks_if(!may_miss(now));
  if (before.secret != now.secret) {
    out_.add("GW6056", place, before.secret ? "secret" : "not secret", now.secret ? "secret" : "not secret");
  }
  requirement(place, before, now);
  type(place, "GW6047", before.type, now.type, {before.optional, now.optional});
  out_.docs(place, before.docs, now.docs);
}

void TypeComparison::field_added(const Place& place, const FieldDef& field, Reserved reserved) {
  const bool may_miss = field.optional || field.default_value || field.internal;
  out_.add(may_miss ? "GW6041" : "GW6042", place);
  if (has(reserved.before, field.name)) out_.add("GW6059", place);
}

void TypeComparison::field_removed(const Place& place, const FieldDef& field, Reserved reserved) {
  const bool may_miss = field.optional || field.default_value || field.internal;
  out_.add(may_miss ? "GW6044" : "GW6043", place);
  if (reserved.now != nullptr && !has(reserved.now, field.name)) out_.add("GW6045", place);
}

bool TypeComparison::looks_renamed(const FieldDef& before, const FieldDef& now, bool is_only_one) const {
  return text(before_, before.type) == text(now_, now.type) && before.optional == now.optional &&
         before.default_value.has_value() == now.default_value.has_value() &&
         (is_only_one || are_similar(before.name, now.name));
}

void TypeComparison::field_renamed(const Place& place, const FieldDef& before, const FieldDef& now) {
  const bool may_miss = now.optional || now.default_value;
  Change& change = out_.add("GW6046", place.part('.' + now.name, &before, &now), before.name, now.name);
  change.first = breaks_if(!may_miss);
  change.second = breaks_if(!may_miss);
}

void TypeComparison::reserved_names(const Place& place, Reserved reserved,
                                    const std::vector<std::string>& used) {
  if (reserved.before == nullptr) return;
  for (const std::string& name : *reserved.before) {
    const bool is_used = std::find(used.begin(), used.end(), name) != used.end();
    if (is_used || has(reserved.now, name)) continue;
    Place inner = place;
    inner.name += '.' + name;
    out_.add("GW6060", inner);
  }
}

void TypeComparison::fields(const Place& place, const std::vector<FieldDef>& before,
                            const std::vector<FieldDef>& now, Reserved reserved) {
  std::vector<const FieldDef*> gone;
  std::vector<const FieldDef*> added;
  std::vector<std::string> names;
  for (const auto& [left, right] : side_by_side(before, now)) {
    if (right != nullptr) names.push_back(right->name);
    if (left != nullptr && right != nullptr) {
      field(place.part('.' + right->name, left, right), *left, *right);
    } else if (right != nullptr) {
      added.push_back(right);
    } else if (has(reserved.now, left->name)) {
      // Reserved: taken away on purpose, so nothing took its place.
      field_removed(place.part('.' + left->name, left, static_cast<const FieldDef*>(nullptr)), *left,
                    reserved);
    } else {
      gone.push_back(left);
    }
  }
  const bool is_only_one = gone.size() == 1 && added.size() == 1;
  for (const FieldDef* left : gone) {
    const auto right = std::find_if(added.begin(), added.end(), [&](const FieldDef* each) {
      return looks_renamed(*left, *each, is_only_one);
    });
    if (right != added.end()) {
      field_renamed(place, *left, **right);
      added.erase(right);
    } else {
      field_removed(place.part('.' + left->name, left, static_cast<const FieldDef*>(nullptr)), *left,
                    reserved);
    }
  }
  for (const FieldDef* each : added) {
    field_added(place.part('.' + each->name, static_cast<const FieldDef*>(nullptr), each), *each, reserved);
  }
  reserved_names(place, reserved, names);
}

// --- declarations

void TypeComparison::enumeration(const Place& place, const EnumDef& before, const EnumDef& now) {
  if (!before.closed && now.closed) out_.add("GW6075", place);
  if (before.closed && !now.closed) out_.add("GW6076", place);
  std::vector<std::string> names;
  for (const auto& [left, right] : side_by_side(before.enumerators, now.enumerators)) {
    const Place part = place.part('.' + (right ? right->name : left->name), left, right);
    if (right != nullptr) names.push_back(right->name);
    if (left == nullptr) {
      out_.add(before.closed ? "GW6072" : "GW6071", part);
      if (has(&before.reserved, right->name)) out_.add("GW6059", part);
    } else if (right == nullptr) {
      out_.add(now.closed ? "GW6074" : "GW6073", part);
      if (!has(&now.reserved, left->name)) out_.add("GW6045", part);
    } else {
      out_.docs(part, left->docs, right->docs);
    }
  }
  reserved_names(place, {&before.reserved, &now.reserved}, names);
}

void TypeComparison::choice(const Place& place, const UnionDef& before, const UnionDef& now) {
  if (!before.closed && now.closed) out_.add("GW6085", place);
  if (before.closed && !now.closed) out_.add("GW6086", place);
  if (before.tag != now.tag) out_.add("GW6087", place, before.tag, now.tag);
  std::vector<std::string> names;
  for (const auto& [left, right] : side_by_side(before.arms, now.arms)) {
    const Place part = place.part('.' + (right ? right->name : left->name), left, right);
    if (right != nullptr) names.push_back(right->name);
    if (left == nullptr) {
      out_.add(before.closed ? "GW6082" : "GW6081", part);
      if (has(&before.reserved, right->name)) out_.add("GW6059", part);
    } else if (right == nullptr) {
      out_.add(now.closed ? "GW6084" : "GW6083", part);
      if (!has(&now.reserved, left->name)) out_.add("GW6045", part);
    } else {
      type(part, "GW6088", left->type, right->type, {});
      out_.docs(part, left->docs, right->docs);
    }
  }
  reserved_names(place, {&before.reserved, &now.reserved}, names);
}

void TypeComparison::declaration(const Place& place, const TypeDef& before, const TypeDef& now) {
  out_.docs(place, before.docs, now.docs);
  const auto* structure = std::get_if<StructDef>(&before.def);
  const bool same_kind =
      before.def.index() == now.def.index() &&
      (structure == nullptr || structure->is_error == std::get<StructDef>(now.def).is_error);
  if (!same_kind) {
    out_.add("GW6065", place, "a " + kind_of(before), "a " + kind_of(now));
  } else if (const auto* alias = std::get_if<AliasDef>(&before.def)) {
    type(place, "GW6066", alias->target, std::get<AliasDef>(now.def).target, {});
  } else if (structure != nullptr) {
    const auto& other = std::get<StructDef>(now.def);
    fields(place, structure->fields, other.fields, {&structure->reserved, &other.reserved});
  } else if (const auto* names = std::get_if<EnumDef>(&before.def)) {
    enumeration(place, *names, std::get<EnumDef>(now.def));
  } else {
    choice(place, std::get<UnionDef>(before.def), std::get<UnionDef>(now.def));
  }
}

void TypeComparison::declarations(const Reach& reach) {
  for (const Pairs::Renamed& each : pairs_.packages()) {
    Place place;
    place.now = Origin{.file = each.file, .line = 1, .offset = 0, .length = 0};
    out_.add("GW6064", place, each.before, each.now);
  }
  for (const auto& [left, right] : pairs_.renamed()) {
    const TypeDef& before = before_.type(left);
    const TypeDef& now = now_.type(right);
    out_.add("GW6063", {kind_of(now), {}, now.origin, before.origin}, before.name, now.name);
  }
  for (std::size_t i = 0; i < now_.types.size(); ++i) {
    const auto id = static_cast<TypeId>(i);
    const TypeDef& now = now_.type(id);
    if (const auto left = pairs_.before_of(id)) {
      const TypeDef& before = before_.type(*left);
      declaration({now.name, reach.uses(id), now.origin, before.origin}, before, now);
    } else {
      out_.add("GW6062", {now.name, {}, now.origin, std::nullopt}, "", kind_of(now));
    }
  }
  for (std::size_t i = 0; i < before_.types.size(); ++i) {
    const auto id = static_cast<TypeId>(i);
    if (pairs_.now_of(id)) continue;
    const TypeDef& before = before_.type(id);
    out_.add("GW6061", {before.name, {}, std::nullopt, before.origin}, kind_of(before), "");
  }
}

}  // namespace gangway::gen
