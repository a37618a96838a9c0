#include "../protocol/board.h"

using namespace test::board;

namespace {

/// A client that has heard the server's hello.
struct Reader : Talk {
  explicit Reader(Table& table) : Talk(table) { heard(); }
};

std::string join(const std::string& ns) { return R"({"ns":")" + ns + R"(","join":{}})"; }

/// What refused a join; empty where nothing did.
std::string refusal(Talk& talk, const std::string& ns) {
  const auto frames = talk.ask(join(ns));
  REQUIRE(frames.size() == 1);
  return frames[0].find("\"error\"") == std::string::npos ? "" : at(frames[0], "/error/code");
}

std::string turn(const std::string& ns, const std::string& text) {
  return R"({"ns":")" + ns + R"(","event":"turn","data":{"text":")" + text + R"("}})";
}
std::string turned(const std::string& ns, const std::string& text) {
  return R"({"ns":")" + ns + R"(","event":"turned","data":{"text":")" + text + R"("}})";
}

}  // namespace

TEST_CASE(
    "dynamic namespaces: one instance for each path, made by the first client and dropped by the last") {
  Table table;
  Reader ann(table);
  Reader bob(table);
  ann.ask(join("/book/Emma/1"));
  CHECK(table.page.log == Frames{"open Emma:1"});
  bob.ask(join("/book/Emma/1"));
  bob.ask(join("/book/Emma/2"));
  CHECK(table.page.log == Frames{"open Emma:1", "open Emma:2"});

  CHECK(ann.ask(turn("/book/Emma/1", "x")) == Frames{turned("/book/Emma/1", "x")});
  CHECK(bob.heard() == Frames{turned("/book/Emma/1", "x")});

  table.page.log.clear();
  ann.ask(R"({"ns":"/book/Emma/1","leave":{}})");
  CHECK(table.page.log.empty());
  bob.lose();
  CHECK(table.page.log.size() == 2);
  ann.ask(join("/book/Emma/1"));
  CHECK(table.page.log.back() == "open Emma:1");
}

TEST_CASE("dynamic namespaces: all() is everybody in all of them, all(path) one, which need not be there") {
  Table table;
  Reader ann(table);
  Reader bob(table);
  ann.ask(join("/book/Emma/1"));
  bob.ask(join("/book/Emma/2"));
  table.page.all().turned("a");
  CHECK(ann.heard() == Frames{turned("/book/Emma/1", "a")});
  CHECK(bob.heard() == Frames{turned("/book/Emma/2", "a")});
  const auto page_2 = table.page.all(Page::Path{"Emma", 2});
  page_2.turned("b");
  CHECK(ann.heard().empty());
  CHECK(bob.heard() == Frames{turned("/book/Emma/2", "b")});
  bob.lose();
  page_2.turned("c");
  table.page.all(Page::Path{"Persuasion", 1}).turned("d");
  CHECK(ann.heard().empty());
}

TEST_CASE("dynamic namespaces: values are decoded, checked and have one spelling") {
  Table table;
  Reader ann(table);
  CHECK(ann.ask(join("/book/War%20%26%2fPeace/1"))[0].find(R"("ns":"/book/War%20%26%2FPeace/1")") !=
        std::string::npos);
  CHECK(table.page.last->path() == Page::Path{"War &/Peace", 1});
  // Also by the name it was joined with.
  CHECK(ann.ask(turn("/book/War%20%26%2fPeace/1", "x")) == Frames{turned("/book/War%20%26%2FPeace/1", "x")});
  CHECK(ann.ask(turn("/book/War%20%26%2FPeace/1", "x")) == Frames{turned("/book/War%20%26%2FPeace/1", "x")});
  CHECK(refusal(ann, "/book/%57ar%20%26%2FPeace/1") == "invalid_payload");  // joined already
  CHECK(table.page.log == Frames{"open War &/Peace:1"});

  for (const char* misfit :
       {"/book/Emma", "/book/Emma/x", "/book/Emma/-1", "/book/Emma/4294967296", "/book//1", "/book/Emma/1/",
        "/book/Emma/1/2", "/book/%/1", "/book/%ff/1", "/book/%4/1", "book/a/1",
        "/book/123456789012345678901/1", "/books/Emma/1", "/book/{title}/{page}"}) {
    CAPTURE(misfit);
    CHECK(refusal(ann, misfit) == "unknown_namespace");
  }
  CHECK(table.page.log.size() == 1);
}

