#include "diagnostics/explain.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace gangway::gen {

const std::vector<Explanation>& explanations() {
  static const std::vector<Explanation> all = [] {
    std::vector<Explanation> pages;
    for (const auto& part : {explain_syntax(), explain_names(), explain_gateways(), explain_constraints(),
                             explain_policies(), explain_values(), explain_lint_clients(), explain_lint_types(),
                             explain_lint_usage(), explain_files(), explain_diff_gateways(),
                             explain_diff_types(), explain_diff_policies(), explain_dumps()}) {
      pages.insert(pages.end(), part.begin(), part.end());
    }
    std::sort(pages.begin(), pages.end(),
              [](const Explanation& a, const Explanation& b) { return a.code < b.code; });
    return pages;
  }();
  return all;
}

const Explanation* find_explanation(std::string_view code) {
  std::string wanted(code);
  for (char& c : wanted) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  const std::vector<Explanation>& all = explanations();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Explanation& e) {
    return e.code == wanted || (!code.empty() && e.text.starts_with("[" + std::string(code) + "]"));
  });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace gangway::gen
