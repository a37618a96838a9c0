#include "protocol/host.h"

#include "support/ascii.h"

namespace gangway::protocol {

std::string_view HttpRequest::header(std::string_view name) const {
  for (const auto& [field, value] : headers) {
    if (detail::same_ignoring_case(field, name)) return value;
  }
  return {};
}

}  // namespace gangway::protocol
