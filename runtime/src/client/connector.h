#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <string_view>

#include "dispatch/executor.h"
#include "gangway/client/options.h"

namespace gangway::client {

/// One connection, from the client's end. On the loop's thread. Destroying it lets go of the connection: it
/// is closed with 1000 where it stands, and its events are heard no more, also from inside one of them.
class Wire {
 public:
  virtual ~Wire() = default;
  /// Queues one text message.
  virtual void send(std::string_view text) = 0;
  /// Ends the connection with that code and lets go of it, as destroying would with 1000.
  virtual void close(std::uint16_t code) = 0;
};

/// What a connection tells. Never inside a call of Connector or Wire.
class WireEvents {
 public:
  /// One message. Valid during the call, and followed by a reader's padding.
  virtual void on_message(std::string_view text) = 0;
  /// It ended, or never stood. Once, and last. 1006 where there was no close frame.
  virtual void on_lost(std::uint16_t code, std::string_view reason) = 0;

 protected:
  ~WireEvents() = default;
};

/// What opens a client's connections, and where it lives: sockets and a thread, or a test's memory.
class Connector {
 public:
  virtual ~Connector() = default;
  /// Begins to connect to the gateway whose own path that is. On the loop's thread.
  virtual std::unique_ptr<Wire> connect(std::string_view gateway_path, WireEvents& events) = 0;
  [[nodiscard]] virtual std::shared_ptr<gangway::detail::Executor> executor() = 0;
  /// Makes time for the loop until `done`, where the caller's thread has to. False where the loop runs by
  /// itself.
  virtual bool pump(const std::function<bool()>& done) = 0;
  /// From 0 to 1, for pauses. A test's are the same in each run.
  virtual double random() {
    static thread_local std::minstd_rand source{std::random_device{}()};
    return std::uniform_real_distribution<>(0, 1)(source);
  }
};

}  // namespace gangway::client
