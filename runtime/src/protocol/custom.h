#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "gangway/message_format.h"
#include "protocol/text_session.h"

namespace gangway::protocol {

/// The dialect that a user's MessageFormat makes. It has the plain dialect's life: the URL's namespace, its
/// handshake in the query, an implied join.
class Custom final : public Dialect, public std::enable_shared_from_this<Custom> {
 public:
  Custom(std::string name, std::shared_ptr<const MessageFormat> format)
      : name_(std::move(name)), format_(std::move(format)) {}

  [[nodiscard]] std::string_view name() const override { return name_; }
  [[nodiscard]] std::vector<SharedMessagePtr> encode_event(const Emission& event,
                                                           detail::WriteFn data) const override;

  /// A session in the namespace `ns`, which the gateway must have. `query` is the URL's, without the '?'.
  [[nodiscard]] std::shared_ptr<TextSession> open(std::shared_ptr<detail::Gateway> gateway, std::string ns,
                                                  std::string query,
                                                  std::shared_ptr<const PeerInfo> info) const;

  [[nodiscard]] const MessageFormat& format() const noexcept { return *format_; }

 private:
  std::string name_;
  std::shared_ptr<const MessageFormat> format_;
};

}  // namespace gangway::protocol
