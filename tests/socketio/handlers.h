#pragma once

#include <chrono>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gangway/task.h>

#include "sio.gw.h"

namespace sio {

class Root final : public EverythingRootHandler {
 public:
  gangway::Reply<void> on_join_namespace(EverythingRootClient client, Handshake handshake) override {
    client.session().user = std::move(handshake.user);
    return {};
  }

  gangway::Reply<nlohmann::json> on_echo(EverythingRootClient, Echo echo) override { return echo.value; }
  gangway::Reply<std::string> on_who_am_i(EverythingRootClient client) override { return client.session().user; }
  gangway::Reply<void> on_nothing(EverythingRootClient) override { return {}; }
  gangway::Reply<void> on_note(EverythingRootClient client, Note note) override {
    client.session().notes.push_back(std::move(note.text));
    return {};
  }
  gangway::Reply<std::vector<std::string>> on_noted(EverythingRootClient client) override {
    return client.session().notes;
  }

  gangway::Reply<std::uint32_t> on_show(EverythingRootClient client, Show show) override {
    for (std::uint32_t i = 0; i < show.times; ++i) client.shown(show.value);
    return show.times;
  }
  gangway::Reply<void> on_hush(EverythingRootClient client) override {
    client.silent();
    return {};
  }
  gangway::Reply<void> on_tick(EverythingRootClient client, Tick tick) override {
    for (std::uint32_t n = 1; n <= tick.times; ++n) client.ticked(n);
    return {};
  }
  gangway::Reply<Picture> on_picture(EverythingRootClient, Picture picture) override { return picture; }
  gangway::Reply<std::vector<Picture>> on_pictures(EverythingRootClient, Pictures pictures) override {
    return pictures.all;
  }

  gangway::Reply<void> on_join(EverythingRootClient client, Join join) override {
    client.join(Room{join.room});
    return {};
  }
  gangway::Reply<void> on_leave(EverythingRootClient client, Leave leave) override {
    client.leave(Room{leave.room});
    return {};
  }
  gangway::Reply<void> on_say(EverythingRootClient client, Say say) override {
    all().in(Room{say.room}).except(client).said(client.session().user, say.text);
    return {};
  }
  gangway::Reply<void> on_say_to_all(EverythingRootClient client, SayToAll say) override {
    all().in(Room{say.room}).said(client.session().user, say.text);
    return {};
  }
  gangway::Reply<void> on_draw(EverythingRootClient client, Draw draw) override {
    all().in(Room{draw.room}).except(client).drawn(draw.picture);
    return {};
  }
  gangway::Reply<void> on_blink(EverythingRootClient, Blink blink) override {
    for (std::uint32_t n = 1; n <= blink.times; ++n) all().in(Room{blink.room}).blinked(n);
    return {};
  }

  gangway::Reply<bool> on_ask(EverythingRootClient client, Ask ask) override {
    co_return co_await client.confirm(ask.question);
  }
  gangway::Reply<Picture> on_ask_picture(EverythingRootClient client, Picture picture) override {
    co_return co_await client.compare(picture);
  }
  gangway::Reply<std::vector<std::uint32_t>> on_vote(EverythingRootClient, Vote vote) override {
    using namespace std::chrono_literals;
    const auto answers = co_await all().in(Room{vote.room}).confirm(vote.question).with_timeout(300ms);
    std::vector<std::uint32_t> counts(3);
    for (const auto& answer : answers) ++counts[answer.error ? 2 : *answer.value ? 0 : 1];
    co_return counts;
  }

