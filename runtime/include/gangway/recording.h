#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace gangway {

/// One thing that happened on a connection.
struct RecordedFrame {
  enum class Kind : std::uint8_t {
    Opened,      ///< `text`: `{"path":"/realtime","query":"","protocol":"gangway.v1"}`, a JSON object.
    FromClient,  ///< `text`: the message; MessagePack as its JSON, what else is binary as `b` and its base64.
    FromServer,
    Closed,  ///< `text`: `{"code":1000}`.
  };
  Kind kind = Kind::Opened;
  std::uint64_t connection = 0;     ///< Counted from 1 for each server.
  std::chrono::milliseconds at{0};  ///< Since the first connection was opened.
  std::string_view text;            ///< Valid during the call that it is handed to.
};

/// Is told of all frames of a server's connections, on the threads that these live on: what it does must be
/// quick. It sees everything, also what the schema calls `@secret`.
using Recorder = std::function<void(const RecordedFrame& frame)>;

/// The frame as a line of a recorded session, without the line's end:
/// `{"connection":1,"at":12,"from":"client","frame":{…}}`, and `"opened"` or `"closed"` for the other kinds.
/// A message that is no JSON is a string there.
[[nodiscard]] std::string to_json_line(const RecordedFrame& frame);

/// Appends such lines to a file, each whole, from any thread. Throws std::runtime_error where it cannot be
/// opened.
[[nodiscard]] Recorder record_to(const std::string& file);

}  // namespace gangway
