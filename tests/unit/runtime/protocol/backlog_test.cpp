#include "protocol/backlog.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "../../../support/fake_link.h"

using gangway::protocol::Backlog;
using gangway::protocol::SharedMessage;
using gangway::testing::FakeLink;
using Class = Backlog::Class;
using Outcome = Backlog::Outcome;

namespace {

constexpr std::size_t kPlenty = 1'000'000;

/// A backlog whose room is counted in items: all messages of these tests are as long.
class Queue {
 public:
  static constexpr std::size_t kItem = 256 + 4;

  Outcome add(Class of, const char* text, const char* key = "", bool in_place = true,
              std::size_t room = kPlenty) {
    auto message = std::make_shared<SharedMessage>();
    message->bytes = text;
    return backlog.add({.of = of, .key = key, .in_place = in_place, .messages = {std::move(message)}}, room,
                       [&](const Backlog::Item& item) { dropped.push_back(item.messages[0]->bytes); });
  }
  std::vector<std::string> rest() {
    backlog.move_to(link, kPlenty);
    return link.take();
  }

  Backlog backlog;
  FakeLink link;
  std::vector<std::string> dropped;
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a backlog keeps the order of everything") {
  Queue queue;
  CHECK(queue.backlog.empty());
  queue.add(Class::DropOldest, "old1");
  queue.add(Class::Kept, "kept");
  queue.add(Class::Latest, "late", "k");
  queue.add(Class::DropNewest, "new1");
  CHECK(queue.backlog.bytes() == 4 * Queue::kItem);
  CHECK(queue.rest() == Texts{"old1", "kept", "late", "new1"});
  CHECK(queue.backlog.empty());
  CHECK(queue.backlog.bytes() == 0);
}

TEST_CASE("the latest value of a key takes the place of the one that waits") {
  Queue queue;
  queue.add(Class::Latest, "a--1", "a");
  queue.add(Class::Kept, "kept");
  queue.add(Class::Latest, "b--1", "b");
  queue.add(Class::Latest, "a--2", "a");
  queue.add(Class::Latest, "a--3", "a");
  CHECK(queue.dropped.empty());
  CHECK(queue.rest() == Texts{"a--3", "kept", "b--1"});

  SUBCASE("what is on its way is not replaced") {
    queue.add(Class::Latest, "a--4", "a");
    CHECK(queue.rest() == Texts{"a--4"});
  }
  SUBCASE("with an offset it goes to the end, since offsets never fall") {
    queue.add(Class::Latest, "a--4", "a", false);
    queue.add(Class::Kept, "kept");
    queue.add(Class::Latest, "a--5", "a", false);
    CHECK(queue.rest() == Texts{"kept", "a--5"});
  }
}

TEST_CASE("a full backlog drops what may be dropped") {
  Queue queue;
  const std::size_t room = 3 * Queue::kItem;

  SUBCASE("the oldest first") {
    for (const char* text : {"old1", "kept", "old2", "old3"}) {
      CHECK(queue.add(*text == 'k' ? Class::Kept : Class::DropOldest, text, "", true, room) ==
            Outcome::Queued);
    }
    CHECK(queue.dropped == Texts{"old1"});
    CHECK(queue.rest() == Texts{"kept", "old2", "old3"});
  }
  SUBCASE("the newest, where the event says so") {
    for (const char* text : {"new1", "new2", "new3"}) {
      CHECK(queue.add(Class::DropNewest, text, "", true, room) == Outcome::Queued);
    }
    CHECK(queue.add(Class::DropNewest, "new4", "", true, room) == Outcome::Dropped);
    CHECK(queue.dropped == Texts{"new4"});
    CHECK(queue.rest() == Texts{"new1", "new2", "new3"});
  }
  SUBCASE("an answer makes older events go") {
    for (const char* text : {"old1", "old2", "old3"}) queue.add(Class::DropOldest, text, "", true, room);
    CHECK(queue.add(Class::Kept, "kept", "", true, room) == Outcome::Queued);
    CHECK(queue.rest() == Texts{"old2", "old3", "kept"});
  }
  SUBCASE("itself, where there is room for nothing") {
    CHECK(queue.add(Class::DropOldest, "old1", "", true, 0) == Outcome::Dropped);
    CHECK(queue.dropped == Texts{"old1"});
    CHECK(queue.backlog.empty());
  }
  SUBCASE("and says when nothing may go") {
    for (const char* text : {"kep1", "kep2", "kep3"}) queue.add(Class::Kept, text, "", true, room);
    CHECK(queue.add(Class::Kept, "kep4", "", true, room) == Outcome::Full);
    CHECK(queue.add(Class::Latest, "late", "k", true, room) == Outcome::Full);
    CHECK(queue.dropped.empty());
  }
}

TEST_CASE("a backlog moves on in portions, so that what is behind may still be replaced") {
  Queue queue;
  queue.add(Class::Latest, "a--1", "a");
  queue.link.queued = 100;
  queue.backlog.move_to(queue.link, 100);
  CHECK(queue.link.take().empty());
  queue.add(Class::Latest, "a--2", "a");
  queue.link.queued = 0;
  queue.backlog.move_to(queue.link, 100);
  CHECK(queue.link.take() == Texts{"a--2"});
}
