#include "format/format.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "lsp/features.h"

namespace gangway::gen::lsp {
namespace {

/// So many bytes at the beginning of both texts are the same whole lines.
std::size_t same_lines_before(std::string_view a, std::string_view b) {
  const auto differing =
      std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
  const auto same = static_cast<std::size_t>(differing - a.begin());
  return same == 0 ? 0
                   : a.rfind('\n', same - 1) +
                         1; // behind the last line break, or at 0 without one
}

/// So many at the end, of what stands behind the first `from` bytes.
std::size_t same_lines_behind(std::string_view a, std::string_view b,
                              std::size_t from) {
  const std::size_t most = std::min(a.size(), b.size()) - from;
  std::size_t same = 0;
  while (same < most && a[a.size() - same - 1] == b[b.size() - same - 1])
    ++same;
  const std::size_t line_break = a.find('\n', a.size() - same);
  return line_break == std::string_view::npos ? 0 : a.size() - line_break - 1;
}

} // namespace

json formatting(Session &session, const json &params) {
  const std::filesystem::path path = document_of(params);
  const std::shared_ptr<const Snapshot> in = session.workspace.now(path);
  const auto file = in->find(path);
  if (!file)
    throw RpcError(RpcCode::InvalidParams, "no such document");
  if (in->has_syntax_errors(*file))
    throw RpcError(RpcCode::RequestFailed,
                   "the file has syntax errors; mend them first");

  const std::string &before = in->sources().file(*file).text;
  const std::string after = format_text(in->sources().file(*file), *file);
  if (before == after)
    return json::array();
  // Only the lines between the first and the last that differ, so that cursors
  // elsewhere stay where they are.
  const std::size_t begin = same_lines_before(before, after);
  const std::size_t kept = same_lines_behind(before, after, begin);
  const json range =
      Positions(before, session.encoding)
          .range(static_cast<std::uint32_t>(begin),
                 static_cast<std::uint32_t>(before.size() - kept));
  return json::array(
      {{{"range", range},
        {"newText", after.substr(begin, after.size() - kept - begin)}}});
}

} // namespace gangway::gen::lsp
