#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace gangway {

enum class LogLevel : std::uint8_t { Debug, Info, Warning, Error };

enum class LogFormat : std::uint8_t {
  Text,  ///< `joined gateway=Chat ns=/chat client=SBQPCj… address=127.0.0.1:51234`
  Json,  ///< One object a line, with the same words as keys, and `time` and `level`.
};

/// What a server writes into its log: a record for each client that joined or left (Info), each call (Debug; with
/// the code where it failed, Warning, and Error where it was a fault of ours), and whatever else people should
/// know. Never a payload, and so never a `@secret`.
struct Logging {
  std::optional<LogLevel> level = {};  ///< The least that is written. Default Info.
  std::optional<LogFormat> format = {};
  /// Where to; default: standard error. Not used with `ServerOptions::log`.
  std::optional<std::string> file = {};
  /// A file of so many bytes is put aside (`chat.1.log`), and a new one begun. Default 64 MiB.
  std::optional<std::size_t> file_bytes = {};
  /// So many are kept. Default 5.
  std::optional<std::size_t> files = {};
  /// Records of one kind about one address (without its port) that are written at once, so that a client cannot
  /// fill a disk. The next one that is written says how many were `left_out`. A hundred times as many at Debug.
  /// Default 100.
  std::optional<std::size_t> repeats = {};
  /// How many a second after that; 0: no limit. Default 10.
  std::optional<std::size_t> repeats_per_second = {};
};

}  // namespace gangway
