#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "gangway/server.h"

namespace gangway {

enum class LogFormat : std::uint8_t {
  Text,  ///< `joined gateway=Chat ns=/chat client=SBQPCj… address=127.0.0.1:51234`
  Json,  ///< One object a line, with the same words as keys, and `time` and `level`.
};

/// What a server writes into its log: a record for each client that joined or left (Info), each call (Debug;
/// with the code where it failed, Warning, and Error where it was a fault of ours), and whatever else people
/// should know. Never a payload, and so never a `@secret`.
struct Logging {
  LogLevel level = LogLevel::Info;  ///< The least that is written.
  LogFormat format = LogFormat::Text;
  /// Where to; empty for standard error. Not used with `ServerOptions::log`.
  std::string file = {};
  /// A file of so many bytes is put aside (`chat.1.log`), and a new one begun; so many are kept.
  std::size_t file_bytes = 64 * 1024 * 1024;
  std::size_t files = 5;
  /// Records of one kind about one address (without its port) that are written at once, and how many a second
  /// after that, so that a client cannot fill a disk. The next one that is written says how many were
  /// `left_out`. A hundred times as many at Debug. 0 a second: no limit.
  std::size_t repeats = 100;
  std::size_t repeats_per_second = 10;
};

}  // namespace gangway
