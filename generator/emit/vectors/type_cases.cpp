#include "emit/vectors/type_cases.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

#include "emit/vectors/scalar_cases.h"

namespace gangway::gen::vectors {
namespace {

/// Values that are no object, list or string.
Cases others(std::initializer_list<const char*> texts) {
  Cases cases;
  for (const char* text : texts) cases.push_back(refused(std::string("instead: ") + text, text, "type"));
  return cases;
}

void append(Cases& cases, Cases more) {
  cases.insert(cases.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::string nested(int levels) {
  return std::string(static_cast<std::size_t>(levels), '[') +
         std::string(static_cast<std::size_t>(levels), ']');
}

std::string steps(int count) {
  std::string path;
  for (int i = 0; i < count; ++i) path += "/0";
  return path;
}

/// Nesting at the limit and beyond it, where `outside` levels are there already.
void add_depths(Cases& cases, const std::string& step, const std::string& before, const std::string& after,
                int outside, const std::string* writes) {
  const int most = kMaxDepth - outside;
  const std::string deep = before + nested(most) + after;
  cases.push_back(accepted("nested as deep as it may be", deep, writes == nullptr ? deep : *writes));
  for (const int more : {1, 2, 400}) {
    cases.push_back(refused("nested " + std::to_string(more) + " too deep",
                            before + nested(most + more) + after, "depth", step + steps(most)));
  }
}

}  // namespace

TypeRef TypeCases::resolved(const TypeRef& type, Chain& chain) const {
  TypeRef out = type;
  if (type.kind == TypeRef::Kind::Named) {
    if (const auto* alias = std::get_if<AliasDef>(&schema_.type(type.named).def)) {
      out = resolved(alias->target, chain);
      out.nullable = out.nullable || type.nullable;
    }
  }
  if (type.constraints) chain.push_back(type.constraints.get());
  return out;
}

Cases TypeCases::of(TypeId id) {
  TypeRef type;
  type.kind = TypeRef::Kind::Named;
  type.named = id;
  return sample(type) ? of(type, false) : Cases{};
}

Cases TypeCases::of(const TypeRef& written, bool is_nested) {
  Chain chain;
  const TypeRef type = resolved(written, chain);
  Cases cases;
  switch (type.kind) {
    case TypeRef::Kind::Scalar:
      cases = of_scalar(type.scalar, chain);
      break;
    case TypeRef::Kind::List:
      cases = of_list(type, chain, is_nested);
      break;
    case TypeRef::Kind::Map:
      cases = of_map(type, chain, is_nested);
      break;
    case TypeRef::Kind::Named: {
      const TypeDef& def = schema_.type(type.named);
      if (const auto* choice = std::get_if<EnumDef>(&def.def)) cases = of_enum(*choice);
      if (const auto* structure = std::get_if<StructDef>(&def.def))
        cases = of_struct(type.named, *structure, is_nested);
      if (const auto* sum = std::get_if<UnionDef>(&def.def)) cases = of_union(*sum, is_nested);
      break;
    }
  }
  if (type.nullable) {
    std::erase_if(cases, [](const Case& one) { return one.json == "null"; });
    cases.insert(cases.begin(), accepted("null", "null"));
  }
  return cases;
}

Cases TypeCases::of_scalar(Scalar scalar, const Chain& chain) {
  const auto [found, is_new] = scalar_cases_.try_emplace({scalar, chain});
  Cases& cases = found->second;
  if (is_new) {
    Cases all{accepted("a sample", scalar_sample(scalar))};
    append(all, scalar_cases(scalar));
    append(all, around_bounds(chain, scalar));
    cases = judged(all, chain, scalar);
    append(cases, wrong_types(scalar));
  }
  return cases;
}

Cases TypeCases::of_enum(const EnumDef& def) {
  Cases cases;
  for (const EnumeratorDef& one : def.enumerators)
    cases.push_back(accepted("the name " + one.name, quoted(one.name)));
  for (const char* name : {"no_such_name", "", "constructor", "__proto__", "\xF0\x9F\x98\x80"}) {
    if (def.closed) {
      cases.push_back(refused(std::string("the unknown name ") + name, quoted(name), "enum"));
    } else {
      cases.push_back(accepted(std::string("the unknown name ") + name, quoted(name)));
    }
  }
  const std::string& first = def.enumerators.front().name;
  cases.push_back(accepted("escaped",
                           "\"\\u00" + std::string(1, "0123456789abcdef"[first[0] >> 4]) +
                               std::string(1, "0123456789abcdef"[first[0] & 15]) + first.substr(1) + "\"",
                           quoted(first)));
  cases.push_back(refused("half a surrogate pair", "\"\\ud800\"", "syntax"));
  append(cases, others({"null", "0", "true", "[]", "{}"}));
  return cases;
}

void TypeCases::add_counts(Cases& cases, const TypeRef& type, const Chain& chain) {
  const bool is_map = type.kind == TypeRef::Kind::Map;
  std::vector<std::uint64_t> counts;
  for (const Constraints* of : chain) {
    if (!of->items) continue;
    for (const auto& bound : {of->items->min, of->items->max}) {
      if (!bound || *bound > 300) continue;
      if (*bound > 0) counts.push_back(*bound - 1);
      counts.push_back(*bound);
      counts.push_back(*bound + 1);
    }
  }
  for (const std::uint64_t count : counts) {
    std::string text;
    bool is_whole = true;
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto element = sample(type.element.front(), static_cast<unsigned>(i));
      is_whole = is_whole && element;
      if (i > 0) text += ",";
      if (is_map)
        text += "\"key " + std::string(4 - std::to_string(i).size(), '0') + std::to_string(i) + "\":";
      text += element.value_or("");
    }
    if (!is_whole) continue;
    const bool fits = std::ranges::all_of(chain, [&](const Constraints* of) {
      return !of->items || (count >= of->items->min.value_or(0) && count <= of->items->max.value_or(count));
    });
    const std::string json = (is_map ? "{" : "[") + text + (is_map ? "}" : "]");
    const std::string name = std::to_string(count) + " items";
    cases.push_back(fits ? accepted(name, json) : refused(name, json, "items"));
  }
}

Cases TypeCases::of_list(const TypeRef& type, const Chain& chain, bool is_nested) {
  const TypeRef& element = type.element.front();
  Cases cases;
  const bool is_unique = std::ranges::any_of(chain, [](const Constraints* of) { return of->unique; });
  const bool has_counts =
      std::ranges::any_of(chain, [](const Constraints* of) { return of->items.has_value(); });
  if (!has_counts) cases.push_back(accepted("empty", "[]"));
  add_counts(cases, type, chain);
  const auto first = sample(element, 0);
  if (first && !has_counts) {
    cases.push_back(accepted("one", "[" + *first + "]"));
    cases.push_back(is_unique ? refused("one twice", "[" + *first + "," + *first + "]", "unique")
                              : accepted("one twice", "[" + *first + " , " + *first + "]",
                                         "[" + *first + "," + *first + "]"));
    const Cases inner = of(element, true);
    append(cases, inside(is_nested ? thinned(inner) : inner, "/0", "[", "]", "[", "]"));
    if (is_unique) {
      // What is written alike is equal, however it was spelt; what is written otherwise is not.
      for (const Case& one : inner) {
        if (!one.is_accepted() || one.writes == *first) continue;
        cases.push_back(accepted("two that differ", "[" + *first + "," + one.json + "]",
                                 "[" + *first + "," + one.writes + "]"));
        if (one.json != one.writes)
          cases.push_back(refused("one spelt twice", "[" + one.json + "," + one.writes + "]", "unique"));
      }
    } else {
      append(cases, inside(thinned(inner), "/1", "[" + *first + ",", "]", "[" + *first + ",", "]"));
    }
    cases.push_back(malformed("a comma too many", "[" + *first + ",]"));
  }
  append(cases, others({"null", "0", "true", "{}", "\"\""}));
  return cases;
}

Cases TypeCases::of_map(const TypeRef& type, const Chain& chain, bool is_nested) {
  const TypeRef& element = type.element.front();
  Cases cases;
  const bool has_counts =
      std::ranges::any_of(chain, [](const Constraints* of) { return of->items.has_value(); });
  if (!has_counts) cases.push_back(accepted("empty", "{}"));
  add_counts(cases, type, chain);
  const auto value = sample(element, 0);
  if (value && !has_counts) {
    for (const char* key :
         {"", "key", "__proto__", "constructor", "toString", "a/b~c", "0", "10", "\xF0\x9F\x98\x80"}) {
      const std::string json = "{" + quoted(key) + ":" + *value + "}";
      cases.push_back(accepted(std::string("the key ") + key, json));
    }
    cases.push_back(accepted(
        "several keys", "{\"toString\":" + *value + ",\"__proto__\":" + *value + ",\"1\":" + *value + "}"));
    for (const char* key : {"a", "__proto__", "1", ""}) {
      const std::string member = quoted(key) + ":" + *value;
      cases.push_back(refused(std::string("twice the key ") + key, "{" + member + "," + member + "}",
                              "duplicate", std::string("/") + key));
    }
    cases.push_back(refused("twice a key, once escaped",
                            "{\"a\":" + *value + ",\"b\":" + *value + ",\"\\u0061\":" + *value + "}",
                            "duplicate", "/a"));
    cases.push_back(refused("half a surrogate pair as a key", "{\"\\ud800\":" + *value + "}", "syntax"));
    cases.push_back(malformed("a key without quotes", "{a:" + *value + "}"));
    cases.push_back(malformed("a comma too many", "{\"a\":" + *value + ",}"));
    const Cases inner = of(element, true);
    append(cases, inside(is_nested ? thinned(inner) : inner, "/key", "{\"key\":", "}", "{\"key\":", "}"));
    append(cases, inside(thinned(inner), "/a~1b~0c", "{\"x\":" + *value + ",\"a/b~c\":", "}",
                         "{\"x\":" + *value + ",\"a/b~c\":", "}"));
    append(cases, inside(thinned(inner), "/__proto__", "{\"__proto__\":", "}", "{\"__proto__\":", "}"));
  }
  append(cases, others({"null", "0", "true", "[]", "\"\""}));
  return cases;
}

Cases TypeCases::of_struct(TypeId id, const StructDef& def, bool is_nested) {
  const auto full = members(def, true);
  const auto least = members(def, false);
  if (!full || !least) return {};
  Cases cases{accepted("all there", "{" + *full + "}")};
  append(cases, others({"null", "0", "true", "[]", "\"\""}));
  if (is_nested && std::ranges::find(inside_, id) != inside_.end()) return cases;
  inside_.push_back(id);

  // The members one by one, each among all others.
  std::string before;
  std::string writes_before;
  for (std::size_t i = 0; i < def.fields.size(); ++i) {
    const FieldDef& field = def.fields[i];
    const auto value = sample(field.type);
    std::string after;
    for (std::size_t k = i + 1; k < def.fields.size(); ++k) {
      const auto other = sample(def.fields[k].type);
      if (other) after += ",\"" + def.fields[k].name + "\":" + *other;
    }
    const std::string key = "\"" + field.name + "\":";
    const std::string lead = before.empty() ? "" : ",";
    const std::string rest = after.empty() || !before.empty() ? after : after.substr(1);

    if (field.optional || field.default_value) {
      std::string written = writes_before;
      if (field.default_value)
        written += (written.empty() ? "" : ",") + key + default_text(*field.default_value, field.type);
      written += written.empty() && !after.empty() ? after.substr(1) : after;
      cases.push_back(
          accepted("/" + field.name + ": left out", "{" + before + rest + "}", "{" + written + "}"));
      Chain chain;
      if (field.optional && !resolved(field.type, chain).nullable) {
        cases.push_back(accepted("/" + field.name + ": null",
                                 "{" + before + lead + key + "null" + after + "}",
                                 "{" + before + rest + "}"));
      }
    } else {
      cases.push_back(
          refused("/" + field.name + ": left out", "{" + before + rest + "}", "missing", "/" + field.name));
    }

    Cases inner = of(field.type, true);
    if (field.optional)
      std::erase_if(inner, [](const Case& one) { return one.json == "null" && !one.is_accepted(); });
    Chain chain;
    const bool is_plain = resolved(field.type, chain).kind != TypeRef::Kind::Named;
    append(cases, inside(is_nested || !is_plain ? thinned(inner) : inner, "/" + field.name,
                         "{" + before + lead + key, after + "}", "{" + before + lead + key, after + "}"));
    if (value) {
      before += lead + key + *value;
      writes_before = before;
    }
  }
  inside_.pop_back();
  if (is_nested) return cases;

  cases.push_back(accepted("as little as there may be", "{" + *least + "}", [&] {
    std::string written;
    for (const FieldDef& field : def.fields) {
      if (field.optional) continue;
      written += (written.empty() ? "\"" : ",\"") + field.name + "\":";
      written += field.default_value ? default_text(*field.default_value, field.type) : *sample(field.type);
    }
    return "{" + written + "}";
  }()));
  const auto required = std::ranges::find_if(
      def.fields, [](const FieldDef& field) { return !field.optional && !field.default_value; });
  if (required != def.fields.end()) cases.push_back(refused("empty", "{}", "missing", "/" + required->name));

  const std::string comma = full->empty() ? "" : ",";
  const std::string written = "{" + *full + "}";
  for (const char* key : {"", "no such key", "__proto__", "constructor", "toString", "hasOwnProperty"}) {
    cases.push_back(accepted(std::string("the unknown key ") + key,
                             "{" + quoted(key) + ":{\"a\":[1,null]}" + comma + *full + "}", written));
  }
  cases.push_back(accepted("an unknown key twice, and others in it",
                           "{\"no such key\":{\"a\":1,\"a\":2}" + comma + *full + ",\"no such key\":1e400}",
                           written));
  if (full->empty()) cases.pop_back();
  cases.push_back(refused("half a surrogate pair in what is not known",
                          "{\"no such key\":[0,\"\\ud800\"]" + comma + *full + "}", "syntax",
                          "/no such key/1"));
  cases.push_back(
      refused("half a surrogate pair as an unknown key", "{" + *full + comma + "\"\\udfff\":1}", "syntax"));
  add_depths(cases, "/no such key", "{\"no such key\":", comma + *full + "}", 1, &written);
  cases.push_back(malformed("a comma too many", "{" + *full + ",}"));
  cases.push_back(malformed("something behind it", written + "}"));
  cases.push_back(malformed("nothing", ""));
  if (!def.fields.empty()) {
    const auto value = sample(def.fields.front().type);
    const std::string& name = def.fields.front().name;
    if (value) {
      cases.push_back(
          refused("a key twice", "{" + *full + ",\"" + name + "\":" + *value + "}", "duplicate", "/" + name));
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x",
                    static_cast<unsigned>(name[0]));  // NOLINT(cert-err33-c)
      cases.push_back(refused("a key twice, once escaped",
                              "{" + *full + ",\"" + escape + name.substr(1) + "\":" + *value + "}",
                              "duplicate", "/" + name));
    }
  }
  std::string backwards;
  for (auto field = def.fields.rbegin(); field != def.fields.rend(); ++field) {
    if (const auto value = sample(field->type))
      backwards += (backwards.empty() ? "\"" : " ,\n\t\"") + field->name + "\" :\r " + *value;
  }
  cases.push_back(accepted("backwards and spaced out", " { " + backwards + " } ", written));
  return cases;
}

Cases TypeCases::of_union(const UnionDef& def, bool is_nested) {
  Cases cases;
  const std::string key = "\"" + def.tag + "\":";
  const std::string step = "/" + def.tag;
  for (const ArmDef& arm : def.arms) {
    Chain chain;
    const TypeRef target = resolved(arm.type, chain);
    const auto* structure = std::get_if<StructDef>(&schema_.type(target.named).def);
    const auto full = structure == nullptr ? std::nullopt : members(*structure, true);
    if (!full) continue;
    const std::string comma = full->empty() ? "" : ",";
    const std::string tag = key + quoted(arm.name);
    const std::string written = "{" + tag + comma + *full + "}";
    cases.push_back(accepted("the arm " + arm.name, written));
    cases.push_back(accepted("the arm " + arm.name + ", tag last", "{" + *full + comma + tag + "}", written));
    cases.push_back(refused("the arm " + arm.name + ", tag twice",
                            "{" + tag + comma + *full + "," + tag + "}", "duplicate", step));
    cases.push_back(refused("the arm " + arm.name + ", tag twice and last",
                            "{" + *full + comma + tag + "," + tag + "}", "duplicate", step));
    if (is_nested) continue;
    for (const Case& one : of_struct(target.named, *structure, true)) {
      if (one.is_malformed || one.json.front() != '{') continue;
      Case whole = one;
      whole.name = "the arm " + arm.name + ": " + one.name;
      const bool is_empty = one.json.find_first_not_of("{} \n\r\t") == std::string::npos;
      whole.json = "{" + tag + (is_empty ? "" : ",") + one.json.substr(1);
      if (one.is_accepted())
        whole.writes = "{" + tag + (one.writes == "{}" ? "" : ",") + one.writes.substr(1);
      cases.push_back(std::move(whole));
    }
  }
  cases.push_back(refused("no tag", "{}", "missing", step));
  cases.push_back(refused("no tag but a key", "{\"no such key\":1}", "missing", step));
  for (const char* tag : {"null", "1", "true", "[]", "{}"})
    cases.push_back(refused(std::string("the tag ") + tag, "{" + key + tag + "}", "type", step));
  for (const char* tag : {"no such arm", "", "constructor", "__proto__", "toString", "$unknown"}) {
    for (const bool is_last : {false, true}) {
      const std::string json = is_last ? "{\"a\":[1,{\"b\":null}]," + key + quoted(tag) + "}"
                                       : "{" + key + quoted(tag) + ",\"a\":[1,{\"b\":null}]}";
      const std::string name = std::string("the unknown arm ") + tag;
      cases.push_back(def.closed ? refused(name, json, "tag", step) : accepted(name, json));
    }
  }
  cases.push_back(refused("half a surrogate pair as the tag", "{" + key + "\"\\ud800\"}", "syntax", step));
  if (!def.closed) {
    const std::string unknown = "{" + key + "\"no such arm\"";
    cases.push_back(
        refused("an unknown arm with a key twice", unknown + ",\"a\":1,\"b\":2,\"a\":1}", "duplicate", "/a"));
    cases.push_back(refused("an unknown arm with a key twice, deeper",
                            unknown + ",\"a\":[{\"b\":2,\"b\":1}]}", "duplicate", "/a/0/b"));
    cases.push_back(
        refused("an unknown arm with the tag twice", unknown + "," + key + "\"x\"}", "duplicate", step));
    cases.push_back(
        refused("an unknown arm with a number too large", unknown + ",\"a\":1e400}", "range", "/a"));
    if (!is_nested) add_depths(cases, "/a", unknown + ",\"a\":", "}", 1, nullptr);
  }
  append(cases, others({"null", "0", "true", "[]", "\"\""}));
  return cases;
}

}  // namespace gangway::gen::vectors
