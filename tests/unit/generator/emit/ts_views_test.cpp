#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "emit/ts/layout.h"
#include "emit/ts/names.h"
#include "emit/ts/views.h"
#include "render/template_engine.h"

using namespace gangway::gen;
using Values = std::vector<Value>;

namespace {

TypeRef scalar(Scalar which) {
  return {.kind = TypeRef::Kind::Scalar, .scalar = which, .named = {}, .element = {}};
}
TypeRef named(TypeId id) { return {.kind = TypeRef::Kind::Named, .named = id, .element = {}}; }
TypeRef list_of(TypeRef element) {
  return {.kind = TypeRef::Kind::List, .named = {}, .element = {std::move(element)}};
}
TypeRef map_of(TypeRef element) {
  return {.kind = TypeRef::Kind::Map, .named = {}, .element = {std::move(element)}};
}

TypeRef nullable(TypeRef type) {
  type.nullable = true;
  return type;
}

FieldDef field(std::string name, TypeRef type) {
  FieldDef out;
  out.name = std::move(name);
  out.type = std::move(type);
  return out;
}

FieldDef optional(FieldDef field) {
  field.optional = true;
  return field;
}

FieldDef defaulted(FieldDef field, Value value) {
  field.default_value = std::move(value);
  return field;
}

/// A schema under construction, its first file requested.
struct Draft {
  Schema schema;

  Draft() { add_file("chat.gw", true); }

  FileId add_file(std::string name, bool requested = false) {
    FileDef file;
    file.name = std::move(name);
    file.requested = requested;
    schema.files.push_back(std::move(file));
    return static_cast<FileId>(schema.files.size() - 1);
  }

  FileDef& file(FileId id = FileId{0}) { return schema.files[static_cast<std::size_t>(id)]; }

  template <class Def>
  TypeId add(std::string name, Def def, FileId home = FileId{0}) {
    const auto id = static_cast<TypeId>(schema.types.size());
    TypeDef type;
    type.name = std::move(name);
    type.origin = {.file = home, .line = 1};
    type.def = std::move(def);
    schema.types.push_back(std::move(type));
    file(home).types.push_back(id);
    return id;
  }

  TypeId add_struct(std::string name, std::vector<FieldDef> fields, FileId home = FileId{0}) {
    return add(std::move(name), StructDef{.fields = std::move(fields), .reserved = {}}, home);
  }

  GatewayDef& add_gateway(std::string name) {
    GatewayDef gateway;
    gateway.name = std::move(name);
    gateway.path = "/live";
    gateway.hash = "0123456789abcdef";
    file().gateways.push_back(std::move(gateway));
    return file().gateways.back();
  }

  std::string marked_module(FileId id = FileId{0}, const ts::Options& options = {}) const {
    const View view = ts::views(schema, id, options).front();
    return TemplateEngine().render(view.template_name, *view.data);
  }

  /// Without the marks for bundlers, as one reads it.
  std::string module(FileId id = FileId{0}, const ts::Options& options = {}) const {
    constexpr std::string_view kMark = "/*#__PURE__*/ ";
    std::string text = marked_module(id, options);
    for (auto at = text.find(kMark); at != std::string::npos; at = text.find(kMark, at))
      text.erase(at, kMark.size());
    return text;
  }
};

EventDef event(std::string name, std::vector<FieldDef> params, ReplyDef::Kind reply, TypeRef type = {}) {
  EventDef out;
  out.name = std::move(name);
  if (!params.empty())
    out.payload = {.kind = PayloadDef::Kind::Params, .params = std::move(params), .type = {}};
  out.reply = {.kind = reply, .type = std::move(type)};
  return out;
}

NamespaceDef& add_namespace(GatewayDef& gateway, std::string name, std::string path) {
  NamespaceDef ns;
  ns.is_root = path == "/";
  ns.name = std::move(name);
  ns.path = std::move(path);
  gateway.namespaces.push_back(std::move(ns));
  return gateway.namespaces.back();
}

/// Checks that `part` stands in `text`, and shows both where it does not.
void check_has(const std::string& text, const std::string& part) {
  CAPTURE(text);
  CAPTURE(part);
  CHECK(text.find(part) != std::string::npos);
}

}  // namespace

