#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "dispatch/gateway.h"
#include "protocol/custom.h"
#include "protocol/host.h"
#include "protocol/text_session.h"

namespace gangway::detail {

/// What a server answers to each HTTP request: which gateway and dialect a connection gets, `/healthz`,
/// files. Keeps the open sessions, so that a stopping server can end them. On the loop's thread.
class Host final : public protocol::Host {
 public:
  explicit Host(std::shared_ptr<const ServerContext> server, bool deflate);
  ~Host() override;

  /// Throws StartError when the path is taken.
  void add_gateway(const GatewayBinding& binding);
  /// Throws StartError when the subprotocol is spoken already.
  void add_format(std::string subprotocol, std::shared_ptr<const MessageFormat> format);
  /// What answers a request that nothing else does, below `prefix`.
  using Files = std::function<protocol::HttpResponse(std::string_view path, const protocol::HttpRequest&)>;
  void add_files(std::string prefix, Files files);

  [[nodiscard]] std::variant<protocol::Accepted, protocol::HttpResponse> upgrade(
      const protocol::HttpRequest& request) override;
  [[nodiscard]] protocol::HttpResponse request(const protocol::HttpRequest& request) override;

  /// From now on nobody is accepted, and sessions with nothing in flight are closed with 1001.
  void begin_drain();
  /// Closes more sessions whose handlers have ended; all of them with `everything`. True once none is left.
  bool drain(bool everything);
  /// Lets everybody leave who is still there, whatever their links do: the handlers may go after this.
  void end();

 private:
  struct Place {
    std::shared_ptr<Gateway> gateway;
    std::string ns;
  };

  [[nodiscard]] const protocol::Custom* custom(std::string_view subprotocol) const;
  [[nodiscard]] std::optional<Place> find(std::string_view path) const;
  protocol::Accepted accept(const Place& place, std::shared_ptr<protocol::TextSession> session,
                            std::string subprotocol);

  std::shared_ptr<const ServerContext> server_;
  bool deflate_;
  bool draining_ = false;
  std::vector<std::shared_ptr<Gateway>> gateways_;
  std::vector<std::shared_ptr<const protocol::Custom>> formats_;  ///< Named by their subprotocols.
  std::vector<std::pair<std::string, Files>> files_;
  std::unordered_set<protocol::TextSession*> sessions_;
};

}  // namespace gangway::detail
