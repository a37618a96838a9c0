#pragma once

#include <functional>
#include <memory>
#include <unordered_set>
#include <variant>

#include "protocol/host.h"
#include "protocol/text_session.h"
#include "server/http_calls.h"
#include "server/site.h"

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

  /// How many are open.
  [[nodiscard]] std::size_t connections() const noexcept { return sessions_.size(); }

  /// From now on nobody is accepted. Clients are told when to come back, those with nothing in flight are
  /// closed with 1001.
  void begin_drain();
  /// Closes more sessions whose handlers have ended; all of them with `everything`. True once neither a
  /// session nor an unanswered request is left.
  bool drain(bool everything);
  /// Whether some client has not read all yet that was queued for it.
  [[nodiscard]] bool flushing() const;
  /// Lets everybody leave who is still there, whatever their links do: the handlers may go after this.
  void end();

 private:
  protocol::Accepted accept(const ServedGateway& served, Dialects::Opened opened, std::string address);

  std::shared_ptr<Site> site_;
  bool draining_ = false;
  HttpCalls http_calls_;
  std::unordered_set<protocol::TextSession*> sessions_;
};

}  // namespace gangway::detail
