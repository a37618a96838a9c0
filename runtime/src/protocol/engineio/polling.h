#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/engineio/packet.h"
#include "protocol/engineio/responses.h"
#include "protocol/link.h"

namespace gangway::protocol::engineio {

/// What a session that polls has to say, and the GET that waits for it.
class Polling {
 public:
  /// Adds a message, or a packet of the protocol's, which is text.
  void queue(SharedMessagePtr message);
  void queue(std::string packet);
  /// Takes all that is queued, in order.
  [[nodiscard]] std::vector<SharedMessagePtr> take();
  [[nodiscard]] bool empty() const noexcept { return queued_.empty(); }
  /// Bytes that wait for a GET; those counted no more for which there is one.
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }
  /// What is queued is as good as gone: a GET is here for it.
  void count_as_taken() noexcept { bytes_ = 0; }

  /// Whether a GET waits.
  [[nodiscard]] bool parked() const noexcept { return parked_.has_value(); }
  /// Which of the session's GETs it is, from 1.
  [[nodiscard]] std::uint64_t number() const noexcept { return number_; }
  void park(Answer answer);
  /// The client went: its GET needs no answer.
  void forget() { parked_.reset(); }
  /// Answers the GET that waits with all that is queued, and with the packet `last` behind it where one is
  /// given.
  void flush(std::optional<PacketType> last = {});

 private:
  std::vector<SharedMessagePtr> queued_;
  std::size_t bytes_ = 0;
  std::optional<Answer> parked_;
  std::uint64_t number_ = 0;
};

}  // namespace gangway::protocol::engineio
