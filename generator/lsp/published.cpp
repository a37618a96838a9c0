#include "lsp/published.h"

#include <algorithm>
#include <utility>

#include "lsp/diagnostic_json.h"

namespace gangway::gen::lsp {
namespace {

/// The diagnostics of one open file and of what it imports, by file.
std::map<std::filesystem::path, json> diagnostics_of(const Session& session, const Snapshot& in,
                                                     const std::filesystem::path& path) {
  std::map<SourceId, Positions> positions;
  std::map<std::filesystem::path, json> result;
  for (const Diagnostic& each : in.diagnostics()) {
    const auto id = each.at ? std::optional(each.at->file) : in.find(path);
    if (!id) continue;
    const SourceFile& file = in.sources().file(*id);
    const Positions& where = positions.try_emplace(*id, file.text, session.encoding).first->second;
    const json range = each.at ? where.range(*each.at) : where.range(0, 0);
    result[file.path].push_back(diagnostic_json(session, in, each, range));
  }
  return result;
}

}  // namespace

std::vector<json> Published::refresh(Session& session) {
  Workspace& workspace = session.workspace;
  std::map<std::filesystem::path, json> now;
  for (const auto& [path, document] : workspace.documents()) now[path] = json::array();
  for (const auto& [path, document] : workspace.documents()) {
    const std::shared_ptr<const Snapshot> in = workspace.now(path);
    for (const auto& [file, list] : diagnostics_of(session, *in, path)) {
      const bool is_judged_by_itself = file != path && workspace.documents().contains(file);
      if (is_judged_by_itself) continue;
      json& known = now.try_emplace(file, json::array()).first->second;
      for (const json& each : list) {
        if (std::find(known.begin(), known.end(), each) == known.end()) known.push_back(each);
      }
    }
  }
  for (const auto& [file, params] : last_) now.try_emplace(file, json::array());

  std::vector<json> messages;
  for (auto& [file, list] : now) {
    json params{{"uri", workspace.uri_of(file)}, {"diagnostics", list}};
    const auto open = workspace.documents().find(file);
    if (open != workspace.documents().end()) params["version"] = open->second.version;
    const auto known = last_.find(file);
    const bool is_gone = open == workspace.documents().end() && list.empty();
    if (known == last_.end() ? is_gone : known->second == params) continue;
    if (is_gone) {
      last_.erase(known);
    } else {
      last_[file] = params;
    }
    messages.push_back(notification("textDocument/publishDiagnostics", std::move(params)));
  }
  return messages;
}

}  // namespace gangway::gen::lsp
