#include "emit/vectors/constraint_check.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "emit/vectors/pattern_samples.h"

namespace gangway::gen::vectors {
namespace {

using nlohmann::json;

std::size_t code_points(const std::string& text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool is_within(std::uint64_t count, const CountRange& range) {
  return count >= range.min.value_or(0) && (!range.max || count <= *range.max);
}

std::string trimmed(std::string text) {
  static const std::vector<std::string> spaces{
      "\t",           "\n",           "\v",           "\f",           "\r",           " ",
      "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82", "\xE2\x80\x83",
      "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89",
      "\xE2\x80\x8A", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80",
      "\xEF\xBB\xBF"};
  for (bool changed = true; changed;) {
    changed = false;
    for (const std::string& space : spaces) {
      if (text.starts_with(space)) {
        text.erase(0, space.size());
        changed = true;
      } else if (text.ends_with(space)) {
        text.erase(text.size() - space.size());
        changed = true;
      }
    }
  }
  return text;
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

constexpr const char* kLabel = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
constexpr const char* kIpv4 =
    "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}";

std::vector<std::string> split(const std::string& text, const std::string& by) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t at = text.find(by); at != std::string::npos; at = text.find(by, from)) {
    parts.push_back(text.substr(from, at - from));
    from = at + by.size();
  }
  parts.push_back(text.substr(from));
  return parts;
}

bool is_ipv6(std::string text) {
  const std::size_t colon = text.rfind(':');
  if (colon != std::string::npos && matches(kIpv4, text.substr(colon + 1)) == Match::Yes)
    text = text.substr(0, colon) + ":0:0";
  const std::vector<std::string> halves = split(text, "::");
  std::vector<std::string> groups;
  for (const std::string& half : halves) {
    if (half.empty()) continue;
    for (const std::string& group : split(half, ":")) groups.push_back(group);
  }
  const bool is_full = halves.size() == 1 ? groups.size() == 8 : halves.size() == 2 && groups.size() < 8;
  return is_full && std::ranges::all_of(groups, [](const std::string& group) {
           return matches("[0-9A-Fa-f]{1,4}", group) == Match::Yes;
         });
}

Match has_format(Format format, const std::string& text) {
  const std::string host = std::string(kLabel) + "(?:\\." + kLabel + ")*";
  const std::string part = "(?:[A-Za-z0-9._~:/?@!$&'()*+,;=\\[\\]-]|%[0-9A-Fa-f]{2})*";
  const bool is_ascii =
      std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!is_ascii) return Match::No;
  switch (format) {
    case Format::Email:
      return text.size() > 254 ? Match::No : matches("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@" + host, text);
    case Format::Uri:
      return matches("[A-Za-z][A-Za-z0-9+.-]*:" + part + "(?:#" + part + ")?", text);
    case Format::Hostname:
      return text.size() > 253 ? Match::No : matches(host, text);
    case Format::Ipv4:
      return matches(kIpv4, text);
    case Format::Ipv6:
      return is_ipv6(text) ? Match::Yes : Match::No;
  }
  return Match::Unknown;
}

/// Decimals without a float: negative, zero or positive as a is below, equal to or above b.
int compare_decimals(std::string a, std::string b) {
  const auto parts = [](std::string& text) {
    const bool is_negative = text.starts_with('-');
    if (is_negative) text.erase(0, 1);
    std::string fraction;
    if (const auto point = text.find('.'); point != std::string::npos) {
      fraction = text.substr(point + 1);
      text.erase(point);
    }
    text.erase(0, std::min(text.find_first_not_of('0'), text.size()));
    while (fraction.ends_with('0')) fraction.pop_back();
    text = std::string(1000 - std::min<std::size_t>(1000, text.size()), '0') + text + "." + fraction;
    return is_negative && text.find_first_not_of("0.") != std::string::npos;
  };
  const bool a_negative = parts(a);
  const bool b_negative = parts(b);
  if (a_negative != b_negative) return a_negative ? -1 : 1;
  return a_negative ? b.compare(a) : a.compare(b);
}

std::string number_text(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value.data)) return std::to_string(*integer);
  if (const auto* natural = std::get_if<std::uint64_t>(&value.data)) return std::to_string(*natural);
  if (const auto* real = std::get_if<double>(&value.data)) return json(*real).dump();
  if (const auto* text = std::get_if<std::string>(&value.data)) return *text;
  return "0";
}

