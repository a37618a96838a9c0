// Sessions that poll: what their GETs and POSTs carry, what ends them.
#include <doctest/doctest.h>

#include "kit.h"

using namespace engineio_kit;
using Strings = std::vector<std::string>;

namespace {

/// A session that polls, in a world of its own.
struct Polled {
  explicit Polled(engineio::Options options = quick(), bool echoes = true)
      : world(std::move(options), echoes), sid(world.open_polling()) {}

  RequestPtr get() { return world.get(sid); }
  RequestPtr post(std::string body) { return world.post(sid, std::move(body)); }
  std::string poll() { return world.poll(sid); }
  App& app() { return world.app(); }
  /// What a client hears whose session is gone.
  [[nodiscard]] bool is_unknown() {
    return get()->body() == R"({"code":1,"message":"Session ID unknown"})" && world.server->size() == 0;
  }

  World world;
  std::string sid;
};

}  // namespace

TEST_CASE("a message goes there and back") {
  Polled client;
  const auto posted = client.post("4hello");
  CHECK(posted->status() == 200);
  CHECK(posted->body() == "ok");
  CHECK(posted->answer->content_type == "text/html");
  CHECK(posted->header("Cache-Control") == "no-store");
  CHECK(client.app().take_heard() == Strings{"hello"});
  const auto got = client.get();
  CHECK(got->body() == "4hello");
  CHECK(got->answer->content_type == "text/plain; charset=UTF-8");
  CHECK(got->header("Cache-Control") == "no-store");
}

TEST_CASE("packets are parted by the record separator, in both directions") {
  Polled client;
  CHECK(client
            .post("4test1\x1e"
                  "4test2\x1e"
                  "4test3")
            ->body() == "ok");
  CHECK(client.app().take_heard() == Strings{"test1", "test2", "test3"});
  CHECK(client.poll() ==
        "4test1\x1e"
        "4test2\x1e"
        "4test3");
  CHECK(client.post("4")->body() == "ok");
  CHECK(client.app().take_heard() == Strings{""});
  CHECK(client.poll() == "4");
}

TEST_CASE("bytes are base64 without a type") {
  Polled client;
  CHECK(client
            .post("bAQIDBA==\x1e"
                  "4text\x1e"
                  "b")
            ->body() == "ok");
  CHECK(client.app().take_heard() == Strings{"binary \x01\x02\x03\x04", "text", "binary "});
  CHECK(client.poll() ==
        "bAQIDBA==\x1e"
        "4text\x1e"
        "b");
  auto shared = std::make_shared<protocol::SharedMessage>();
  shared->kind = MessageKind::Binary;
  shared->bytes = "\xff";
  client.app().link->send(shared);
  CHECK(client.poll() == "b/w==");
}

TEST_CASE("a GET waits until there is something to say") {
  Polled client({}, false);
  const auto waiting = client.get();
  client.world.turn();
  CHECK(waiting->waits());
  client.app().say("one");
  client.app().say("two");
  CHECK(waiting->waits());  // one answer for all that is written in a turn
  client.world.turn();
  CHECK(waiting->body() ==
        "4one\x1e"
        "4two");
  client.app().say("three");
  client.world.turn();
  CHECK(waiting->answers == 1);
  CHECK(client.poll() == "4three");
}

TEST_CASE("what is taken back is not sent") {
  Polled client({}, false);
  client.app().link->begin_message(MessageKind::Text).append("4never");
  client.app().link->cancel_message();
  client.app().say("x");
  CHECK(client.poll() == "4x");
}

TEST_CASE("overlapping GETs end the session: the first gets 1, the second 400") {
  Polled client;
  const auto first = client.get();
  const auto second = client.get();
  CHECK(first->body() == "1");
  CHECK(second->status() == 400);
  CHECK(second->body().empty());
  CHECK(client.app().end() == "lost");
  CHECK(client.is_unknown());
}

TEST_CASE("a GET that the client gives up ends the session") {
  Polled client;
  const auto waiting = client.get();
  waiting->client_went();
  CHECK(client.app().end() == "lost");
  CHECK(client.is_unknown());
  CHECK(waiting->answers == 0);
}

TEST_CASE("to give up a GET that was answered changes nothing") {
  Polled client({}, false);
  const auto waiting = client.get();
  client.app().say("a");
  client.world.turn();
  REQUIRE(waiting->answers == 1);
  const auto next = client.get();
  waiting->client_went();
  CHECK(client.app().end().empty());
  client.app().say("b");
  client.world.turn();
  CHECK(next->body() == "4b");
}

