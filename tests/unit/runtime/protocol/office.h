#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "board.h"
#include "gangway/call.h"
#include "gangway/error_filter.h"
#include "gangway/interceptor.h"
#include "office.gw.h"

namespace test::office {

using board::at;
using board::Frames;
using board::Talk;
using std::chrono::milliseconds;
using Log = std::vector<std::string>;

/// What a coroutine left where it waited has been destroyed.
struct Alive {
  explicit Alive(int& of) : count(of) { ++count; }
  Alive(const Alive&) = delete;
  Alive& operator=(const Alive&) = delete;
  ~Alive() { --count; }
  int& count;
};

/// Writes down in `log` what comes by; a test puts in what shall be different.
class Desk final : public DeskHandler {
 public:
  explicit Desk(Log& to) : log(to) {}

  gangway::Reply<void> on_join_namespace(DeskClient client, Handshake handshake) override {
    log.push_back("join " + handshake.user);
    client.session().user = handshake.user;
    return {};
  }
  void on_leave_namespace(DeskClient, gangway::LeaveReason reason) override {
    log.push_back("leave " + std::string(to_string(reason)));
  }
  void after_init(DeskBroadcast) override {
    log.push_back("init");
    if (fails_to_start) throw std::runtime_error("no coffee");
  }

  gangway::Reply<bool> open(DeskClient, const gangway::CallInfo&) override {
    log.push_back("Open");
    return is_open;
  }
  gangway::Reply<bool> signed_in(DeskClient client, const gangway::CallInfo& call) override {
    log.push_back("SignedIn");
    return who ? who(std::move(client), call) : gangway::Reply<bool>(true);
  }
  gangway::Reply<bool> has_role(DeskClient, const gangway::CallInfo&, Role role,
                                std::uint32_t level) override {
    log.push_back("HasRole " + std::string(to_string(role)) + " " + std::to_string(level));
    return is_manager;
  }

  gangway::Reply<std::string> clean(DeskClient, std::string value) override {
    log.push_back("clean " + value);
    if (value == "rude") return gangway::Error{gangway::ErrorCode::InvalidPayload, "mind your words"};
    if (value == "no") return gangway::Error{gangway::ErrorCode::Forbidden, "not this"};
    if (value == "broken") throw std::runtime_error("a secret");
    if (value == "slow") return slowly("SLOW");
    if (value == "slowrude") return slowly("");
    std::transform(value.begin(), value.end(), value.begin(),
                   [](char c) { return static_cast<char>(std::toupper(c)); });
    return value;
  }
  gangway::Reply<std::vector<std::string>> sort(DeskClient, std::vector<std::string> value) override {
    log.push_back("sort " + std::to_string(value.size()));
    std::sort(value.begin(), value.end());
    return value;
  }
  gangway::Reply<Letter> stamp(DeskClient, Letter value) override {
    log.push_back("stamp");
    ++value.stamped;
    return value;
  }

  gangway::Reply<std::string, Refused> on_say(DeskClient, Say say) override {
    log.push_back("say " + say.text);
    if (say.text == "refuse") return Refused{"as you say"};
    if (say.text == "throw") throw std::runtime_error("a secret");
    if (say.text == "forbid") return gangway::Error{gangway::ErrorCode::Forbidden, "not you"};
    return say.text + "!";
  }
  gangway::Reply<bool> on_fire(DeskClient, Fire fire) override {
    log.push_back("fire " + fire.who);
    return true;
  }
  gangway::Reply<std::string> on_later(DeskClient, Later later) override {
    const Alive alive(running);
    log.push_back("later");
    co_await gangway::sleep_for(later.after);
    co_return "late";
  }
  gangway::Reply<void> on_tell(DeskClient, Tell tell) override {
    log.push_back("tell " + tell.text);
    return {};
  }
  gangway::Stream<std::uint32_t, Refused> on_count(DeskClient, Count count) override {
    for (std::uint32_t i = 1; i <= count.to; ++i) {
      if (i == 99) throw Refused{"too far"};
      co_yield i;
    }
  }
  gangway::Reply<std::uint64_t> on_sum(DeskClient, gangway::ClientStream<std::uint32_t> numbers) override {
    std::uint64_t sum = 0;
    while (const auto each = co_await numbers.next()) sum += *each;
    co_return sum;
  }
  gangway::Reply<double> on_number(DeskClient, double value) override { return value / 0.0; }
  gangway::Reply<std::string> on_short(DeskClient, Short shorter) override { return shorter.text; }
  gangway::Reply<Letter> on_send(DeskClient, Send send) override {
    log.push_back("stamped " + std::to_string(send.letter.stamped));
    return send.letter;
  }
  gangway::Reply<std::uint32_t> on_put(DeskClient, std::vector<Item> items) override {
    for (const Item& item : items) {
      if (const auto* note = std::get_if<Note>(&item)) log.push_back("put " + note->text);
      if (const auto* letter = std::get_if<Letter>(&item)) log.push_back("put to " + letter->to);
    }
    return static_cast<std::uint32_t>(items.size());
  }
  gangway::Reply<std::string> on_line(DeskClient, Line line) override { return line; }
  gangway::Stream<std::string> on_lines(DeskClient, Line line) override {
    co_yield line;
    co_yield line;
  }

