#include "gangway/client/dispatch.h"
#include "gangway/dispatch.h"
#include "hub/path_pattern.h"

namespace gangway::client {

std::string fill_path(std::string_view pattern, WriteFn write) {
  const gangway::detail::PathTable table{
      .read = nullptr,
      .write = [](JsonWriter& out, const void* value) { (*static_cast<const WriteFn*>(value))(out); },
      .opened = nullptr,
      .closed = nullptr};
  return gangway::detail::PathPattern(pattern, table).path_of(&write);
}

}  // namespace gangway::client
