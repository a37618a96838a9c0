#pragma once

#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gangway/task.h>

#include "everything.gw.h"
#include "sample.h"
#include "worker.h"

namespace e2e {

/// Writes one line that the tests wait for.
template <class... Parts>
void note(const Parts&... parts) {
  std::string line;
  ((line.append(line.empty() ? "" : " ").append(parts)), ...);
  std::puts(line.c_str());
  std::fflush(stdout);
}

/// Lets everybody in who has a name. A client called `fault` runs into one.
inline gangway::Reply<void> welcome(const std::string& user) {
  if (user == "fault") throw std::runtime_error("a secret of the server");
  if (user.empty()) return gangway::Error{gangway::ErrorCode::Unauthenticated, "a name, please"};
  return {};
}

class Root final : public EverythingRootHandler {
 public:
  gangway::Reply<void> on_join_namespace(EverythingRootClient client, Handshake handshake) override {
    client.session().user = handshake.user;
    client.welcome(handshake.user, handshake.colour);
    return welcome(handshake.user);
  }
  void on_leave_namespace(EverythingRootClient client, gangway::LeaveReason reason) override {
    note("left", "/", client.session().user, to_string(reason));
  }

  gangway::Reply<Name> on_who_am_i(EverythingRootClient client) override { return client.session().user; }
  gangway::Reply<std::uint32_t> on_count(EverythingRootClient client) override { return ++client.session().calls; }
};

class Values final : public ValuesHandler {
 public:
  gangway::Reply<void> on_join_namespace(ValuesClient, Handshake handshake) override { return welcome(handshake.user); }

  gangway::Reply<Scalars> on_scalars(ValuesClient, Scalars scalars) override { return scalars; }
  gangway::Reply<Fields> on_fields(ValuesClient, Fields fields) override { return fields; }
  gangway::Reply<Containers> on_containers(ValuesClient, Containers containers) override { return containers; }
  gangway::Reply<Contents> on_contents(ValuesClient, Contents contents) override { return contents; }
  gangway::Reply<Recursive> on_recursive(ValuesClient, Recursive recursive) override { return recursive; }
  gangway::Reply<Checked> on_checked(ValuesClient, Checked checked) override {
    note("checked", checked.name);
    return checked;
  }
  gangway::Reply<gangway::Bytes> on_bytes(ValuesClient, gangway::Bytes bytes) override { return bytes; }

  gangway::Reply<shapes::Point, shapes::OutOfBounds> on_turn(ValuesClient, Turn turn) override {
    const auto [x, y] = turn.at;
    if (x > shapes::Corners) return shapes::OutOfBounds{.at = turn.at, .limit = shapes::Corners};
    return turn.to == shapes::Turn::left ? shapes::Point{-y, x} : shapes::Point{y, -x};
  }

  gangway::Reply<Scalars> on_sample(ValuesClient) override { return sample(); }
  gangway::Reply<bool> on_is_sample(ValuesClient, Scalars scalars) override { return scalars == sample(); }

  gangway::Reply<std::map<std::string, std::uint32_t>> on_names(ValuesClient, std::vector<Name> names) override {
    std::map<std::string, std::uint32_t> count;
    for (const Name& name : names) ++count[name];
    return count;
  }

  gangway::Reply<std::string> on_with_defaults(ValuesClient, WithDefaults with) override {
    const std::string note = with.note.is_absent() ? "absent" : with.note.is_null() ? "null" : *with.note;
    return std::string(to_string(with.size)) + " " + std::to_string(with.times) + " " + note;
  }
};

class Replies final : public RepliesHandler {
 public:
  explicit Replies(Worker& worker) : worker_(worker) {}

  gangway::Reply<void> on_join_namespace(RepliesClient, Handshake handshake) override {
    if (handshake.user == "late") co_await gangway::sleep_for(std::chrono::milliseconds(30));
    if (handshake.user.empty()) throw gangway::Error{gangway::ErrorCode::Unauthenticated, "a name, please"};
  }