TEST_CASE(
    "calls at the top level are marked as free of effects, also inside each other, and no text is touched") {
  CHECK(
      ts::pure(
          "const A: gw.Codec<A> = gw.struct({ a: gw.list(gw.u8), b: agw.c(), c: gw.bytes.decode(\"\") });") ==
      "const A: gw.Codec<A> = /*#__PURE__*/ gw.struct({ a: /*#__PURE__*/ gw.list(gw.u8), b: agw.c(), c: "
      "/*#__PURE__*/ gw.bytes.decode(\"\") });");
  CHECK(ts::pure(R"(gw.pattern("\"gw.a(\\", "gw.b(") + gw.c())") ==
        R"(/*#__PURE__*/ gw.pattern("\"gw.a(\\", "gw.b(") + /*#__PURE__*/ gw.c())");
  Draft draft;
  draft.add_struct("Line", {field("n", list_of(scalar(Scalar::U8)))});
  check_has(draft.marked_module(), "= /*#__PURE__*/ gw.struct({\n  n: /*#__PURE__*/ gw.list(gw.u8),\n});");
}

TEST_CASE("a struct is an interface and a codec, and what builds it has its own interface") {
  Draft draft;
  const TypeId inner =
      draft.add_struct("Inner", {defaulted(field("n", scalar(Scalar::U8)), {std::int64_t{1}})});
  draft.add_struct(
      "Outer", {field("id", scalar(Scalar::Uuid)), optional(field("note", nullable(scalar(Scalar::String)))),
                optional(field("inner", named(inner))),
                field("all", nullable(map_of(list_of(nullable(scalar(Scalar::I64))))))});
  CHECK(draft.module() ==
        R"(// Generated by gangway 0.1.0 from chat.gw. Do not edit: edit that file and rebuild.
import * as gw from "@gangway/client";

export interface Inner {
  n: number;
}

/** What a new `Inner` is made from: fields with a default may be left out. */
export interface InnerInit extends Omit<Inner, "n"> {
  n?: number;
}

export const Inner: gw.Codec<Inner, InnerInit> = gw.struct({
  n: gw.withDefault(gw.u8, 1),
});

export interface Outer {
  id: gw.Uuid;
  note?: string | null;
  inner?: Inner;
  all: Record<string, (bigint | null)[]> | null;
}

/** What a new `Outer` is made from: fields with a default may be left out. */
export interface OuterInit extends Omit<Outer, "inner"> {
  inner?: InnerInit;
}

export const Outer: gw.Codec<Outer, OuterInit> = gw.struct({
  id: gw.uuid,
  note: gw.patch(gw.string),
  inner: gw.optional(Inner),
  all: gw.nullable(gw.map(gw.list(gw.nullable(gw.i64)))),
});
)");
}

TEST_CASE("defaults are written as values of their type, objects made anew") {
  Draft draft;
  const TypeId alias = draft.add("Big", AliasDef{scalar(Scalar::U64)});
  draft.add_struct(
      "All", {defaulted(field("big", named(alias)), {std::uint64_t{18446744073709551615u}}),
              defaulted(field("at", scalar(Scalar::Timestamp)), {std::string("2026-01-31T00:00:00.000Z")}),
              defaulted(field("id", scalar(Scalar::Uuid)), {std::string("u")}),
              defaulted(field("raw", scalar(Scalar::Bytes)), {std::string("AA==")}),
              defaulted(field("text", scalar(Scalar::String)), {std::string("a\"b\n")}),
              defaulted(field("half", scalar(Scalar::F64)), {0.5}),
              defaulted(field("none", nullable(list_of(scalar(Scalar::U8)))), {nullptr}),
              defaulted(field("list", list_of(scalar(Scalar::I64))), {Values{{std::int64_t{-1}}}}),
              defaulted(field("map", map_of(scalar(Scalar::U8))), {Values{}})});
  const std::string text = draft.module();
  check_has(text, "big: gw.withDefault(Big, 18446744073709551615n),");
  check_has(text, "at: gw.withDefault(gw.timestamp, () => new Date(\"2026-01-31T00:00:00.000Z\")),");
  check_has(text, "id: gw.withDefault(gw.uuid, \"u\" as gw.Uuid),");
  check_has(text, "raw: gw.withDefault(gw.bytes, () => gw.bytes.decode(\"AA==\")),");
  check_has(text, "text: gw.withDefault(gw.string, \"a\\\"b\\n\"),");
  check_has(text, "half: gw.withDefault(gw.f64, 0.5),");
  check_has(text, "none: gw.withDefault(gw.nullable(gw.list(gw.u8)), null),");
  check_has(text, "list: gw.withDefault(gw.list(gw.i64), () => [-1n]),");
  check_has(text, "map: gw.withDefault(gw.map(gw.u8), () => ({})),");
}

