#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/sink.h"
#include "source/source_map.h"

namespace gangway::gen {

inline constexpr std::size_t kMostDiagnosticsShown = 50;

struct TextStyle {
  bool colour = false;                       ///< Only for a terminal.
  std::size_t most = kMostDiagnosticsShown;  ///< 0: all.
};

/// As people read it, with the source line and a caret under the smallest wrong thing; the other places; and,
/// where there is one, the mend, with `+` under what is put in and `~` under what is changed:
///
///     chat.gw:14:22: error GW2102: no type named `Mesage`; the nearest is `Message`
///      14 |   on send(m: Mesage) -> Message;
///         |              ^^~~~~
///     common.gw:3:8: note: `Message` is declared here
///      3 | struct Message { text: string; }
///        |        ^~~~~~~
///     help: perhaps write `Message`
///      14 |   on send(m: Message) -> Message;
///         |              ~~~~~~~
///
/// The first line of each is in GNU's form, which editors and CI know. Of more than `most`, errors are shown
/// first, and a last line says how many are left out.
std::string render_text(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources,
                        TextStyle style = {});

/// Only the mend of `diagnostic`, as in `render_text`; empty where there is none.
std::string render_help(const Diagnostic& diagnostic, const SourceMap& sources);

/// As programs read it: one JSON object per line, whose keys generator/README.md lists.
std::string render_json(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources);

/// As GitHub's runners read it: one `::error …::message` per line, shown beside the changed lines.
std::string render_github(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources);

/// As a SARIF 2.1.0 log: one run, with a rule for each code that occurs and with the fixes.
std::string render_sarif(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources,
                         std::string_view version);

/// At most `most` of them, in their order; errors go before warnings. 0: all.
std::vector<Diagnostic> at_most(const std::vector<Diagnostic>& diagnostics, std::size_t most);

}  // namespace gangway::gen
