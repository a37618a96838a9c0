#include "support/form_query.h"

#include <algorithm>

#include "support/ascii.h"

namespace gangway::detail {
namespace {

std::string form_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

}  // namespace

void for_each_parameter(std::string_view query,
                        FunctionRef<void(const std::string& name, const std::string& value)> each) {
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    each(form_decoded(pair.substr(0, equals)),
         equals == std::string_view::npos ? std::string() : form_decoded(pair.substr(equals + 1)));
  }
}

}  // namespace gangway::detail
