#include "auth/token.h"

#include <cmath>

#include "auth/base64url.h"
#include "codec/utf8.h"
#include "gangway/codec/reader.h"

namespace gangway::jwt {
namespace {

using std::chrono::sys_seconds;

/// A moment that is further away is nonsense, and would overflow.
constexpr double kFarAway = 1e12;
/// Members of an object; a token with more is none.
constexpr std::size_t kMostMembers = 64;

/// A text that a JsonReader may read.
class Padded {
 public:
  explicit Padded(std::string_view text) : text_(text), size_(text.size()) {
    text_.append(kReadPadding, '\0');
  }
  [[nodiscard]] JsonReader reader() const { return JsonReader(std::string_view(text_).substr(0, size_)); }

 private:
  std::string text_;
  std::size_t size_;
};

/// Reads the members of an object that `read` knows, each once at most; `read` is false for a broken one.
/// Others are passed over.
template <class Read>
bool read_members(JsonReader in, Read read) {
  std::vector<std::string> seen;
  std::string_view key;
  if (!in.object_begin()) return false;
  while (in.next_key(key)) {
    const std::string name(key);
    for (const std::string& before : seen) {
      if (before == name) return false;  // RFC 7515, 4 and RFC 7519, 4: names are unique
    }
    if (seen.size() == kMostMembers) return false;
    seen.push_back(name);
    if (!read(in, name)) return false;
  }
  return !in.failed() && in.finish();
}

bool read_moment(JsonReader& in, std::optional<sys_seconds>& out, bool round_up) {
  double seconds = 0;
  if (!in.read_number(seconds) || std::abs(seconds) > kFarAway) return false;
  out = sys_seconds(
      std::chrono::seconds(static_cast<std::int64_t>(round_up ? std::ceil(seconds) : std::floor(seconds))));
  return true;
}

/// One name, or a list of them (RFC 7519, 4.1.3).
bool read_audience(JsonReader& in, std::vector<std::string>& out) {
  if (in.peek() != '[') return in.read_string(out.emplace_back());
  if (!in.array_begin()) return false;
  while (in.next_item()) {
    if (!in.read_string(out.emplace_back())) return false;
  }
  return !in.failed();
}

std::optional<std::string> decoded_text(std::string_view part) {
  const auto bytes = from_base64url(part);
  if (!bytes) return std::nullopt;
  std::string text(bytes->begin(), bytes->end());
  if (!gangway::detail::is_utf8(text)) return std::nullopt;
  return text;
}

}  // namespace

std::optional<Token> take_apart(std::string_view token) {
  const auto first = token.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) {
    return std::nullopt;
  }
  const auto header = decoded_text(token.substr(0, first));
  auto payload = decoded_text(token.substr(first + 1, second - first - 1));
  auto signature = from_base64url(token.substr(second + 1));
  if (!header || !payload || !signature) return std::nullopt;

  Token parts;
  parts.signed_text = token.substr(0, second);
  parts.payload = std::move(*payload);
  parts.signature = std::move(*signature);
  const bool fine = read_members(Padded(*header).reader(), [&](JsonReader& in, std::string_view name) {
    if (name == "alg") return in.read_string(parts.algorithm);
    if (name == "kid") return in.read_string(parts.kid);
    if (name == "crit") parts.has_critical = true;
    return in.skip();
  });
  if (!fine || parts.algorithm.empty()) return std::nullopt;
  return parts;
}

std::optional<Claims> read_claims(std::string json) {
  Claims claims;
  const bool fine = read_members(Padded(json).reader(), [&](JsonReader& in, std::string_view name) {
    if (name == "sub") return in.read_string(claims.subject);
    if (name == "iss") return in.read_string(claims.issuer);
    if (name == "jti") return in.read_string(claims.id);
    if (name == "aud") return read_audience(in, claims.audience);
    if (name == "exp") return read_moment(in, claims.expires, false);
    if (name == "nbf") return read_moment(in, claims.not_before, true);
    if (name == "iat") return read_moment(in, claims.issued, false);
    return in.skip();
  });
  if (!fine) return std::nullopt;
  claims.json = std::move(json);
  return claims;
}

std::optional<std::string> Claims::text(std::string_view wanted) const {
  std::optional<std::string> found;
  const Padded text(json);
  const bool fine = read_members(text.reader(), [&](JsonReader& in, std::string_view name) {
    return name == wanted ? in.read_string(found.emplace()) : in.skip();
  });
  return fine ? found : std::nullopt;
}

}  // namespace gangway::jwt
