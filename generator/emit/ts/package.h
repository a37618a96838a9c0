#pragma once

#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "emit/ts/views.h"
#include "emit/view.h"
#include "schema/schema.h"

namespace gangway::gen::ts {

/// A module of the package, with the view that it is rendered from.
struct PackageModule {
  FileId file;
  std::shared_ptr<const nlohmann::json> view;
};

/// What stands around the modules of an npm package: package.json, tsconfig.json, README.md, .gitignore and
/// src/index.ts. `schema` has no internal fields.
class PackageViews {
 public:
  PackageViews(const Schema& schema, const std::vector<PackageModule>& modules, const Options& options)
      : schema_(schema), modules_(modules), options_(options) {}

  [[nodiscard]] std::vector<View> views() const;

 private:
  [[nodiscard]] std::string manifest() const;
  [[nodiscard]] std::string index() const;
  [[nodiscard]] std::string description() const;

  const Schema& schema_;
  const std::vector<PackageModule>& modules_;
  const Options& options_;
};

/// The view of the package's README: what the clients are called and do, with an example for each namespace.
nlohmann::json readme_view(const Schema& schema, const std::vector<PackageModule>& modules,
                           const Options& options);

/// The path below the package's name by which the module of `file` is imported: "chat" for "chat.gw".
std::string subpath(const FileDef& file);

}  // namespace gangway::gen::ts
