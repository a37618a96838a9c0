#include "server/socketio.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "protocol/engineio/responses.h"
#include "support/form_query.h"

namespace gangway::detail {
namespace {

namespace engineio = protocol::engineio;

constexpr std::string_view kWrongOrigin = "pages of this origin may not connect";

// Where a server has several loops, its sessions' ids begin with the number of their loop: two digits of base
// 64, in characters that a query has as they are.
constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t kPrefix = 2;

std::string prefix_of(std::size_t loop) {
  return {kDigits[loop / kDigits.size()], kDigits[loop % kDigits.size()]};
}

std::string parameter_of(const HttpRequest& request, std::string_view wanted) {
  std::string found;
  for_each_parameter(request.query, [&](const std::string& name, const std::string& value) {
    if (name == wanted) found = value;
  });
  return found;
}

/// A polling client's answers have to be readable for its page.
HttpHeaders cors_headers(const CorsRules& rules, const HttpRequest& request) {
  if (CorsRules::is_preflight(request)) return rules.preflight(request, {"GET", "POST"}).headers;
  HttpResponse response;
  rules.allow(request, response);
  return std::move(response.headers);
}

engineio::Cookie cookie_of(const SocketIoCookie& from) {
  using From = SocketIoCookie::SameSite;
  using To = engineio::Cookie::SameSite;
  engineio::Cookie cookie;
  cookie.name = from.name;
  cookie.path = from.path;
  cookie.http_only = from.http_only;
  cookie.secure = from.secure;
  cookie.same_site = from.same_site == From::Lax      ? To::Lax
                     : from.same_site == From::Strict ? To::Strict
                                                      : To::None;
  if (from.max_age) cookie.max_age = std::chrono::duration_cast<std::chrono::seconds>(*from.max_age);
  return cookie;
}

engineio::Options options_of(const Site& site, const ServedGateway& served) {
  const SocketIoOptions& given = site.socketio();
  const Limits& limits = served.gateway->limits();
  engineio::Options options;
  options.ping_interval = limits.heartbeat;
  options.ping_timeout = limits.heartbeat_timeout;
  options.max_payload = limits.max_payload;
  options.websocket = served.table().websocket;
  options.polling = served.table().polling;
  options.allow_upgrades = given.allow_upgrades.value_or(options.allow_upgrades);
  options.upgrade_timeout = given.upgrade_timeout.value_or(options.upgrade_timeout);
  if (given.cookie) options.cookie = cookie_of(*given.cookie);
  if (served.polling_cors) {
    options.cors = [rules = *served.polling_cors](const HttpRequest& request) {
      return cors_headers(rules, request);
    };
  }
  if (served.compression) options.deflate = site.deflate();
  return options;
}

}  // namespace

SocketIoSide::SocketIoSide(std::shared_ptr<const Site> site, Open open)
    : site_(std::move(site)), open_(std::move(open)) {}

engineio::Server& SocketIoSide::engine(const ServedGateway& served) {
  auto& engine = engines_[&served];
  if (engine) return *engine;
  const auto& loops = site_->server().loops;
  const auto& here = site_->server().loop_here();
  const auto number = static_cast<std::size_t>(std::find(loops.begin(), loops.end(), here) - loops.begin());
  engine = std::make_unique<engineio::Server>(
      options_of(*site_, served), here,
      [this, &served](const HttpRequest& request) { return open_(served, request); },
      loops.size() > 1 ? prefix_of(number) : std::string());
  return *engine;
}

std::function<void()> SocketIoSide::respond(const ServedGateway& served, HttpRequest request,
                                            std::function<void(const HttpResponse&)> answer) {
  if (served.lets_in(request)) return engine(served).respond(std::move(request), std::move(answer));
  answer(engineio::refusal(engineio::Refusal::Forbidden, kWrongOrigin));
  return {};
}

std::variant<protocol::Accepted, HttpResponse> SocketIoSide::upgrade(const ServedGateway& served,
                                                                     HttpRequest request) {
  if (served.lets_in(request)) return engine(served).upgrade(std::move(request));
  return engineio::upgrade_refusal(engineio::Refusal::Forbidden, kWrongOrigin);
}

HttpResponse SocketIoSide::refuse_body(const ServedGateway& served, const HttpRequest& head) {
  HttpResponse response = engineio::bare(413);
  if (served.polling_cors) response.headers = cors_headers(*served.polling_cors, head);
  return response;
}

std::optional<std::size_t> SocketIoSide::home_of(const HttpRequest& request, std::size_t loops) {
  const std::string sid = parameter_of(request, "sid");
  if (sid.size() <= kPrefix) return std::nullopt;
  const std::size_t high = kDigits.find(sid[0]);
  const std::size_t low = kDigits.find(sid[1]);
  if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
  const std::size_t home = high * kDigits.size() + low;
  return home < loops ? std::optional(home) : std::nullopt;
}

bool SocketIoSide::is_protocol(const HttpRequest& request) { return !parameter_of(request, "EIO").empty(); }

bool SocketIoSide::has_sid(const HttpRequest& request) { return !parameter_of(request, "sid").empty(); }

}  // namespace gangway::detail