int compare(const std::string& written, const Value& bound, Scalar scalar) {
  if (scalar == Scalar::F32 || scalar == Scalar::F64) {
    double a = std::strtod(written.c_str(), nullptr);
    double b = std::strtod(number_text(bound).c_str(), nullptr);
    if (scalar == Scalar::F32) {
      a = static_cast<double>(static_cast<float>(a));
      b = static_cast<double>(static_cast<float>(b));
    }
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return compare_decimals(written, number_text(bound));
}

enum class Said { Fits, Broken, Unknown };

/// What one link of a chain says of `text`, which it may change: "" or the rule that is broken.
Said check_text(const Constraints& of, std::string& text, std::string& rule) {
  if (of.trim) text = trimmed(text);
  if (of.lowercase) text = lower(text);
  rule = "length";
  if (of.length && !is_within(code_points(text), *of.length)) return Said::Broken;
  rule = "pattern";
  Match match = of.pattern ? matches(of.pattern->javascript, text) : Match::Yes;
  if (match == Match::Yes && of.format) {
    rule = "format";
    match = has_format(*of.format, text);
  }
  return match == Match::Yes ? Said::Fits : match == Match::No ? Said::Broken : Said::Unknown;
}

Said check_value(const Constraints& of, Scalar scalar, json& value, std::string& rule) {
  if (scalar == Scalar::String) return check_text(of, value.get_ref<std::string&>(), rule);
  if (scalar == Scalar::Bytes && of.size) {
    const auto text = value.get<std::string>();
    const auto padding = static_cast<std::size_t>(std::ranges::count(text, '='));
    rule = "size";
    return is_within(text.size() / 4 * 3 - padding, *of.size) ? Said::Fits : Said::Broken;
  }
  if (of.range) {
    const std::string written = value.is_string() ? value.get<std::string>() : value.dump();
    rule = "range";
    if (of.range->min && compare(written, *of.range->min, scalar) < 0) return Said::Broken;
    if (of.range->max && compare(written, *of.range->max, scalar) > 0) return Said::Broken;
  }
  return Said::Fits;
}

}  // namespace

Cases judged(const Cases& cases, const Chain& chain, Scalar scalar) {
  Cases out;
  for (const Case& one : cases) {
    if (!one.is_accepted() || one.writes == "null") {
      out.push_back(one);
      continue;
    }
    Case whole = one;
    json value = json::parse(one.writes);
    Said said = Said::Fits;
    std::string rule;
    for (const Constraints* of : chain) {
      if (said == Said::Fits) said = check_value(*of, scalar, value, rule);
    }
    if (said == Said::Unknown) continue;
    if (said == Said::Broken) {
      whole.rule = rule;
      whole.writes.clear();
    } else if (scalar == Scalar::String) {
      whole.writes = value.dump();
    }
    out.push_back(std::move(whole));
  }
  return out;
}

