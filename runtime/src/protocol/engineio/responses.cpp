#include "protocol/engineio/responses.h"

#include <array>

#include "gangway/codec/buffer.h"
#include "gangway/codec/writer.h"
#include "protocol/engineio/server.h"

namespace gangway::protocol::engineio {
namespace {

constexpr std::array<std::string_view, 6> kMessages = {
    "Transport unknown", "Session ID unknown", "Bad handshake method",
    "Bad request",       "Forbidden",          "Unsupported protocol version"};

std::string_view message_of(Refusal why, std::string_view message) {
  return message.empty() ? kMessages[static_cast<std::size_t>(why)] : message;
}

HttpResponse uncached(std::string content_type, std::string body) {
  return {.content_type = std::move(content_type),
          .body = std::move(body),
          .headers = {{"Cache-Control", "no-store"}}};
}

}  // namespace

HttpResponse refusal(Refusal why, std::string_view message) {
  Buffer buffer;
  JsonWriter out(buffer);
  out.raw("{\"code\":");
  out.integer(static_cast<std::uint64_t>(why));
  out.raw(",\"message\":");
  out.string(message_of(why, message));
  out.put('}');
  return {.status = why == Refusal::Forbidden ? 403U : 400U,
          .content_type = "application/json",
          .body = std::string(buffer.view())};
}

HttpResponse upgrade_refusal(Refusal why, std::string_view message) {
  return {.status = 400, .content_type = "text/html", .body = std::string(message_of(why, message))};
}

HttpResponse payload(std::string packets) {
  return uncached("text/plain; charset=UTF-8", std::move(packets));
}

// Some browsers offer to save text/plain.
HttpResponse taken() { return uncached("text/html", "ok"); }

HttpResponse bare(unsigned status) { return {.status = status, .content_type = {}}; }

std::string cookie_text(const Cookie& cookie, std::string_view sid) {
  std::string text = cookie.name + "=" + std::string(sid);
  if (cookie.max_age) text += "; Max-Age=" + std::to_string(cookie.max_age->count());
  if (!cookie.path.empty()) text += "; Path=" + cookie.path;
  if (cookie.http_only) text += "; HttpOnly";
  if (cookie.secure) text += "; Secure";
  switch (cookie.same_site) {
    case Cookie::SameSite::Unset:
      break;
    case Cookie::SameSite::Lax:
      text += "; SameSite=Lax";
      break;
    case Cookie::SameSite::Strict:
      text += "; SameSite=Strict";
      break;
    case Cookie::SameSite::None:
      text += "; SameSite=None";
      break;
  }
  return text;
}

}  // namespace gangway::protocol::engineio