  gangway::Reply<std::uint32_t> on_plain(RepliesClient, std::uint32_t value) override { return value; }
  gangway::Reply<std::uint32_t> on_coroutine(RepliesClient, std::uint32_t value) override {
    const std::uint32_t later = co_await after_a_while(value);
    co_return later;
  }
  gangway::Reply<std::uint32_t> on_deferred(RepliesClient, std::uint32_t value) override {
    auto ack = gangway::deferred<std::uint32_t>();
    auto reply = ack.reply();
    worker_.submit([ack = std::move(ack), value]() mutable { ack(value); });
    return reply;
  }
  gangway::Reply<void> on_slow(RepliesClient, Slow slow) override {
    note("slow begins");
    co_await gangway::sleep_for(slow.for_);
    note("slow ends");
  }
  gangway::Reply<void> on_nothing(RepliesClient) override { return {}; }

  gangway::Reply<std::uint32_t, Busy, NotHere> on_fail(RepliesClient, Fail fail) override {
    const NotHere not_here{.name = "bob", .since = sample().at};
    if (fail.how == "return") return not_here;
    if (fail.how == "throw") throw not_here;
    if (fail.how == "busy") return Busy{};
    if (fail.how == "forbidden") return gangway::Error{gangway::ErrorCode::Forbidden, "members only"};
    if (fail.how == "drop") return gangway::deferred<std::uint32_t, Busy, NotHere>().reply();
    if (fail.how == "elsewhere") {
      auto ack = gangway::deferred<std::uint32_t, Busy, NotHere>();
      auto reply = ack.reply();
      worker_.submit([ack = std::move(ack), not_here]() mutable { ack(not_here); });
      return reply;
    }
    throw std::runtime_error("a secret of the server");
  }
  gangway::Reply<void, NotHere> on_check(RepliesClient, Check check) override {
    if (check.name != "ann") throw NotHere{.name = check.name};
    co_return;
  }
  gangway::Reply<void> on_forget(RepliesClient, Forget forget) override {
    if (forget.text == "fault") throw std::runtime_error("a secret of the server");
    note("forgot", forget.text);
    return {};
  }

  gangway::Stream<std::uint32_t, NotHere> on_numbers(RepliesClient client, Numbers numbers) override {
    Tally tally(client);
    while (tally.given() < numbers.count) co_yield tally.next();
    if (numbers.failure) throw NotHere{.name = *numbers.failure};
  }
  gangway::Stream<std::uint32_t> on_ticks(RepliesClient client, Ticks ticks) override {
    Tally tally(client);
    while (tally.given() < ticks.count) {
      co_await gangway::sleep_for(ticks.every);
      co_yield tally.next();
    }
  }
  gangway::Stream<std::uint32_t, Busy> on_refused_stream(RepliesClient) override { return Busy{}; }
  gangway::Reply<std::uint32_t, Busy> on_add(RepliesClient client, gangway::ClientStream<std::uint32_t> items) override {
    client.session().taken = 0;
    std::uint32_t sum = 0;
    while (const auto item = co_await items.next()) {
      ++client.session().taken;
      sum += *item;
      if (*item > 1000) throw Busy{};
      if (*item == 500) co_return sum;
      if (*item == 7) co_await gangway::sleep_for(Patience);
    }
    co_return sum;
  }
  gangway::Stream<std::string> on_echoes(RepliesClient, gangway::ClientStream<std::string> items) override {
    while (const auto item = co_await items.next()) co_yield *item;
  }
  gangway::Reply<std::uint64_t> on_store(RepliesClient, gangway::ClientStream<gangway::Bytes> items) override {
    std::uint64_t size = 0;
    while (const auto item = co_await items.next()) size += item->size();
    co_return size;
  }
  gangway::Reply<std::uint32_t> on_taken(RepliesClient client) override { return client.session().taken; }
  gangway::Reply<std::uint32_t> on_given(RepliesClient client) override { return client.session().calls; }

 private:
  /// Counts what a stream gives and tells the client how many it was, however the stream ends.
  class Tally {
   public:
    explicit Tally(RepliesClient client) : client_(std::move(client)) { client_.session().calls = 0; }
    Tally(const Tally&) = delete;
    Tally& operator=(const Tally&) = delete;
    ~Tally() { client_.stream_ended(given_); }

    [[nodiscard]] std::uint32_t given() const { return given_; }
    std::uint32_t next() {
      client_.session().calls = given_ + 1;
      return given_++;
    }

   private:
    RepliesClient client_;
    std::uint32_t given_ = 0;
  };

