#include "server/cors.h"

#include <utility>

#include "server/options/values.h"

namespace gangway::detail {
namespace {

/// Seconds for which a browser need not ask again.
constexpr const char* kMaxAge = "600";

}  // namespace

CorsRules::CorsRules(Cors cors) : cors_(std::move(cors)), origins_(cors_.origins) {
  if (cors_.credentials && origins_.any())
    throw options::BadValue("`credentials` needs origins that are named: browsers refuse them with `*`");
}

void CorsRules::allow(const HttpRequest& request, HttpResponse& response) const {
  if (!origins_.any()) response.headers.emplace_back("Vary", "Origin");  // caches keep an answer for each
  const std::string_view origin = request.header("Origin");
  if (origin.empty() || !origins_.allows(origin)) return;
  response.headers.emplace_back("Access-Control-Allow-Origin", origins_.any() ? "*" : std::string(origin));
  if (cors_.credentials) response.headers.emplace_back("Access-Control-Allow-Credentials", "true");
  if (!cors_.response_headers.empty())
    response.headers.emplace_back("Access-Control-Expose-Headers", comma_list(cors_.response_headers));
}

HttpResponse CorsRules::preflight(const HttpRequest& request, const std::vector<std::string>& methods) const {
  if (!origins_.allows(request.header("Origin")))
    return {.status = 403, .body = "pages of this origin may not ask here\n"};
  HttpResponse response{.status = 204};
  allow(request, response);
  response.headers.emplace_back("Access-Control-Allow-Methods", comma_list(methods));
  const std::string headers = cors_.request_headers.empty()
                                  ? std::string(request.header("Access-Control-Request-Headers"))
                                  : comma_list(cors_.request_headers);
  if (!headers.empty()) response.headers.emplace_back("Access-Control-Allow-Headers", headers);
  response.headers.emplace_back("Access-Control-Max-Age", kMaxAge);
  return response;
}

bool CorsRules::is_preflight(const HttpRequest& request) {
  return request.method == "OPTIONS" && !request.header("Origin").empty() &&
         !request.header("Access-Control-Request-Method").empty();
}

std::string comma_list(const std::vector<std::string>& items) {
  std::string list;
  for (const std::string& item : items) list += (list.empty() ? "" : ", ") + item;
  return list;
}

}  // namespace gangway::detail
