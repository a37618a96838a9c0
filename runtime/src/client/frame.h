#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gangway::client {

/// An error as the server writes it.
struct WireError {
  std::string code = "internal";
  std::string message;
  std::string_view data;  ///< JSON text; empty without.
};

/// What a server says first on a connection. Times in milliseconds, 0 where it does not say.
struct Hello {
  std::uint64_t version = 0;
  std::string schema;
  std::uint64_t heartbeat = 0;
  std::uint64_t timeout = 0;
  std::uint64_t max_payload = 0;
};

/// What the server says when it accepts a join.
struct Joined {
  std::string sid;
  std::optional<std::string> offset;  ///< Where the namespace replays events.
  bool resumed = false;
  bool gap = false;
};

/// One frame of the server's, by what it means. The views point into its text.
struct Incoming {
  enum class Kind : std::uint8_t {
    Hello,
    Ping,
    Joined,
    Refreshed,  ///< `error.code` is empty where it was taken.
    Left,
    Event,
    Refused,  ///< An error that has no id: of a join, of an event by name, or of a frame.
    Reply,
    Error,
    Item,
    End,
    Cancel,
    More,
    Drain,
    Ignored,  ///< A newer server may say more than this client knows.
  };

  Kind kind = Kind::Ignored;
  std::optional<std::string> ns;
  std::optional<std::string> event;
  std::optional<std::uint64_t> id;
  std::optional<std::string> offset;  ///< Of an event.
  std::string_view data;              ///< Of an event, a reply or an item; JSON text.
  WireError error;
  std::uint64_t more = 0;
  std::string reason;  ///< Of Left.
  Hello hello;
  Joined joined;
  std::uint64_t reconnect_after = 0;  ///< Of Drain: ms.
};

/// Reads one frame; nothing for what is none. `text` has a reader's padding.
std::optional<Incoming> read_frame(std::string_view text);

}  // namespace gangway::client
