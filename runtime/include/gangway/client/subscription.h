#pragma once

#include <memory>
#include <utility>

namespace gangway::client {

/// Something that is called for events until it is stopped. For the runtime.
class Listening {
 public:
  virtual ~Listening() = default;
  /// From any thread. Waits until a call that is running elsewhere has returned.
  virtual void stop() = 0;
};

/// Listens as long as it lives. Once it is stopped or destroyed, the callback is not running and is not
/// called again; so what the callback refers to only has to live as long as the subscription. Do not hold a
/// lock that the callback wants while stopping.
class [[nodiscard]] Subscription {
 public:
  Subscription() = default;
  explicit Subscription(std::shared_ptr<Listening> listening) : listening_(std::move(listening)) {}
  Subscription(Subscription&& other) noexcept = default;
  Subscription& operator=(Subscription&& other) noexcept {
    if (this != &other) {
      stop();
      listening_ = std::move(other.listening_);
    }
    return *this;
  }
  ~Subscription() { stop(); }

  void stop() {
    if (const auto listening = std::move(listening_)) listening->stop();
  }
  /// Goes on listening for as long as the client lives.
  void detach() { listening_.reset(); }

 private:
  std::shared_ptr<Listening> listening_;
};

}  // namespace gangway::client
