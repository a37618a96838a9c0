#include "lsp/diagnostic_json.h"

namespace gangway::gen::lsp {
namespace {

constexpr int kError = 1;
constexpr int kWarning = 2;
constexpr int kUnnecessary = 1;

json note_json(const Session& session, const Snapshot& in, const Note& note) {
  return {{"location", session.workspace.location(in, note.at, session.encoding)}, {"message", note.message}};
}

}  // namespace

json diagnostic_json(const Session& session, const Snapshot& in, const Diagnostic& diagnostic,
                     const json& range) {
  json result{{"range", range},
              {"severity", diagnostic.severity == Severity::Error ? kError : kWarning},
              {"code", diagnostic.code},
              {"source", "gangway"},
              {"message", diagnostic.message}};
  if (diagnostic.code == "GW2004") result["tags"] = {kUnnecessary};
  for (const Note& note : diagnostic.notes)
    result["relatedInformation"].push_back(note_json(session, in, note));
  return result;
}

}  // namespace gangway::gen::lsp
