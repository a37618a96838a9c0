#pragma once

#include <string>

#include "gangway/options.h"
#include "server/options/effective.h"

namespace gangway::detail::options {

/// Takes what the variables `GANGWAY_…` say. Throws StartError for one that is unknown, with the nearest
/// name, and for a value that is none. An empty variable is one that is not there.
void read_environment(const Variables& environment, ServerOptions& out);

/// Takes what a JSON file says: an object with the options' names, "limits", "logging", "socketio" and "tls"
/// objects in it. Throws StartError.
void read_file(const std::string& path, ServerOptions& out);

}  // namespace gangway::detail::options