TEST_CASE("a payload that is none ends the session, what stands before it counts") {
  const char* bad = nullptr;
  SUBCASE("not a type") {
    bad =
        "4a\x1e"
        "abc\x1e"
        "4never";
  }
  SUBCASE("a type too high") {
    bad =
        "4a\x1e"
        "7";
  }
  SUBCASE("nothing after a separator") { bad = "4a\x1e"; }
  SUBCASE("two separators") {
    bad =
        "4a\x1e\x1e"
        "4b";
  }
  SUBCASE("not base64") {
    bad =
        "4a\x1e"
        "bAQ*I";
  }
  Polled client({}, false);
  const auto waiting = client.get();
  const auto posted = client.post(bad);
  CHECK(posted->status() == 400);
  CHECK(posted->body() == R"({"code":3,"message":"Bad request"})");
  CHECK(waiting->body() == "1");
  CHECK(client.app().take_heard() == Strings{"a"});
  CHECK(client.app().end() == "violation");
  CHECK(client.is_unknown());
}

TEST_CASE("an empty body is no payload, nor is one that is no UTF-8") {
  const char* bad = nullptr;
  SUBCASE("empty") { bad = ""; }
  SUBCASE("not UTF-8") { bad = "4a\xff"; }
  Polled client;
  CHECK(client.post(bad)->status() == 400);
  CHECK(client.app().heard.empty());
  CHECK(client.app().end() == "violation");
}

TEST_CASE("application/octet-stream is of an older protocol: 400 and the end") {
  Polled client;
  const auto waiting = client.get();
  const auto posted = client.world.request("POST", client.world.polling + "&sid=" + client.sid, "4a",
                                           {{"content-type", "application/octet-stream"}});
  CHECK(posted->status() == 400);
  CHECK(posted->body().empty());
  CHECK(waiting->body() == "1");
  CHECK(client.app().end() == "violation");
  CHECK(client.is_unknown());
}

TEST_CASE("a body above maxPayload is 413, and the session goes on") {
  auto options = quick();
  options.max_payload = 10;
  Polled client(options);
  CHECK(client.post("4123456789")->status() == 200);
  const auto posted = client.post("4123456789a");
  CHECK(posted->status() == 413);
  CHECK(posted->body().empty());
  CHECK(client.app().take_heard() == Strings{"123456789"});
  CHECK(client.poll() == "4123456789");
}

TEST_CASE("the client's 1: the GET that waits gets 6, the session is gone") {
  Polled client;
  SUBCASE("with a GET") {
    const auto waiting = client.get();
    CHECK(client
              .post("1\x1e"
                    "4never")
              ->body() == "ok");
    CHECK(waiting->body() == "6");
  }
  SUBCASE("without one") { CHECK(client.post("1")->body() == "ok"); }
  SUBCASE("behind a message, whose answer still goes out") {
    const auto waiting = client.get();
    CHECK(client
              .post("4last\x1e"
                    "1")
              ->body() == "ok");
    CHECK(waiting->body() ==
          "4last\x1e"
          "6");
  }
  CHECK(client.app().end() == "lost");
  CHECK(client.is_unknown());
}

TEST_CASE("packets of the wrong direction") {
  Polled client;
  SUBCASE("a ping ends the session") {
    const auto waiting = client.get();
    CHECK(client
              .post("2\x1e"
                    "4never")
              ->body() == "ok");
    CHECK(waiting->body() == "1");
    CHECK(client.app().heard.empty());
    CHECK(client.app().end() == "violation");
    CHECK(client.is_unknown());
  }
  SUBCASE("0, 5 and 6 mean nothing") {
    CHECK(client
              .post("0\x1e"
                    "5\x1e"
                    "6\x1e"
                    "4yes")
              ->body() == "ok");
    CHECK(client.poll() == "4yes");
  }
}

