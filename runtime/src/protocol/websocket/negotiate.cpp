#include <algorithm>
#include <vector>

#include "protocol/websocket/deflate.h"
#include "support/ascii.h"

namespace gangway::protocol::websocket {
namespace {

using detail::same_ignoring_case;
using detail::trimmed;

/// Splits at a separator that is not inside quotes.
std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] != separator || quoted) continue;
    parts.push_back(trimmed(text.substr(begin, i - begin)));
    begin = i + 1;
  }
  parts.push_back(trimmed(text.substr(begin)));
  return parts;
}

/// 8 to 15 in decimal, or 0.
int window_bits(std::string_view value) noexcept {
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
    value = value.substr(1, value.size() - 2);
  if (value.size() == 1 && (value[0] == '8' || value[0] == '9')) return value[0] - '0';
  if (value.size() == 2 && value[0] == '1' && value[1] >= '0' && value[1] <= '5') return 10 + value[1] - '0';
  return 0;
}

/// Takes one parameter of an offer into `parameters`; false where the offer cannot be kept.
bool take_parameter(std::string_view name, std::optional<std::string_view> value,
                    DeflateParameters& parameters) {
  if (same_ignoring_case(name, "server_no_context_takeover")) {
    parameters.server_no_context_takeover = true;
    return !value;
  }
  if (same_ignoring_case(name, "client_no_context_takeover")) {
    parameters.client_no_context_takeover = true;
    return !value;
  }
  if (same_ignoring_case(name, "server_max_window_bits")) {
    parameters.server_window_asked = true;
    parameters.server_max_window_bits = value ? window_bits(*value) : 0;
    return parameters.server_max_window_bits >= 9;
  }
  // The client may use a smaller window; ours is always large enough for it.
  if (same_ignoring_case(name, "client_max_window_bits")) return !value || window_bits(*value) != 0;
  return false;
}

std::optional<DeflateParameters> keep_offer(const std::vector<std::string_view>& parts) {
  DeflateParameters parameters;
  std::vector<std::string_view> seen;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const std::size_t equals = parts[i].find('=');
    const std::string_view name = trimmed(parts[i].substr(0, equals));
    std::optional<std::string_view> value;
    if (equals != std::string_view::npos) value = trimmed(parts[i].substr(equals + 1));
    const bool repeated = std::any_of(
        seen.begin(), seen.end(), [name](std::string_view other) { return same_ignoring_case(other, name); });
    if (repeated || !take_parameter(name, value, parameters)) return std::nullopt;
    seen.push_back(name);
  }
  return parameters;
}

}  // namespace

std::optional<DeflateParameters> negotiate_deflate(std::string_view offers) {
  for (const std::string_view offer : split(offers, ',')) {
    const auto parts = split(offer, ';');
    if (!same_ignoring_case(parts[0], "permessage-deflate")) continue;
    if (const auto parameters = keep_offer(parts)) return parameters;
  }
  return std::nullopt;
}

std::string deflate_response(const DeflateParameters& parameters) {
  std::string text = "permessage-deflate";
  if (parameters.server_no_context_takeover) text += "; server_no_context_takeover";
  if (parameters.client_no_context_takeover) text += "; client_no_context_takeover";
  if (parameters.server_window_asked) {
    text += "; server_max_window_bits=" + std::to_string(parameters.server_max_window_bits);
  }
  return text;
}

}  // namespace gangway::protocol::websocket
