#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gangway/reply.h"

namespace gangway {

/// Names and values, in order, as they were sent or are to be.
using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// A parsed HTTP request.
struct HttpRequest {
  std::string method = {};    ///< "GET"
  std::string path = {};      ///< Percent-decoded, always starts with '/', without the query.
  std::string raw_path = {};  ///< As written: an escaped slash in it does not part anything.
  std::string query = {};     ///< As written, without the '?'.
  HttpHeaders headers = {};
  std::string body = {};
  /// Who asks: "127.0.0.1:51234", "[::1]:51234", "unix" for a Unix socket; behind a trusted proxy what that
  /// says, without a port where it names none.
  std::string remote_address = {};
  std::uint16_t port = 0;  ///< The server's port that it came to; 0 for a Unix socket.
  bool secure = false;     ///< It came by TLS, to us or to a trusted proxy.
  /// A route's parameters, in their order: of `/things/{id}`, what stood for `id`, percent-decoded.
  HttpHeaders parameters = {};

  /// The first header of that name, case ignored; empty when there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
  /// The route's parameter of that name; empty when there is none.
  [[nodiscard]] std::string_view parameter(std::string_view name) const;
};

struct HttpResponse {
  unsigned status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body = {};
  HttpHeaders headers = {};  ///< Beside Content-Type, Content-Length, Date, Server and Connection.
};

/// Answers the requests of a route: with a response, a `gangway::Error` (its code becomes the status, see
/// runtime/README.md), later by `deferred<HttpResponse>()`, or as a coroutine, which must take the request by
/// value. What it throws is 500 to the client and a line in the log. On the thread of the request's
/// connection: it must not block.
using HttpHandler = std::function<Reply<HttpResponse>(HttpRequest request)>;

/// Which pages of other origins may read a route's answers (the CORS protocol of the Fetch standard). It
/// keeps browsers from reading, not anybody from asking.
struct Cors {
  /// `https://app.example`, or `*` for all.
  std::vector<std::string> origins = {};
  /// With cookies and the like. Not together with `*`.
  bool credentials = false;
  /// Request headers that pages may set beside the simple ones; empty: those that they ask for.
  std::vector<std::string> request_headers = {};
  /// Response headers that pages may see beside the simple ones.
  std::vector<std::string> response_headers = {};
};

}  // namespace gangway
