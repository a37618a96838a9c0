#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <variant>

#include "protocol/engineio/server.h"
#include "server/site.h"

namespace gangway::detail {

/// The Socket.IO side of one loop: an Engine.IO server for each gateway, made when its first request comes.
/// On the loop's thread.
class SocketIoSide {
 public:
  /// The gateway's end of a new session; or why there is none.
  using Open = std::function<std::variant<std::shared_ptr<protocol::Session>, HttpResponse>(
      const ServedGateway&, const HttpRequest&)>;

  SocketIoSide(std::shared_ptr<const Site> site, Open open);

  /// Both as `protocol::Host` has them; pages of other origins are refused first.
  std::function<void()> respond(const ServedGateway& served, HttpRequest request,
                                std::function<void(const HttpResponse&)> answer);
  [[nodiscard]] std::variant<protocol::Accepted, HttpResponse> upgrade(const ServedGateway& served,
                                                                       HttpRequest request);

  /// What is answered to a request whose body is too long.
  [[nodiscard]] static HttpResponse refuse_body(const ServedGateway& served, const HttpRequest& head);
  /// Which of so many loops has the session that a request names; nothing where it names none.
  [[nodiscard]] static std::optional<std::size_t> home_of(const HttpRequest& request, std::size_t loops);
  /// Whether a request is one of the protocol's, by its query.
  [[nodiscard]] static bool is_protocol(const HttpRequest& request);
  /// Whether it belongs to a session that is there already.
  [[nodiscard]] static bool has_sid(const HttpRequest& request);

 private:
  protocol::engineio::Server& engine(const ServedGateway& served);

  std::shared_ptr<const Site> site_;
  Open open_;
  std::unordered_map<const ServedGateway*, std::unique_ptr<protocol::engineio::Server>> engines_;
};

}  // namespace gangway::detail
