#include "server/origins.h"

#include <algorithm>

#include "server/options/values.h"
#include "support/ascii.h"

namespace gangway::detail {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string_view default_port(std::string_view scheme) {
  if (scheme == "http" || scheme == "ws") return ":80";
  if (scheme == "https" || scheme == "wss") return ":443";
  return {};
}

/// In small letters, without the scheme's own port; empty where it is no origin.
std::string normal(std::string_view origin) {
  std::string text = lower(origin);
  const std::size_t mark = text.find("://");
  if (mark == std::string::npos || mark == 0 || mark + 3 == text.size()) return {};
  if (text.find_first_of("/?#@ \t", mark + 3) != std::string::npos) return {};
  const std::string_view port = default_port(std::string_view(text).substr(0, mark));
  if (!port.empty() && text.ends_with(port)) text.resize(text.size() - port.size());
  return text;
}

}  // namespace

Origins::Origins(const std::vector<std::string>& allowed) {
  for (const std::string& each : allowed) {
    if (each == "*") {
      any_ = true;
      continue;
    }
    allowed_.push_back(normal(each));
    if (allowed_.back().empty()) {
      throw options::BadValue("`" + each +
                              "` is no origin; write it like `https://app.example`, without a path, or `*`");
    }
  }
}

bool Origins::allows(std::string_view origin) const {
  if (any_) return true;
  const std::string wanted = normal(origin);
  return !wanted.empty() && std::find(allowed_.begin(), allowed_.end(), wanted) != allowed_.end();
}

bool is_same_origin(std::string_view origin, std::string_view host) {
  const std::size_t mark = origin.find("://");
  if (mark == std::string_view::npos || host.empty()) return false;
  // Behind a proxy that ends TLS we do not see the scheme: the Host is taken to have the origin's.
  const std::string ours = normal(std::string(origin.substr(0, mark + 3)).append(host));
  return !ours.empty() && ours == normal(origin);
}

bool origin_may(const HttpRequest& request, const Origins* allowed) {
  std::size_t origins = 0;
  std::string_view origin;
  for (const auto& [name, value] : request.headers) {
    if (!same_ignoring_case(name, "Origin")) continue;
    ++origins;
    origin = value;
  }
  if (origins == 0) return true;
  if (allowed != nullptr && allowed->any()) return true;
  if (origins > 1) return false;
  return allowed != nullptr ? allowed->allows(origin) : is_same_origin(origin, request.header("Host"));
}

}  // namespace gangway::detail
