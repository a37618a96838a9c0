#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace gangway::gen {

/// What the program answers with.
enum ExitCode : int {
  kExitFine = 0,
  kExitSchemaMistake = 1,  ///< Also: outputs that are not up to date, with --check.
  kExitUsage = 2,
  kExitFault = 3,  ///< Files that cannot be read or written, and our own bugs.
};

enum class DiagnosticsFormat { Text, Json, Github, Sarif };

/// What every command that reads schemas takes.
struct InputOptions {
  std::vector<std::string> files;
  std::vector<std::filesystem::path> include_dirs;
  DiagnosticsFormat diagnostics = DiagnosticsFormat::Text;
  std::string diagnostics_out;            ///< Where they go in that format; empty: to standard error.
  std::optional<std::size_t> max_errors;  ///< 0: all. Absent: 50 as text and for GitHub, all for programs.
};

enum class TsRuntime { Package, Vendored };

struct GenerateOptions {
  InputOptions input;
  std::string cpp_out;         ///< Empty: no C++.
  bool cpp_client = false;     ///< The C++ client too.
  bool cpp_inspector = false;  ///< What the inspector shows, too.
  std::string ts_out;          ///< Empty: no TypeScript.
  bool ts_socketio = false;    ///< Types for socket.io-client, too.
  TsRuntime ts_runtime = TsRuntime::Package;
  std::string npm_name;  ///< "@acme/chat": ts_out is the folder of this package. Empty: of modules alone.
  std::string npm_version;
  std::string depfile;
  std::string stamp;
  bool with_imports = false;
  bool check = false;
};

}  // namespace gangway::gen
