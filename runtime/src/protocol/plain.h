#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "protocol/text_session.h"

namespace gangway::protocol {

/// The dialect of clients that ask for no subprotocol: `{"event":…,"data":…}`, as NestJS's WsAdapter has it.
/// The namespace is the URL's path, its handshake the query string; the join is implied.
class Plain final : public Dialect {
 public:
  static const Plain& instance();

  [[nodiscard]] std::string_view name() const override { return "plain"; }
  [[nodiscard]] std::vector<SharedMessagePtr> encode_event(const Emission& event,
                                                           detail::WriteFn data) const override;

  /// A session in the namespace `ns`, which the gateway must have. `query` is the URL's, without the '?'.
  [[nodiscard]] static std::shared_ptr<TextSession> open(std::shared_ptr<detail::Gateway> gateway,
                                                         std::string ns, std::string query,
                                                         std::shared_ptr<const PeerInfo> info);
};

/// The JSON object that a query string means: one string member for each `key=value`, percent-decoded
/// (application/x-www-form-urlencoded).
std::string query_to_json(std::string_view query);

/// Joins the namespace `ns` with the handshake that a URL's query string gives.
void join_by_query(detail::Connection& connection, std::string_view ns, std::string_view query);

}  // namespace gangway::protocol