  /// A guard that takes its time.
  gangway::Reply<bool> think(bool yes) {
    const Alive alive(running);
    co_await gangway::sleep_for(milliseconds(50));
    log.push_back("thought");
    co_return yes;
  }

  Log& log;
  bool is_open = true;
  bool is_manager = true;
  bool fails_to_start = false;
  std::function<gangway::Reply<bool>(DeskClient, const gangway::CallInfo&)> who;
  int running = 0;

 private:
  gangway::Reply<std::string> slowly(std::string value) {
    const Alive alive(running);
    co_await gangway::sleep_for(milliseconds(50));
    if (value.empty()) throw gangway::Error{gangway::ErrorCode::InvalidPayload, "mind your words"};
    co_return value;
  }
};

/// An interceptor that says its name, and does what a test tells it.
class Around final : public gangway::Interceptor {
 public:
  Around(Log& to, std::string by) : log(to), name(std::move(by)) {}
  gangway::Reply<void> before(gangway::CallInfo& call) override {
    log.push_back("before " + name);
    return do_before ? do_before(call) : gangway::Reply<void>();
  }
  gangway::Reply<void> after(gangway::CallInfo& call, gangway::CallResult& result) override {
    log.push_back("after " + name);
    return do_after ? do_after(call, result) : gangway::Reply<void>();
  }
  Log& log;
  std::string name;
  std::function<gangway::Reply<void>(gangway::CallInfo&)> do_before;
  std::function<gangway::Reply<void>(gangway::CallInfo&, gangway::CallResult&)> do_after;
};

class Filter final : public gangway::ErrorFilter {
 public:
  Filter(Log& to, std::string by) : log(to), name(std::move(by)) {}
  gangway::Reply<bool> on_error(gangway::CallInfo& call, gangway::CallFailure& failure) override {
    log.push_back("filter " + name + " " + failure.code);
    return what ? what(call, failure) : gangway::Reply<bool>(false);
  }
  Log& log;
  std::string name;
  std::function<gangway::Reply<bool>(gangway::CallInfo&, gangway::CallFailure&)> what;
};

class Steps final : public StreetRootHandler {
 public:
  gangway::Reply<std::uint32_t> on_walk(StreetRootClient, Walk walk) override { return walk.steps; }
};

/// The office, with an interceptor and a filter at each level where asked for.
class Building : public board::Served {
 public:
  explicit Building(bool with_hooks = false, gangway::Limits limits = {}) {
    if (with_hooks) {
      server.interceptors = {of_server};
      server.filters = {filter_of_server};
      own.interceptors = {of_gateway};
      own.filters = {filter_of_gateway};
      desk.use(of_desk);
      desk.use(filter_of_desk);
    }
    serve(Office{.desk = desk}.binding(), limits, {}, own);
  }
  /// Opens it, and forgets what that took.
  void start() {
    gateway->start(server);
    log.clear();
  }

  Log log;
  std::shared_ptr<Around> of_server = std::make_shared<Around>(log, "server");
  std::shared_ptr<Around> of_gateway = std::make_shared<Around>(log, "gateway");
  std::shared_ptr<Around> of_desk = std::make_shared<Around>(log, "desk");
  std::shared_ptr<Filter> filter_of_server = std::make_shared<Filter>(log, "server");
  std::shared_ptr<Filter> filter_of_gateway = std::make_shared<Filter>(log, "gateway");
  std::shared_ptr<Filter> filter_of_desk = std::make_shared<Filter>(log, "desk");
  gangway::Hooks server;
  gangway::Hooks own;
  Desk desk{log};
};

/// Somebody who has joined the desk; the log is empty.
class Visitor {
 public:
  explicit Visitor(Building& building) : talk(building), building_(building) {
    talk.ask(R"({"ns":"/desk","join":{"user":"ann"}})");
    building.log.clear();
  }
  /// Calls an event of the desk: what came of it.
  Frames call(int id, std::string_view event, std::string_view data) {
    return talk.ask(R"({"ns":"/desk","event":")" + std::string(event) + R"(","id":)" + std::to_string(id) +
                    R"(,"data":)" + std::string(data) + "}");
  }
  Log log() { return std::exchange(building_.log, {}); }

  Talk talk;

 private:
  Building& building_;
};

}  // namespace test::office
