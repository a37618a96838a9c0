#pragma once

#include <string_view>
#include <vector>

namespace gangway::gen {

/// What `gangway explain` tells about one code. The examples are whole programs; `// --- name` begins another
/// file, which the first one may import. A test compiles them: `bad` is refused with this code, `good` with
/// nothing.
struct Explanation {
  std::string_view code;
  std::string_view text;
  std::string_view bad;  ///< Empty for what no text can show: files that cannot be read.
  std::string_view good;
  /// For a change between two versions (GW6xxx): the first version; `bad` is the second, and `good` is empty.
  std::string_view before = {};
};

/// All pages, in order of code.
const std::vector<Explanation>& explanations();

/// The page of `code`, whatever its case, or of the lint rule of that name; null when there is none.
const Explanation* find_explanation(std::string_view code);

// The pages by hundred, each list in its own file.
std::vector<Explanation> explain_syntax();
std::vector<Explanation> explain_names();
std::vector<Explanation> explain_gateways();
std::vector<Explanation> explain_constraints();
std::vector<Explanation> explain_policies();
std::vector<Explanation> explain_values();
std::vector<Explanation> explain_lint_clients();
std::vector<Explanation> explain_lint_types();
std::vector<Explanation> explain_lint_usage();
std::vector<Explanation> explain_files();
std::vector<Explanation> explain_diff_gateways();
std::vector<Explanation> explain_diff_types();
std::vector<Explanation> explain_diff_policies();
std::vector<Explanation> explain_dumps();

}  // namespace gangway::gen
