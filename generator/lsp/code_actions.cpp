#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "lsp/diagnostic_json.h"
#include "lsp/features.h"
#include "lsp/written.h"

namespace gangway::gen::lsp {
namespace {

std::string title_of(const Snapshot& in, const Diagnostic& diagnostic) {
  if (diagnostic.fixes.size() != 1) return "Mend: " + diagnostic.message;
  const FixIt& fix = diagnostic.fixes.front();
  const std::string before = on_one_line(in.sources().text(fix.at));
  const std::string after = on_one_line(fix.replacement);
  if (before.empty()) return fmt::format("Insert `{}`", after);
  return after.empty() ? fmt::format("Remove `{}`", before)
                       : fmt::format("Change `{}` to `{}`", before, after);
}

json edit_of(const Session& session, const Snapshot& in, const std::vector<FixIt>& fixes) {
  json changes = json::object();
  for (const FixIt& fix : fixes) {
    const json place = session.workspace.location(in, fix.at, session.encoding);
    changes[place["uri"].get<std::string>()].push_back(
        {{"range", place["range"]}, {"newText", fix.replacement}});
  }
  return {{"changes", std::move(changes)}};
}

/// Whether the client wants actions of `kind`; without a list it wants all.
bool wants(const json& params, std::string_view kind) {
  const json only = params.at("context").value("only", json());
  if (!only.is_array()) return true;
  return std::any_of(only.begin(), only.end(), [&](const json& each) {
    const std::string wanted = each.is_string() ? each.get<std::string>() : "";
    return kind == wanted || kind.starts_with(wanted + ".");
  });
}

/// The fixes of several diagnostics, without those that touch what an earlier one changes.
std::vector<FixIt> apart(const std::vector<const Diagnostic*>& diagnostics) {
  std::vector<FixIt> all;
  const auto touches = [](const FixIt& a, const FixIt& b) {
    return a.at.file == b.at.file && a.at.begin <= b.at.end && b.at.begin <= a.at.end;
  };
  for (const Diagnostic* each : diagnostics) {
    const bool is_free = std::none_of(each->fixes.begin(), each->fixes.end(), [&](const FixIt& fix) {
      return std::any_of(all.begin(), all.end(), [&](const FixIt& other) { return touches(fix, other); });
    });
    if (is_free) all.insert(all.end(), each->fixes.begin(), each->fixes.end());
  }
  return all;
}

}  // namespace

json code_actions(Session& session, const json& params) {
  const std::filesystem::path path = document_of(params);
  const std::string text = session.workspace.text_of(path);
  const Positions positions(text, session.encoding);
  const std::uint32_t begin = positions.offset(params.at("range").at("start"));
  const std::uint32_t end = positions.offset(params.at("range").at("end"));
  const std::shared_ptr<const Snapshot> in = session.workspace.now(path);
  const auto file = in->find(path);

  json actions = json::array();
  std::vector<const Diagnostic*> mendable;
  for (const Diagnostic& each : in->diagnostics()) {
    if (each.fixes.empty() || !each.at || each.at->file != file) continue;
    mendable.push_back(&each);
    if (each.at->end < begin || end < each.at->begin || !wants(params, "quickfix")) continue;
    const json range = session.workspace.location(*in, *each.at, session.encoding)["range"];
    actions.push_back({{"title", title_of(*in, each)},
                       {"kind", "quickfix"},
                       {"isPreferred", true},
                       {"diagnostics", json::array({diagnostic_json(session, *in, each, range)})},
                       {"edit", edit_of(session, *in, each.fixes)}});
  }
  if (!mendable.empty() && wants(params, "source.fixAll")) {
    actions.push_back({{"title", "Mend all that can be mended"},
                       {"kind", "source.fixAll"},
                       {"edit", edit_of(session, *in, apart(mendable))}});
  }
  return actions;
}

}  // namespace gangway::gen::lsp
