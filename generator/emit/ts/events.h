#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "emit/ts/types.h"

namespace gangway::gen::ts {

/// One thing the server sends, with the room it is sent to where it is declared in one.
struct Incoming {
  const EventDef* event = nullptr;
  const RoomDef* room = nullptr;
};

/// What `payload` is in TypeScript, "void" where there is none.
Piece payload_type(const PayloadDef& payload, Form form, TypeMapper& mapper);

/// `piece` with `before` put in front of it.
Piece labelled(std::string before, Piece piece);

/// The view key `calls`: a `line` for each event the client sends, that ties its name to its codecs.
nlohmann::json call_views(const std::vector<EventDef>& ons, TypeMapper& mapper);

/// The view key `methods`: `doc`, `signature` (with its brace) and `body` for each; `calls` is the name of
/// the constant that holds the definitions.
nlohmann::json method_views(const std::vector<EventDef>& ons, const std::string& calls, TypeMapper& mapper);

/// The view keys `emits` and `asks`: `doc` and `member` for each, of the interface that names them with their
/// types.
nlohmann::json emit_views(const std::vector<Incoming>& emits, TypeMapper& mapper);
nlohmann::json ask_views(const std::vector<Incoming>& asks, TypeMapper& mapper);

/// The object that ties both to their codecs: `{ emits: { … }, asks: { … } }`.
Piece incomings_piece(const std::vector<Incoming>& emits, const std::vector<Incoming>& asks,
                      TypeMapper& mapper);

}  // namespace gangway::gen::ts
