#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "gangway/error.h"
#include "gangway/server.h"

namespace gangway::protocol {
struct PeerInfo;
}

namespace gangway::detail {

class Connection;
class Gateway;
class Member;
class Namespace;
struct CallRef;

/// A call or a join that ended, in either direction.
struct CallEnd {
  const CallRef& call;  ///< `call.event` is what the client wrote: no label, and hostile until it is escaped.
  const Connection& connection;
  /// The event's name in the schema; empty where there is no such event, and for joins.
  std::string_view event;
  std::string_view code;  ///< Empty for success; else a declared error's name or one of ours.
  bool declared = false;  ///< The schema declares the error: it is one of the event's answers.
  /// What went wrong in the server. For the log alone; empty where nothing did.
  std::string_view fault;
  /// From the arrival of its frame to this; nothing where nobody asked for times when it came.
  std::optional<std::chrono::nanoseconds> took;
};

/// Sees what goes on in one server: logs and metrics are made from this. Without one nothing is told and
/// nothing is measured. Payloads are never told.
///
/// Called from the loops' threads, from several at once, in the middle of the work: an implementation is
/// quick, does not throw, and calls nothing of the runtime that changes anything.
class Observer {
 public:
  virtual ~Observer() = default;

  /// Whether calls are timed and those that succeed told, too. Does not change.
  [[nodiscard]] virtual bool every_call() const noexcept = 0;

  virtual void connection_opened(const Connection& connection) = 0;
  virtual void connection_closed(const Connection& connection) = 0;
  virtual void joined(const Member& member) = 0;
  /// Not for a client whose join was refused: that is a call that ended.
  virtual void left(const Member& member, LeaveReason reason) = 0;
  virtual void call_ended(const CallEnd& end) = 0;
  /// A call of the server's to a client: `code` is empty where it answered.
  virtual void client_call_ended(const Member& member, std::string_view event, std::string_view code) = 0;
  /// An event was handed to so many clients' links.
  virtual void event_sent(const Namespace& space, std::string_view event, std::size_t clients) = 0;
  /// An event was taken from a client that does not read fast enough.
  virtual void event_dropped(const Namespace& space, std::string_view event) = 0;
  /// Rooms came into being (1) or went (-1) in this loop's part of the namespace.
  virtual void rooms_changed(const Namespace& space, int by) = 0;
  /// Something to tell people about this connection. `text` begins with what kind of thing it is, up to a
  /// colon.
  virtual void note(LogLevel level, const Connection& connection, std::string_view text) = 0;
};

}  // namespace gangway::detail
