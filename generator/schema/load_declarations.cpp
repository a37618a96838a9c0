#include "schema/load_declarations.h"

#include <array>
#include <limits>
#include <memory>
#include <utility>

#include "schema/load_value.h"

namespace gangway::gen {
namespace {

std::optional<std::string> optional_text(const CheckedJson& json) {
  return json.is_null() ? std::nullopt : std::optional(json.text());
}

std::optional<std::int64_t> optional_integer(const CheckedJson& json) {
  return json.is_null() ? std::nullopt : std::optional(json.integer());
}

Scalar scalar_of(const CheckedJson& json) {
  std::vector<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(Scalar::Json); ++i)
    names.push_back(scalar_name(static_cast<Scalar>(i)));
  return static_cast<Scalar>(json.word(names));
}

Level level_of(const CheckedJson& json) {
  constexpr std::array kLevels{Level::Gateway, Level::Namespace, Level::Event};
  std::vector<std::string_view> names;
  for (const Level each : kLevels) names.push_back(level_name(each));
  return kLevels[json.at("from").word(names)];
}

Rate rate_of(const CheckedJson& json) {
  constexpr std::array<std::string_view, 3> kBy{"connection", "address", "session"};
  Rate rate{.count = json.at("count").count(),
            .period_ms = json.at("periodMs").integer(),
            .burst = json.at("burst").count(),
            .by = static_cast<Rate::By>(json.at("by").word(kBy)),
            .session_field = {}};
  if (rate.by == Rate::By::Session) rate.session_field = json.at("sessionField").text();
  return rate;
}

Pattern pattern_of(const CheckedJson& json) {
  return {json.at("written").text(), json.at("re2").text(), json.at("javascript").text()};
}

Format format_of(const CheckedJson& json) {
  constexpr std::array kFormats{Format::Email, Format::Uri, Format::Hostname, Format::Ipv4, Format::Ipv6};
  std::vector<std::string_view> names;
  for (const Format each : kFormats) names.push_back(format_name(each));
  return kFormats[json.word(names)];
}

Overflow overflow_of(const CheckedJson& json) {
  constexpr std::array kAll{Overflow::Close, Overflow::DropOldest, Overflow::DropNewest};
  std::vector<std::string_view> names;
  for (const Overflow each : kAll) names.push_back(overflow_name(each));
  return kAll[json.word(names)];
}

}  // namespace

std::size_t DeclarationLoader::Names::must_find(const CheckedJson& written, std::string_view kind) const {
  const auto found = by_full_name.find(written.text());
  if (found == by_full_name.end()) {
    written.fail("there is no " + std::string(kind) + " `" + written.text() + "`");
  }
  return found->second;
}

DeclarationLoader::DeclarationLoader(const CheckedJson& files, Schema& schema) : schema_(schema) {
  for (const CheckedJson& file : files.elements()) {
    const std::string package = file.at("package").text();
    const auto collect = [&](const char* key, Names& names, std::size_t& count) {
      for (const CheckedJson& each : file.at(key).elements()) {
        const std::string name = each.at("name").text();
        const std::string full = package.empty() ? name : package + '.' + name;
        if (!names.by_full_name.emplace(full, count++).second) each.fail('`' + full + "` is there twice");
      }
    };
    std::size_t types = types_.by_full_name.size();
    std::size_t guards = guards_.by_full_name.size();
    std::size_t pipes = pipes_.by_full_name.size();
    collect("types", types_, types);
    collect("guards", guards_, guards);
    collect("pipes", pipes_, pipes);
    for (const CheckedJson& each : file.at("types").elements()) {
      const std::string name = each.at("name").text();
      if (const auto target = each.find("target")) {
        alias_targets_.emplace(package.empty() ? name : package + '.' + name, *target);
      }
    }
  }
  schema_.types.resize(types_.by_full_name.size());
  schema_.guards.resize(guards_.by_full_name.size());
  schema_.pipes.resize(pipes_.by_full_name.size());
}

template <class Def>
void DeclarationLoader::begin(const CheckedJson& json, FileId file, Def& def) const {
  def.name = json.at("name").text();
  const std::uint64_t line = json.at("line").count();
  if (line > std::numeric_limits<std::uint32_t>::max()) json.fail("no file has so many lines");
  def.origin = {.file = file, .line = static_cast<std::uint32_t>(line), .offset = 0, .length = 0};
  def.docs = {.text = json.at("docs").text(),
              .deprecated = optional_text(json.at("deprecated")),
              .since = optional_text(json.at("since"))};
}

