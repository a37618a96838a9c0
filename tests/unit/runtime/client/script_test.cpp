#include "script.h"

using namespace test::board;
using gangway::client::State;

namespace {

/// A client of a script.
struct Scripted {
  explicit Scripted(gangway::client::Options options = {}) : ann(target(std::move(options)), "ann") {}

  gangway::client::Target target(gangway::client::Options options) {
    options.on_error = [this](const gangway::CallError& error) {
      errors.push_back(error.code() + ": " + error.what());
    };
    return gangway::client::Target(script, std::move(options));
  }

  std::shared_ptr<Script> script = Script::make();
  std::vector<std::string> errors;
  Guest ann;
};

const std::string kJoin = R"({"ns":"/canvas","join":{"user":"ann","level":1,"admin":false},"schema":")";

}  // namespace

TEST_SUITE_BEGIN("client");

TEST_CASE("nothing is connected until something is wanted; then hello, join, call") {
  Scripted s;
  CHECK(s.script->connects == 0);
  const auto call = s.ann.canvas.draw({"base", Dot{1}});
  CHECK(s.script->paths == std::vector<std::string>{"/api"});
  CHECK(s.ann.state() == State::Connecting);
  CHECK(s.script->heard().empty());
  s.script->hello();
  auto heard = s.script->heard();
  REQUIRE(heard.size() == 1);
  CHECK(heard[0].starts_with(kJoin));
  s.script->say(R"({"ns":"/canvas","joined":{"sid":"x","resumed":false}})");
  CHECK(
      s.script->heard() ==
      std::vector<std::string>{
          R"({"ns":"/canvas","event":"draw","id":1,"data":{"layer":"base","shape":{"shape":"dot","at":1}}})"});
  s.script->say(R"({"id":1,"data":7})");
  CHECK(call.get() == 7);
}

