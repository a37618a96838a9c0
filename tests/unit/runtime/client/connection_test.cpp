#include "kit.h"

using namespace test::board;
using gangway::client::State;

TEST_SUITE_BEGIN("client");

TEST_CASE("a lost connection is taken up again: what was sent is unavailable, what waits goes out") {
  Kit kit;
  auto ann = kit.guest("ann");
  std::vector<std::string> states;
  const auto listening = ann.on_state([&](const gangway::client::StateChange& change) {
    states.push_back(std::string(to_string(change.state)) + " " + std::to_string(change.code));
  });
  const auto sent = ann.canvas.later({.after = 10s});
  kit.server.run();
  kit.server.lose(ann);
  CHECK(code_of(sent) == "unavailable");
  CHECK(kit.canvas.log.back() == "leave ann transport_lost");
  CHECK(ann.state() == State::Reconnecting);

  const auto waits = ann.canvas.draw({"base", Dot{1}});
  kit.server.run();
  CHECK_FALSE(waits.ready());
  kit.server.advance(500ms);  // the first pause is no longer
  CHECK(waits.get() == 1);
  CHECK(states == std::vector<std::string>{"connecting 0", "open 0", "reconnecting 1006", "open 1006"});
}

TEST_CASE("listeners and handlers outlive a reconnect, rooms do not") {
  Kit kit;
  auto ann = kit.guest("ann");
  int ticks = 0;
  const auto listening = ann.canvas.on_tick([&] { ++ticks; });
  const auto yes = ann.canvas.handle_confirm([](CanvasConfirmEvent) { return true; });
  kit.server.run();
  kit.server.lose(ann);
  kit.server.advance(500ms);
  kit.canvas.all().tick();
  CHECK(ann.canvas.ask({"?"}).get());
  CHECK(ticks == 1);
}

TEST_CASE("a server that is silent is left after its heartbeat's patience") {
  Kit kit;
  auto ann = kit.guest("ann");
  ann.canvas.draw({"base", Dot{1}}).get();
  kit.server.mute(ann);
  kit.server.advance(14s);
  CHECK(ann.state() == State::Open);
  kit.server.advance(2s);             // 10 s and 5 s of patience, from the last frame
  CHECK(ann.state() == State::Open);  // again: another connection
  CHECK(kit.canvas.log.back() == "join ann 1");
  CHECK(ann.canvas.draw({"base", Dot{1}}).get() == 1);
}

TEST_CASE("heartbeats keep an idle connection for hours") {
  Kit kit;
  auto ann = kit.guest("ann");
  ann.canvas.draw({"base", Dot{1}}).get();
  kit.server.advance(2h);
  CHECK(ann.canvas.draw({"base", Dot{1}}).get() == 2);
}

