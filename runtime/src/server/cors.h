#pragma once

#include <string>
#include <vector>

#include "gangway/http.h"
#include "server/origins.h"

namespace gangway::detail {

/// The CORS protocol for one route: tells browsers which pages may read its answers.
class CorsRules {
 public:
  /// Throws options::BadValue.
  explicit CorsRules(Cors cors);

  /// Adds what a browser looks for in an answer to `request`.
  void allow(const HttpRequest& request, HttpResponse& response) const;
  /// Answers a browser that asks whether a page may send a request at all.
  [[nodiscard]] HttpResponse preflight(const HttpRequest& request,
                                       const std::vector<std::string>& methods) const;

  /// Whether a request asks for that.
  [[nodiscard]] static bool is_preflight(const HttpRequest& request);

 private:
  Cors cors_;
  Origins origins_;
};

/// "GET, POST".
[[nodiscard]] std::string comma_list(const std::vector<std::string>& items);

}  // namespace gangway::detail
