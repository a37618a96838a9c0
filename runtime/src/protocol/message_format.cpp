#include "gangway/message_format.h"

namespace gangway {

MessageFormat::~MessageFormat() = default;

std::optional<std::string> MessageFormat::item(const MessageRef& to, std::string_view data) const {
  return reply(to, data);
}

std::optional<std::string> MessageFormat::end(const MessageRef& /*to*/) const { return std::nullopt; }

}  // namespace gangway
