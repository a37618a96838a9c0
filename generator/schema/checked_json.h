#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace gangway::gen {

/// How deep types and values may be nested in a text of which nothing is believed.
inline constexpr int kMaxNesting = 128;

/// What is wrong with a JSON text that was read, and where: a JSON Pointer.
struct BrokenJson {
  std::string at;
  std::string what;
};

/// A value of a JSON text of which nothing is believed. Whatever is asked of it that it is not throws a
/// BrokenJson, which whoever reads the text catches.
class CheckedJson {
 public:
  explicit CheckedJson(const nlohmann::json& json, std::string at = {}) : json_(json), at_(std::move(at)) {}

  [[noreturn]] void fail(std::string what) const { throw BrokenJson{at_, std::move(what)}; }

  [[nodiscard]] const nlohmann::json& json() const noexcept { return json_; }
  [[nodiscard]] CheckedJson at(std::string_view key) const;
  /// Nothing when the key is not there.
  [[nodiscard]] std::optional<CheckedJson> find(std::string_view key) const;
  [[nodiscard]] std::vector<CheckedJson> elements() const;

  [[nodiscard]] bool boolean() const;
  /// True and false; false when the key is not there.
  [[nodiscard]] bool flag(std::string_view key) const;
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::vector<std::string> texts() const;
  /// Also from decimal digits in a string, as integers that a double does not keep are written.
  [[nodiscard]] std::int64_t integer() const;
  [[nodiscard]] std::uint64_t count() const;
  [[nodiscard]] bool is_null() const noexcept { return json_.is_null(); }

  /// Which of `words` this is.
  template <class Words>
  [[nodiscard]] std::size_t word(const Words& words) const {
    const std::string written = text();
    std::string expected;
    std::size_t index = 0;
    for (const std::string_view each : words) {
      if (written == each) return index;
      expected.append(expected.empty() ? "`" : ", `").append(each).append("`");
      ++index;
    }
    fail("found \"" + written + "\", expected one of " + expected);
  }

 private:
  const nlohmann::json& json_;
  std::string at_;
};

}  // namespace gangway::gen