TEST_CASE("enums and unions, open and closed") {
  Draft draft;
  draft.add("Mood",
            EnumDef{.closed = false, .enumerators = {{{}, {}, "good"}, {{}, {}, "bad"}}, .reserved = {}});
  draft.add("Role",
            EnumDef{.closed = true, .enumerators = {{{"Nobody yet.", {}, {}}, {}, "guest"}}, .reserved = {}});
  const TypeId text = draft.add_struct("Line", {});
  draft.add(
      "Open",
      UnionDef{.closed = false, .tag = "kind", .arms = {{{}, {}, "line", named(text)}}, .reserved = {}});
  draft.add("Closed",
            UnionDef{.closed = true, .tag = "t", .arms = {{{}, {}, "line", named(text)}}, .reserved = {}});
  const std::string module = draft.module();
  check_has(module, R"(
export type Mood = "good" | "bad" | (string & {});
export const Mood: gw.EnumCodec<Mood> = gw.openEnum("good", "bad");
)");
  check_has(module, R"(
export type Role =
  /** Nobody yet. */
  | "guest";
export const Role: gw.EnumCodec<Role> = gw.closedEnum("guest");
)");
  check_has(module, R"(
export interface Line {}

export const Line: gw.Codec<Line> = gw.struct({});
)");
  check_has(module, R"(
export type Open =
  | ({ kind: "line" } & Line)
  | gw.Unknown<"kind">;
export const Open: gw.Codec<Open> = gw.openUnion("kind", { line: Line });
)");
  check_has(module, R"(gw.closedUnion("t", { line: Line });)");
}

TEST_CASE("a field that may be left out is a patch where an alias makes it nullable") {
  Draft draft;
  const TypeId maybe = draft.add("Maybe", AliasDef{nullable(scalar(Scalar::String))});
  draft.add_struct("Change", {optional(field("note", named(maybe)))});
  check_has(draft.module(), "note: gw.patch(Maybe),");
}

TEST_CASE("what is declared later, or inside itself, is referred to lazily") {
  Draft draft;
  const auto later = static_cast<TypeId>(1);
  draft.add_struct("First", {field("next", list_of(named(later)))});
  draft.add_struct("Second", {optional(field("self", named(later)))});
  const std::string module = draft.module();
  check_has(module, "next: gw.list(gw.lazy(() => Second)),");
  check_has(module, "self: gw.optional(gw.lazy(() => Second)),");
}

TEST_CASE("types of other files are imported, under another name where theirs is taken") {
  Draft draft;
  const FileId common = draft.add_file("shared/common.gw");
  const TypeId theirs =
      draft.add_struct("Point", {defaulted(field("x", scalar(Scalar::U8)), {std::int64_t{0}})}, common);
  draft.add_struct("Point", {});
  draft.add_struct("Line", {field("from", named(theirs))});
  const std::string module = draft.module();
  check_has(module, "import { Point as Point_, type PointInit } from \"./shared/common.gw.js\";\n");
  check_has(module, "  from: Point_;\n");
  check_has(module, "  from: PointInit;\n");
}

TEST_CASE("names that TypeScript or the module needs get a _") {
  Draft draft;
  const TypeId date = draft.add_struct("Date", {field("at", scalar(Scalar::Timestamp))});
  draft.add_struct("DateInit", {});
  draft.add_struct("string", {field("class", named(date))});
  check_has(draft.module(), "export interface string_ {\n  class: Date_;\n}");
  CHECK(ts::method_name("constructor") == "constructor_");
  CHECK(ts::method_name("once") == "once_");
  CHECK(ts::method_name("delete") == "delete");
  CHECK(ts::property_name("state") == "state_");
}

