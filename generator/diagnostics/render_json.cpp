#include <fmt/format.h>

#include "diagnostics/json_text.h"
#include "diagnostics/render.h"

namespace gangway::gen {

std::string render_json(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources) {
  std::string out;
  for (const Diagnostic& d : diagnostics) {
    out += '{';
    if (d.at) out += json_place(*d.at, sources) + ',';
    out += fmt::format(R"("code":"{}","severity":"{}","message":{},"notes":[)", d.code,
                       d.severity == Severity::Error ? "error" : "warning", json_string(d.message));
    for (std::size_t i = 0; i < d.notes.size(); ++i) {
      out += fmt::format(R"({}{{{},"message":{}}})", i == 0 ? "" : ",", json_place(d.notes[i].at, sources),
                         json_string(d.notes[i].message));
    }
    out += fmt::format(R"(],"guess":{},"fixes":[)", d.is_guess);
    for (std::size_t i = 0; i < d.fixes.size(); ++i) {
      out += fmt::format(R"({}{{{},"replacement":{}}})", i == 0 ? "" : ",",
                         json_place(d.fixes[i].at, sources), json_string(d.fixes[i].replacement));
    }
    out += "]}\n";
  }
  return out;
}

}  // namespace gangway::gen
