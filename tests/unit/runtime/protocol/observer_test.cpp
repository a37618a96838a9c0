#include "dispatch/observer.h"

#include "board.h"
#include "hub/namespace.h"

using namespace test::board;
using namespace std::chrono_literals;

namespace {

/// Writes down what it is told.
class Watcher final : public gangway::detail::Observer {
 public:
  explicit Watcher(bool every_call) : every_call_(every_call) {}

  [[nodiscard]] bool every_call() const noexcept override { return every_call_; }
  void connection_opened(const gangway::detail::Connection&) override { seen.emplace_back("open"); }
  void connection_closed(const gangway::detail::Connection&) override { seen.emplace_back("closed"); }
  void joined(const gangway::detail::Member& member) override {
    seen.push_back("joined " + std::string(member.space->gateway_name()) + std::string(member.space->path()));
  }
  void left(const gangway::detail::Member&, gangway::LeaveReason reason) override {
    seen.push_back("left " + std::string(to_string(reason)));
  }
  void call_ended(const gangway::detail::CallEnd& end) override {
    std::string line = end.call.is_join ? "join" : "call " + std::string(end.event);
    if (!end.code.empty()) line += " " + std::string(end.code);
    if (end.declared) line += " declared";
    if (!end.fault.empty()) line += " (" + std::string(end.fault) + ")";
    if (end.took) line += " " + std::to_string(*end.took / 1ms) + "ms";
    seen.push_back(std::move(line));
  }
  void client_call_ended(const gangway::detail::Member&, std::string_view event,
                         std::string_view code) override {
    seen.push_back("asked " + std::string(event) + " " + std::string(code));
  }
  void event_sent(const gangway::detail::Namespace&, std::string_view event, std::size_t clients) override {
    seen.push_back("sent " + std::string(event) + " " + std::to_string(clients));
  }
  void event_dropped(const gangway::detail::Namespace&, std::string_view) override {}
  void rooms_changed(const gangway::detail::Namespace&, int by) override {
    seen.push_back("rooms " + std::to_string(by));
  }
  void note(gangway::LogLevel, const gangway::detail::Connection&, std::string_view text) override {
    seen.push_back("note " + std::string(text));
  }

  /// What was seen since the last look, in one line.
  std::string take() {
    std::string all;
    for (const std::string& each : std::exchange(seen, {})) all += (all.empty() ? "" : " | ") + each;
    return all;
  }
  Frames seen;

 private:
  bool every_call_;
};

struct Watched {
  explicit Watched(bool every_call = true)
      : watcher(std::make_shared<Watcher>(every_call)), table({}, watcher) {}
  std::shared_ptr<Watcher> watcher;
  Table table;
};

}  // namespace

TEST_CASE("an observer sees a connection from its opening to its end") {
  Watched watched;
  {
    Talk ann(watched.table);
    ann.as("ann");
    CHECK(watched.watcher->take() == "open | join 0ms | joined Board/canvas");
    ann.ask(R"({"ns":"/canvas","event":"enter","data":{"layer":"a"}})");
    ann.ask(R"({"ns":"/canvas","event":"enter","data":{"layer":"a"}})");
    CHECK(watched.watcher->take() == "rooms 1 | call enter 0ms | call enter 0ms");
  }
  CHECK(watched.watcher->take() == "left transport_lost | rooms -1 | closed");
}

TEST_CASE("an observer is told each call's end once, with its code and the time it took") {
  Watched watched;
  Talk ann(watched.table);
  ann.as("ann");
  watched.watcher->take();
  const auto ends = [&](std::string_view frame) {
    ann.ask(frame);
    return watched.watcher->take();
  };
  CHECK(
      ends(
          R"({"ns":"/canvas","event":"draw","id":1,"data":{"layer":"full","shape":{"shape":"dot","at":1}}})") ==
      "call draw Full declared 0ms");
  CHECK(
      ends(
          R"({"ns":"/canvas","event":"draw","id":1,"data":{"layer":"broken","shape":{"shape":"dot","at":1}}})") ==
      "call draw internal (secret) 0ms");
  CHECK(ends(R"({"ns":"/canvas","event":"draw","id":1,"data":{"layer":7}})") ==
        "call draw invalid_payload 0ms");
  CHECK(ends(R"({"ns":"/canvas","event":"nonsense","id":1})") == "call  unknown_event 0ms");
  CHECK(ends(R"({"ns":"/elsewhere","event":"draw","id":1})") == "call  unknown_namespace 0ms");
  CHECK(ends(R"({"ns":"/elsewhere","join":{}})") == "join unknown_namespace 0ms");

  SUBCASE("what waits is timed from its arrival") {
    ann.say(R"({"ns":"/canvas","event":"later","id":1,"data":{"after":80}})");
    ann.say(R"({"ns":"/canvas","event":"later","id":2,"data":{"after":5}})");
    watched.table.executor->advance(100ms);
    CHECK(watched.watcher->take() == "call later 80ms | call later 85ms");
  }
  SUBCASE("what is taken back, and what is lost with its client, is cancelled") {
    ann.say(R"({"ns":"/canvas","event":"later","id":1,"data":{"after":80}})");
    ann.say(R"({"ns":"/canvas","event":"later","id":2,"data":{"after":80}})");
    ann.say(R"({"ns":"/canvas","event":"later","data":{"after":80}})");
    CHECK(ends(R"({"id":1,"cancel":true})") == "call later cancelled 0ms");
    ann.lose();
    CHECK(watched.watcher->take() ==
          "call later cancelled 0ms | call later cancelled 0ms | left transport_lost | closed");
  }
  SUBCASE("a call to the client ends, too") {
    ann.say(R"({"ns":"/canvas","event":"ask","id":1,"data":{"question":"?"}})");
    CHECK(ends(R"({"id":1,"data":true})") == "asked confirm  | call ask 0ms");
    ann.say(R"({"ns":"/canvas","event":"ask","id":1,"data":{"question":"?"}})");
    watched.table.executor->advance(10s);
    CHECK(watched.watcher->take() == "asked confirm deadline_exceeded | call ask 10000ms");
  }
}

TEST_CASE("an observer that does not want every call is told of failures alone, and no clock is asked") {
  Watched watched(false);
  Talk ann(watched.table);
  ann.as("ann");
  watched.watcher->take();
  ann.ask(R"({"ns":"/canvas","event":"enter","data":{"layer":"a"}})");
  ann.ask(
      R"({"ns":"/canvas","event":"draw","id":1,"data":{"layer":"locked","shape":{"shape":"dot","at":1}}})");
  CHECK(watched.watcher->take() == "rooms 1 | call draw ReadOnly declared");
}

TEST_CASE("an observer is told how many an event was sent to") {
  Watched watched;
  Talk ann(watched.table);
  Talk bob(watched.table);
  ann.as("ann").ask(R"({"ns":"/canvas","event":"enter","data":{"layer":"a"}})");
  bob.as("early").ask(R"({"ns":"/canvas","event":"enter","data":{"layer":"a"}})");
  watched.watcher->take();
  watched.table.canvas.all().in(Canvas::Layer{"a"}).in(Canvas::Layer{"b"}).drawn(Dot{1});
  watched.table.canvas.all().in(Canvas::Layer{"nowhere"}).drawn(Dot{1});
  watched.table.canvas.last->notice("one");
  CHECK(watched.watcher->take() == "sent drawn 2 | sent notice 1");
}