TEST_CASE("errors are classes that keep the name they have on the wire") {
  Draft draft;
  draft.add("Full",
            StructDef{.fields = {field("limit", scalar(Scalar::U32))}, .reserved = {}, .is_error = true});
  draft.add("Date", StructDef{.fields = {}, .reserved = {}, .is_error = true});
  const std::string module = draft.module();
  check_has(module, R"(
export interface FullData {
  limit: number;
}

export class Full extends gw.DeclaredError<"Full", FullData> {
  static readonly code = "Full";
  static readonly fields: gw.Codec<FullData> = gw.struct({
    limit: gw.u32,
  });

  constructor(data: FullData, message?: string) {
    super("Full", data, message);
  }
}
)");
  check_has(module, "export class Date_ extends gw.DeclaredError<\"Date\", Date_Data> {");
  check_has(module, "constructor(data: Date_Data = {}, message?: string) {");
}

TEST_CASE("docs become JSDoc and cannot end their comment") {
  Draft draft;
  const TypeId id = draft.add_struct("Old", {});
  draft.schema.types[static_cast<std::size_t>(id)].docs = {
      .text = "One */ two.\n\nThree.", .deprecated = "use New", .since = "1.2"};
  check_has(draft.module(), R"(
/**
 * One *\/ two.
 *
 * Three.
 * @since 1.2
 * @deprecated use New
 */
export interface Old {})");
}

TEST_CASE("a gateway: calls, events, streams, server calls and its client") {
  Draft draft;
  const TypeId full = draft.add("Full", StructDef{.fields = {}, .reserved = {}, .is_error = true});
  GatewayDef& gateway = draft.add_gateway("Chat");
  gateway.handshake = {field("token", scalar(Scalar::String))};
  NamespaceDef& ns = add_namespace(gateway, "chat", "/chat");
  ns.handshake = gateway.handshake;
  EventDef join =
      event("join", {field("room", scalar(Scalar::String))}, ReplyDef::Kind::Value, scalar(Scalar::U64));
  join.throws = {full};
  ns.ons = {join, event("leave", {}, ReplyDef::Kind::None),
            event("list", {optional(field("n", scalar(Scalar::U8)))}, ReplyDef::Kind::Stream,
                  scalar(Scalar::String)),
            event("once", {}, ReplyDef::Kind::Empty)};
  ns.rooms.push_back({{}, {}, "Thread", {}, {event("posted", {}, ReplyDef::Kind::None)}});
  ns.emits = {
      event("confirm", {field("q", scalar(Scalar::String))}, ReplyDef::Kind::Value, scalar(Scalar::Bool))};
  const std::string module = draft.module();
  check_has(module, R"(
export interface ChatHandshake {
  token: string;
}

const chatHandshake: gw.Encoder<ChatHandshake> = gw.struct({
  token: gw.string,
});

/** What the server sends in `/chat`. */
export interface ChatNamespaceEmits {
  /** Sent to the room `Thread`. */
  posted: void;
}

/** What the server asks in `/chat`. */
export interface ChatNamespaceAsks {
  confirm: { data: { q: string }; reply: boolean };
}

const chatCalls = {
  join: gw.call("join", gw.struct({ room: gw.string }), gw.u64, Full),
  leave: gw.event("leave", gw.nothing),
  list: gw.call("list", gw.struct({ n: gw.optional(gw.u8) }), gw.string),
  once: gw.call("once", gw.nothing, gw.nothing),
};

/** Namespace `/chat` of `Chat`. */
export class ChatNamespace extends gw.Namespace<ChatNamespaceEmits, ChatNamespaceAsks> {
  constructor(link: gw.Link) {
    super(link, {
      emits: {
        posted: gw.nothing,
      },
      asks: {
        confirm: gw.ask(gw.struct({ q: gw.string }), gw.bool),
      },
    });
  }

  join(data: { room: string }, options?: gw.CallOptions): gw.Reply<bigint, Full> {
    return this.$call(chatCalls.join, data, options);
  }

  leave(): void {
    this.$send(chatCalls.leave, undefined);
  }

  list(data: { n?: number } = {}, options?: gw.CallOptions): gw.Stream<string> {
    return this.$stream(chatCalls.list, data, options);
  }

  once_(options?: gw.CallOptions): gw.Reply<void> {
    return this.$call(chatCalls.once, undefined, options);
  }
}

export interface ChatOptions extends gw.ClientOptions<"chat"> {
  /** What is presented at every join: the value, or a function that is asked for it each time. */
  handshake: gw.Provided<ChatHandshake>;
}

/** A client of the gateway `Chat`. */
export class ChatClient extends gw.Client {
  static readonly path = "/live";
  static readonly schema = "0123456789abcdef";

  /** Namespace `/chat`. */
  readonly chat: ChatNamespace;

  constructor(url: string | URL, options: ChatOptions) {
    super(url, ChatClient, options);
    this.chat = new ChatNamespace(
      this.$link("chat", "/chat", gw.handshakeFrom(chatHandshake, options.handshake)),
    );
  }
}
)");
}

