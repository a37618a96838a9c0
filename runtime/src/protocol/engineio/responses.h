#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "protocol/host.h"

namespace gangway::protocol::engineio {

struct Cookie;

/// What is wrong with a request; the numbers are the reference implementation's.
enum class Refusal : std::uint8_t {
  UnknownTransport = 0,
  UnknownSid = 1,
  BadHandshakeMethod = 2,
  BadRequest = 3,
  Forbidden = 4,
  UnsupportedVersion = 5,
};

/// `{"code":N,"message":M}` with status 400, or 403 for Forbidden. Without a message it is the reference's.
[[nodiscard]] HttpResponse refusal(Refusal why, std::string_view message = {});
/// A WebSocket upgrade is always refused with 400 and the message as text.
[[nodiscard]] HttpResponse upgrade_refusal(Refusal why, std::string_view message = {});

/// What a parked GET gets.
[[nodiscard]] HttpResponse payload(std::string packets);
/// What a POST gets whose packets were taken.
[[nodiscard]] HttpResponse taken();
/// A status and nothing else.
[[nodiscard]] HttpResponse bare(unsigned status);

/// The value of `Set-Cookie`.
[[nodiscard]] std::string cookie_text(const Cookie& cookie, std::string_view sid);

/// Answers one request, once, with what all its answers have.
class Answer {
 public:
  Answer(std::function<void(const HttpResponse&)> send, HttpHeaders headers)
      : send_(std::move(send)), headers_(std::move(headers)) {}

  void operator()(HttpResponse response) {
    for (auto& header : headers_) response.headers.push_back(std::move(header));
    std::exchange(send_, nullptr)(response);
  }

 private:
  std::function<void(const HttpResponse&)> send_;
  HttpHeaders headers_;
};

}  // namespace gangway::protocol::engineio
