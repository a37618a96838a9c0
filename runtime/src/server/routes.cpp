#include "server/routes.h"

#include <algorithm>
#include <utility>

#include "gangway/server.h"
#include "support/percent.h"

namespace gangway::detail {
namespace {

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> parts;
  path.remove_prefix(1);
  for (;;) {
    const std::size_t slash = path.find('/');
    parts.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    path.remove_prefix(slash + 1);
  }
}

bool is_parameter(std::string_view part) { return part.starts_with('{'); }

[[noreturn]] void bad_pattern(const Routes::Route& route, const std::string& why) {
  throw StartError("the route `" + route.method + " " + route.pattern + "` (" + route.place + ") " + why);
}

void check(const Routes::Route& route) {
  const bool is_method = !route.method.empty() && std::all_of(route.method.begin(), route.method.end(),
                                                              [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!is_method) bad_pattern(route, "has no method; write it in capitals, like `GET`");
  if (!route.pattern.starts_with('/')) bad_pattern(route, "does not begin with `/`");
  if (!route.handler) bad_pattern(route, "has no handler");
  if (route.pattern == "/healthz" || route.pattern == "/readyz")
    bad_pattern(route, "has a path that the server answers itself; choose another");
  std::vector<std::string> names;
  for (const std::string& part : route.parts) {
    if (part.find_first_of("{}") == std::string::npos) continue;
    const bool is_whole = part.size() > 2 && part.front() == '{' && part.find('{', 1) == std::string::npos &&
                          part.find('}') == part.size() - 1;
    if (!is_whole) bad_pattern(route, "has a parameter that is no whole part; write `/{name}/`");
    if (std::find(names.begin(), names.end(), part) != names.end())
      bad_pattern(route, "has the parameter `" + part + "` twice");
    names.push_back(part);
  }
}

/// Whether there is nothing that only one of the two takes.
bool take_the_same(const Routes::Route& a, const Routes::Route& b) {
  return std::equal(
      a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(),
      [](const std::string& x, const std::string& y) { return is_parameter(x) ? is_parameter(y) : x == y; });
}

/// Whether `a` is looked at before `b`: at the first difference it is written out and the other is not.
bool before(const Routes::Route& a, const Routes::Route& b) {
  if (a.parts.size() != b.parts.size()) return a.parts.size() < b.parts.size();
  const auto [x, y] = std::mismatch(
      a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(),
      [](const std::string& p, const std::string& q) { return is_parameter(p) == is_parameter(q); });
  return x != a.parts.end() && is_parameter(*y);
}

/// The parameters of a path that fits; nothing where it does not.
std::optional<HttpHeaders> fit(const Routes::Route& route, const std::vector<std::string_view>& path) {
  if (route.parts.size() != path.size()) return std::nullopt;
  HttpHeaders parameters;
  for (std::size_t i = 0; i < path.size(); ++i) {
    auto part = percent_decode(path[i]);
    if (!part) return std::nullopt;
    const std::string& wanted = route.parts[i];
    if (!is_parameter(wanted)) {
      if (*part != wanted) return std::nullopt;
    } else if (part->empty()) {
      return std::nullopt;
    } else {
      parameters.emplace_back(wanted.substr(1, wanted.size() - 2), std::move(*part));
    }
  }
  return parameters;
}

}  // namespace

std::string text_of(const std::source_location& where) {
  const std::string_view file = where.file_name();
  return std::string(file.substr(file.rfind('/') + 1)) + ":" + std::to_string(where.line());
}

void Routes::add(Route route) {
  if (route.pattern.starts_with('/')) {
    for (const std::string_view part : split(route.pattern)) route.parts.emplace_back(part);
  }
  check(route);
  for (const Route& other : routes_) {
    if (other.method != route.method || !take_the_same(other, route)) continue;
    bad_pattern(route, "answers what `" + other.method + " " + other.pattern + "` (" + other.place +
                           ") answers already; give one of them another path or method");
  }
  routes_.push_back(std::move(route));
  std::stable_sort(routes_.begin(), routes_.end(), before);
}

Routes::Found Routes::find(std::string_view method, std::string_view raw_path) const {
  Found found;
  if (routes_.empty() || !raw_path.starts_with('/')) return found;
  const auto path = split(raw_path);
  for (const Route& route : routes_) {
    auto parameters = fit(route, path);
    if (!parameters) continue;
    found.methods.push_back(route.method);
    if (found.any == nullptr) found.any = &route;
    const bool stands_in = method == "HEAD" && route.method == "GET" && found.route == nullptr;
    const bool is_it = route.method == method && (found.route == nullptr || found.route->method != method);
    if (!stands_in && !is_it) continue;
    found.route = &route;
    found.parameters = std::move(*parameters);
  }
  return found;
}

}  // namespace gangway::detail
