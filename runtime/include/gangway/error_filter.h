#pragma once

#include <string>

#include "gangway/call.h"
#include "gangway/reply.h"

namespace gangway {

/// How a call fails: what its client will be told, and what it will not.
struct CallFailure {
  std::string code;     ///< "forbidden", or the name of a declared error: "RoomFull".
  std::string message;  ///< For people.
  std::string data;     ///< JSON text; empty for none.
  /// What the exception said that nobody had declared; empty otherwise. For the server's eyes only.
  std::string exception = {};
};

/// Looks at the failures of calls before their clients are told, and may change what they are told.
///
/// Registered with `handler.use(…)` for a namespace, in `server.serve(gateway, {.filters = {…}})` for a
/// gateway or with `server.use(…)` for all, before the server runs; asked in this order, the most specific
/// first. On the loop's thread; one object serves all calls.
class ErrorFilter {
 public:
  virtual ~ErrorFilter() = default;

  /// True when it has dealt with the failure: no other filter is asked. It may change `failure` either way.
  /// An error that it answers with takes the failure's place; what else it throws is logged and changes
  /// nothing.
  virtual Reply<bool> on_error(CallInfo& call, CallFailure& failure) = 0;
};

}  // namespace gangway
