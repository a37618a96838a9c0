// The HTTP routes of the end-to-end tests.
#pragma once

#include <stdexcept>
#include <string>

#include <gangway/server.h>
#include <gangway/task.h>

namespace e2e {

inline void add_routes(gangway::Server& server) {
  const gangway::Cors cors{.origins = {"https://brief.example"}};
  const auto thing = [](const gangway::HttpRequest& request) -> gangway::Reply<gangway::HttpResponse> {
    const std::string id(request.parameter("id"));
    if (id == "none") return gangway::Error{gangway::ErrorCode::Forbidden, "there is none"};
    if (id == "throw") throw std::runtime_error("secret");
    std::string body = R"({"id":")" + id + R"(","method":")" + request.method + '"';
    if (!request.body.empty()) body += ",\"bytes\":" + std::to_string(request.body.size());
    return gangway::HttpResponse{.content_type = "application/json", .body = body + "}"};
  };
  server.route("GET", "/e2e/things/{id}", thing, cors);
  server.route("POST", "/e2e/things/{id}", thing, cors);
  server.route("GET", "/e2e/later/{n}",
               [](gangway::HttpRequest request) -> gangway::Reply<gangway::HttpResponse> {
                 co_await gangway::sleep_for(std::chrono::milliseconds(20));
                 co_return gangway::HttpResponse{.body = std::string(request.parameter("n"))};
               });
}

}  // namespace e2e
