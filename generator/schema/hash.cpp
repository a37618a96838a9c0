#include "schema/hash.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <openssl/sha.h>

#include "schema/constraints.h"

namespace gangway::gen {
namespace {

/// The order in which things were written does not show on the wire either, so everything is hashed by name.
template <class Def>
std::vector<const Def*> by_name(const std::vector<Def>& defs) {
  std::vector<const Def*> result;
  for (const Def& def : defs) result.push_back(&def);
  std::sort(result.begin(), result.end(), [](const Def* a, const Def* b) { return a->name < b->name; });
  return result;
}

/// An address shows what a parameter is, not what it is called: "/doc/{id}" -> "/doc/{}".
std::string without_names(std::string_view path) {
  std::string result;
  bool is_name = false;
  for (const char c : path) {
    if (c == '}') is_name = false;
    if (!is_name) result += c;
    if (c == '{') is_name = true;
  }
  return result;
}

/// What the constraints of a type and of its aliases ask together: how they are spread over aliases does not
/// show on the wire.
struct Asked {
  bool trim = false;
  bool lowercase = false;
  bool unique = false;
  CountRange length;
  CountRange size;
  CountRange items;
  std::set<std::string> texts;  ///< Patterns, formats and ranges.
};

/// Writes types by their shape. A declared type is spelt out where it is met first and is a number after
/// that, so that recursion ends and names do not matter.
class WireText {
 public:
  explicit WireText(const Schema& schema) : schema_(schema) {}

  std::string gateway(const GatewayDef& gateway);

 private:
  /// `asked`: what stands behind uses of the aliases that lead here.
  void type(const TypeRef& type, Asked asked = {});
  void declared(TypeId id, const Asked& asked = {});
  void ask(Asked& asked, const Constraints& constraints);
  void asked(const Asked& asked);
  void fields(const std::vector<FieldDef>& fields);
  void value(const Value& value);
  void event(std::string_view word, const EventDef& event);
  void name_space(const NamespaceDef& name_space);
  /// A string that cannot be taken for anything around it.
  void text(std::string_view s) { out_.append(std::to_string(s.size())).append(":").append(s).append(" "); }

  const Schema& schema_;
  std::map<TypeId, std::size_t> met_;
  std::string out_;
};

void WireText::ask(Asked& asked, const Constraints& constraints) {
  asked.trim = asked.trim || constraints.trim;
  asked.lowercase = asked.lowercase || constraints.lowercase;
  asked.unique = asked.unique || constraints.unique;
  narrow(asked.length, constraints.length);
  narrow(asked.size, constraints.size);
  narrow(asked.items, constraints.items);
  if (constraints.pattern) asked.texts.insert("pattern " + constraints.pattern->re2);
  if (constraints.format) asked.texts.insert("format " + std::string(format_name(*constraints.format)));
  if (!constraints.range) return;
  std::string range = "range ";
  std::swap(range, out_);
  if (constraints.range->min) value(*constraints.range->min);
  out_.append(".. ");
  if (constraints.range->max) value(*constraints.range->max);
  std::swap(range, out_);
  asked.texts.insert(range);
}

void WireText::asked(const Asked& asked) {
  const std::size_t begin = out_.size();
  const auto count = [&](std::string_view word, const CountRange& range) {
    if (!range.min && !range.max) return;
    out_.append(word).append(" ");
    if (range.min) out_.append(std::to_string(*range.min));
    out_.append("..");
    if (range.max) out_.append(std::to_string(*range.max));
    out_.append(" ");
  };
  if (asked.trim) out_.append("trim ");
  if (asked.lowercase) out_.append("lowercase ");
  count("length", asked.length);
  count("size", asked.size);
  count("items", asked.items);
  if (asked.unique) out_.append("unique ");
  for (const std::string& each : asked.texts) text(each);
  if (out_.size() != begin) out_.insert(begin, "(").append(")");
}

void WireText::type(const TypeRef& type, Asked asked) {
  if (type.constraints) ask(asked, *type.constraints);
  switch (type.kind) {
    case TypeRef::Kind::Scalar:
      out_.append(scalar_name(type.scalar));
      break;
    case TypeRef::Kind::List:
    case TypeRef::Kind::Map:
      out_.append(type.kind == TypeRef::Kind::List ? "list<" : "map<");
      this->type(type.element.front());
      out_.append(">");
      break;
    case TypeRef::Kind::Named:
      declared(type.named, asked);
      break;
  }
  if (type.kind != TypeRef::Kind::Named) this->asked(asked);
  if (type.nullable) out_.append("?");
  out_.append(" ");
}

void WireText::declared(TypeId id, const Asked& asked) {
  const TypeDef& def = schema_.type(id);
  if (const auto* alias = std::get_if<AliasDef>(&def.def)) {
    type(alias->target, asked);
    // A nullable alias made nullable once more is refused, so the marks cannot pile up.
    if (out_.ends_with(' ')) out_.pop_back();
    return;
  }
  const auto [number, is_new] = met_.try_emplace(id, met_.size());
  if (!is_new) {
    out_.append("#").append(std::to_string(number->second));
    return;
  }
  if (const auto* structure = std::get_if<StructDef>(&def.def)) {
    if (structure->is_error) text(def.name);  // the code of the error on the wire
    fields(structure->fields);
  } else if (const auto* enumeration = std::get_if<EnumDef>(&def.def)) {
    out_.append(enumeration->closed ? "closed enum{" : "enum{");
    for (const EnumeratorDef* each : by_name(enumeration->enumerators)) text(each->name);
    out_.append("}");
  } else if (const auto* choice = std::get_if<UnionDef>(&def.def)) {
    out_.append(choice->closed ? "closed union " : "union ");
    text(choice->tag);
    out_.append("{");
    for (const ArmDef* arm : by_name(choice->arms)) {
      text(arm->name);
      type(arm->type);
    }
    out_.append("}");
  }
}

void WireText::fields(const std::vector<FieldDef>& fields) {
  out_.append("{");
  for (const FieldDef* field : by_name(fields)) {
    if (field->internal) continue;  // no peer ever sees it
    text(field->name);
    if (field->optional) out_.append("optional ");
    type(field->type);
    if (field->default_value) {
      out_.append("= ");
      value(*field->default_value);
    }
  }
  out_.append("}");
}

void WireText::value(const Value& value) {
  struct Writer {
    WireText& out;
    void operator()(std::nullptr_t) const { out.out_.append("null "); }
    void operator()(bool b) const { out.out_.append(b ? "true " : "false "); }
    void operator()(std::int64_t i) const { out.out_.append(std::to_string(i)).append(" "); }
    void operator()(std::uint64_t i) const { out.out_.append(std::to_string(i)).append(" "); }
    void operator()(double d) const {
      std::array<char, 32> digits{};
      const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), d).ptr;
      out.out_.append(digits.data(), end).append(" ");
    }
    void operator()(const std::string& s) const { out.text(s); }
    void operator()(const EnumeratorRef& e) const { out.text(e.name); }
    void operator()(const std::vector<Value>& list) const {
      out.out_.append("[");
      for (const Value& each : list) out.value(each);
      out.out_.append("] ");
    }
  };
  std::visit(Writer{*this}, value.data);
}

