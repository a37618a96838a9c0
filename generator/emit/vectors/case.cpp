#include "emit/vectors/case.h"

#include <nlohmann/json.hpp>

namespace gangway::gen::vectors {

std::string quoted(const std::string& text) { return nlohmann::json(text).dump(); }

Cases inside(const Cases& cases, const std::string& step, const std::string& before, const std::string& after,
             const std::string& writes_before, const std::string& writes_after) {
  Cases out;
  for (const Case& one : cases) {
    Case whole = one;
    whole.name = step + ": " + one.name;
    whole.json = before + one.json + after;
    if (!one.is_malformed) whole.path = step + one.path;
    if (one.is_accepted()) whole.writes = writes_before + one.writes + writes_after;
    out.push_back(std::move(whole));
  }
  return out;
}

Cases thinned(const Cases& cases) {
  constexpr std::size_t kAccepted = 2;
  constexpr std::size_t kRefused = 4;
  Cases out;
  std::size_t accepted = 0;
  std::size_t refused = 0;
  for (const Case& one : cases) {
    if (one.is_malformed) continue;
    if ((one.is_accepted() ? accepted++ < kAccepted : refused++ < kRefused)) out.push_back(one);
  }
  return out;
}

}  // namespace gangway::gen::vectors