TEST_CASE("a client needs no options where no handshake needs anything") {
  Draft draft;
  GatewayDef& gateway = draft.add_gateway("Plain");
  gateway.handshake = {optional(field("locale", scalar(Scalar::String)))};
  NamespaceDef& root = add_namespace(gateway, "root", "/");
  root.handshake = gateway.handshake;
  NamespaceDef& admin = add_namespace(gateway, "admin", "/admin");
  admin.handshake = {optional(field("key", scalar(Scalar::String)))};
  admin.own_handshake = true;
  const std::string module = draft.module();
  check_has(module, "  handshake?: gw.Provided<PlainHandshake>;\n");
  check_has(module, "  handshakes?: { admin?: gw.Provided<AdminHandshake> };\n");
  check_has(module, "options: PlainOptions = {}) {");
  check_has(module, "gw.handshakeFrom(plainHandshake, options.handshake ?? {})");
  check_has(module, "gw.handshakeFrom(adminHandshake, options.handshakes?.admin ?? {})");
  check_has(module, "export class RootNamespace extends gw.Namespace<{}, {}> {");
  check_has(module, "super(link, { emits: {}, asks: {} });");
}

TEST_CASE("long lines are broken at their items") {
  Draft draft;
  GatewayDef& gateway = draft.add_gateway("Wide");
  std::vector<FieldDef> params;
  for (const char* name : {"firstParam", "secondParam", "thirdParam", "fourthParam"}) {
    params.push_back(field(name, scalar(Scalar::String)));
  }
  add_namespace(gateway, "root", "/").ons = {event("call", params, ReplyDef::Kind::Empty)};
  check_has(draft.module(), R"(
  call(
    data: { firstParam: string; secondParam: string; thirdParam: string; fourthParam: string },
    options?: gw.CallOptions,
  ): gw.Reply<void> {
)");
}

TEST_CASE("the vendored runtime is one file beside the modules") {
  Draft draft;
  const FileId below = draft.add_file("sub/other.gw", true);
  const ts::Options options{.vendored_runtime = true};
  check_has(draft.module(FileId{0}, options), "import * as gw from \"./gangway.js\";\n");
  check_has(draft.module(below, options), "import * as gw from \"../gangway.js\";\n");
  const std::vector<View> first = ts::views(draft.schema, FileId{0}, options);
  REQUIRE(first.size() == 2);
  CHECK(first[1].output_path == "gangway.ts");
  const std::string runtime = TemplateEngine().render(first[1].template_name, *first[1].data);
  check_has(runtime, "export abstract class Client {");
  CHECK(runtime.find("from \"./") == std::string::npos);
  CHECK(ts::views(draft.schema, below, options).size() == 1);
}

TEST_CASE("modules find each other by relative paths") {
  CHECK(ts::module_specifier("chat.gw.ts", "common.gw.ts") == "./common.gw.js");
  CHECK(ts::module_specifier("a/chat.gw.ts", "b/common.gw.ts") == "../b/common.gw.js");
  CHECK(ts::module_specifier("a/b/chat.gw.ts", "a/common.gw.ts") == "../common.gw.js");
  CHECK(ts::module_specifier("chat.gw.ts", "a/common.gw.ts") == "./a/common.gw.js");
}
