// The generated C++ client and the generated server, with all kinds of values, replies and calls: in memory, and the
// same text over sockets.
#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "../../support/place.h"
#include "../handlers.h"
#include "everything.gw.client.h"

namespace e2e {
namespace {

using gangway::testing::Inbox;

struct House {
  Worker worker;
  Root root;
  Values values;
  Replies replies{worker};
  Talk talk{worker};
  Flow flow;
  Admin admin;
  gangway::testing::Place place{Everything{
      .root = root, .values = values, .replies = replies, .talk = talk, .flow = flow, .admin = admin}};

  EverythingClientApi guest(std::string user = "ann") {
    return place.connect<EverythingClientApi>({.user = std::move(user)});
  }
};

TEST_CASE("every kind of value goes there and back") {
  House house;
  auto ann = house.guest();
  CHECK(ann.values.sample().get() == sample());
  CHECK(ann.values.is_sample(sample()).get());
  CHECK(ann.values.scalars(sample()).get() == sample());

  Fields fields;
  fields.required = "r";
  fields.both = nullptr;
  fields.colour = gangway::Open<Colour>(Colour::blue);
  CHECK(ann.values.fields(fields).get() == fields);
  const Containers containers{.numbers = {1, -2},
                              .grid = {{0.5}, {}},
                              .holes = {"a", std::nullopt},
                              .by_name = {{"__proto__", 7}},
                              .nested = {{"n", {Size::small, Size::large}}},
                              .colours = {},
                              .corners = {{1, 2}}};
  CHECK(ann.values.containers(containers).get() == containers);
  const gangway::Bytes bytes{0, 255, 10};
  CHECK(ann.values.bytes(bytes).get() == bytes);
  CHECK(ann.values.names({"a", "b", "a"}).get() == std::map<std::string, std::uint32_t>{{"a", 2}, {"b", 1}});
  CHECK(ann.values.with_defaults({}).get() == "large 3 absent");
}

TEST_CASE("imported types, their errors, and what constraints make of a value") {
  House house;
  auto ann = house.guest();
  CHECK(ann.values.turn({.at = {3, 4}, .to = shapes::Turn::left}).get() == shapes::Point{-4, 3});
  CHECK_THROWS_AS(ann.values.turn({.at = {1e9, 4}, .to = shapes::Turn::left}).get(), shapes::OutOfBounds);
  CHECK(ann.values.checked({.name = "  ANN "}).get().name == "ann");
  const auto refused = ann.values.checked({.name = "ann", .level = 10}).result();
  CHECK(refused.failure()->data() == R"({"path":"/level","rule":"range"})");
}

TEST_CASE("replies of every kind") {
  House house;
  auto ann = house.guest();
  CHECK(ann.replies.plain(1).get() == 1);
  CHECK(ann.replies.deferred(3).get() == 3);
  ann.replies.nothing().get();
  CHECK_THROWS_AS(ann.replies.fail({"busy"}).get(), Busy);
  const auto not_here = ann.replies.fail({"elsewhere"}).result();
  REQUIRE(not_here.error<NotHere>());
  CHECK(not_here.error<NotHere>()->since == sample().at);
  CHECK(ann.replies.fail({"forbidden"}).result().code() == "forbidden");
  CHECK(ann.replies.fail({"drop"}).result().code() == "internal");
  const auto secret = ann.replies.fail({"fault"}).result();
  CHECK(std::string(secret.failure()->what()).find("secret") == std::string::npos);
  CHECK_NOTHROW(ann.replies.check({"ann"}).get());
  CHECK_THROWS_AS(ann.replies.check({"bob"}).get(), NotHere);
}

TEST_CASE("streams both ways") {
  House house;
  auto ann = house.guest();
  std::uint32_t count = 0;
  for (const std::uint32_t number : ann.replies.numbers({.count = 100})) CHECK(number == count++);
  CHECK(count == 100);
  auto fails = ann.replies.numbers({.count = 1, .failure = "eve"});
  CHECK(fails.next().get() == 0);
  CHECK_THROWS_AS(fails.next().get(), NotHere);
  CHECK_THROWS_AS(ann.replies.refused_stream().next().get(), Busy);

  auto sum = ann.replies.add();
  for (std::uint32_t i = 8; i < 58; ++i) CHECK(sum.send(i).get());  // at 7 it takes its time
  CHECK(sum.finish().get() == 1625);
  auto echoes = ann.replies.echoes();
  for (const char* word : {"one", "two"}) {
    CHECK(echoes.send(word).get());
    CHECK(echoes.next().get() == word);
  }
  echoes.finish();
  CHECK_FALSE(echoes.next().get());
}

TEST_CASE("a stream that is dropped is over for the server as well") {
  House house;
  auto ann = house.guest();
  Inbox ended(ann.replies, &RepliesApi::on_stream_ended);
  {
    auto numbers = ann.replies.numbers({.count = 1'000'000});
    CHECK(numbers.next().get() == 0);
  }
  CHECK(ended.next().given <= 32);
}

TEST_CASE("broadcasts, rooms and calls of the server") {
  House house;
  auto ann = house.guest("ann");
  auto bob = house.guest("bob");
  Inbox said(bob.talk, &TalkApi::on_said);
  Inbox announced(ann.talk, &TalkApi::on_announced);
  bob.talk.enter({.name = "hall", .floor = 0}).get();
  ann.talk.say({.name = "hall", .floor = 0, .text = "hi"}).get();
  CHECK(said.next() == TalkSaidEvent{"ann", "hi"});
  bob.talk.announce({.text = "all", .elsewhere = true}).get();
  CHECK(announced.next().text == "all");

  const auto sure = ann.talk.handle_confirm([](const TalkConfirmEvent& ask) { return ask.question == "sure?"; });
  CHECK(ann.talk.ask_me({"sure?"}).get() == "yes");
  CHECK(ann.talk.ask_me({"really?"}).get() == "no");
  const auto not_here = ann.talk.handle_confirm(
      [](const TalkConfirmEvent&) -> gangway::Reply<bool, NotHere> { return NotHere{.name = "ann"}; });
  CHECK(ann.talk.ask_me({"sure?"}).get() == R"(NotHere {"name":"ann"})");
}

TEST_CASE("handshakes: the gateway's, a namespace's own, and refusals") {
  House house;
  auto ann = house.guest();
  Inbox welcomed(ann.root, &EverythingRootApi::on_welcome);
  CHECK(ann.root.who_am_i().get() == "ann");
  CHECK(welcomed.next().user == "ann");
  CHECK(ann.admin.level().result().code() == "invalid_payload");  // without a handshake of its own
  ann.admin.set_handshake({.key = {1, 2, 3}});
  ann.admin.join_namespace().get();
  CHECK(ann.admin.level().get() == 3);

  auto nobody = house.guest("");
  CHECK(nobody.root.who_am_i().result().code() == "unauthenticated");
}

}  // namespace
}  // namespace e2e
