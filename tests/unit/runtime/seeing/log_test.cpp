#include "seeing/log_observer.h"

#include "../protocol/board.h"

using namespace test::board;

namespace {

/// A table whose log is kept.
struct Logged {
  explicit Logged(gangway::Logging logging = {})
      : logger(std::make_shared<gangway::seeing::Logger>(
            logging, [this](gangway::LogLevel, std::string_view line) { lines.emplace_back(line); })),
        table({}, std::make_shared<gangway::seeing::LogObserver>(logger)) {}

  std::vector<std::string> lines;
  std::shared_ptr<gangway::seeing::Logger> logger;
  Table table;
};

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// Without the sid, which is random.
std::string shown(std::string line) {
  const auto begin = line.find("client=");
  if (begin != std::string::npos) line.replace(begin + 7, 20, "SID");
  return line;
}

}  // namespace

TEST_CASE("log: a record for each join and leave, with who and where") {
  Logged logged;
  {
    Talk ann(logged.table);
    ann.as("ann");
  }
  REQUIRE(logged.lines.size() == 2);
  CHECK(shown(logged.lines[0]) == "joined gateway=Board ns=/canvas client=SID address=127.0.0.1:5000");
  CHECK(shown(logged.lines[1]) ==
        "left gateway=Board ns=/canvas client=SID address=127.0.0.1:5000 code=transport_lost");
}

TEST_CASE("log: calls at Debug, failures at Warning, faults at Error with what happened") {
  Logged logged({.level = gangway::LogLevel::Debug});
  Talk ann(logged.table);
  ann.as("ann");
  const auto line_of = [&](std::string_view frame) {
    logged.lines.clear();
    ann.ask(frame);
    return logged.lines.empty() ? std::string() : shown(logged.lines.at(0));
  };
  CHECK(line_of(R"({"ns":"/canvas","event":"echo","id":1,"data":"secret"})") ==
        "call gateway=Board ns=/canvas event=echo client=SID address=127.0.0.1:5000 us=0");
  CHECK(
      line_of(
          R"({"ns":"/canvas","event":"draw","id":1,"data":{"layer":"broken","shape":{"shape":"dot","at":1}}})") ==
      "call failed: secret gateway=Board ns=/canvas event=draw client=SID address=127.0.0.1:5000 "
      "code=internal us=0");
  CHECK(
      line_of(R"({"ns":"/canvas","event":"x y\nz","id":1})") ==
      R"(call failed gateway=Board ns=/canvas event="x y\nz" client=SID address=127.0.0.1:5000 code=unknown_event us=0)");
}

TEST_CASE("log: no payload, good or bad, is ever in it") {
  Logged logged({.level = gangway::LogLevel::Debug});
  Talk ann(logged.table);
  ann.ask(R"({"ns":"/canvas","join":{"user":"hunter2hunter2"}})");
  ann.ask(R"({"ns":"/canvas","event":"echo","id":1,"data":"hunter2"})");
  ann.ask(R"({"ns":"/canvas","event":"draw","id":2,"data":{"layer":"hunter2","shape":"hunter2"}})");
  ann.ask(R"({"ns":"/canvas","event":"sign","id":3,"data":{"name":"hunter2hunter2","level":0}})");
  ann.ask(R"({"ns":"/canvas","event":"draw","id":4,"data":{"hunter2)");
  ann.ask(R"({"ns":"/canvas","join":{"user":"hunter2"}})");
  REQUIRE(logged.lines.size() >= 5);
  for (const std::string& line : logged.lines) CHECK_FALSE(holds(line, "hunter2"));
}

TEST_CASE("log: JSON lines have the same words as keys") {
  Logged logged({.format = gangway::LogFormat::Json});
  Talk ann(logged.table);
  ann.as("nobody");
  REQUIRE(logged.lines.size() == 1);
  const auto record = nlohmann::json::parse(logged.lines[0]);
  CHECK(record["level"] == "warning");
  CHECK(record["message"] == "join refused");
  CHECK(record["ns"] == "/canvas");
  CHECK(record["code"] == "unauthenticated");
  CHECK(record["time"].get<std::string>().size() == 24);
  CHECK_FALSE(record.contains("event"));
}

TEST_CASE("log: a client that makes the same trouble again and again cannot flood it") {
  Logged logged({.repeats = 5, .repeats_per_second = 1});
  Talk ann(logged.table);
  for (int i = 0; i < 1000; ++i) {
    ann.ask(R"({"ns":"/canvas","event":"draw)" + std::to_string(i) + R"(","id":1})");
    ann.ask(R"({"ns":"/nowhere)" + std::to_string(i) + R"(","join":{}})");
  }
  CHECK(logged.lines.size() >= 10);
  CHECK(logged.lines.size() < 30);

  SUBCASE("others are heard all the same") {
    logged.lines.clear();
    ann.as("ann");
    CHECK(logged.lines.size() == 1);
  }
}

TEST_CASE("log: nothing below the level is written") {
  Logged logged({.level = gangway::LogLevel::Error});
  Talk ann(logged.table);
  ann.as("ann");
  ann.ask(R"({"ns":"/canvas","event":"nonsense","id":1})");
  CHECK(logged.lines.empty());
  ann.ask(
      R"({"ns":"/canvas","event":"draw","id":1,"data":{"layer":"broken","shape":{"shape":"dot","at":1}}})");
  CHECK(logged.lines.size() == 1);
}
