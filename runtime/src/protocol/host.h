#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "protocol/session.h"

namespace gangway::protocol {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// A parsed HTTP request, as much of it as the server's rooms need.
struct HttpRequest {
  std::string method;  ///< "GET"
  std::string path;    ///< Percent-decoded, always starts with '/', without the query.
  std::string query;   ///< As written, without the '?'.
  Headers headers;     ///< In order, names as sent.
  std::string body;
  std::string remote_address;  ///< "127.0.0.1:51234"

  /// The first header of that name, case ignored; empty when there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

struct HttpResponse {
  unsigned status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body = {};
  Headers headers = {};  ///< Beside Content-Type, Content-Length, Server and Connection.
};

/// A WebSocket upgrade that was agreed to.
struct Accepted {
  std::shared_ptr<Session> session;
  std::string subprotocol;      ///< Echoed to the client; empty for none.
  std::size_t max_message = 0;  ///< Bytes of one message, after inflation; more closes with 1009.
  bool deflate = false;         ///< Agree to permessage-deflate where the client offers it.
};

/// The application behind a listener: what the transport asks about each HTTP request.
class Host {
 public:
  virtual ~Host() = default;
  [[nodiscard]] virtual std::variant<Accepted, HttpResponse> upgrade(const HttpRequest& request) = 0;
  [[nodiscard]] virtual HttpResponse request(const HttpRequest& request) = 0;

  /// What the transport calls for a request that is no upgrade. `answer` is to be called once, on the loop's
  /// thread, now or later: a polling dialect overrides this to answer when there is something to say. An
  /// answer that comes after the connection went is dropped; until it comes, its connection takes no other
  /// request.
  virtual void respond(const HttpRequest& request, std::function<void(const HttpResponse&)> answer) {
    answer(this->request(request));
  }
};

}  // namespace gangway::protocol
