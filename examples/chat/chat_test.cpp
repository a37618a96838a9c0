// What the chat promises, with its real handlers: in memory and, the same text, over sockets.
#include <doctest/doctest.h>

#include <future>
#include <string>
#include <vector>

#include "../../tests/support/place.h"
#include "chat.gw.client.h"
#include "chat_rooms.h"
#include "login.h"

namespace demo::chat {
namespace {

using gangway::testing::Inbox;

/// The chat with three rooms.
struct Chats {
  Login login{std::chrono::seconds(300)};
  ChatRooms rooms{{{"lobby", 50}, {"duo", 2}, {"solo", 1}}, login.verifier()};
  gangway::testing::Place place{Chat{.chat = rooms}};

  ChatClientApi enter(const std::string& user) {
    return place.connect<ChatClientApi>({.token = login.token_for(user)});
  }
};

ChatSend text(std::string room, std::string body) { return {std::move(room), Text{std::move(body)}}; }

TEST_CASE("a room is empty at first, and remembers what was said") {
  Chats chats;
  auto ann = chats.enter("Ann");
  CHECK(ann.chat.join({"lobby"}).get().empty());
  const Message said = ann.chat.send(text("lobby", "hello")).get();
  CHECK(said.from == "Ann");
  CHECK(said.content == Content{Text{"hello"}});
  auto bob = chats.enter("Bob");
  CHECK(bob.chat.join({"lobby"}).get() == std::vector{said});
}

TEST_CASE("what is said reaches the others in the room, and nobody else") {
  Chats chats;
  auto ann = chats.enter("Ann");
  auto bob = chats.enter("Bob");
  auto eve = chats.enter("Eve");
  Inbox heard(bob.chat, &ChatApi::on_posted);
  Inbox echoed(ann.chat, &ChatApi::on_posted);
  Inbox overheard(eve.chat, &ChatApi::on_posted);
  ann.chat.join({"lobby"}).get();
  bob.chat.join({"lobby"}).get();
  eve.chat.join({"solo"}).get();
  const Message said = ann.chat.send(text("lobby", "psst")).get();
  CHECK(heard.next() == said);
  ann.chat.join({"lobby"}).get();  // whatever there is for them has come before this answer
  eve.chat.join({"solo"}).get();
  CHECK(echoed.empty());
  CHECK(overheard.empty());
}

TEST_CASE("who types is shown to the others") {
  Chats chats;
  auto ann = chats.enter("Ann");
  auto bob = chats.enter("Bob");
  Inbox typing(bob.chat, &ChatApi::on_typing);
  ann.chat.join({"duo"}).get();
  bob.chat.join({"duo"}).get();
  ann.chat.typing({"duo", true});
  CHECK(typing.next() == ChatTypingEvent{"duo", "Ann", true});
}

TEST_CASE("a full room, a room that is none, a room one is not in") {
  Chats chats;
  auto ann = chats.enter("Ann");
  auto bob = chats.enter("Bob");
  ann.chat.join({"solo"}).get();
  const auto full = bob.chat.join({"solo"}).result();
  REQUIRE(full.error<RoomFull>());
  CHECK(full.error<RoomFull>()->limit == 1);
  CHECK_THROWS_AS(bob.chat.join({"nowhere"}).get(), NoSuchRoom);
  CHECK_THROWS_AS(bob.chat.send(text("solo", "hi")).get(), NotMember);
  CHECK_THROWS_AS(bob.chat.history({"solo", {}}).next().get(), NotMember);
  CHECK(bob.chat.send(text("solo", "")).result().code() == "invalid_payload");
}

TEST_CASE("the list of rooms follows who comes and goes") {
  Chats chats;
  auto ann = chats.enter("Ann");
  Inbox rooms(ann.chat, &ChatApi::on_rooms);
  const auto present = [&] { return rooms.next().front().present; };  // in duo, the first by name
  CHECK(present() == 0);
  {
    auto bob = chats.enter("Bob");
    bob.chat.join({"duo"}).get();
    CHECK(present() == 1);
    bob.chat.leave({"duo"});
    CHECK(present() == 0);
    bob.chat.join({"duo"}).get();
    CHECK(present() == 1);
  }
  CHECK(present() == 0);
}

TEST_CASE("older messages come one by one, the latest first") {
  Chats chats;
  auto ann = chats.enter("Ann");
  ann.chat.join({"lobby"}).get();
  std::vector<Message> said;
  for (int i = 0; i < 40; ++i) said.push_back(ann.chat.send(text("lobby", std::to_string(i))).get());
  const auto later = said.back().sent_at + std::chrono::hours(1);
  std::vector<Message> read;
  for (const Message& message : ann.chat.history({"lobby", later})) read.push_back(message);
  std::reverse(said.begin(), said.end());
  CHECK(read == said);
}

TEST_CASE("messages are thrown away only if the caller confirms") {
  Chats chats;
  auto ann = chats.enter("Ann");
  ann.chat.join({"lobby"}).get();
  ann.chat.send(text("lobby", "gone soon")).get();
  Inbox cleared(ann.chat, &ChatApi::on_cleared);
  {
    const auto no = ann.chat.handle_confirm([](const ChatConfirmEvent&) { return false; });
    CHECK_FALSE(ann.chat.clear_({"lobby"}).get());
  }
  std::promise<std::string> asked;
  const auto yes = ann.chat.handle_confirm([&](const ChatConfirmEvent& confirm) {
    asked.set_value(confirm.question);
    return true;
  });
  CHECK(ann.chat.clear_({"lobby"}).get());
  CHECK(asked.get_future().get() == "Throw away 1 messages?");
  CHECK(cleared.next() == ChatClearedEvent{"lobby", "Ann"});
  CHECK(ann.chat.join({"lobby"}).get().empty());
}

TEST_CASE("who has no token, or somebody else's, does not come in") {
  Chats chats;
  const Login other(std::chrono::seconds(300));
  for (const std::string& token : {std::string("nonsense"), other.token_for("Ann")}) {
    auto nobody = chats.place.connect<ChatClientApi>({.token = token});
    const auto refused = nobody.chat.join({"lobby"}).result();
    CHECK_FALSE(refused.ok());
    CHECK_FALSE(nobody.chat.is_joined());
  }
}

}  // namespace
}  // namespace demo::chat
