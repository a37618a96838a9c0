#include "diagnostics/apply_fixes.h"

#include <algorithm>

namespace gangway::gen {
namespace {

bool is_same(const FixIt& a, const FixIt& b) { return a.at == b.at && a.replacement == b.replacement; }

/// Whether both change something of one place, or put something in at one place.
bool is_clash(const FixIt& a, const FixIt& b) {
  if (a.at.file != b.at.file || is_same(a, b)) return false;
  return a.at.begin == b.at.begin || (a.at.begin < b.at.end && b.at.begin < a.at.end);
}

/// Line breaks as `text` has them.
std::string adapted(std::string_view replacement, bool has_carriage_returns) {
  std::string out;
  for (const char c : replacement) {
    if (c == '\n' && has_carriage_returns) out += '\r';
    out += c;
  }
  return out;
}

}  // namespace

std::string with_fixes(std::string_view text, std::vector<FixIt> fixes) {
  std::stable_sort(fixes.begin(), fixes.end(),
                   [](const FixIt& a, const FixIt& b) { return a.at.begin < b.at.begin; });
  fixes.erase(std::unique(fixes.begin(), fixes.end(), is_same), fixes.end());
  const bool has_carriage_returns = text.find("\r\n") != std::string_view::npos;
  std::string out;
  std::size_t at = 0;
  for (const FixIt& fix : fixes) {
    out += text.substr(at, fix.at.begin - at);
    out += adapted(fix.replacement, has_carriage_returns);
    at = fix.at.end;
  }
  return out.append(text.substr(at));
}

Mended apply_fixes(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources) {
  Mended result;
  std::vector<FixIt> taken;
  for (const Diagnostic& d : diagnostics) {
    if (d.fixes.empty() || d.is_guess) continue;
    const auto clashes = [&](const FixIt& fix) {
      return std::any_of(taken.begin(), taken.end(),
                         [&](const FixIt& other) { return is_clash(fix, other); });
    };
    if (std::any_of(d.fixes.begin(), d.fixes.end(), clashes)) continue;
    taken.insert(taken.end(), d.fixes.begin(), d.fixes.end());
    ++result.count;
  }
  std::map<SourceId, std::vector<FixIt>> by_file;
  for (FixIt& fix : taken) by_file[fix.at.file].push_back(std::move(fix));
  for (auto& [file, fixes] : by_file)
    result.texts[file] = with_fixes(sources.file(file).text, std::move(fixes));
  return result;
}

}  // namespace gangway::gen
