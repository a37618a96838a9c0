#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <string_view>
#include <vector>

#include "gangway/codec/buffer.h"
#include "protocol/link.h"

namespace gangway::transport {

/// The bytes that a connection has to send, in order: its own, written in place, and messages that it shares
/// with other connections, which are only referred to. No socket.
class Outbox {
 public:
  /// Its own bytes: append at the end. What is sent already stands before `size() - own_waiting`.
  [[nodiscard]] Buffer& own() noexcept { return own_; }

  /// Queues `bytes`, which belong to `message`. Short ones are copied: that is cheaper than another part to
  /// send.
  void add_shared(const protocol::SharedMessagePtr& message, std::string_view bytes);

  [[nodiscard]] std::size_t size() const noexcept { return own_.size() - own_sent_ + shared_waiting_; }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }

  /// Points at what is to be sent next, at most `count` parts; returns how many.
  [[nodiscard]] std::size_t gather(iovec* parts, std::size_t count) const noexcept;
  /// Forgets the first `bytes`, which were sent. Not while a message is being written.
  void consume(std::size_t bytes);

 private:
  struct Shared {
    std::size_t own_before;  ///< Where it stands: behind so many own bytes.
    protocol::SharedMessagePtr message;
    std::string_view bytes;
  };

  void compact();

  Buffer own_;
  std::size_t own_sent_ = 0;
  std::vector<Shared> shared_;
  std::size_t shared_done_ = 0;     ///< Messages sent whole.
  std::size_t shared_sent_ = 0;     ///< Bytes sent of the next one.
  std::size_t shared_waiting_ = 0;  ///< Bytes of all that are left.
};

}  // namespace gangway::transport
