#pragma once

#include <vector>

#include "emit/view.h"
#include "schema/schema.h"

namespace gangway::gen::ts {

struct Options {
  /// The module imports the runtime from "gangway.ts" beside it (at the top of the output directory), which
  /// is written too, instead of from the package @gangway/client.
  bool vendored_runtime = false;
  /// Also `<name>.socketio.ts`: the same schema for applications that keep socket.io-client.
  bool socketio = false;
};

/// What is generated for one file: its modules, and the vendored runtime with the first requested file of the
/// schema.
std::vector<View> views(const Schema& schema, FileId file, const Options& options);

}  // namespace gangway::gen::ts