  static gangway::Task<std::uint32_t> after_a_while(std::uint32_t value) {
    co_await gangway::sleep_for(std::chrono::milliseconds(1));
    co_return value;
  }

  Worker& worker_;
};

class Talk final : public TalkHandler {
 public:
  explicit Talk(Worker& worker) : worker_(worker) {}

  gangway::Reply<void> on_join_namespace(TalkClient client, Handshake handshake) override {
    client.session().user = handshake.user;
    return welcome(handshake.user);
  }
  void on_leave_namespace(TalkClient client, gangway::LeaveReason reason) override {
    const Place hall{"hall", 0};
    if (client.is_in(hall)) all().in(hall).said(client.session().user, "bye");
    note("left", "/talk", client.session().user, to_string(reason));
  }

  gangway::Reply<void> on_enter(TalkClient client, Enter enter) override {
    client.join(Place{enter.name, enter.floor});
    return {};
  }
  gangway::Reply<void> on_exit(TalkClient client, Exit exit) override {
    client.leave(Place{exit.name, exit.floor});
    return {};
  }
  gangway::Reply<void> on_say(TalkClient client, Say say) override {
    const Place place{say.name, say.floor};
    all().in(place).except(client).said(client.session().user, say.text);
    return {};
  }
  gangway::Reply<void> on_announce(TalkClient, Announce announce) override {
    auto to = all();
    if (announce.but_not_in) to = to.except(Place{*announce.but_not_in, 0});
    if (announce.elsewhere) {
      worker_.submit([to, text = announce.text] { to.announced(text); });
    } else {
      to.announced(announce.text);
    }
    return {};
  }
  gangway::Reply<void> on_numbers(TalkClient client, Numbers numbers) override {
    for (std::uint32_t number = 0; number < numbers.count; ++number) client.numbered(number);
    return {};
  }

  gangway::Reply<std::string> on_ask_me(TalkClient client, AskMe ask) override {
    try {
      const bool sure = co_await client.confirm(ask.question);
      co_return sure ? "yes" : "no";
    } catch (const gangway::CallError& error) {
      co_return error.code() + " " + error.data();
    }
  }
  gangway::Reply<std::string> on_prepare_me(TalkClient client) override {
    try {
      co_await client.prepare(Patience).with_timeout(Patience);
      co_return "prepared";
    } catch (const gangway::CallError& error) {
      co_return error.code();
    }
  }

  gangway::Reply<void> on_put_me_out(TalkClient client) override {
    client.disconnect();
    return {};
  }
  gangway::Reply<void> on_flood(TalkClient client) override {
    const std::string much(64 * 1024, '.');
    while (client.connected()) {
      client.announced(much);
      co_await gangway::sleep_for(std::chrono::milliseconds(1));
    }
  }

 private:
  Worker& worker_;
};

class Flow final : public FlowHandler {
 public:
  gangway::Reply<void> on_join_namespace(FlowClient, Handshake) override { return {}; }
  gangway::Reply<void> on_rarely(FlowClient) override { return {}; }
  gangway::Reply<void> on_hasten(FlowClient, Hasten hasten) override {
    struct Note {
      ~Note() { note("hastened"); }
    } when_gone;
    co_await gangway::sleep_for(hasten.for_);
  }
  gangway::Reply<void> on_together(FlowClient, Together together) override {
    co_await gangway::sleep_for(together.for_);
  }
  gangway::Reply<void> on_apart(FlowClient, Apart apart) override { co_await gangway::sleep_for(apart.for_); }
};

class Admin final : public AdminHandler {
 public:
  gangway::Reply<void> on_join_namespace(AdminClient client, Handshake handshake) override {
    if (handshake.key.empty()) return gangway::Error{gangway::ErrorCode::Forbidden, "no key, no way"};
    client.session().level = static_cast<std::uint32_t>(handshake.key.size());
    return {};
  }
  gangway::Reply<std::uint32_t> on_level(AdminClient client) override { return client.session().level; }
};

class BriefEcho final : public BriefHandler {
 public:
  gangway::Reply<void> on_join_namespace(BriefClient, Handshake handshake) override { return welcome(handshake.user); }
  void on_leave_namespace(BriefClient, gangway::LeaveReason reason) override {
    note("left", "/brief", to_string(reason));
  }
  gangway::Reply<std::string> on_echo(BriefClient, std::string text) override { return text; }
};

}  // namespace e2e
