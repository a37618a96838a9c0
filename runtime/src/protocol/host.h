#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "gangway/http.h"
#include "protocol/session.h"
#include "protocol/websocket/deflate_budget.h"

namespace gangway::protocol {

using Headers = HttpHeaders;
using gangway::HttpRequest;
using gangway::HttpResponse;

/// A WebSocket upgrade that was agreed to.
struct Accepted {
  std::shared_ptr<Session> session;
  std::string subprotocol;      ///< Echoed to the client; empty for none.
  std::size_t max_message = 0;  ///< Bytes of one message, after inflation; more closes with 1009.
  /// Agree to permessage-deflate where the client offers it and this has the memory for it; null: never.
  std::shared_ptr<websocket::DeflateBudget> deflate = {};
};

/// The application behind a listener: what the transport asks about each HTTP request, on the loop that the
/// connection is on.
class Host {
 public:
  virtual ~Host() = default;
  [[nodiscard]] virtual std::variant<Accepted, HttpResponse> upgrade(HttpRequest request) = 0;

  /// A request that is no upgrade. `answer` is to be called once, on the loop's thread, now or later. An
  /// answer that comes after the connection went is dropped; until it comes, its connection takes no other
  /// request.
  ///
  /// Returns what to call when the client goes before it was answered: it ended its side, or the connection
  /// failed. Called at most once, on the loop's thread; before a request is handed out here that the client
  /// sent after that. Empty where nobody wants to know; then a client that only ended its side still gets its
  /// answer.
  virtual std::function<void()> respond(HttpRequest request,
                                        std::function<void(const HttpResponse&)> answer) = 0;

  /// Which of the listener's workers has to handle the request, by its place among them: an Engine.IO session
  /// lives on one loop, and each of its requests may come by another connection. Nothing: any, so this one.
  [[nodiscard]] virtual std::optional<std::size_t> home_of(const HttpRequest& /*request*/) const {
    return std::nullopt;
  }

  /// How long the body of a request may be, in bytes; nothing: as long as the listener's options say. `head`
  /// is the request without its body.
  [[nodiscard]] virtual std::optional<std::size_t> body_limit(const HttpRequest& /*head*/) const {
    return std::nullopt;
  }
  /// What is answered to one whose body is longer. Its connection ends with that.
  [[nodiscard]] virtual HttpResponse refuse_body(const HttpRequest& /*head*/) const {
    return {.status = 413, .body = "the body is too long\n"};
  }
};

}  // namespace gangway::protocol
