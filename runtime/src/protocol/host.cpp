#include "protocol/host.h"

#include "support/ascii.h"

namespace gangway {
namespace {

std::string_view value_of(const HttpHeaders& list, std::string_view name) {
  for (const auto& [each, value] : list) {
    if (detail::same_ignoring_case(each, name)) return value;
  }
  return {};
}

}  // namespace

std::string_view HttpRequest::header(std::string_view name) const { return value_of(headers, name); }

std::string_view HttpRequest::parameter(std::string_view name) const { return value_of(parameters, name); }

}  // namespace gangway
