#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "client/listeners.h"
#include "gangway/client/dispatch.h"

namespace gangway::client {

/// Answers the server's calls to one namespace: one answer each, whatever the handler does. On the loop's
/// thread.
class Asks {
 public:
  using SendFn = std::function<void(std::uint64_t id, AnswerBody body)>;
  explicit Asks(SendFn send) : send_(std::move(send)) {}

  /// One handler per event: a second one takes the place of the first.
  class Handling final : public Listening {
   public:
    explicit Handling(AskFn ask) : ask_(std::move(ask)) {}
    void stop() override {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    /// Null where it was stopped, or where the answer came at once.
    std::unique_ptr<Answering> run(JsonReader& payload, const AnswerFn& answer, bool& handled) {
      const std::lock_guard lock(mutex_);
      handled = !stopped_;
      return stopped_ ? nullptr : ask_(payload, answer);
    }

   private:
    std::recursive_mutex mutex_;
    bool stopped_ = false;
    AskFn ask_;
  };
  void handle(std::string event, std::shared_ptr<Handling> handling);

  void run(std::uint64_t id, const std::string& event, std::string_view payload);
  /// The server took one back.
  void cancel(std::uint64_t id);
  /// Nobody waits for answers any more.
  void stop_all() { running_.clear(); }

 private:
  void answer(std::uint64_t id, AnswerBody body);

  SendFn send_;
  std::map<std::string, std::shared_ptr<Handling>> handlers_;
  /// Null while the handler is being called.
  std::map<std::uint64_t, std::unique_ptr<Answering>> running_;
};

}  // namespace gangway::client
