#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emit/view.h"
#include "schema/schema.h"

namespace gangway::gen::ts {

/// What the modules are made an npm package of.
struct NpmPackage {
  std::string name;     ///< "@acme/chat"
  std::string version;  ///< "1.2.0"
};

struct Options {
  /// The module imports the runtime from "gangway.ts" beside it (at the top of the output directory), which
  /// is written too, instead of from the package @gangway/client.
  bool vendored_runtime = false;
  /// Also `<name>.socketio.ts`: the same schema for applications that keep socket.io-client.
  bool socketio = false;
  /// The output directory is the folder of this package: modules lie in `src`.
  std::optional<NpmPackage> npm_package{};
};

/// What is generated for one file: its modules, and the vendored runtime with the first requested file of the
/// schema.
std::vector<View> views(const Schema& schema, FileId file, const Options& options);

/// What makes `options.npm_package` of the modules of `files`: package.json, README.md and so on.
std::vector<View> package_views(const Schema& schema, const std::vector<FileId>& files,
                                const Options& options);

}  // namespace gangway::gen::ts
