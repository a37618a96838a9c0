#include "server/host.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>

#include "dispatch/executor.h"
#include "protocol/recording.h"
#include "protocol/socketio/socketio.h"

namespace gangway::detail {
namespace {

/// How long a client that was closed, and sent all it was to get, may take to say goodbye.
constexpr std::chrono::milliseconds kGoodbyeTime{1'000};

constexpr const char* kGoingAway = "the server is going away\n";

HttpResponse text(unsigned status, std::string body) {
  return {.status = status, .body = std::move(body), .headers = {}};
}

/// A time of its own for each client, so that they do not all come back at once.
std::chrono::milliseconds some_time_up_to(std::chrono::milliseconds most) {
  static thread_local std::minstd_rand random{std::random_device{}()};
  std::uniform_int_distribution<std::int64_t> times(0, std::max<std::int64_t>(most.count(), 0));
  return std::chrono::milliseconds(times(random));
}

}  // namespace

Host::Host(std::shared_ptr<Site> site)
    : site_(std::move(site)),
      http_calls_(site_->shared_server()),
      socketio_(site_, [this](const ServedGateway& served, const HttpRequest& request) {
        return open_socketio(served, request);
      }) {}

Host::~Host() {
  for (const auto& [session, told] : sessions_) session->on_end({});
}

std::variant<protocol::Accepted, HttpResponse> Host::upgrade(HttpRequest request) {
  site_->proxies().apply(request);
  if (const ServedGateway* served = site_->socketio_at(request)) {
    if (draining_) return text(503, kGoingAway);
    return socketio_.upgrade(*served, std::move(request));
  }
  const auto place = site_->find(request);
  if (!place) return text(404, "no gateway has this path\n");
  if (draining_) return text(503, kGoingAway);
  const ServedGateway& served = *place->served;
  if (!served.lets_in(request)) return text(403, "pages of this origin may not connect\n");
  if (!served.table().websocket) return text(403, "this gateway takes no WebSockets\n");
  const TimePoint now = site_->server().loop_here()->now();
  if (auto refusal = site_->enter(request.remote_address, now)) return std::move(*refusal);
  auto opened = site_->dialects.open(served.gateway, place->ns, request);
  if (auto* refusal = std::get_if<HttpResponse>(&opened)) {
    site_->leave(request.remote_address);
    return std::move(*refusal);
  }
  auto accepted = accept(served, std::move(std::get<Dialects::Opened>(opened)), request.remote_address);
  accepted.session = recorded(std::move(accepted.session), request, accepted.subprotocol);
  return accepted;
}

protocol::Accepted Host::accept(const ServedGateway& served, Dialects::Opened opened, std::string address) {
  keep(*opened.session, std::move(address));
  return {.session = std::move(opened.session),
          .subprotocol = std::move(opened.subprotocol),
          .max_message = served.gateway->limits().max_payload,
          .deflate = served.compression ? site_->deflate() : nullptr};
}

std::variant<std::shared_ptr<protocol::Session>, HttpResponse> Host::open_socketio(
    const ServedGateway& served, const HttpRequest& request) {
  if (draining_) return text(503, kGoingAway);
  const TimePoint now = site_->server().loop_here()->now();
  if (auto refusal = site_->enter(request.remote_address, now)) return std::move(*refusal);
  protocol::socketio::Options options;
  options.connect_timeout = site_->socketio().connect_timeout.value_or(served.gateway->limits().join_timeout);
  auto session = protocol::socketio::SocketIo::open(served.gateway, options, peer_info(request));
  keep(*session, request.remote_address);
  return recorded(std::move(session), request, protocol::socketio::SocketIo::instance().name());
}

void Host::keep(protocol::TextSession& session, std::string address) {
  sessions_.emplace(&session, std::nullopt);
  session.on_end([this, raw = &session, address = std::move(address)] {
    sessions_.erase(raw);
    site_->leave(address);
  });
}

std::shared_ptr<protocol::Session> Host::recorded(std::shared_ptr<protocol::Session> session,
                                                  const HttpRequest& request,
                                                  std::string_view subprotocol) const {
  const auto& server = site_->server();
  if (!server.recording) return session;
  return protocol::recorded(std::move(session), server.recording, server.loop_here(), request, subprotocol);
}

std::function<void()> Host::respond(HttpRequest request, std::function<void(const HttpResponse&)> answer) {
  site_->proxies().apply(request);
  const ServedGateway* const socketio = site_->socketio_at(request);
  if (socketio != nullptr && !is_elsewhere(request)) {
    // What sessions wait for that are there is still theirs to fetch.
    if (!draining_ || SocketIoSide::has_sid(request))
      return socketio_.respond(*socketio, std::move(request), std::move(answer));
  }
  const auto at_once = [&answer](const HttpResponse& response) {
    answer(response);
    return std::function<void()>();
  };
  if (request.path == "/healthz") return at_once(text(200, "ok\n"));
  if (request.path == "/readyz") return at_once(draining_ ? text(503, "draining\n") : text(200, "ok\n"));
  if (draining_) return at_once(text(503, kGoingAway));
  auto found = site_->routes().find(request.method, request.raw_path);
  if (found.any == nullptr) return at_once(site_->plain_answer(request));
  http_calls_.run(std::move(found), std::move(request), std::move(answer));
  return {};
}

bool Host::is_elsewhere(const HttpRequest& request) const {
  // Such as the client's own script, `/socket.io/socket.io.js`.
  const bool is_deeper = !request.path.ends_with("/socket.io") && !request.path.ends_with("/socket.io/");
  if (!is_deeper || SocketIoSide::is_protocol(request)) return false;
  return site_->has_http();
}

std::optional<std::size_t> Host::home_of(const HttpRequest& request) const {
  const std::size_t loops = site_->server().loops.size();
  if (loops < 2 || site_->socketio_at(request) == nullptr) return std::nullopt;
  return SocketIoSide::home_of(request, loops);
}

std::optional<std::size_t> Host::body_limit(const HttpRequest& head) const {
  const ServedGateway* const socketio = site_->socketio_at(head);
  if (socketio == nullptr || is_elsewhere(head)) return std::nullopt;
  return socketio->gateway->limits().max_payload;
}

HttpResponse Host::refuse_body(const HttpRequest& head) const {
  const ServedGateway* const socketio = site_->socketio_at(head);
  if (socketio == nullptr || is_elsewhere(head)) return protocol::Host::refuse_body(head);
  return SocketIoSide::refuse_body(*socketio, head);
}

void Host::begin_drain() {
  draining_ = true;
  for (const auto& [session, told] : sessions_)
    session->drain(some_time_up_to(site_->server().limits.reconnect_spread));
  drain(false);
}

bool Host::drain(bool everything) {
  const TimePoint now = site_->server().loop_here()->now();
  std::size_t awaited = 0;
  for (auto& [session, told] : sessions_) {
    Connection& connection = session->connection();
    if (everything || connection.idle()) {
      if (!connection.close_reason()) connection.set_close_reason(LeaveReason::ShuttingDown);
      session->close(1001, "the server is going away");
      // A client that polls may never come again, and one with a WebSocket never answer.
      if (!told && session->queued_bytes() == 0) told = now;
    }
    if (!told || now < *told + kGoodbyeTime) ++awaited;
  }
  return awaited == 0 && http_calls_.in_flight() == 0;
}

bool Host::flushing() const {
  return std::any_of(sessions_.begin(), sessions_.end(),
                     [](const auto& each) { return each.first->queued_bytes() > 0; });
}

void Host::end() {
  for (const auto& [session, told] : sessions_) session->connection().close(LeaveReason::ShuttingDown);
  http_calls_.cancel();
  for (const ServedGateway& served : site_->gateways()) served.gateway->forget_clients();
}

}  // namespace gangway::detail
