#pragma once

#include <filesystem>
#include <map>
#include <vector>

#include "lsp/session.h"

namespace gangway::gen::lsp {

/// What is wrong where, as the client was last told.
class Published {
 public:
  /// Looks at all open files that may have changed, and gives a `publishDiagnostics` for each file about
  /// which there is something new to say. An open file is judged by itself; one that is not, by those that
  /// import it.
  std::vector<json> refresh(Session& session);

 private:
  std::map<std::filesystem::path, json> last_;  ///< The parameters, by file.
};

}  // namespace gangway::gen::lsp