  gangway::Reply<void, Refused> on_refuse(EverythingRootClient, Refuse refuse) override {
    return Refused{refuse.reason};
  }
  gangway::Reply<void> on_fault(EverythingRootClient) override {
    throw std::runtime_error("a secret of the server");
  }
  gangway::Reply<void> on_never(EverythingRootClient) override { co_await gangway::sleep_for(std::chrono::hours(1)); }
  gangway::Reply<std::string> on_later(EverythingRootClient, Later later) override {
    co_await gangway::sleep_for(later.wait);
    co_return later.name;
  }
  gangway::Stream<std::uint32_t> on_history(EverythingRootClient, History history) override {
    for (std::uint32_t n = 1; n <= history.count; ++n) co_yield n;
  }
  gangway::Reply<void> on_put_out(EverythingRootClient client) override {
    client.disconnect();
    return {};
  }
  gangway::Reply<std::uint32_t> on_count_in(EverythingRootClient, CountIn in) override {
    co_return static_cast<std::uint32_t>(co_await all().in(Room{in.room}).count());
  }
};

class Chat final : public ChatHandler {
 public:
  gangway::Reply<void> on_join_namespace(ChatClient client, Handshake handshake) override {
    if (handshake.token != "letmein") {
      return gangway::Error{gangway::ErrorCode::Unauthenticated, "not authorized"};
    }
    client.session().user = std::move(handshake.user);
    return {};
  }
  gangway::Reply<void> on_post(ChatClient client, Post post) override {
    all().except(client).posted(client.session().user, post.text);
    return {};
  }
  gangway::Reply<nlohmann::json> on_echo(ChatClient, Echo echo) override { return echo.value; }
  gangway::Reply<std::string> on_who_am_i(ChatClient client) override { return client.session().user; }
};

class Document final : public DocumentHandler {
 public:
  gangway::Reply<void> on_join_namespace(DocumentClient, Handshake) override { return {}; }
  gangway::Reply<gangway::Uuid> on_where(DocumentClient client) override { return client.path().id; }
  gangway::Reply<void> on_change(DocumentClient client, Change change) override {
    all(client.path()).except(client).changed(change.text);
    return {};
  }
  gangway::Reply<std::uint32_t> on_count(DocumentClient client) override {
    co_return static_cast<std::uint32_t>(co_await all(client.path()).count());
  }
};

class QuickRoot final : public QuickRootHandler {
 public:
  gangway::Reply<nlohmann::json> on_echo(QuickRootClient, Echo echo) override { return echo.value; }
  gangway::Reply<std::uint32_t> on_show(QuickRootClient client, Show show) override {
    for (std::uint32_t i = 0; i < show.times; ++i) client.shown(show.value);
    return show.times;
  }
};

class RecoveryRoot final : public RecoveryRootHandler {
 public:
  gangway::Reply<void> on_join_namespace(RecoveryRootClient client, Handshake handshake) override {
    if (!client.resumed()) client.session().user = std::move(handshake.user);
    return {};
  }
  gangway::Reply<nlohmann::json> on_echo(RecoveryRootClient, Echo echo) override { return echo.value; }
  gangway::Reply<Picture> on_picture(RecoveryRootClient, Picture picture) override { return picture; }
  gangway::Reply<void> on_enter(RecoveryRootClient client, Enter enter) override {
    client.join(Lane{enter.lane});
    return {};
  }
  gangway::Reply<void> on_talk(RecoveryRootClient, Talk talk) override {
    for (std::uint32_t n = talk.from; n <= talk.to; ++n) all().in(Lane{talk.lane}).said(n);
    return {};
  }
  gangway::Reply<void> on_draw(RecoveryRootClient, Draw draw) override {
    all().in(Lane{draw.lane}).drawn(draw.picture);
    return {};
  }
  gangway::Reply<void> on_blink(RecoveryRootClient, Blink blink) override {
    all().in(Lane{blink.lane}).blinked(1);
    return {};
  }
  gangway::Reply<void> on_tell(RecoveryRootClient client, Tell tell) override {
    client.told(tell.n);
    return {};
  }
  gangway::Reply<void> on_set_user(RecoveryRootClient client, SetUser set) override {
    client.session().user = std::move(set.user);
    return {};
  }
  gangway::Reply<std::string> on_who_am_i(RecoveryRootClient client) override { return client.session().user; }
  gangway::Reply<std::uint32_t> on_count_in(RecoveryRootClient, CountIn in) override {
    co_return static_cast<std::uint32_t>(co_await all().in(Lane{in.lane}).count());
  }
  gangway::Reply<void> on_put_out(RecoveryRootClient client) override {
    client.disconnect();
    return {};
  }
};

class BriefRoot final : public BriefRootHandler {
 public:
  gangway::Reply<void> on_tell(BriefRootClient client, Tell tell) override {
    client.told(tell.n);
    return {};
  }
  gangway::Reply<nlohmann::json> on_echo(BriefRootClient, Echo echo) override { return echo.value; }
};

class WebSocketOnlyRoot final : public WebSocketOnlyRootHandler {
 public:
  gangway::Reply<nlohmann::json> on_echo(WebSocketOnlyRootClient, Echo echo) override { return echo.value; }
};

class PollingOnlyRoot final : public PollingOnlyRootHandler {
 public:
  gangway::Reply<nlohmann::json> on_echo(PollingOnlyRootClient, Echo echo) override { return echo.value; }
  gangway::Reply<std::uint32_t> on_show(PollingOnlyRootClient client, Show show) override {
    for (std::uint32_t i = 0; i < show.times; ++i) client.shown(show.value);
    return show.times;
  }
};

class PagesRoot final : public PagesRootHandler {
 public:
  gangway::Reply<nlohmann::json> on_echo(PagesRootClient, Echo echo) override { return echo.value; }
};

}  // namespace sio
