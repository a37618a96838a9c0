#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "gangway/dispatch.h"
#include "gangway/server.h"
#include "inspector/access.h"
#include "inspector/document.h"
#include "inspector/page.h"
#include "server/site.h"

// `Server::inspector` and all that only it needs: a program that does not call it links none of this.

namespace gangway {
namespace {

using detail::Site;

std::string_view type_of(std::string_view name) {
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  return "text/html; charset=utf-8";
}

/// The page may load what this server has, open WebSockets to it, and nothing else.
std::string content_policy(Site& site, const HttpRequest& request) {
  const std::string host(detail::plain_host(request));
  std::string connect = "'self'";
  // Older browsers do not take WebSockets for 'self'.
  if (!host.empty()) connect += " ws://" + host + " wss://" + host;
  const std::size_t colon = host.rfind(':');
  const std::size_t bracket = host.rfind(']');
  const bool has_port = colon != std::string::npos && (bracket == std::string::npos || colon > bracket);
  const std::string name = has_port ? host.substr(0, colon) : host;
  for (const detail::ServedGateway& served : site.gateways()) {
    if (!served.port || name.empty()) continue;
    const std::string there = name + ":" + std::to_string(*served.port);
    connect += " ws://" + there + " wss://" + there;
  }
  return "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src " + connect +
         "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

HttpResponse answer(std::string_view type, std::string_view body, std::string policy) {
  return {.status = 200,
          .content_type = std::string(type),
          .body = std::string(body),
          .headers = {{"Content-Security-Policy", std::move(policy)},
                      {"X-Frame-Options", "DENY"},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Referrer-Policy", "no-referrer"},
                      {"Cross-Origin-Resource-Policy", "same-origin"},
                      {"Cache-Control", "no-store"}}};
}

HttpResponse file_of(Site& site, std::string_view file, const HttpRequest& request) {
  if (file == "schema.json")
    return answer("application/json", detail::inspector_document(site), content_policy(site, request));
  const auto files = detail::inspector_page();
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const detail::PageFile& each) { return each.name == file; });
  if (found == files.end()) return {.status = 404, .body = "the inspector has no such file\n"};
  return answer(type_of(file), found->text, content_policy(site, request));
}

void check(const std::string& path) {
  if (path.size() > 1 && path.front() == '/' && path.back() != '/' &&
      path.find_first_of("{}?#") == std::string::npos)
    return;
  throw StartError("the inspector's path is `" + path + "`; write it like `/inspector`");
}

}  // namespace

void Server::inspector(std::string path, InspectorOptions options, std::source_location where) {
  check(path);
  Site& site = this->site();
  const auto add = [&](std::string pattern, auto make) {
    HttpHandler handler = [&site, options, make](const HttpRequest& request) -> Reply<HttpResponse> {
      if (!options.remote && !detail::is_from_here(request))
        return HttpResponse{
            .status = 403,
            .body =
                "the inspector is for this machine alone, unless InspectorOptions::remote says otherwise\n"};
      return make(request);
    };
    detail::Routes::Route route{.method = "GET",
                                .pattern = std::move(pattern),
                                .place = detail::text_of(where),
                                .handler = std::move(handler),
                                .cors = {},
                                .parts = {}};
    route.cors.emplace(Cors{});  // whatever the server's other routes allow
    site.add_route(std::move(route));
  };
  // The page names its files as its neighbours.
  const std::string below = path.substr(path.rfind('/') + 1) + "/";
  add(path, [below](const HttpRequest&) {
    return HttpResponse{.status = 308, .headers = {{"Location", below}, {"Cache-Control", "no-store"}}};
  });
  add(path + "/", [&site](const HttpRequest& request) { return file_of(site, "index.html", request); });
  add(path + "/{file}",
      [&site](const HttpRequest& request) { return file_of(site, request.parameter("file"), request); });
  site.server().log(options.remote ? LogLevel::Warning : LogLevel::Info,
                    "the inspector is on at " + path + ", for " +
                        (options.remote ? "everybody who reaches this server" : "this machine alone") +
                        "; it is for development only");
}

}  // namespace gangway