std::optional<Scalar> DeclarationLoader::base_scalar(const CheckedJson& json, int depth) const {
  if (depth > kMaxNesting) json.fail("this type stands for itself, or is nested too deep");
  if (const auto element = json.find("element")) return base_scalar(*element, depth + 1);
  if (const auto scalar = json.find("scalar")) return scalar_of(*scalar);
  const auto alias = alias_targets_.find(json.at("type").text());
  return alias == alias_targets_.end() ? std::nullopt : base_scalar(alias->second, depth + 1);
}

TypeRef DeclarationLoader::type(const CheckedJson& json, int depth) const {
  constexpr std::array<std::string_view, 4> kKinds{"scalar", "named", "list", "map"};
  if (depth > kMaxNesting) json.fail("nested too deep");
  TypeRef type;
  type.kind = static_cast<TypeRef::Kind>(json.at("kind").word(kKinds));
  switch (type.kind) {
    case TypeRef::Kind::Scalar:
      type.scalar = scalar_of(json.at("scalar"));
      break;
    case TypeRef::Kind::Named:
      type.named = static_cast<TypeId>(types_.must_find(json.at("type"), "type"));
      break;
    case TypeRef::Kind::List:
    case TypeRef::Kind::Map:
      type.element.push_back(this->type(json.at("element"), depth + 1));
      break;
  }
  type.nullable = json.at("nullable").boolean();
  if (const auto written = json.find("constraints")) {
    type.constraints = std::make_shared<const Constraints>(constraints(*written, base_scalar(json)));
  }
  return type;
}

Constraints DeclarationLoader::constraints(const CheckedJson& json, std::optional<Scalar> base) const {
  Constraints result;
  result.trim = json.flag("trim");
  result.lowercase = json.flag("lowercase");
  result.unique = json.flag("unique");
  result.secret = json.flag("secret");
  if (const auto each = json.find("length")) result.length = load_count_range(*each);
  if (const auto each = json.find("size")) result.size = load_count_range(*each);
  if (const auto each = json.find("items")) result.items = load_count_range(*each);
  if (const auto each = json.find("pattern")) result.pattern = pattern_of(*each);
  if (const auto each = json.find("format")) result.format = format_of(*each);
  if (const auto each = json.find("pipe")) {
    result.pipe = static_cast<PipeId>(pipes_.must_find(*each, "pipe"));
  }
  if (const auto each = json.find("range")) {
    const bool as_integer = base && is_integer(*base);
    result.range.emplace();
    const auto bound = [as_integer](const CheckedJson& written) {
      if (!written.json().is_number() && !written.json().is_string()) written.fail("expected a number");
      return load_value(written, as_integer);
    };
    if (const auto min = each->find("min")) result.range->min = bound(*min);
    if (const auto max = each->find("max")) result.range->max = bound(*max);
  }
  return result;
}

FieldDef DeclarationLoader::field(const CheckedJson& json, FileId file) const {
  FieldDef field;
  begin(json, file, field);
  field.type = type(json.at("type"));
  field.optional = json.at("optional").boolean();
  field.secret = json.flag("secret");
  field.internal = json.flag("internal");
  if (const auto written = json.find("default")) {
    const auto base = base_scalar(json.at("type"));
    field.default_value = load_value(*written, base && is_integer(*base));
  }
  return field;
}

std::vector<FieldDef> DeclarationLoader::fields(const CheckedJson& json, FileId file) const {
  std::vector<FieldDef> all;
  for (const CheckedJson& each : json.elements()) all.push_back(field(each, file));
  return all;
}

std::optional<std::vector<FieldDef>> DeclarationLoader::block(const CheckedJson& json, FileId file) const {
  return json.is_null() ? std::nullopt : std::optional(fields(json, file));
}

