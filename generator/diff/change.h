#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diff/row.h"
#include "schema/schema.h"

namespace gangway::gen {

/// Who sends a value.
struct Senders {
  bool clients = false;
  bool server = false;

  /// Whether this says more now.
  bool add(Senders more) {
    const Senders before = *this;
    clients = clients || more.clients;
    server = server || more.server;
    return clients != before.clients || server != before.server;
  }
};

inline constexpr Senders kClients{.clients = true, .server = false};
inline constexpr Senders kServer{.clients = false, .server = true};

/// Through which gateways something is on the wire, and who sends it there: by the gateway's name in the new
/// schema, or in the old one where it is gone.
using Uses = std::map<std::string, Senders, std::less<>>;

/// What a change does to each of those it concerns.
struct Effects {
  Effect old_client = Effect::None;  ///< An old client with a new server.
  Effect new_client = Effect::None;  ///< A new client with an old server.
  Effect source = Effect::None;
  Effect behaviour = Effect::None;
};

/// One difference between two schemas.
struct Change {
  const Row* row = nullptr;
  std::string message;
  Uses uses;
  /// The row's columns, or less where the types at hand do better than the worst.
  Effect first = Effect::None;
  Effect second = Effect::None;
  std::string why;             ///< What exactly cannot be read, for types; otherwise empty.
  std::optional<Origin> now;   ///< The place in the new schema; the parent's where it is gone.
  std::optional<Origin> then;  ///< The place in the old schema.
};

/// All gateways together, or one of them.
Effects effects_of(const Change& change);
Effects effects_of(const Change& change, std::string_view gateway);

/// "wire, source": what the change is about; empty when it does nothing to anybody.
std::string aspects_of(const Effects& effects);

bool breaks_something(const Effects& effects);
bool does_something(const Effects& effects);

}  // namespace gangway::gen
