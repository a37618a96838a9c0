#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "dispatch/executor.h"
#include "gangway/client/dispatch.h"

namespace gangway::client {

/// The calls in flight: each ends in exactly one of reply, error, deadline, cancel or loss. On the loop's
/// thread.
class Correlator {
 public:
  using SendFn = std::function<void(std::string frame)>;
  Correlator(std::shared_ptr<gangway::detail::Executor> executor, SendFn send)
      : executor_(std::move(executor)), send_(std::move(send)) {}

  /// Registers a call of that namespace; its deadline runs from now on. `on_over` runs before its end is
  /// told.
  std::uint64_t open(std::string ns, std::string event, std::shared_ptr<Sink> sink,
                     std::chrono::milliseconds timeout, std::function<void()> on_over);
  /// It was handed to the connection: from now on the server has to be told of a cancel.
  void sent(std::uint64_t id);
  [[nodiscard]] bool is_sent(std::uint64_t id) const {
    const auto entry = calls_.find(id);
    return entry != calls_.end() && entry->second.sent;
  }
  [[nodiscard]] bool is_open(std::uint64_t id) const { return calls_.contains(id); }

  // What the server says. Answers to a call that is over already find none and are dropped.
  void reply(std::uint64_t id, std::string_view data);
  void item(std::uint64_t id, std::string_view data);
  void more(std::uint64_t id, std::uint64_t items);
  void fail(std::uint64_t id, const Answer& error);

  /// The caller gives it up.
  void cancel(std::uint64_t id, std::string_view code, std::string_view message);
  /// Those the server may have seen and will never answer; what still waits to be sent stays.
  void fail_sent(const CallError& error);
  void fail_all(const CallError& error);
  void fail_all(std::string_view ns, const CallError& error);

 private:
  struct Entry {
    std::string ns;
    std::string event;
    std::shared_ptr<Sink> sink;
    gangway::detail::Executor::TimerId deadline;
    std::function<void()> on_over;
    bool sent = false;
  };
  using Entries = std::map<std::uint64_t, Entry>;

  /// Takes it out and tells its end.
  void end(Entries::iterator entry, const Answer& answer);
  template <class Which>
  void fail_where(const CallError& error, Which which);

  std::shared_ptr<gangway::detail::Executor> executor_;
  SendFn send_;
  Entries calls_;
  std::uint64_t last_id_ = 0;
};

}  // namespace gangway::client
