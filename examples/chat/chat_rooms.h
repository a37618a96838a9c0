#pragma once

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gangway/jwt.h>

#include "chat.gw.h"

namespace demo::chat {

/// The chat's one handler: rooms of limited size, each with its messages.
class ChatRooms final : public ChatHandler {
 public:
  /// `rooms`: each room's name and how many people it takes. `verifier` believes the tokens of people.
  ChatRooms(const std::map<std::string, std::uint32_t>& rooms, gangway::jwt::Verifier verifier)
      : verifier_(std::move(verifier)) {
    for (const auto& [name, limit] : rooms) rooms_[name].info = {.name = name, .limit = limit};
  }

  gangway::Reply<void> on_join_namespace(ChatClient client, ChatHandshake handshake) override {
    const auto token = verifier_.verify(handshake.token);
    if (!token) return token.error();
    client.session().user = token->subject;
    client.expires_at(*token->expires);
    client.rooms(room_list());
    return {};
  }

  /// A new token before the old one runs out: the client stays where it is.
  gangway::Reply<void> on_refresh_namespace(ChatClient client, ChatHandshake handshake) override {
    const auto token = verifier_.verify(handshake.token);
    if (!token) return token.error();
    if (token->subject != client.session().user) {
      return gangway::Error{gangway::ErrorCode::Forbidden, "the token is somebody else's"};
    }
    client.expires_at(*token->expires);
    return {};
  }

  void on_leave_namespace(ChatClient client, gangway::LeaveReason /*reason*/) override {
    for (auto& [name, room] : rooms_) {
      if (client.is_in(Thread{name})) --room.info.present;
    }
    all().rooms(room_list());
  }

  gangway::Reply<std::vector<Message>, RoomFull, NoSuchRoom> on_join(ChatClient client, Join join) override {
    const auto found = rooms_.find(join.room);
    if (found == rooms_.end()) return NoSuchRoom{join.room};
    auto& [info, messages] = found->second;
    if (!client.is_in(Thread{join.room})) {
      if (info.present >= info.limit) return RoomFull{join.room, info.limit};
      client.join(Thread{join.room});
      ++info.present;
      all().rooms(room_list());
    }
    const auto count = static_cast<std::ptrdiff_t>(std::min<std::size_t>(20, messages.size()));
    return std::vector<Message>(messages.end() - count, messages.end());
  }

  gangway::Reply<void> on_leave(ChatClient client, Leave leave) override {
    if (client.is_in(Thread{leave.room})) {
      client.leave(Thread{leave.room});
      --rooms_.at(leave.room).info.present;
      all().rooms(room_list());
    }
    return {};
  }

  gangway::Reply<Message, NotMember> on_send(ChatClient client, Send send) override {
    if (!client.is_in(Thread{send.room})) return NotMember{send.room};
    Message message{
        .id = gangway::Uuid::random(),
        .room = send.room,
        .from = client.session().user,
        .content = std::move(send.content),
        .sent_at = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now())};
    rooms_.at(send.room).messages.push_back(message);
    all().in(Thread{send.room}).except(client).posted(message);
    return message;
  }

  gangway::Stream<Message, NotMember> on_history(ChatClient client, History history) override {
    if (!client.is_in(Thread{history.room})) throw NotMember{history.room};
    // By index, looked up anew each time: messages come and go while the client reads.
    const auto& messages = rooms_.at(history.room).messages;
    for (std::size_t left = messages.size(); left > 0; --left) {
      if (left > messages.size() || messages[left - 1].sent_at >= history.before) continue;
      const Message message = messages[left - 1];
      co_yield message;
    }
  }

  gangway::Reply<void> on_typing(ChatClient client, Typing typing) override {
    if (client.is_in(Thread{typing.room})) {
      all()
          .in(Thread{typing.room})
          .except(client)
          .typing(typing.room, client.session().user, typing.is_typing);
    }
    return {};
  }

  gangway::Reply<bool, NotMember> on_clear(ChatClient client, Clear clear) override {
    if (!client.is_in(Thread{clear.room})) co_return NotMember{clear.room};
    auto& messages = rooms_.at(clear.room).messages;
    if (!co_await client.confirm("Throw away " + std::to_string(messages.size()) + " messages?"))
      co_return false;
    messages.clear();
    all().in(Thread{clear.room}).cleared(clear.room, client.session().user);
    co_return true;
  }

 private:
  struct Room {
    RoomInfo info;
    std::vector<Message> messages;  // oldest first
  };

  std::vector<RoomInfo> room_list() const {
    std::vector<RoomInfo> list;
    for (const auto& [name, room] : rooms_) list.push_back(room.info);
    return list;
  }

  gangway::jwt::Verifier verifier_;
  std::map<std::string, Room> rooms_;
};

}  // namespace demo::chat
