#pragma once

#include <chrono>
#include <string>
#include <utility>

#include <gangway/http.h>
#include <gangway/jwt.h>
#include <gangway/types.h>
#include <nlohmann/json.hpp>

namespace demo::chat {

/// Hands out tokens that say a name: `POST /login` with `{"user":"Ann"}` answers
/// `{"token":…,"expiresIn":300}`. Whoever asks first for a name gets it believed: a real one would ask for a
/// password, or be somebody else's.
class Login {
 public:
  explicit Login(std::chrono::seconds life) : life_(life) {}

  /// Believes the tokens of this object, and of no other.
  [[nodiscard]] gangway::jwt::Verifier verifier() const {
    return {key_, {.issuer = kIssuer, .audience = kAudience, .clock_skew = std::chrono::seconds(0)}};
  }

  gangway::Reply<gangway::HttpResponse> operator()(const gangway::HttpRequest& request) const {
    const auto asked = nlohmann::json::parse(request.body, nullptr, false);
    if (!asked.is_object() || !asked.contains("user") || !asked["user"].is_string()) {
      return gangway::HttpResponse{.status = 400, .body = "an object with a `user`\n"};
    }
    const auto user = asked["user"].get<std::string>();
    if (user.empty() || user.size() > 32) {
      return gangway::HttpResponse{.status = 400, .body = "a name has 1 to 32 characters\n"};
    }
    const nlohmann::json answer = {{"token", token_for(user)}, {"expiresIn", life_.count()}};
    return gangway::HttpResponse{.content_type = "application/json",
                                 .body = answer.dump(),
                                 .headers = {{"Cache-Control", "no-store"}}};
  }

  /// A token that says this name.
  [[nodiscard]] std::string token_for(const std::string& user) const {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const nlohmann::json claims = {{"iss", kIssuer},
                                   {"aud", kAudience},
                                   {"sub", user},
                                   {"iat", now.time_since_epoch().count()},
                                   {"exp", (now + life_).time_since_epoch().count()}};
    return gangway::jwt::sign(key_, claims.dump());
  }

 private:
  static constexpr const char* kIssuer = "gangway chat";
  static constexpr const char* kAudience = "chat";

  std::chrono::seconds life_;
  // Another one at every start: who was signed in signs in again, without noticing.
  gangway::jwt::Key key_ =
      gangway::jwt::Key::hs256(gangway::Uuid::random().str() + gangway::Uuid::random().str());
};

}  // namespace demo::chat
