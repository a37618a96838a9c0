#include <doctest/doctest.h>

#include "policy/table.h"
#include "support/compile.h"
#include "support/corpus.h"

// What policies come to: tests/corpus/good/policies.gw has one of each.

namespace gangway::test {
namespace {

using namespace gen;

const Schema& schema() {
  static const Schema compiled = [] {
    for (const auto& path : corpus_files("good")) {
      if (path.filename() == "policies.gw") return must_compile(read_file(path));
    }
    FAIL("policies.gw is not there");
    return Schema{};
  }();
  return compiled;
}

const GatewayDef& gateway() { return schema().files[0].gateways.at(0); }

const EventDef& find(const std::vector<EventDef>& events, const std::string& name) {
  for (const EventDef& each : events) {
    if (each.name == name) return each;
  }
  FAIL(name);
  return events.front();
}

const PolicyRow& row(const std::vector<PolicyRow>& rows, const std::string& event, const std::string& space) {
  for (const PolicyRow& each : rows) {
    if (each.event == event && each.space == space) return each;
  }
  FAIL(event);
  return rows.front();
}

using Strings = std::vector<std::string>;

TEST_CASE("guards add up from the outside in, each with the same arguments once") {
  const auto rows = policy_table(schema());
  CHECK(row(rows, "whoAmI", "/").guards == Strings{"SignedIn (gateway)"});
  CHECK(row(rows, "leave", "/chat").guards ==
        Strings{"SignedIn (gateway)", "HasRole(member, 1) (namespace)"});
  CHECK(row(rows, "kick", "/chat").guards == Strings{"SignedIn (gateway)", "HasRole(member, 1) (namespace)",
                                                     "HasRole(admin, 2)",
                                                     "In([\"a\", \"b\"], \"2026-01-31T12:00:00.000Z\")"});
  CHECK(row(rows, "posted", "/chat").guards.empty());
}

TEST_CASE("of all else the nearest one holds, and says where it is from") {
  const auto rows = policy_table(schema());
  CHECK(row(rows, "whoAmI", "/").rate == "100 per 1s, by address (gateway)");
  CHECK(row(rows, "kick", "/chat").rate == "20 per 10s, burst 40, by session.user (namespace)");
  CHECK(row(rows, "leave", "/chat").rate == "1 per 1m, by session.role");
  CHECK(row(rows, "edit", "/doc/{id}/{kind}/{page}").rate == "5 per 1s (namespace)");
  CHECK(row(rows, "whoAmI", "/").size == "256KiB (gateway)");
  CHECK(row(rows, "leave", "/chat").size == "64KiB (namespace)");
  CHECK(row(rows, "kick", "/chat").size == "1KiB");
  CHECK(row(rows, "upload", "/chat").deadline == "5s (gateway)");
  CHECK(row(rows, "kick", "/chat").deadline == "3s");
  CHECK(row(rows, "confirm", "/chat").deadline == "30s");
  CHECK(row(rows, "leave", "/chat").deadline.empty());
  CHECK(row(rows, "kick", "/chat").order == "4 at once");
  CHECK(row(rows, "leave", "/chat").order == "one at a time");
}

TEST_CASE("an inherited overflow gives way to what was asked of the event itself") {
  const auto rows = policy_table(schema());
  CHECK(row(rows, "notice", "/chat").delivery == "queued; newest dropped when full");
  CHECK(row(rows, "topic", "/chat").delivery == "newest of each room");
  CHECK(row(rows, "price", "/chat").delivery == "newest of each symbol; closed when full");
  CHECK(row(rows, "posted", "/chat").delivery == "queued; replayed for 5m");
  CHECK(row(rows, "confirm", "/chat").delivery == "queued; answered");
  CHECK(row(rows, "upload", "/chat").delivery == "streamed, answered");
  CHECK(row(rows, "history", "/chat").delivery == "answered by a stream");
  const Schema other = must_compile(
      "package d; @overflow(dropOldest) gateway G { emit a(); emit b() -> bool; @overflow(close) namespace n "
      "{ "
      "emit c(); } }");
  const auto more = policy_table(other);
  CHECK(row(more, "a", "/").delivery == "queued; oldest dropped when full (gateway)");
  CHECK(row(more, "b", "/").delivery == "queued; answered");
  CHECK(row(more, "c", "/n").delivery == "queued; closed when full (namespace)");
}

TEST_CASE("a path's parameters are fields, and the path has only their names") {
  const NamespaceDef& document = gateway().namespaces.at(2);
  CHECK(document.path == "/doc/{id}/{kind}/{page}");
  REQUIRE(document.path_params.size() == 3);
  CHECK(document.path_params[0].type.scalar == Scalar::Uuid);
  CHECK(schema().type(document.path_params[1].type.named).name == "Kind");
  CHECK(document.path_params[2].type.scalar == Scalar::String);
  CHECK(document.path_params[2].name == "page");
}

TEST_CASE("what a client streams is the payload's type") {
  const EventDef& upload = find(gateway().namespaces.at(1).ons, "upload");
  CHECK(upload.payload.kind == PayloadDef::Kind::Stream);
  CHECK(schema().type(upload.payload.type.named).name == "Chunk");
}

TEST_CASE("secrets are found behind aliases and in lists, internal fields before and behind") {
  const auto& handshake = *gateway().handshake;
  CHECK(handshake[0].secret);
  CHECK(handshake[1].secret);
  CHECK(handshake[2].secret);
  const auto& session = *gateway().session;
  CHECK_FALSE(session[0].secret);
  for (const TypeDef& type : schema().types) {
    if (type.name != "User") continue;
    const auto& fields = std::get<StructDef>(type.def).fields;
    CHECK_FALSE(fields[0].internal);
    CHECK(fields[2].internal);
    CHECK(fields[3].internal);
    CHECK(fields[3].secret);
  }
}

TEST_CASE("guards and pipes are declared in their file, and pipes stand behind the types that they run on") {
  CHECK(schema().guards.size() == 3);
  REQUIRE(schema().pipes.size() == 2);
  CHECK(schema().files[0].guards.size() == 3);
  for (const TypeDef& type : schema().types) {
    if (type.name != "User") continue;
    const auto& fields = std::get<StructDef>(type.def).fields;
    REQUIRE(fields[1].type.constraints);
    CHECK(schema().pipe(*fields[1].type.constraints->pipe).name == "Sorted");
    CHECK(schema().pipe(*fields[1].type.element[0].constraints->pipe).name == "Clean");
  }
}

TEST_CASE("a gateway's own settings") {
  CHECK(gateway().port == 8443);
  CHECK(gateway().origins == Strings{"https://chat.example", "http://localhost:8080"});
  CHECK(gateway().transports == Strings{"websocket", "polling"});
  CHECK(gateway().compression);
}

TEST_CASE("the table is written as text, Markdown and JSON") {
  const Schema small = must_compile(
      "package d; guard In(room: string); @deadline(1500ms) gateway G { @requires(In(\"a|b\")) on a() -> u8; "
      "room R { @volatile emit b(); } }");
  const auto rows = policy_table(small);
  CHECK(policy_text(rows) ==
        "G /\n"
        "  event  direction  guards     rate  deadline          size  order          delivery\n"
        "  a      on         In(\"a|b\")  -     1500ms (gateway)  -     one at a time  answered\n"
        "  R.b    emit       -          -     -                 -     in order       dropped when slow\n");
  CHECK(policy_markdown(rows) ==
        "## G `/`\n\n"
        "| event | direction | guards | rate | deadline | size | order | delivery |\n"
        "|---|---|---|---|---|---|---|---|\n"
        "| a | on | In(\"a\\|b\") | - | 1500ms (gateway) | - | one at a time | answered |\n"
        "| R.b | emit | - | - | - | - | in order | dropped when slow |\n");
  const std::string json = policy_json(rows);
  CHECK(json.find("\"guards\": [\n      \"In(\\\"a|b\\\")\"\n    ]") != std::string::npos);
  CHECK(json.find("\"room\": \"R\"") != std::string::npos);
  CHECK(json.find("\"deadline\": null") != std::string::npos);
}

}  // namespace
}  // namespace gangway::test
