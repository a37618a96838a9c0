#include "protocol/websocket/handshake.h"

#include <openssl/sha.h>

#include <cstdint>
#include <vector>

#include "codec/base64.h"
#include "support/ascii.h"

namespace gangway::protocol::websocket {
namespace {

using detail::same_ignoring_case;
using detail::trimmed;

constexpr std::string_view kGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
constexpr std::size_t kKeyBytes = 16;

/// Whether one of the items of a list header is `token`.
bool lists(std::string_view header, std::string_view token) {
  while (!header.empty()) {
    const std::size_t comma = header.find(',');
    if (same_ignoring_case(trimmed(header.substr(0, comma)), token)) return true;
    if (comma == std::string_view::npos) return false;
    header.remove_prefix(comma + 1);
  }
  return false;
}

bool is_key(std::string_view text) {
  std::vector<std::uint8_t> bytes;
  return text.size() == detail::base64_size(kKeyBytes) && detail::read_base64(text, bytes) &&
         bytes.size() == kKeyBytes;
}

HttpResponse refusal(unsigned status, std::string why) {
  HttpResponse response;
  response.status = status;
  response.body = std::move(why) + "\n";
  return response;
}

}  // namespace

std::string joined_header(const HttpRequest& request, std::string_view name) {
  std::string joined;
  for (const auto& [field, value] : request.headers) {
    if (!same_ignoring_case(field, name)) continue;
    if (!joined.empty()) joined += ", ";
    joined += value;
  }
  return joined;
}

bool wants_upgrade(const HttpRequest& request) {
  return lists(joined_header(request, "Upgrade"), "websocket");
}

std::optional<HttpResponse> refuse_upgrade(const HttpRequest& request) {
  if (request.method != "GET") return refusal(400, "a WebSocket begins with GET");
  if (!lists(joined_header(request, "Connection"), "upgrade")) {
    return refusal(400, "the Connection header does not say `Upgrade`");
  }
  if (!is_key(trimmed(joined_header(request, "Sec-WebSocket-Key")))) {
    return refusal(400, "the Sec-WebSocket-Key header is not 16 bytes in base64");
  }
  const std::string version = joined_header(request, "Sec-WebSocket-Version");
  if (trimmed(version) != "13") {
    HttpResponse response =
        refusal(version.empty() ? 400 : 426, "only version 13 of the WebSocket protocol is spoken here");
    response.headers.emplace_back("Sec-WebSocket-Version", "13");
    return response;
  }
  return std::nullopt;
}

std::string accept_key(std::string_view key) {
  std::string text(trimmed(key));
  text += kGuid;
  unsigned char digest[SHA_DIGEST_LENGTH];
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
  std::string accept(detail::base64_size(sizeof digest), '\0');
  detail::write_base64(accept.data(), digest, sizeof digest);
  return accept;
}

}  // namespace gangway::protocol::websocket
