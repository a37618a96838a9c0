#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/schema.h"

namespace gangway::gen::lint_detail {

/// A type where it was written, and what was declared with it.
struct Place {
  const TypeRef* type = nullptr;
  Origin origin;
  std::string_view name;
  const Docs* docs = nullptr;
  const FieldDef* field = nullptr;  ///< Null for what is no field or parameter.
  /// What leads there first: an event or a handshake. Its own for types that are written in it.
  Origin via;
  std::string via_name;
  bool is_bound = false;  ///< Of an alias: wherever it is used, a bound stands behind it.
};

/// All types as they were written, in the order of files.
std::vector<Place> written_places(const Schema& schema);

/// What crosses the wire in one direction: payloads, replies, handshakes and errors, with all the types that
/// they lead to, each once.
std::vector<Place> places_from_clients(const Schema& schema);
std::vector<Place> places_from_servers(const Schema& schema);

/// Calls `visit` with `type` and with what its lists and maps hold.
void for_each_part(const TypeRef& type, const std::function<void(const TypeRef&)>& visit);

/// Whether a bound stands behind the type itself: how long, how large, how many.
bool has_bound(const TypeRef& type);

}  // namespace gangway::gen::lint_detail
