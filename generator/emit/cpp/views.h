#pragma once

#include <vector>

#include "emit/view.h"
#include "schema/schema.h"

namespace gangway::gen::cpp {

/// What is generated beside the server's code.
struct Options {
  bool client = false;
  bool inspector = false;
};

/// The C++ files of one .gw file, `chat.gw`:
///
/// chat.gw.types.h    what crosses the wire, as plain structs; light, and all that most code includes
/// chat.gw.h          handlers, clients, broadcasts and gateways
/// chat.gw.codec.h    how the types are read and written; for generated code
/// chat.gw.codec.cpp  and its definitions
/// chat.gw.cpp        dispatch, and the definitions of chat.gw.h
///
/// All five are always there, so that a build can name them without reading the schema; with `client` two
/// more:
///
/// chat.gw.client.h   classes that call the gateways
/// chat.gw.client.cpp and their definitions
///
/// With `inspector`, chat.gw.cpp also has what the inspector shows of the gateways.
std::vector<View> views(const Schema& schema, FileId file, const Options& options = {});

}  // namespace gangway::gen::cpp
