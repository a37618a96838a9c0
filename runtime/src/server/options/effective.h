#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gangway/options.h"

namespace gangway::detail::options {

/// Names and values of environment variables.
using Variables = std::vector<std::pair<std::string, std::string>>;
/// Those of this process.
[[nodiscard]] Variables process_environment();

/// Who says what an option is, strongest last.
enum class Source : std::uint8_t { Default, File, Environment, Code };

/// The options that are in force, and who says so.
struct Effective {
  ServerOptions
      options;  ///< With the defaults filled in, but for `listen` or `port` and `address`: one of them.
  Limits limits;
  struct Origin {
    Source source = Source::Default;
    std::string place;  ///< "code", "GANGWAY_PORT", "`port` in server.json", "default"
  };
  std::map<std::string, Origin> origins;  ///< By the rows' names.

  [[nodiscard]] const Origin& origin(const std::string& name) const { return origins.at(name); }
  /// A line for each option: `port = 9000  (GANGWAY_PORT)`.
  [[nodiscard]] std::string text() const;
};

/// What `code` says, then the environment (where `code` looks at it), then the file that either of them
/// names, then the defaults. Throws StartError for what is unknown, with the nearest name, and for what is no
/// value.
[[nodiscard]] Effective effective(const ServerOptions& code, const Variables& environment);

}  // namespace gangway::detail::options