void DeclarationLoader::type_declaration(const CheckedJson& json, FileId file, TypeDef& def) const {
  constexpr std::array<std::string_view, 5> kKinds{"alias", "struct", "error", "enum", "union"};
  begin(json, file, def);
  const std::size_t kind = json.at("kind").word(kKinds);
  if (kind == 0) {
    def.def = AliasDef{type(json.at("target"))};
  } else if (kind <= 2) {
    def.def = StructDef{fields(json.at("fields"), file), json.at("reserved").texts(), kind == 2};
  } else if (kind == 3) {
    EnumDef enumeration{
        .closed = json.at("closed").boolean(), .enumerators = {}, .reserved = json.at("reserved").texts()};
    for (const CheckedJson& each : json.at("enumerators").elements()) {
      begin(each, file, enumeration.enumerators.emplace_back());
    }
    if (enumeration.enumerators.empty()) json.fail("an enum without enumerators");
    def.def = std::move(enumeration);
  } else {
    UnionDef choice{.closed = json.at("closed").boolean(),
                    .tag = json.at("tag").text(),
                    .arms = {},
                    .reserved = json.at("reserved").texts()};
    for (const CheckedJson& each : json.at("arms").elements()) {
      ArmDef& arm = choice.arms.emplace_back();
      begin(each, file, arm);
      arm.type = type(each.at("type"));
    }
    if (choice.arms.empty()) json.fail("a union without arms");
    def.def = std::move(choice);
  }
}

GuardUse DeclarationLoader::guard_use(const CheckedJson& json) const {
  GuardUse use{.guard = static_cast<GuardId>(guards_.must_find(json.at("guard"), "guard")), .arguments = {}};
  // Integers of arguments that a double does not keep are told from strings by the guard's parameters.
  const std::vector<FieldDef>& params = schema_.guard(use.guard).params;
  for (const CheckedJson& each : json.at("arguments").elements()) {
    const std::size_t index = use.arguments.size();
    const bool as_integer = index < params.size() && params[index].type.kind == TypeRef::Kind::Scalar &&
                            is_integer(params[index].type.scalar);
    use.arguments.push_back(load_value(each, as_integer));
  }
  if (use.arguments.size() != params.size()) json.fail("not as many arguments as the guard has parameters");
  return use;
}

Policy DeclarationLoader::policy(const CheckedJson& json) const {
  Policy policy;
  for (const CheckedJson& each : json.at("guards").elements()) {
    policy.guards.push_back({guard_use(each), level_of(each)});
  }
  if (const auto each = json.find("rate")) policy.rate = {rate_of(each->at("value")), level_of(*each)};
  if (const auto each = json.find("deadlineMs")) {
    policy.deadline_ms = {each->at("value").integer(), level_of(*each)};
  }
  if (const auto each = json.find("maxPayload")) {
    policy.max_payload = {each->at("value").integer(), level_of(*each)};
  }
  if (const auto each = json.find("overflow")) {
    policy.overflow = {overflow_of(each->at("value")), level_of(*each)};
  }
  if (const auto each = json.find("concurrent")) {
    policy.concurrent = {each->at("value").count(), level_of(*each)};
  }
  policy.is_volatile = json.flag("volatile");
  policy.is_idempotent = json.flag("idempotent");
  if (const auto each = json.find("latest")) policy.latest_key = each->text();
  if (const auto each = json.find("replayMs")) policy.replay_ms = each->integer();
  policy.is_public = json.flag("public");
  return policy;
}

PayloadDef DeclarationLoader::payload(const CheckedJson& json, FileId file) const {
  constexpr std::array<std::string_view, 4> kKinds{"none", "params", "type", "stream"};
  PayloadDef payload;
  payload.kind = static_cast<PayloadDef::Kind>(json.at("kind").word(kKinds));
  if (payload.kind == PayloadDef::Kind::Params) {
    payload.params = fields(json.at("params"), file);
  } else if (payload.kind != PayloadDef::Kind::None) {
    payload.type = type(json.at("type"));
  }
  return payload;
}

ReplyDef DeclarationLoader::reply(const CheckedJson& json) const {
  constexpr std::array<std::string_view, 4> kKinds{"none", "empty", "value", "stream"};
  ReplyDef reply;
  reply.kind = static_cast<ReplyDef::Kind>(json.at("kind").word(kKinds));
  const bool has_type = reply.kind == ReplyDef::Kind::Value || reply.kind == ReplyDef::Kind::Stream;
  if (has_type) reply.type = type(json.at("type"));
  return reply;
}

EventDef DeclarationLoader::event(const CheckedJson& json, FileId file) const {
  EventDef event;
  begin(json, file, event);
  event.payload = payload(json.at("payload"), file);
  event.reply = reply(json.at("reply"));
  for (const CheckedJson& each : json.at("throws").elements()) {
    event.throws.push_back(static_cast<TypeId>(types_.must_find(each, "error")));
  }
  event.policy = policy(json.at("policy"));
  return event;
}

