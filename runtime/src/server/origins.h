#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gangway/http.h"

namespace gangway::detail {

/// Pages that are allowed something, by their origins: "https://app.example", or "*" for all.
class Origins {
 public:
  /// Throws options::BadValue for what is no origin.
  explicit Origins(const std::vector<std::string>& allowed);

  [[nodiscard]] bool any() const noexcept { return any_; }
  /// `origin` as a browser sends it. Scheme, host and port have to be the same; case does not matter, nor
  /// whether the scheme's own port is written.
  [[nodiscard]] bool allows(std::string_view origin) const;

 private:
  bool any_ = false;
  std::vector<std::string> allowed_;
};

/// Whether a page of `origin` was loaded from `host`, a request's Host header.
[[nodiscard]] bool is_same_origin(std::string_view origin, std::string_view host);

/// Whether the page that sends a request, if it is one, may: its origin is allowed, or, where `allowed` is
/// null, the server's own. A request without an Origin comes from no page.
[[nodiscard]] bool origin_may(const HttpRequest& request, const Origins* allowed);

}  // namespace gangway::detail
