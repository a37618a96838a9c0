#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "gangway/client/call.h"
#include "gangway/client/gateway.h"
#include "gangway/client/namespace.h"
#include "gangway/client/target.h"
#include "gangway/recording.h"
#include "gangway/server.h"

namespace gangway::testing {

class World;

/// A `get()` that would wait for ever: nothing is left to do until the test moves the clock, or another
/// thread answers.
class Stuck : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Who connects, as the server sees it.
struct Peer {
  std::string address = "127.0.0.1:50000";
  /// Beside those of `client::Options`.
  std::vector<std::pair<std::string, std::string>> headers = {};
};

struct LogLine {
  LogLevel level;
  std::string text;
};

/// How a session replayed differs from the one recorded; empty texts where it does not.
struct Replay {
  std::size_t frames = 0;  ///< Of the server's, compared.
  std::size_t line = 0;    ///< Of the recording, from 1: the first that differs.
  std::string expected;    ///< The frame as it was recorded.
  std::string got;         ///< As it came now; empty where none came.
  [[nodiscard]] bool same() const noexcept { return line == 0; }
  /// For people: "line 7: expected …, got …".
  [[nodiscard]] std::string what() const;
};

/// A server without sockets, and a clock under the test's hand: the same handlers, limits, dialects and
/// clients as in earnest, in the thread of the test.
///
///     gangway::testing::Server server;
///     server.serve(demo::chat::Chat{.chat = rooms});
///     auto ann = server.connect<demo::chat::ChatClientApi>({.token = token});
///     CHECK(ann.chat.join({"lobby"}).get().empty());
///
/// `get()` runs what there is to run until the answer is there. Time stands still until `advance`. Everything
/// happens in the same order each time. Used on the thread that made it; clients may outlive it.
class Server {
 public:
  /// Of the options, what has to do with ports, sockets, threads and the environment has no effect. Log lines
  /// are kept, and also go to `log` where there is one.
  explicit Server(const ServerOptions& options = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Adds a generated gateway, as `gangway::Server::serve`.
  template <class Gateway>
  void serve(const Gateway& gateway, Hooks around = {}) {
    serve(gateway.binding(), std::move(around));
  }
  void serve(const detail::GatewayBinding& gateway, Hooks around = {});
  /// Puts something around the calls of all gateways, before the first client.
  void use(std::shared_ptr<Interceptor> interceptor);
  void use(std::shared_ptr<ErrorFilter> filter);
  /// Calls the handlers' `after_init`. Throws StartError. The first client does it where it was not done
  /// before.
  void start();

  /// A client of this server, of a generated class. It connects when it is first used.
  template <class Api>
  [[nodiscard]] Api connect(typename Api::Handshake handshake = {}, client::Options options = {}) {
    if constexpr (std::is_same_v<typename Api::Handshake, client::NoHandshake>) {
      return Api(target(std::move(options)));
    } else {
      return Api(target(std::move(options)), std::move(handshake));
    }
  }
  /// What such a client is made with, to make it with more.
  [[nodiscard]] client::Target target(client::Options options = {}, Peer peer = {});

  /// Runs what there is to run, until nothing is left before the clock moves.
  void run();
  /// Lets time pass: timers run at their times, and what they cause.
  void advance(std::chrono::milliseconds duration);
  /// How long, in real time, a `get()` waits for other threads once nothing else is left to do; 1 s at first.
  void set_patience(std::chrono::milliseconds patience);
  /// Stops as a real server does: clients are told, handlers get their grace on this clock.
  void stop();

  /// Breaks the client's connection; both ends notice at once.
  void lose(const client::Gateway& client);
  /// Nothing arrives any more in either direction, and nobody is told: what heartbeats are for.
  void mute(const client::Gateway& client, bool muted = true);
  /// The client does not read any more, or does again: what the server sends stays in its outbox.
  void block(const client::Gateway& client, bool blocked = true);
  /// Whether connections are accepted from now on.
  void set_reachable(bool reachable);

  /// What the server logged so far.
  [[nodiscard]] const std::vector<LogLine>& log() const;
  /// What clients without an `on_error` of their own had nobody to tell: refused joins, callbacks that threw.
  [[nodiscard]] const std::vector<std::string>& client_errors() const;
  /// Connections that are open.
  [[nodiscard]] std::size_t connections() const;

  /// All frames of all connections, from now on.
  void record(Recorder recorder);
  /// Plays a recorded session again (`to_json_line`, one frame a line): says what its clients said, at the
  /// same times of this clock, and compares what the server answers. Sids, UUIDs, timestamps and offsets may
  /// differ, as long as they do so everywhere alike. Throws std::runtime_error for what is no recording, and for
  /// connections of Socket.IO's clients.
  [[nodiscard]] Replay replay(std::string_view recording);

 private:
  std::shared_ptr<World> world_;
};

/// The events of one kind that a client gets, to be taken one by one:
///
///     gangway::testing::Inbox posted(bob.chat, &demo::chat::ChatApi::on_posted);
///     CHECK(posted.next().from == "Ann");
///
/// With clients of a testing server and of a real one.
template <class T>
class Inbox {
 public:
  template <class Space>
  Inbox(Space& space, client::Subscription (Space::*on)(std::function<void(const T&)>))
      : core_(client::core_of(space)),
        listening_((space.*on)([state = state_](const T& value) { state->put(value); })) {}

  /// The next one. Waits for it as `Call::get` does: runs what there is to run, or throws Stuck; with a real
  /// server, until it comes.
  T next() {
    auto taken = std::make_shared<client::TypedCallState<T>>(core_);
    state_->take(taken);
    return client::Call<T>(std::move(taken)).get();
  }
  /// How many have come and were not taken.
  [[nodiscard]] std::size_t size() const {
    const std::lock_guard lock(state_->mutex);
    return state_->items.size();
  }
  [[nodiscard]] bool empty() const { return size() == 0; }

 private:
  using Taken = std::shared_ptr<client::TypedCallState<T>>;
  struct State {
    std::mutex mutex;
    std::deque<T> items;
    std::deque<Taken> waiting;

    void put(const T& value) {
      std::unique_lock lock(mutex);
      if (waiting.empty()) return items.push_back(value);
      const Taken taken = std::move(waiting.front());
      waiting.pop_front();
      lock.unlock();
      taken->complete(detail::Success<T>{value});
    }
    void take(const Taken& taken) {
      std::unique_lock lock(mutex);
      if (items.empty()) return waiting.push_back(taken);
      T value = std::move(items.front());
      items.pop_front();
      lock.unlock();
      taken->complete(detail::Success<T>{std::move(value)});
    }
  };

  std::shared_ptr<State> state_ = std::make_shared<State>();
  std::shared_ptr<client::Core> core_;
  client::Subscription listening_;
};

}  // namespace gangway::testing
