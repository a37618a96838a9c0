#pragma once

#include <memory>
#include <string_view>

#include "protocol/text_session.h"

namespace gangway::protocol {

/// The dialect of the generated clients: WebSocket subprotocol `gangway.v1`, one JSON object a message. The
/// frames are in runtime/README.md, "Wire format".
class GangwayV1 final : public Dialect {
 public:
  static constexpr std::string_view kSubprotocol = "gangway.v1";

  static const GangwayV1& instance();

  [[nodiscard]] std::string_view name() const override { return kSubprotocol; }
  [[nodiscard]] std::vector<SharedMessagePtr> encode_event(const Emission& event,
                                                           detail::WriteFn data) const override;

  /// A session on a connection whose URL named namespace `url_ns` ("/" for the gateway's own path).
  [[nodiscard]] static std::shared_ptr<TextSession> open(std::shared_ptr<detail::Gateway> gateway,
                                                         std::string url_ns,
                                                         std::shared_ptr<const PeerInfo> info);
};

}  // namespace gangway::protocol
