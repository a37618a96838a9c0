#pragma once

#include <cctype>
#include <cstdlib>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

namespace gangway::testing {

/// Reads Prometheus's text format, version 0.0.4, as strictly as its description is, and throws
/// std::runtime_error naming the line for what breaks it:
/// https://prometheus.io/docs/instrumenting/exposition_formats/
class PrometheusText {
 public:
  explicit PrometheusText(std::string_view text) {
    if (text.empty() || text.back() != '\n') fail("the last line has no end");
    while (!text.empty()) {
      line_ = text.substr(0, text.find('\n'));
      text.remove_prefix(line_.size() + 1);
      if (line_.starts_with("# HELP ")) {
        help(line_.substr(7));
      } else if (line_.starts_with("# TYPE ")) {
        type(line_.substr(7));
      } else if (!line_.empty() && line_[0] != '#') {
        sample(line_);
      }
    }
    check_histograms();
  }

  /// `series` as it stands in the text: `name{label="value"}`.
  [[nodiscard]] double value(const std::string& series) const {
    const auto found = samples_.find(series);
    if (found == samples_.end()) throw std::runtime_error("no series " + series);
    return found->second;
  }
  [[nodiscard]] bool has(const std::string& series) const { return samples_.contains(series); }
  [[nodiscard]] std::size_t size() const { return samples_.size(); }

 private:
  [[noreturn]] void fail(const std::string& why) const {
    throw std::runtime_error(why + ": " + std::string(line_));
  }

  std::string name_at(std::string_view& rest, bool colons) const {
    std::size_t size = 0;
    const auto fits = [&](char c) {
      return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || (colons && c == ':') ||
             (size > 0 && std::isdigit(static_cast<unsigned char>(c)) != 0);
    };
    while (size < rest.size() && fits(rest[size])) ++size;
    if (size == 0) fail("a name is missing");
    std::string name(rest.substr(0, size));
    rest.remove_prefix(size);
    return name;
  }

  void help(std::string_view rest) {
    const std::string name = name_at(rest, true);
    if (!helped_.insert(name).second) fail("a second HELP");
    if (seen_.contains(name)) fail("HELP behind samples");
  }

  void type(std::string_view rest) {
    const std::string name = name_at(rest, true);
    if (!rest.starts_with(' ')) fail("TYPE without a type");
    static const std::set<std::string_view> kTypes = {"counter", "gauge", "histogram", "summary", "untyped"};
    if (!kTypes.contains(rest.substr(1))) fail("an unknown type");
    if (!types_.emplace(name, rest.substr(1)).second) fail("a second TYPE");
    if (seen_.contains(name)) fail("TYPE behind samples");
  }

  void sample(std::string_view rest) {
    const std::string_view all = rest;
    const std::string name = name_at(rest, true);
    std::map<std::string, std::string> labels;
    if (rest.starts_with('{')) {
      rest.remove_prefix(1);
      while (!rest.starts_with('}')) {
        const std::string label = name_at(rest, false);
        if (!rest.starts_with("=\"")) fail("a label without a value");
        rest.remove_prefix(2);
        if (!labels.emplace(label, label_value(rest)).second) fail("a label twice");
        if (rest.starts_with(',')) rest.remove_prefix(1);
      }
      rest.remove_prefix(1);
    }
    const std::string series(all.substr(0, all.size() - rest.size()));
    if (!rest.starts_with(' ')) fail("no value");
    const std::string number(rest.substr(1));
    char* end = nullptr;
    const double value = std::strtod(number.c_str(), &end);
    if (number.empty() || *end != '\0') fail("not a number");
    if (!samples_.emplace(series, value).second) fail("a series twice");

    const std::string family = family_of(name);
    if (!types_.contains(family)) fail("no TYPE before it");
    if (family != current_ && !seen_.insert(family).second) fail("its family's samples stand apart");
    current_ = family;
    if (types_.at(family) == "counter" && (value < 0 || !name.ends_with("_total"))) fail("no counter");
    if (types_.at(family) == "histogram") add_to_histogram(name, family, labels, value);
  }

  std::string label_value(std::string_view& rest) const {
    std::string value;
    while (!rest.empty() && rest[0] != '"') {
      if (rest[0] == '\\') {
        if (rest.size() < 2 || std::string_view("\\\"n").find(rest[1]) == std::string_view::npos)
          fail("an escape");
        value += rest[1] == 'n' ? '\n' : rest[1];
        rest.remove_prefix(2);
      } else {
        value += rest[0];
        rest.remove_prefix(1);
      }
    }
    if (rest.empty()) fail("a value without an end");
    rest.remove_prefix(1);
    return value;
  }

  std::string family_of(const std::string& name) const {
    for (const char* end : {"_bucket", "_sum", "_count"}) {
      if (!name.ends_with(end)) continue;
      const std::string family = name.substr(0, name.size() - std::string_view(end).size());
      const auto found = types_.find(family);
      if (found != types_.end() && found->second == "histogram") return family;
    }
    return name;
  }

  struct OfHistogram {
    std::map<double, double> buckets;
    double count = -1;
    bool has_sum = false;
  };

  void add_to_histogram(const std::string& name, const std::string& family,
                        std::map<std::string, std::string> labels, double value) {
    std::string bound;
    if (name.ends_with("_bucket")) {
      if (!labels.contains("le")) fail("a bucket without a bound");
      bound = labels.extract("le").mapped();
    }
    std::string key = family;
    for (const auto& [label, of] : labels) key += "," + label + "=" + of;
    OfHistogram& one = histograms_[key];
    if (!bound.empty()) one.buckets[std::strtod(bound.c_str(), nullptr)] = value;
    if (name.ends_with("_count")) one.count = value;
    if (name.ends_with("_sum")) one.has_sum = true;
  }

  void check_histograms() {
    for (const auto& [key, one] : histograms_) {
      line_ = key;
      double last = 0;
      for (const auto& [bound, count] : one.buckets) {
        if (count < last) fail("buckets that are not cumulative");
        last = count;
      }
      if (one.buckets.empty() || one.buckets.rbegin()->first < 1e300) fail("no bucket +Inf");
      if (last != one.count || !one.has_sum) fail("count or sum do not fit the buckets");
    }
  }

  std::string_view line_;
  std::string current_;
  std::set<std::string> helped_;
  std::set<std::string> seen_;
  std::map<std::string, std::string> types_;
  std::map<std::string, double> samples_;
  std::map<std::string, OfHistogram> histograms_;
};

}  // namespace gangway::testing
