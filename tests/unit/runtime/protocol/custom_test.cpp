#include "protocol/custom.h"

#include "../../../support/array_format.h"
#include "board.h"

using namespace test::board;
using gangway::protocol::Custom;
using gangway::protocol::MessageKind;

namespace {

std::shared_ptr<Custom> arrays() {
  return std::make_shared<Custom>("", std::make_shared<gangway::testing::ArrayFormat>());
}

/// Reads everything as a call of `echo`, and fails where it writes.
class Broken final : public gangway::MessageFormat {
 public:
  [[nodiscard]] std::optional<gangway::ClientMessage> parse(std::string_view text) const override {
    if (text == "odd") throw 7;
    return gangway::ClientMessage{.event = "echo", .id = text.size(), .data = std::string(text)};
  }
  [[nodiscard]] std::string event(std::string_view, std::optional<std::uint64_t>,
                                  std::string_view) const override {
    throw std::runtime_error("no event");
  }
  [[nodiscard]] std::optional<std::string> reply(const gangway::MessageRef&,
                                                 std::string_view data) const override {
    if (data == "1") throw std::runtime_error("no reply");
    return std::string(data);
  }
  [[nodiscard]] std::string error(const gangway::MessageRef&,
                                  const gangway::MessageError& error) const override {
    return "error " + std::string(error.code);
  }
};

}  // namespace

TEST_CASE("a format of the user's own: events, answers with and without an id, errors") {
  Table table;
  const auto format = arrays();
  Talk ann(table, *format, "/canvas", "user=ann");
  CHECK(table.canvas.log == Frames{"join ann 1"});
  CHECK(ann.ask(R"(["echo",{"a":[1,null]}])") == Frames{R"(["echo",{"a":[1,null]}])"});
  CHECK(ann.ask(R"(["echo",1,7])") == Frames{R"(["echo",1,7])"});
  CHECK(ann.ask(R"(["leave",{"layer":"a"}])").empty());
  CHECK(ann.ask(R"(["leave",{"layer":"a"},8])") == Frames{R"(["leave",null,8])"});
  CHECK(ann.ask(R"(["count",{"to":2}])") == Frames{R"(["count",1])", R"(["count",2])"});
  CHECK(at(ann.ask(R"(["nothing"])").at(0), "/1/code") == "unknown_event");
  CHECK(at(ann.ask(R"(["enter",{"layer":7}])").at(0), "/1/code") == "invalid_payload");
  CHECK(at(ann.ask(R"(["draw",{"layer":"full","shape":{"shape":"dot","at":1}}])").at(0), "/1/code") ==
        "Full");
}

TEST_CASE("a stream that was asked for with an id stopped after 16 items, as a format has no word for more") {
  Table table;
  const auto format = arrays();
  Talk ann(table, *format, "/canvas", "user=ann");
  const auto items = ann.ask(R"(["count",{"to":40},7])");
  REQUIRE(items.size() >= 40);
  CHECK(items[39] == R"(["count",40,7])");
}

TEST_CASE("a format of the user's own: a broadcast reaches every dialect in its own words") {
  Table table;
  const auto format = arrays();
  Talk ann(table, *format, "/canvas", "user=ann");
  Talk bob(table, "/canvas", "user=bob");
  table.canvas.all().notice("hi");
  CHECK(ann.heard() == Frames{R"(["notice",{"text":"hi"}])"});
  CHECK(bob.heard() == Frames{R"({"event":"notice","data":{"text":"hi"}})"});
}

TEST_CASE("a format of the user's own: the server asks, the client answers with the same id") {
  Table table;
  const auto format = arrays();
  Talk ann(table, *format, "/canvas", "user=ann");
  CHECK(ann.ask(R"(["ask",{"question":"sure?"},1])") == Frames{R"(["confirm",{"question":"sure?"},1])"});
  CHECK(ann.ask(R"(["",true,1])") == Frames{R"(["ask",true,1])"});
}

TEST_CASE("a format of the user's own: what it cannot read is told, counts as an offence and ends nothing") {
  Table table({.offences = 5});
  const auto format = arrays();
  Talk ann(table, *format, "/canvas", "user=ann");
  for (const std::string_view text : {"nonsense", "{}", "[]", "[7]", R"(["",1])"}) {
    CAPTURE(text);
    CHECK(at(ann.ask(text).at(0), "/1/code") == "invalid_payload");
  }
  CHECK_FALSE(ann.link.closed);
  ann.ask("[]");
  CHECK(ann.link.closed->first == 1008);
}

TEST_CASE("a format of the user's own: binary where it says so, as UTF-8") {
  Table table;
  const auto format = arrays();
  Talk ann(table, *format, "/canvas", "user=ann");
  ann.say(R"(["echo","é"])", MessageKind::Binary);
  CHECK(ann.heard() == Frames{R"(["echo","é"])"});
  ann.say("[\"echo\",\"\xff\"]", MessageKind::Binary);
  CHECK(ann.link.closed->first == 1007);
  const auto text = std::make_shared<Custom>("", std::make_shared<Broken>());
  Talk bob(table, *text, "/canvas", "user=bob");
  bob.say("1", MessageKind::Binary);
  CHECK(bob.link.closed->first == 1003);
}

TEST_CASE("a format of the user's own that throws harms nobody: the call ends, the log has it") {
  Table table;
  const auto format = std::make_shared<Custom>("", std::make_shared<Broken>());
  Talk ann(table, *format, "/canvas", "user=ann");
  CHECK(ann.ask("1") == Frames{"error internal"});
  CHECK(ann.ask("22") == Frames{"22"});
  CHECK(ann.ask("odd") == Frames{"error invalid_payload"});
  table.canvas.all().notice("hi");
  CHECK(ann.heard().empty());
  CHECK(table.logged.size() >= 1);
}

TEST_CASE("a format of the user's own: a refused handshake is told and closes") {
  Table table;
  const auto format = arrays();
  Talk ann(table, *format, "/canvas", "user=nobody");
  CHECK(at(ann.heard().at(0), "/1/code") == "unauthenticated");
  CHECK(ann.link.closed->first == 1008);
}
