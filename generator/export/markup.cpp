#include "export/markup.h"

namespace gangway::gen::exports {
namespace {

std::string html(std::string_view plain) {
  std::string result;
  for (const char c : plain) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

/// What Markdown would take for its own, and HTML, which it would pass on.
std::string markdown(std::string_view plain) {
  constexpr std::string_view kSpecial = "\\*_[]<>|#~";
  std::string result;
  for (const char c : plain) {
    if (c == '<') {
      result += "&lt;";
    } else if (c == '&') {
      result += "&amp;";
    } else if (kSpecial.find(c) != std::string_view::npos) {
      result += {'\\', c};
    } else {
      result += c;
    }
  }
  return result;
}

std::string one_line(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c != '\n' && c != '\r') {
      result += c;
    } else if (!result.empty() && !result.ends_with(' ')) {
      result += ' ';
    }
  }
  return result;
}

}  // namespace

std::string Markup::text(std::string_view plain) const {
  return kind_ == MarkupKind::Html ? html(plain) : markdown(plain);
}

std::string Markup::code(std::string_view plain) const {
  if (plain.empty()) return {};
  if (kind_ == MarkupKind::Html) return "<code>" + html(plain) + "</code>";
  // A bar ends a table's cell, even inside of code; a backtick inside takes two outside.
  std::string escaped;
  for (const char c : plain) escaped.append(c == '|' ? "\\" : "") += c;
  return plain.find('`') == std::string_view::npos ? '`' + escaped + '`' : "`` " + escaped + " ``";
}

std::string Markup::link(std::string_view label, std::string_view anchor) const {
  std::string result;
  if (kind_ == MarkupKind::Html) {
    result.append("<a href=\"#").append(anchor).append("\">").append(label).append("</a>");
  } else {
    result.append("[").append(label).append("](#").append(anchor).append(")");
  }
  return result;
}

std::string Markup::with_code(std::string_view plain) const {
  std::string result;
  while (true) {
    const std::size_t begin = plain.find('`');
    const std::size_t end = begin == std::string_view::npos ? begin : plain.find('`', begin + 1);
    if (end == std::string_view::npos) return result + text(plain);
    result += text(plain.substr(0, begin)) + code(plain.substr(begin + 1, end - begin - 1));
    plain.remove_prefix(end + 1);
  }
}

std::string Markup::docs(std::string_view plain) const {
  std::string result;
  while (!plain.empty()) {
    const std::size_t end = plain.find("\n\n");
    const std::string_view paragraph = plain.substr(0, end);
    if (!result.empty()) result += kind_ == MarkupKind::Html ? "\n" : "\n\n";
    result += kind_ == MarkupKind::Html ? "<p>" + with_code(paragraph) + "</p>" : with_code(paragraph);
    plain.remove_prefix(end == std::string_view::npos ? plain.size() : end + 2);
  }
  return result;
}

std::string Markup::line(std::string_view plain) const { return with_code(one_line(plain)); }

std::string Markup::block(std::string_view plain) const {
  return kind_ == MarkupKind::Html ? html(plain) : std::string(plain);
}

std::string anchor(std::string_view name) {
  std::string result;
  for (const char c : name) {
    const bool keeps = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (keeps) {
      result += c;
    } else if (!result.empty() && !result.ends_with('-')) {
      result += '-';
    }
  }
  while (result.ends_with('-')) result.pop_back();
  return result;
}

}  // namespace gangway::gen::exports
