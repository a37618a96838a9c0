#pragma once

#include <memory>
#include <string_view>

#include "protocol/text_session.h"

namespace gangway::protocol {

/// The dialect of the generated clients: WebSocket subprotocol `gangway.v1`, one JSON object a message, or
/// `gangway.v1.msgpack`, one map of MessagePack. The frames are in runtime/README.md, "Wire format".
class GangwayV1 final : public Dialect {
 public:
  static constexpr std::string_view kSubprotocol = "gangway.v1";
  static constexpr std::string_view kPackedSubprotocol = "gangway.v1.msgpack";

  static const GangwayV1& instance();
  static const GangwayV1& packed();

  [[nodiscard]] std::string_view name() const override {
    return format_ == WireFormat::Json ? kSubprotocol : kPackedSubprotocol;
  }
  [[nodiscard]] WireFormat wire_format() const override { return format_; }
  [[nodiscard]] std::vector<SharedMessagePtr> encode_event(const Emission& event,
                                                           detail::WriteFn data) const override;

  /// A session on a connection whose URL named namespace `url_ns` ("/" for the gateway's own path).
  [[nodiscard]] static std::shared_ptr<TextSession> open(std::shared_ptr<detail::Gateway> gateway,
                                                         std::string url_ns,
                                                         std::shared_ptr<const PeerInfo> info,
                                                         WireFormat format = WireFormat::Json);

 private:
  explicit GangwayV1(WireFormat format) noexcept : format_(format) {}

  WireFormat format_;
};

}  // namespace gangway::protocol
