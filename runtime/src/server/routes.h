#pragma once

#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

#include "gangway/http.h"
#include "server/cors.h"

namespace gangway::detail {

/// "main.cpp:12"
[[nodiscard]] std::string text_of(const std::source_location& where);

/// The HTTP routes of a server: which handler a request is for.
class Routes {
 public:
  struct Route {
    std::string method;
    std::string pattern;
    std::string place;  ///< Where it was added: "main.cpp:12".
    HttpHandler handler;
    std::optional<CorsRules> cors;
    std::vector<std::string> parts;  ///< Of the pattern; those that begin with '{' are parameters.
  };

  /// Throws StartError for a pattern that is none, and for a request that another route answers already.
  void add(Route route);

  struct Found {
    const Route* route = nullptr;  ///< Null where none has the path and the method.
    HttpHeaders parameters;
    std::vector<std::string> methods;  ///< Of the routes that have the path.
    const Route* any = nullptr;        ///< One that has the path.
  };
  /// Where several patterns fit, the one that is written out first wins: `/things/new` before `/things/{id}`.
  /// HEAD is answered by GET's route.
  [[nodiscard]] Found find(std::string_view method, std::string_view raw_path) const;

 private:
  std::vector<Route> routes_;  ///< Parts that are written out before parameters.
};

}  // namespace gangway::detail