TEST_CASE("a ping is answered, and silence longer than the hello's promise ends the connection with 4000") {
  Scripted s;
  s.ann.canvas.join_namespace();
  s.script->hello();
  s.script->heard();
  s.script->say(R"({"ping":1})");
  CHECK(s.script->heard() == std::vector<std::string>{R"({"pong":1})"});
  s.script->loop->advance(14'999ms);
  CHECK(s.script->connected());
  s.script->loop->advance(1ms);
  CHECK(s.script->closed == std::vector<std::uint16_t>{4000});
  CHECK(s.ann.state() == State::Reconnecting);
}

TEST_CASE("a server without a hello is given up after ten seconds; one of another version for good") {
  Scripted s;
  const auto join = s.ann.canvas.join_namespace();
  s.script->loop->advance(10s);
  CHECK(s.script->closed == std::vector<std::uint16_t>{4000});
  s.script->loop->advance(500ms);
  CHECK(s.script->connects == 2);
  s.script->say(R"({"hello":{"v":2}})");
  CHECK(s.ann.state() == State::Closed);
  CHECK(s.script->closed.back() == 4002);
  CHECK(join.result().failure()->what() == std::string("the server speaks version 2 of gangway, not 1"));
}

TEST_CASE("which close codes are final") {
  for (const std::uint16_t code : {1000, 1002, 1003, 1007, 4000, 4321}) {
    Scripted s;
    const auto join = s.ann.canvas.join_namespace();
    s.script->hello();
    s.script->lose(code, "because");
    CHECK(s.ann.state() == State::Closed);
    CHECK(join.result().failure()->what() ==
          "the connection was lost (" + std::to_string(code) + ": because)");
    s.script->loop->advance(1h);
    CHECK(s.script->connects == 1);
  }
  for (const std::uint16_t code :
       {1001, 1006, 1008, 1009, 1011, 1012, 1013}) {  // 1008 before anything was joined
    Scripted s;
    s.ann.canvas.join_namespace();
    s.script->hello();
    s.script->lose(code);
    CHECK(s.ann.state() == State::Reconnecting);
    s.script->loop->advance(2s);
    CHECK(s.script->connects == 2);
  }
  Scripted s;
  s.ann.canvas.join_namespace();
  s.script->hello();
  s.script->say(R"({"ns":"/canvas","joined":{"sid":"x"}})");
  s.script->lose(1008);
  CHECK(s.ann.state() == State::Closed);
}

TEST_CASE("pauses grow, and a server that asks for time gets it") {
  Scripted s({.backoff = {.initial = 1s, .max = 8s}});
  s.ann.canvas.join_namespace();
  s.script->lose();
  s.script->loop->advance(1s);
  CHECK(s.script->connects == 2);
  s.script->lose();
  s.script->loop->advance(2s);
  CHECK(s.script->connects == 3);
  s.script->hello();
  s.script->say(R"({"drain":{"reconnectAfter":60000}})");
  s.script->lose(1001, "going away");
  s.script->loop->advance(59'999ms);
  CHECK(s.script->connects == 3);
  s.script->loop->advance(1ms);
  CHECK(s.script->connects == 4);
}

TEST_CASE("what the server takes is not exceeded: a frame too large fails its call and nothing else") {
  Scripted s;
  const auto fits = s.ann.canvas.draw({"base", Dot{1}});
  const auto large = s.ann.canvas.draw({std::string(200, 'x'), Dot{1}});
  s.script->hello(R"(,"maxPayload":200)");
  s.script->say(R"({"ns":"/canvas","joined":{"sid":"x"}})");
  CHECK(s.script->heard().size() == 2);  // the join and the call that fits
  CHECK(large.result().code() == "invalid_payload");
  s.script->say(R"({"id":1,"data":1})");
  CHECK(fits.get() == 1);
}

TEST_CASE("frames without sense are reported and change nothing") {
  Scripted s;
  s.ann.canvas.join_namespace();
  s.script->hello();
  for (const char* frame : {"", "[]", "{", "nonsense", R"({"id":-1})", R"({"ns":7,"joined":{}})"})
    s.script->say(frame);
  CHECK(s.errors == std::vector<std::string>(6, "invalid_payload: the server sent what is no frame"));
  s.errors.clear();
  // What a newer server may say, and answers to calls that are over.
  for (const char* frame :
       {"{}", R"({"new":{}})", R"({"id":99,"data":1})", R"({"id":99,"item":1})",
        R"({"id":99,"error":{"code":"x"}})", R"({"id":99,"cancel":true})", R"({"id":99,"more":3})",
        R"({"ns":"/other","event":"e","data":1})", R"({"ns":"/canvas","event":"unheard","data":1})"}) {
    s.script->say(frame);
  }
  CHECK(s.errors.empty());
  CHECK(s.ann.state() == State::Open);
  s.script->heard();
  s.script->say(R"({"ns":"/other","event":"e","id":4,"data":1})");
  CHECK(s.script->heard() ==
        std::vector<std::string>{
            R"({"id":4,"error":{"code":"unknown_namespace","message":"no such namespace here"}})"});
}

TEST_CASE("an event that does not fit is reported with its place") {
  Scripted s;
  int told = 0;
  const auto listening = s.ann.canvas.on_notice([&](const CanvasNoticeEvent&) { ++told; });
  s.script->hello();
  s.script->say(R"({"ns":"/canvas","joined":{"sid":"x"}})");
  s.script->say(R"({"ns":"/canvas","event":"notice","data":{"text":7}})");
  s.script->say(R"({"ns":"/canvas","event":"notice","data":{"text":"seven","new":1}})");
  CHECK(told == 1);
  CHECK(s.errors ==
        std::vector<std::string>{
            "invalid_payload: notice of /canvas: what the server sent breaks the rule `type` at `/text`"});
}

TEST_CASE("credit is renewed in steps of eight, and a misfit item takes the call back") {
  Scripted s;
  auto count = s.ann.canvas.count({.to = 100});
  s.script->hello();
  s.script->say(R"({"ns":"/canvas","joined":{"sid":"x"}})");
  s.script->heard();
  for (int i = 1; i <= 16; ++i) s.script->say(R"({"id":1,"item":)" + std::to_string(i) + "}");
  CHECK(s.script->heard().empty());
  for (std::uint32_t i = 1; i <= 7; ++i) CHECK(count.next().get() == i);
  CHECK(s.script->heard().empty());
  CHECK(count.next().get() == 8);
  CHECK(s.script->heard() == std::vector<std::string>{R"({"id":1,"more":8})"});
  s.script->say(R"({"id":1,"item":"seventeen"})");
  CHECK(s.script->heard() == std::vector<std::string>{R"({"id":1,"cancel":true})"});
  for (std::uint32_t i = 9; i <= 16; ++i) CHECK(count.next().get() == i);
  CHECK(count.next().result().code() == "invalid_payload");
}

TEST_CASE("a reply of a newer server: an undeclared error keeps its code, a misfit is the call's") {
  Scripted s;
  const auto first = s.ann.canvas.draw({"base", Dot{1}});
  const auto second = s.ann.canvas.draw({"base", Dot{1}});
  const auto third = s.ann.canvas.draw({"base", Dot{1}});
  s.script->hello();
  s.script->say(R"({"ns":"/canvas","joined":{"sid":"x"}})");
  s.script->say(R"({"id":3,"data":"three"})");
  s.script->say(R"({"id":1,"error":{"code":"Newer","message":"new","data":{"a":1}}})");
  s.script->say(R"({"id":2,"error":{"code":"Full","message":"full","data":{"limit":"much"}}})");
  CHECK(first.result().code() == "Newer");
  CHECK(first.result().failure()->data() == R"({"a":1})");
  CHECK(second.result().code() == "invalid_payload");
  CHECK(third.result().code() == "invalid_payload");
}

TEST_CASE("an upload sends 16 items ahead, the rest as it is asked for, and its end") {
  Scripted s;
  auto sum = s.ann.canvas.sum();
  for (std::uint32_t i = 0; i < 18; ++i) sum.send({i});
  s.script->hello();
  s.script->say(R"({"ns":"/canvas","joined":{"sid":"x"}})");
  auto heard = s.script->heard();
  REQUIRE(heard.size() == 18);  // the join, the call, 16 items
  CHECK(heard[1] == R"({"ns":"/canvas","event":"sum","id":1})");
  CHECK(heard[2] == R"({"id":1,"item":{"at":0}})");
  const auto reply = sum.finish();
  CHECK(s.script->heard().empty());
  s.script->say(R"({"id":1,"more":8})");
  CHECK(s.script->heard() == std::vector<std::string>{R"({"id":1,"item":{"at":16}})",
                                                      R"({"id":1,"item":{"at":17}})",
                                                      R"({"id":1,"end":true})"});
  s.script->say(R"({"id":1,"data":153})");
  CHECK(reply.get() == 153);
}

TEST_CASE("a new handshake on a live connection, taken or not") {
  Scripted s;
  const auto joining = s.ann.canvas.refresh_namespace();  // which a join does as well
  s.script->hello();
  s.script->say(R"({"ns":"/canvas","joined":{"sid":"x"}})");
  CHECK(joining.result().ok());
  s.script->heard();
  s.ann.canvas.set_handshake({.user = "anna"});
  const auto first = s.ann.canvas.refresh_namespace();
  CHECK(s.script->heard() ==
        std::vector<std::string>{R"({"ns":"/canvas","refresh":{"user":"anna","level":1,"admin":false}})"});
  s.script->say(R"({"ns":"/canvas","refreshed":{}})");
  CHECK(first.result().ok());
  const auto second = s.ann.canvas.refresh_namespace();
  s.script->say(R"({"ns":"/canvas","refreshed":{"error":{"code":"forbidden","message":"no"}}})");
  CHECK(second.result().code() == "forbidden");
  CHECK(s.ann.canvas.is_joined());
  const auto third = s.ann.canvas.refresh_namespace();
  s.script->lose();
  CHECK(third.result().code() == "unavailable");
}

TEST_CASE("a namespace that replays is resumed from the last place heard of; a gap is told") {
  Scripted s;
  std::vector<std::string> resumed;
  const auto told = s.ann.canvas.on_resume_namespace([&](const gangway::client::Resumption& resumption) {
    resumed.push_back(std::string(resumption.resumed ? "resumed" : "new") + (resumption.gap ? " gap" : ""));
  });
  s.ann.canvas.join_namespace();
  s.script->hello();
  s.script->say(R"({"ns":"/canvas","joined":{"sid":"one","resumed":false,"offset":"41"}})");
  s.script->say(R"({"ns":"/canvas","event":"tick","offset":"42"})");
  s.script->lose();
  s.script->loop->advance(500ms);
  s.script->heard();
  s.script->hello();
  const auto join = s.script->heard().at(0);
  CHECK(join.ends_with(R"(,"resume":{"sid":"one","offset":"42"}})"));
  s.script->say(R"({"ns":"/canvas","joined":{"sid":"two","resumed":true,"offset":"42"}})");
  s.script->lose();
  s.script->loop->advance(1s);
  s.script->hello();
  s.script->say(R"({"ns":"/canvas","joined":{"sid":"three","resumed":false,"offset":"1"}})");
  CHECK(resumed == std::vector<std::string>{"resumed", "new gap"});
  s.ann.canvas.leave_namespace();  // on purpose: nothing to resume
  s.script->heard();
  s.ann.canvas.join_namespace();
  CHECK(s.script->heard().at(0).find("resume") == std::string::npos);
}

TEST_SUITE_END();
