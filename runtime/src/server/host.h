#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

#include "protocol/host.h"
#include "protocol/text_session.h"
#include "server/http_calls.h"
#include "server/site.h"
#include "server/socketio.h"

namespace gangway::detail {

/// What a server answers to the HTTP requests of one loop: which gateway and dialect a connection gets,
/// `/healthz`, routes, files. Keeps the loop's open sessions, so that a stopping server can end them. On the
/// loop's thread.
class Host final : public protocol::Host {
 public:
  explicit Host(std::shared_ptr<Site> site);
  ~Host() override;

  [[nodiscard]] std::variant<protocol::Accepted, HttpResponse> upgrade(HttpRequest request) override;
  std::function<void()> respond(HttpRequest request,
                                std::function<void(const HttpResponse&)> answer) override;
  [[nodiscard]] std::optional<std::size_t> home_of(const HttpRequest& request) const override;
  [[nodiscard]] std::optional<std::size_t> body_limit(const HttpRequest& head) const override;
  [[nodiscard]] HttpResponse refuse_body(const HttpRequest& head) const override;

  /// How many are open.
  [[nodiscard]] std::size_t connections() const noexcept { return sessions_.size(); }

  /// From now on nobody is accepted. Clients are told when to come back, those with nothing in flight are
  /// closed with 1001.
  void begin_drain();
  /// Closes more sessions whose handlers have ended; all of them with `everything`. True once neither a
  /// session nor an unanswered request is left, but for clients that were told all and do not say goodbye.
  bool drain(bool everything);
  /// Whether some client has not read all yet that was queued for it.
  [[nodiscard]] bool flushing() const;
  /// Lets everybody leave who is still there, whatever their links do: the handlers may go after this.
  void end();

 private:
  protocol::Accepted accept(const ServedGateway& served, Dialects::Opened opened, std::string address);
  std::variant<std::shared_ptr<protocol::Session>, HttpResponse> open_socketio(const ServedGateway& served,
                                                                               const HttpRequest& request);
  /// Keeps a session that has been counted until its end.
  void keep(protocol::TextSession& session, std::string address);
  [[nodiscard]] std::shared_ptr<protocol::Session> recorded(std::shared_ptr<protocol::Session> session,
                                                            const HttpRequest& request,
                                                            std::string_view subprotocol) const;
  /// Whether a file or a route may be what is wanted below the path of Socket.IO's clients.
  [[nodiscard]] bool is_elsewhere(const HttpRequest& request) const;

  std::shared_ptr<Site> site_;
  bool draining_ = false;
  HttpCalls http_calls_;
  /// With the time since when a client has nothing more to fetch than the end, where the server closes it.
  std::unordered_map<protocol::TextSession*, std::optional<TimePoint>> sessions_;
  SocketIoSide socketio_;
};

}  // namespace gangway::detail
