#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dispatch/gateway.h"
#include "gangway/http.h"
#include "protocol/custom.h"
#include "protocol/text_session.h"

namespace gangway::detail {

/// What handlers may know of a connection that begins with `request`.
[[nodiscard]] std::shared_ptr<const protocol::PeerInfo> peer_info(const HttpRequest& request);

/// The message formats of a server, and which of them a connection gets.
class Dialects {
 public:
  /// Throws StartError when the subprotocol is spoken already.
  void add(std::string subprotocol, std::shared_ptr<const MessageFormat> format);

  struct Opened {
    std::shared_ptr<protocol::TextSession> session;
    std::string subprotocol;
  };
  /// The session for a request to a gateway's namespace, or why there is none.
  [[nodiscard]] std::variant<Opened, HttpResponse> open(const std::shared_ptr<Gateway>& gateway,
                                                        const std::string& ns,
                                                        const HttpRequest& request) const;

 private:
  [[nodiscard]] const protocol::Custom* custom(std::string_view subprotocol) const;
  [[nodiscard]] HttpResponse none_is_spoken() const;

  std::vector<std::shared_ptr<const protocol::Custom>> formats_;  ///< Named by their subprotocols.
};

}  // namespace gangway::detail