TEST_CASE("dynamic namespaces: plain clients are in the one of their URL") {
  Table table;
  Talk ann(table, "/book/War%20Peace/7", "");
  CHECK(ann.ask(R"({"event":"read","data":{"line":3}})") ==
        Frames{R"({"event":"read","data":"War Peace:7"})"});
}

TEST_CASE("dynamic namespaces: who is refused leaves no instance behind") {
  Table table;
  Reader ann(table);
  CHECK(refusal(ann, "/book/Emma/404") == "forbidden");
  CHECK(table.page.log == Frames{"open Emma:404", "close Emma:404"});
  CHECK(refusal(ann, "/book/burnt/1") == "internal");
  CHECK(refusal(ann, "/book/burnt/1") == "internal");
  CHECK(table.logged.back().find("no such book") != std::string::npos);
  CHECK(table.page.log.size() == 2);
}

TEST_CASE("dynamic namespaces: a connection may be in so many") {
  Table table({.namespaces_per_connection = 2});
  Reader ann(table);
  ann.ask(join("/book/a/1"));
  ann.ask(join("/book/a/2"));
  CHECK(refusal(ann, "/book/a/3") == "overloaded");
  ann.ask(R"({"ns":"/book/a/2","leave":{}})");
  CHECK(refusal(ann, "/book/a/3").empty());
}

TEST_CASE("dynamic namespaces: each instance has rooms of its own, and the handler is told of them") {
  Table table;
  Reader ann(table);
  Reader bob(table);
  ann.ask(join("/book/a/1"));
  bob.ask(join("/book/a/2"));
  const auto read = [](const std::string& ns, int line) {
    return R"({"ns":")" + ns + R"(","event":"read","data":{"line":)" + std::to_string(line) + "}}";
  };
  ann.ask(read("/book/a/1", 3));
  bob.ask(read("/book/a/2", 3));
  CHECK(table.page.log == Frames{"open a:1", "open a:2", "line 3 of a:1", "line 3 of a:2"});
  table.page.all(Page::Path{"a", 1}).in(Page::Row{3}).marked(Colour::green);
  CHECK(ann.heard().size() == 1);
  CHECK(bob.heard().empty());
  table.page.all().in(Page::Row{3}).marked(Colour::green);
  CHECK(ann.heard().size() == 1);
  CHECK(bob.heard().size() == 1);
  table.page.log.clear();
  bob.lose();
  CHECK(table.page.log == Frames{"no line 3 of a:2", "close a:2"});
  ann.ask(read("/book/a/1", 13));  // what the hook throws is logged
  CHECK(table.logged.back().find("unlucky") != std::string::npos);
}

TEST_CASE("dynamic namespaces: an instance is one over all loops") {
  Table table({}, {}, 2);
  Reader ann(table);
  std::unique_ptr<Reader> bob;
  {
    const gangway::detail::CurrentExecutor there(table.loops[1]);
    bob = std::make_unique<Reader>(table);
  }
  ann.ask(join("/book/a/1"));
  bob->ask(join("/book/a/1"));
  CHECK(table.page.log == Frames{"open a:1"});
  CHECK(ann.ask(turn("/book/a/1", "x")).size() == 1);
  CHECK(bob->heard().size() == 1);
  table.page.all().turned("y");
  CHECK(ann.heard().size() == 1);
  CHECK(bob->heard().size() == 1);
  ann.lose();
  CHECK(table.page.log.size() == 1);
  bob->lose();
  CHECK(table.page.log == Frames{"open a:1", "close a:1"});
}

TEST_CASE("a namespace's name with a quote in it made the refusal no JSON") {
  Table table;
  Reader ann(table);
  CHECK(refusal(ann, R"(/a\"b)") == "unknown_namespace");
}