void WireText::event(std::string_view word, const EventDef& event) {
  out_.append(word).append(" ");
  text(event.name);
  switch (event.payload.kind) {
    case PayloadDef::Kind::None:
      out_.append("() ");
      break;
    case PayloadDef::Kind::Params:
      fields(event.payload.params);
      break;
    case PayloadDef::Kind::Stream:
      out_.append("stream ");
      [[fallthrough]];
    case PayloadDef::Kind::Type:
      type(event.payload.type);
      break;
  }
  switch (event.reply.kind) {
    case ReplyDef::Kind::None:
      break;
    case ReplyDef::Kind::Empty:
      out_.append("-> void ");
      break;
    case ReplyDef::Kind::Value:
    case ReplyDef::Kind::Stream:
      out_.append(event.reply.kind == ReplyDef::Kind::Stream ? "-> stream " : "-> ");
      type(event.reply.type);
      break;
  }
  if (!event.throws.empty()) out_.append("throws ");
  std::vector<TypeId> errors = event.throws;
  std::sort(errors.begin(), errors.end(),
            [&](TypeId a, TypeId b) { return schema_.type(a).name < schema_.type(b).name; });
  for (const TypeId error : errors) {
    declared(error);
    out_.append(" ");
  }
  out_.append("\n");
}

void WireText::name_space(const NamespaceDef& name_space) {
  out_.append("namespace ");
  text(without_names(name_space.path));
  for (const FieldDef& each : name_space.path_params) type(each.type);
  out_.append("\n");
  if (name_space.handshake) {
    out_.append("handshake ");
    fields(*name_space.handshake);
    out_.append("\n");
  }
  for (const EventDef* each : by_name(name_space.ons)) event("on", *each);
  // Which room an event was sent to is not on the wire, only the event is.
  std::vector<EventDef> emits = name_space.emits;
  for (const RoomDef& room : name_space.rooms)
    emits.insert(emits.end(), room.emits.begin(), room.emits.end());
  for (const EventDef* each : by_name(emits)) event("emit", *each);
}

std::string WireText::gateway(const GatewayDef& gateway) {
  out_ = "gangway.v1\npath ";
  text(gateway.path);
  out_.append("\n");
  std::vector<const NamespaceDef*> namespaces;
  for (const NamespaceDef& each : gateway.namespaces) namespaces.push_back(&each);
  std::sort(namespaces.begin(), namespaces.end(),
            [](const NamespaceDef* a, const NamespaceDef* b) { return a->path < b->path; });
  for (const NamespaceDef* each : namespaces) name_space(*each);
  return out_;
}

}  // namespace

std::string wire_text(const Schema& schema, const GatewayDef& gateway) {
  return WireText(schema).gateway(gateway);
}

void hash_gateways(Schema& schema) {
  for (FileDef& file : schema.files) {
    for (GatewayDef& gateway : file.gateways) {
      const std::string text = wire_text(schema, gateway);
      std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
      SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
      constexpr std::string_view kHex = "0123456789abcdef";
      gateway.hash.clear();
      for (std::size_t i = 0; i < 8; ++i) {
        gateway.hash += kHex[digest[i] >> 4];
        gateway.hash += kHex[digest[i] & 15];
      }
    }
  }
}

}  // namespace gangway::gen
