#include "diagnostics/json_text.h"

#include <fmt/format.h>

namespace gangway::gen {

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        } else {
          out += c;
        }
    }
  }
  return out + '"';
}

std::string json_place(Span span, const SourceMap& sources) {
  const LineColumn begin = sources.begin_of(span);
  const LineColumn end = sources.end_of(span);
  return fmt::format(R"("file":{},"line":{},"column":{},"endLine":{},"endColumn":{})",
                     json_string(sources.file(span.file).shown), begin.line, begin.column, end.line,
                     end.column);
}

}  // namespace gangway::gen
