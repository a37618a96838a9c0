#pragma once

#include "gangway/http.h"

namespace gangway::detail {

/// Whether a request comes straight from this machine and was sent to one of its own names. A page of another
/// site may get a browser here to ask us, by a name that it lets point to 127.0.0.1: that name stands in
/// Host. Nor is it from here what a proxy says it passes on, trusted or not.
[[nodiscard]] bool is_from_here(const HttpRequest& request);

/// Host as it may stand in a header of ours: a name or an address, with or without a port; empty where it is
/// something else.
[[nodiscard]] std::string_view plain_host(const HttpRequest& request);

}  // namespace gangway::detail