TEST_CASE("the server closes a session that polls") {
  Polled client({}, false);
  SUBCASE("while a GET waits") {
    const auto waiting = client.get();
    client.app().say("bye");
    client.app().link->close(1000, "done");
    client.app().say("never");
    CHECK(client.app().closed.empty());  // never inside the call
    client.world.turn();
    CHECK(waiting->body() ==
          "4bye\x1e"
          "1");
  }
  SUBCASE("with the next GET") {
    client.app().say("bye");
    client.app().link->close(1000, "done");
    client.world.turn();
    CHECK(client.app().closed.empty());
    CHECK(client
              .post("4nobody hears\x1e"
                    "3")
              ->body() == "ok");
    CHECK(client.app().heard.empty());
    CHECK(client.poll() ==
          "4bye\x1e"
          "1");
  }
  SUBCASE("when it says so in a message") {
    const auto waiting = client.get();
    CHECK(client
              .post("4close\x1e"
                    "4never")
              ->body() == "ok");
    CHECK(client.app().take_heard() == Strings{"close"});
    CHECK(waiting->body() == "1");
  }
  SUBCASE("when the client does not come any more, after as long as a pong may take") {
    client.app().link->close(1000, "done");
    client.world.pass(19'999ms);
    CHECK(client.app().closed.empty());
    client.world.pass(1ms);
  }
  CHECK(client.app().end() == "closed by us");
  CHECK(client.app().closed[0].code == 1000);
  CHECK(client.is_unknown());
}

TEST_CASE("a session that is being closed ends for other reasons too") {
  Polled client({}, false);
  client.app().link->close(1000, "done");
  SUBCASE("the client closes") { CHECK(client.post("1")->body() == "ok"); }
  SUBCASE("the server goes") { client.world.server.reset(); }
  CHECK(client.app().end() == "closed by us");
}

TEST_CASE("what was written during the opening waits for the first GET") {
  World world(quick(), false);
  world.on_attach = [](App& app) { app.say("welcome"); };
  const auto opened = world.request("GET", world.polling);
  world.turn();
  CHECK(opened->body().find("welcome") == std::string::npos);
  CHECK(world.poll(World::sid_of(opened->body())) == "4welcome");
}

TEST_CASE("a session may be closed while it opens") {
  World world(quick(), false);
  world.on_attach = [](App& app) { app.link->close(1000, "no"); };
  CHECK(world.poll(world.open_polling()) == "1");
  CHECK(world.app().end() == "closed by us");
}

TEST_CASE("blocked means that no GET is here, and the next one brings more") {
  Polled client({}, false);
  App& app = client.app();
  CHECK(app.link->blocked());
  app.say("0123456789");
  CHECK(app.link->queued_bytes() == 11);
  app.when_drained = [](App& self) {
    CHECK(self.link->queued_bytes() == 0);
    CHECK(!self.link->blocked());
    self.when_drained = nullptr;
    self.say("more");
  };
  CHECK(client.get()->body() ==
        "40123456789\x1e"
        "4more");
  CHECK(app.drained == 1);
  CHECK(app.link->queued_bytes() == 0);

  const auto waiting = client.get();
  CHECK(app.drained == 2);
  CHECK(!app.link->blocked());
  app.say("x");
  client.world.turn();
  CHECK(waiting->body() == "4x");
  CHECK(app.link->blocked());
}

TEST_CASE("the application hears that the client is alive") {
  Polled client;
  client.get();
  client.post("4a");
  CHECK(client.app().activity == 2);
}

TEST_CASE("a server that goes leaves nobody without an end") {
  Polled client;
  const auto waiting = client.get();
  const auto socket = client.world.websocket("EIO=4&transport=websocket");
  client.world.server.reset();
  CHECK(waiting->waits());
  CHECK(socket->closed_with() == kNoStatus);
  REQUIRE(client.world.apps.size() == 2);
  for (const auto& app : client.world.apps) CHECK(app->end() == "lost");
}

TEST_CASE("requests of a client that pipelines come in the middle of an answer") {
  Polled client({}, false);
  RequestPtr second;
  bool once = false;
  const auto first = std::make_shared<Request>();
  client.world.server->respond({.method = "GET", .query = client.world.polling + "&sid=" + client.sid},
                               [&](const protocol::HttpResponse& response) {
                                 first->answer = response;
                                 if (!std::exchange(once, true)) second = client.get();
                               });
  SUBCASE("of a message") {
    client.app().say("a");
    client.world.turn();
    CHECK(first->body() == "4a");
    REQUIRE(second);
    CHECK(second->waits());
    client.app().say("b");
    client.world.turn();
    CHECK(second->body() == "4b");
  }
  SUBCASE("of the end") {
    client.post("1");
    CHECK(first->body() == "6");
    REQUIRE(second);
    CHECK(second->body() == R"({"code":1,"message":"Session ID unknown"})");
  }
}
