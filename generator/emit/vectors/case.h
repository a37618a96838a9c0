#pragma once

#include <string>
#include <utility>
#include <vector>

namespace gangway::gen::vectors {

/// One JSON text and what both languages have to make of it.
struct Case {
  std::string name;    ///< What is special about it, for people.
  std::string json;    ///< The text; not always JSON, not always UTF-8.
  std::string rule;    ///< Why it is refused; empty where it is accepted.
  std::string path;    ///< Where, as a JSON Pointer; meaningless for what is no JSON.
  std::string writes;  ///< What is written for the value that was read; where it is accepted.

  [[nodiscard]] bool is_accepted() const { return rule.empty(); }
  /// Whether the text is no JSON, or no UTF-8: then it is refused as a whole, wherever the mistake stands.
  bool is_malformed = false;
};

using Cases = std::vector<Case>;

inline Case accepted(std::string name, std::string json, std::string writes) {
  return {
      .name = std::move(name), .json = std::move(json), .rule = {}, .path = {}, .writes = std::move(writes)};
}
inline Case accepted(std::string name, const std::string& json) {
  return accepted(std::move(name), json, json);
}
inline Case refused(std::string name, std::string json, std::string rule, std::string path = {}) {
  return {.name = std::move(name),
          .json = std::move(json),
          .rule = std::move(rule),
          .path = std::move(path),
          .writes = {}};
}
inline Case malformed(std::string name, std::string json, std::string rule = "syntax") {
  Case one = refused(std::move(name), std::move(json), std::move(rule));
  one.is_malformed = true;
  return one;
}

/// `text` as a JSON string.
std::string quoted(const std::string& text);

/// `cases`, each put between `before` and `after` at `step` of the path: "/name" or "/0". What is written for
/// them stands between `writes_before` and `writes_after`.
Cases inside(const Cases& cases, const std::string& step, const std::string& before, const std::string& after,
             const std::string& writes_before, const std::string& writes_after);

/// Some of `cases`: enough where all of them are tried elsewhere.
Cases thinned(const Cases& cases);

}  // namespace gangway::gen::vectors