std::vector<EventDef> DeclarationLoader::events(const CheckedJson& json, FileId file) const {
  std::vector<EventDef> all;
  for (const CheckedJson& each : json.elements()) all.push_back(event(each, file));
  return all;
}

RoomDef DeclarationLoader::room(const CheckedJson& json, FileId file) const {
  RoomDef room;
  begin(json, file, room);
  room.keys = fields(json.at("keys"), file);
  room.emits = events(json.at("emits"), file);
  return room;
}

NamespaceDef DeclarationLoader::name_space(const CheckedJson& json, FileId file) const {
  NamespaceDef def;
  begin(json, file, def);
  def.path = json.at("path").text();
  def.path_params = fields(json.at("pathParams"), file);
  def.is_root = json.at("root").boolean();
  def.policy = policy(json.at("policy"));
  def.handshake = block(json.at("handshake"), file);
  def.own_handshake = json.at("ownHandshake").boolean();
  def.session = block(json.at("session"), file);
  def.own_session = json.at("ownSession").boolean();
  def.ons = events(json.at("ons"), file);
  def.emits = events(json.at("emits"), file);
  for (const CheckedJson& each : json.at("rooms").elements()) def.rooms.push_back(room(each, file));
  return def;
}

GatewayDef DeclarationLoader::gateway(const CheckedJson& json, FileId file) const {
  GatewayDef def;
  begin(json, file, def);
  def.path = json.at("path").text();
  def.hash = json.at("hash").text();
  def.heartbeat_ms = optional_integer(json.at("heartbeatMs"));
  def.heartbeat_timeout_ms = optional_integer(json.at("heartbeatTimeoutMs"));
  def.max_payload = optional_integer(json.at("maxPayload"));
  if (const CheckedJson port = json.at("port"); !port.is_null()) {
    if (port.count() > std::numeric_limits<std::uint16_t>::max()) port.fail("no port is so large");
    def.port = static_cast<std::uint16_t>(port.count());
  }
  def.origins = json.at("origins").texts();
  def.transports = json.at("transports").texts();
  def.compression = json.at("compression").boolean();
  def.denies_by_default = json.flag("denyByDefault");
  def.policy = policy(json.at("policy"));
  def.handshake = block(json.at("handshake"), file);
  def.session = block(json.at("session"), file);
  for (const CheckedJson& each : json.at("namespaces").elements()) {
    def.namespaces.push_back(name_space(each, file));
  }
  return def;
}

void DeclarationLoader::load_named(const CheckedJson& json, FileId id) {
  FileDef& file = schema_.files[static_cast<std::size_t>(id)];
  const std::string package = json.at("package").text();
  const auto full = [&](const CheckedJson& each) {
    const std::string name = each.at("name").text();
    return package.empty() ? name : package + '.' + name;
  };
  for (const CheckedJson& each : json.at("types").elements()) {
    const std::size_t index = types_.by_full_name.at(full(each));
    file.types.push_back(static_cast<TypeId>(index));
    type_declaration(each, id, schema_.types[index]);
  }
  for (const CheckedJson& each : json.at("guards").elements()) {
    const std::size_t index = guards_.by_full_name.at(full(each));
    file.guards.push_back(static_cast<GuardId>(index));
    begin(each, id, schema_.guards[index]);
    schema_.guards[index].params = fields(each.at("params"), id);
  }
  for (const CheckedJson& each : json.at("pipes").elements()) {
    const std::size_t index = pipes_.by_full_name.at(full(each));
    file.pipes.push_back(static_cast<PipeId>(index));
    begin(each, id, schema_.pipes[index]);
    schema_.pipes[index].type = type(each.at("type"));
  }
}

void DeclarationLoader::load_rest(const CheckedJson& json, FileId id) {
  FileDef& file = schema_.files[static_cast<std::size_t>(id)];
  for (const CheckedJson& each : json.at("consts").elements()) {
    ConstDef& constant = file.consts.emplace_back();
    begin(each, id, constant);
    constant.type = type(each.at("type"));
    const auto base = base_scalar(each.at("type"));
    constant.value = load_value(each.at("value"), base && is_integer(*base));
  }
  for (const CheckedJson& each : json.at("gateways").elements()) file.gateways.push_back(gateway(each, id));
}

}  // namespace gangway::gen
