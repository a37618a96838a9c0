#include "protocol/engineio/server.h"

#include <utility>

#include "protocol/engineio/connection.h"
#include "protocol/engineio/responses.h"
#include "protocol/engineio/websocket_end.h"
#include "support/form_query.h"
#include "support/random_id.h"

namespace gangway::protocol::engineio {
namespace {

constexpr std::string_view kPolling = "polling";
constexpr std::string_view kWebSocket = "websocket";
constexpr unsigned kForbidden = 403;

/// The message that the application refused a session with: a line of text, without its end.
std::string_view reason_in(const HttpResponse& refused) {
  std::string_view reason = refused.body;
  while (reason.ends_with('\n')) reason.remove_suffix(1);
  return reason;
}

}  // namespace

/// What the protocol reads of a request's query; of a name that comes twice the last value.
struct Server::Query {
  std::string transport;
  std::string version;
  std::string sid;

  explicit Query(const HttpRequest& request) {
    detail::for_each_parameter(request.query, [this](const std::string& name, const std::string& value) {
      if (name == "transport") transport = value;
      if (name == "EIO") version = value;
      if (name == "sid") sid = value;
    });
  }
  [[nodiscard]] bool is_current() const { return version == "4"; }
};

Server::Server(Options options, std::shared_ptr<detail::Executor> executor, Open open, std::string sid_prefix)
    : options_(std::make_shared<const Options>(std::move(options))),
      executor_(std::move(executor)),
      open_(std::move(open)),
      sid_prefix_(std::move(sid_prefix)) {}

Server::~Server() {
  while (!sessions_.empty()) {
    const auto connection = sessions_.begin()->second;
    connection->abandon();
  }
}

std::optional<Refusal> Server::check(const Query& query, std::string_view method, bool upgrade) const {
  const bool is_known = (options_->polling && query.transport == kPolling) ||
                        (options_->websocket && query.transport == kWebSocket);
  if (!is_known) return Refusal::UnknownTransport;
  if (query.sid.empty()) {
    if (method != "GET") return Refusal::BadHandshakeMethod;
    if (query.transport == kWebSocket && !upgrade) return Refusal::BadRequest;
    if (!query.is_current()) return Refusal::UnsupportedVersion;
    return {};
  }
  const auto found = sessions_.find(query.sid);
  if (found == sessions_.end()) return Refusal::UnknownSid;
  const bool is_polled = query.transport == kPolling;
  if (!upgrade && found->second->polls() != is_polled) return Refusal::BadRequest;
  if (!query.is_current()) return Refusal::BadRequest;
  return {};
}

std::shared_ptr<Connection> Server::add(std::shared_ptr<Session> session) {
  std::string sid = sid_prefix_ + detail::random_id();
  auto connection = std::make_shared<Connection>(sid, options_, executor_, std::move(session),
                                                 [this, sid] { sessions_.erase(sid); });
  sessions_.emplace(std::move(sid), connection);
  return connection;
}

std::function<void()> Server::respond(HttpRequest request, std::function<void(const HttpResponse&)> send) {
  Answer answer(std::move(send), options_->cors ? options_->cors(request) : HttpHeaders());
  if (options_->cors && request.method == "OPTIONS") {
    answer(bare(204));
    return {};
  }
  const Query query(request);
  if (const auto refused = check(query, request.method, false)) {
    answer(refusal(*refused));
  } else if (query.sid.empty()) {
    open_by_polling(request, std::move(answer));
  } else {
    const auto connection = sessions_.find(query.sid)->second;
    if (request.method == "GET") return connection->get(std::move(answer));
    if (request.method == "POST") {
      connection->post(std::move(request), std::move(answer));
    } else {
      answer(bare(500));
    }
  }
  return {};
}

void Server::open_by_polling(const HttpRequest& request, Answer answer) {
  auto opened = open_(request);
  if (auto* refused = std::get_if<HttpResponse>(&opened)) {
    const bool is_forbidden = refused->status == kForbidden;
    return answer(is_forbidden ? refusal(Refusal::Forbidden, reason_in(*refused)) : std::move(*refused));
  }
  const auto connection = add(std::move(std::get<std::shared_ptr<Session>>(opened)));
  HttpHeaders headers;
  if (options_->cookie) headers.emplace_back("Set-Cookie", cookie_text(*options_->cookie, connection->sid()));
  connection->open(std::move(answer), std::move(headers));
}

HttpResponse Server::refuse_body(const HttpRequest& head) const {
  HttpResponse response = bare(413);
  if (options_->cors) response.headers = options_->cors(head);
  return response;
}

std::variant<Accepted, HttpResponse> Server::upgrade(HttpRequest request) {
  // Without WebSockets an upgrade is a request like any other.
  if (!options_->websocket) return refusal(Refusal::UnknownTransport);
  const Query query(request);
  if (const auto refused = check(query, request.method, true)) return upgrade_refusal(*refused);
  std::shared_ptr<Connection> connection;
  auto use = WebSocketEnd::Use::Nothing;  // also that of a client that upgrades to polling
  if (query.transport == kWebSocket && !query.sid.empty()) {
    connection = sessions_.find(query.sid)->second;
    use = WebSocketEnd::Use::Probes;
  } else if (query.transport == kWebSocket) {
    auto opened = open_(request);
    if (auto* refused = std::get_if<HttpResponse>(&opened)) {
      if (refused->status != kForbidden) return std::move(*refused);
      return upgrade_refusal(Refusal::Forbidden, reason_in(*refused));
    }
    connection = add(std::move(std::get<std::shared_ptr<Session>>(opened)));
    use = WebSocketEnd::Use::Opens;
  }
  return Accepted{.session = std::make_shared<WebSocketEnd>(std::move(connection), use),
                  .subprotocol = {},
                  .max_message = options_->max_payload,
                  .deflate = options_->deflate};
}

}  // namespace gangway::protocol::engineio