namespace {

void add_texts(Cases& out, const Constraints& of) {
  const auto add = [&out](const std::string& name, const std::string& text) {
    out.push_back(accepted(name, quoted(text)));
  };
  std::vector<std::string> bases;
  if (of.pattern) bases = pattern_samples(of.pattern->javascript);
  if (of.format) {
    const std::string label(63, 'a');
    const std::vector<std::string> more{"ann@mail.example",
                                        "a.b+c@x",
                                        "@x",
                                        "a@",
                                        "a b@c",
                                        std::string(64, 'a') + "@b",
                                        std::string(65, 'a') + "@b",
                                        "a@b@c",
                                        "https://chat.example/a?b=c#d",
                                        "a:",
                                        "urn:a:%C3%A4",
                                        "a:%C3%",
                                        "a:#b#c",
                                        "//x",
                                        "1a:",
                                        "chat.example",
                                        "a",
                                        "A-1.b",
                                        "-a",
                                        "a-",
                                        "a..b",
                                        "a.",
                                        "a_b",
                                        label + ".b",
                                        label + "a",
                                        label + "." + label + "." + label + "." + std::string(61, 'a'),
                                        label + "." + label + "." + label + "." + std::string(62, 'a'),
                                        "0.0.0.0",
                                        "255.249.199.99",
                                        "256.1.1.1",
                                        "1.2.3",
                                        "01.2.3.4",
                                        "1.2.3.4.5",
                                        "::",
                                        "::1",
                                        "1:2:3:4:5:6:7:8",
                                        "1::3:4:5:6:7:8",
                                        "1:2:3:4:5:6:7::8",
                                        "1::2::3",
                                        ":::",
                                        "::ffff:1.2.3.4",
                                        "::1.2.3.256",
                                        "12345::",
                                        "::1%eth0",
                                        "[::1]",
                                        "::g"};
    bases.insert(bases.end(), more.begin(), more.end());
  }
  for (const std::string& base : bases) {
    add("a sample", base);
    add("a sample, in capitals", [&] {
      std::string up = base;
      for (char& c : up) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
      }
      return up;
    }());
    add("a sample and a line break", base + "\n");
    add("a sample with space before it", " " + base);
    if (!base.empty()) add("a sample without its end", base.substr(0, base.size() - 1));
  }
  std::vector<std::uint64_t> lengths{0, 1};
  for (const auto& bound : {of.length.value_or(CountRange{}).min, of.length.value_or(CountRange{}).max}) {
    if (!bound || *bound > 5000) continue;
    for (const std::uint64_t length : {*bound, *bound + 1}) lengths.push_back(length);
    if (*bound > 0) lengths.push_back(*bound - 1);
  }
  for (const std::uint64_t length : lengths) {
    for (const char* unit : {"a", "A", "\xF0\x9F\x98\x80", "\xC3\xA4", " "}) {
      std::string text;
      for (std::uint64_t i = 0; i < length; ++i) text += unit;
      add(std::to_string(length) + " times " + unit, text);
      if (*unit == 'a')
        add(std::to_string(length) + " and white space around",
            " \xE2\x80\x83\t" + text + "\xC2\xA0\xEF\xBB\xBF\n");
    }
  }
  add("what only looks like white space",
      "\xE2\x80\x8B"
      "a\xC2\x85");
  add("capitals of other scripts", "A\xC3\x84\xC4\xB0\xCE\xA3");
}

void add_sizes(Cases& out, const CountRange& range) {
  for (const auto& bound : {range.min, range.max}) {
    if (!bound || *bound > 100'000) continue;
    for (const std::uint64_t size : {*bound == 0 ? 0 : *bound - 1, *bound, *bound + 1}) {
      const std::uint64_t rest = size % 3;
      std::string text(size / 3 * 4, 'A');
      if (rest != 0) text += rest == 1 ? "AA==" : "AAA=";
      out.push_back(accepted(std::to_string(size) + " bytes", "\"" + text + "\""));
    }
  }
}

/// `text` with the last digit of its integer part one more or less, where that is easy.
std::string beside(const std::string& text, int step) {
  const bool has_fraction = text.find_first_of(".eE") != std::string::npos;
  if (has_fraction || text.size() > 18) return text;
  return std::to_string(std::strtoll(text.c_str(), nullptr, 10) + step);
}

void add_range(Cases& out, const ValueRange& range, Scalar scalar) {
  const bool is_quoted = scalar == Scalar::I64 || scalar == Scalar::U64 || scalar == Scalar::Decimal;
  const bool is_real = scalar == Scalar::F32 || scalar == Scalar::F64 || scalar == Scalar::Decimal;
  const auto add = [&](const std::string& name, const std::string& text) {
    if (scalar == Scalar::U64 && text.starts_with('-')) return;
    out.push_back(accepted(name, is_quoted ? "\"" + text + "\"" : text));
  };
  for (const auto& bound : {range.min, range.max}) {
    if (!bound) continue;
    const std::string text = number_text(*bound);
    add("the bound " + text, text);
    add("one below " + text, beside(text, -1));
    add("one above " + text, beside(text, 1));
    if (is_real && text.find_first_of("eE") == std::string::npos) {
      const std::string dotted = text.find('.') == std::string::npos ? text + "." : text;
      add("the bound with zeros", dotted + "000");
      add("a little farther from zero",
          dotted + (scalar == Scalar::Decimal ? "000000000000000000000000000001" : "01"));
    }
  }
}

}  // namespace

Cases around_bounds(const Chain& chain, Scalar scalar) {
  Cases out;
  for (const Constraints* of : chain) {
    if (scalar == Scalar::String) add_texts(out, *of);
    if (scalar == Scalar::Bytes && of->size) add_sizes(out, *of->size);
    if (of->range) add_range(out, *of->range, scalar);
  }
  return out;
}

}  // namespace gangway::gen::vectors