TEST_CASE("a client that does not read: its outbox fills, and it is closed with 1013") {
  Kit kit({.limits = {.outbox_bytes = 10'000}});
  auto ann = kit.guest("ann");
  std::uint16_t code = 0;
  const auto listening =
      ann.on_state([&](const gangway::client::StateChange& change) { code = change.code; });
  int notices = 0;
  const auto counting = ann.canvas.on_notice([&](const CanvasNoticeEvent&) { ++notices; });
  kit.server.run();
  kit.server.block(ann);
  for (int i = 0; i < 5; ++i) kit.canvas.all().notice(std::string(1000, '.'));
  kit.server.run();
  CHECK(notices == 0);
  kit.server.block(ann, false);
  CHECK(notices == 5);
  kit.server.block(ann);
  for (int i = 0; i < 20; ++i) kit.canvas.all().notice(std::string(1000, '.'));
  kit.server.advance(6s);
  CHECK(kit.canvas.log.back() == "leave ann slow_consumer");
  kit.server.block(ann, false);
  CHECK(code == 1013);
  CHECK(ann.state() == State::Reconnecting);
}

TEST_CASE("a server that nobody reaches: tried again and again, until it is there") {
  Kit kit;
  kit.server.set_reachable(false);
  auto ann = kit.guest("ann", {.timeout = 10min});
  const auto waits = ann.canvas.draw({"base", Dot{1}});
  kit.server.advance(5min);
  CHECK(ann.state() == State::Connecting);
  CHECK(kit.server.connections() == 0);
  kit.server.set_reachable(true);
  kit.server.advance(30s);  // no pause is longer
  CHECK(waits.get() == 1);
}

TEST_CASE("what waits for a connection is bounded, and waits no longer than its timeout") {
  Kit kit;
  kit.server.set_reachable(false);
  auto ann = kit.guest("ann", {.waiting = 3});
  const auto first = ann.canvas.draw({"base", Dot{1}}, {.timeout = 5s});
  ann.canvas.enter({"base"});
  ann.canvas.enter({"base"});
  CHECK(code_of(ann.canvas.draw({"base", Dot{1}})) == "overloaded");
  kit.server.advance(5s);
  CHECK(code_of(first) == "deadline_exceeded");
  kit.server.advance(25s);
  CHECK(kit.server.client_errors() ==
        std::vector<std::string>{"deadline_exceeded: enter could not be sent for 30000 ms",
                                 "deadline_exceeded: enter could not be sent for 30000 ms"});
}

TEST_CASE("a refused join is final: what waits fails with the reason, and join_namespace begins anew") {
  Kit kit;
  auto nobody = kit.guest("nobody");
  CHECK(code_of(nobody.canvas.draw({"base", Dot{1}})) == "unauthenticated");
  CHECK(code_of(nobody.canvas.draw({"base", Dot{1}})) == "unauthenticated");
  CHECK(code_of(nobody.canvas.join_namespace()) == "unauthenticated");
  nobody.canvas.set_handshake({.user = "ann"});
  nobody.canvas.join_namespace().get();
  CHECK(nobody.canvas.is_joined());
  CHECK(nobody.canvas.draw({"base", Dot{1}}).get() == 1);
}

TEST_CASE("a refusal that passes is tried again") {
  Kit kit;
  auto thrower = kit.guest("thrower");  // the hook throws: internal
  const auto waits = thrower.canvas.draw({"base", Dot{1}});
  kit.server.run();
  CHECK_FALSE(waits.ready());
  thrower.canvas.set_handshake({.user = "ann"});
  kit.server.advance(500ms);
  CHECK(waits.get() == 1);
}

TEST_CASE("a handshake that is asked for: anew at each join; what it throws passes") {
  Kit kit;
  auto ann = kit.server.connect<BoardClientApi>();
  int asked = 0;
  ann.canvas.set_handshake([&]() -> CanvasNamespaceHandshake {
    if (++asked == 2) throw std::runtime_error("no token");
    return {.user = "ann" + std::to_string(asked)};
  });
  ann.canvas.join_namespace().get();
  kit.server.lose(ann);
  kit.server.advance(1500ms);
  CHECK(ann.canvas.is_joined());
  CHECK(asked == 3);
  CHECK(kit.canvas.log.back() == "join ann3 1");
  CHECK(kit.server.client_errors() == std::vector<std::string>{"internal: no token"});
}

TEST_CASE("put out: what is in flight fails, and it is said why") {
  Kit kit;
  auto ann = kit.guest("ann");
  std::string why;
  const auto listening = ann.canvas.on_left_namespace([&](std::string_view reason) { why = reason; });
  const auto waits = ann.canvas.later({.after = 10s});
  kit.server.run();
  kit.canvas.last->disconnect();
  kit.server.run();
  CHECK(why == "server_left");
  CHECK_FALSE(ann.canvas.is_joined());
  CHECK(waits.ready());
  CHECK(code_of(ann.canvas.draw({"base", Dot{1}})) == "unavailable");
  CHECK(ann.root.ping().get() == "pong");  // the connection stays
  ann.canvas.join_namespace().get();
  CHECK(ann.canvas.draw({"base", Dot{1}}).get() == 1);
}

TEST_CASE("leaving: what is in flight is cancelled, and a late answer means nothing") {
  Kit kit;
  auto ann = kit.guest("ann");
  const auto waits = ann.canvas.later({.after = 10s});
  kit.server.run();
  ann.canvas.leave_namespace();
  CHECK(code_of(waits) == "cancelled");
  kit.server.run();
  CHECK(kit.canvas.log.back() == "leave ann client_left");
  const auto joined = ann.canvas.join_namespace();
  ann.canvas.leave_namespace();  // overtakes the join
  CHECK(code_of(joined) == "cancelled");
  ann.canvas.join_namespace().get();
  CHECK(ann.canvas.is_joined());
}

TEST_CASE("closing ends everything; so does the client's end") {
  Kit kit;
  std::optional<gangway::client::Call<std::string, Full>> waits;
  {
    auto ann = kit.guest("ann");
    waits = ann.canvas.later({.after = 10s});
    kit.server.run();
  }
  CHECK(code_of(*waits) == "cancelled");
  kit.server.run();
  CHECK(kit.canvas.log.back() == "leave ann client_left");
  CHECK(kit.server.connections() == 0);

  auto bob = kit.guest("bob");
  bob.close();
  CHECK(bob.state() == State::Closed);
  CHECK(code_of(bob.canvas.draw({"base", Dot{1}})) == "cancelled");
}

TEST_CASE("a server that stops: clients are told, and come back to the next one") {
  Kit kit({.limits = {.grace = 1s}});
  auto ann = kit.guest("ann");
  const auto later = ann.canvas.later({.after = 500ms});
  kit.server.run();
  kit.server.stop();
  kit.server.advance(600ms);
  CHECK(later.get() == "after 500");  // within the grace
  kit.server.run();
  CHECK(kit.canvas.log.back() == "leave ann shutting_down");
  CHECK(ann.state() == State::Reconnecting);
}

TEST_CASE("an event handler may call, and destroy its own client") {
  Kit kit;
  auto ann = std::make_unique<Guest>(kit.server.target(), "ann");
  std::uint32_t drawn = 0;
  gangway::client::Subscription listening;
  listening = ann->canvas.on_tick([&] {
    ann->canvas.draw({"base", Dot{1}}).then([&](const auto& result) {
      drawn = *result;
      listening.stop();
      ann.reset();
    });
  });
  kit.server.run();
  kit.canvas.all().tick();
  kit.server.run();
  CHECK(drawn == 1);
  CHECK(ann == nullptr);
  CHECK(kit.canvas.log.back() == "leave ann client_left");
}

TEST_SUITE_END();
