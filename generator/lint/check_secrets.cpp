#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "lint/checks.h"
#include "lint/places.h"
#include "lint/words.h"

namespace gangway::gen::lint_detail {
namespace {

bool is_secret(const Place& place, const Schema& schema) {
  if (place.field != nullptr && place.field->secret) return true;
  if (place.type->constraints && place.type->constraints->secret) return true;
  if (place.type->kind != TypeRef::Kind::Named) return false;
  const auto* alias = std::get_if<AliasDef>(&schema.type(place.type->named).def);
  return alias != nullptr && alias->target.constraints && alias->target.constraints->secret;
}

/// `password`, `accessToken`, `apiKey`; not `tokenCount`, which ends in something else.
bool looks_secret(std::string_view name) {
  constexpr std::array<std::string_view, 7> kWords{"password", "passwd",     "passphrase", "secret",
                                                   "token",    "credential", "credentials"};
  constexpr std::array<std::string_view, 4> kKinds{"api", "private", "secret", "signing"};
  const std::vector<std::string> words = words_of(name);
  if (words.empty()) return false;
  if (std::find(kWords.begin(), kWords.end(), words.back()) != kWords.end()) return true;
  return words.size() > 1 && words.back() == "key" &&
         std::find(kKinds.begin(), kKinds.end(), words[words.size() - 2]) != kKinds.end();
}

bool is_text(const TypeRef& type) {
  return type.kind == TypeRef::Kind::Scalar &&
         (type.scalar == Scalar::String || type.scalar == Scalar::Bytes);
}

}  // namespace

void check_secrets(const Schema& schema, Findings& findings) {
  for (const Place& place : places_from_servers(schema)) {
    if (place.field == nullptr || place.field->internal || !is_secret(place, schema)) continue;
    Diagnostic* diagnostic = findings.report(rules::secret_sent, place.origin, place.name);
    if (diagnostic != nullptr && place.via.offset != place.origin.offset) {
      diagnostic->note(span_of(place.via), fmt::format("`{}` leads there", place.via_name));
    }
  }
  for (const Place& place : places_from_clients(schema)) {
    const bool is_unmarked = place.field != nullptr && is_text(*place.type) && looks_secret(place.name) &&
                             !is_secret(place, schema);
    if (is_unmarked) findings.report(rules::unmarked_secret, place.origin, place.name);
  }
}

}  // namespace gangway::gen::lint_detail
