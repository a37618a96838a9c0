#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "gangway/detail/function_ref.h"

namespace gangway {

class JsonWriter;
struct TraceContext;

namespace detail {
class Member;
struct EmitRow;
/// Appends one value to a message.
using WriteFn = FunctionRef<void(JsonWriter&)>;
}  // namespace detail

/// Names a client among all that ever joined this server's namespaces.
enum class ClientId : std::uint64_t {};

enum class EmitStatus : std::uint8_t {
  Queued,   ///< In the client's queue, behind all that was queued before. Not yet sent, perhaps never.
  Gone,     ///< The client has left; nothing happened.
  Dropped,  ///< The client is too slow, and the event may be dropped then: `@volatile`, `@overflow`.
};

/// One client of a namespace, as handlers see it: the base of the generated `XClient` classes.
///
/// A handle: copies are cheap and name the same client, and keeping one does not keep the client. After the
/// client left, `connected()` is false and everything else does nothing and says so.
///
/// Thread safety: every member may be called from any thread, but for the generated `session()`, which
/// belongs to the thread that handles the client's events. Calls from another thread take effect a little
/// later, in their order.
class Client {
 public:
  /// Names nobody: as a client that left.
  Client() = default;
  explicit Client(std::shared_ptr<detail::Member> member) noexcept : member_(std::move(member)) {}

  [[nodiscard]] ClientId id() const noexcept;
  /// Random text that names this membership on the wire, too; never reused.
  [[nodiscard]] std::string_view sid() const noexcept;
  /// True from the moment the client asked to join until it left.
  [[nodiscard]] bool connected() const noexcept;
  /// Whether this is a client that lost its connection and came back in time: its id, its session and its
  /// rooms are what they were. Only in namespaces with an event that is replayed. Does not change once the
  /// client is in; on the handling thread.
  [[nodiscard]] bool resumed() const noexcept;
  /// The peer's address and port, as the socket has them: "127.0.0.1:51234", "unix" of a Unix socket. Behind a
  /// trusted proxy what that says, mostly without a port: "203.0.113.7".
  [[nodiscard]] const std::string& address() const noexcept;
  /// A header of the HTTP request that the connection began with, name in any case; empty without it.
  [[nodiscard]] std::string_view header(std::string_view name) const noexcept;
  /// The trace that the connection belongs to (see <gangway/trace.h>): from the `traceparent` of its HTTP
  /// request, a header or in the URL's query. Null without one. Valid while a handle of this client is kept.
  [[nodiscard]] const TraceContext* trace() const noexcept;

  /// From `when` on, by the system's clock, the client's events are refused: `unauthenticated`, "expired".
  /// What is sent to it still reaches it. Counts again from each call: `on_refresh_namespace` moves it on;
  /// `never` takes it back.
  void expires_at(std::chrono::system_clock::time_point when) const;
  static constexpr auto never = std::chrono::system_clock::time_point::max();

  /// Says whose client this is, for `all().user("ann")`: all of one user's. Empty for nobody's again.
  void set_user(std::string user) const;

  /// Puts the client out of the namespace, after the frames queued so far. Its connection stays.
  void disconnect() const;

  bool operator==(const Client& other) const noexcept { return member_ == other.member_; }

  /// For the runtime.
  [[nodiscard]] const std::shared_ptr<detail::Member>& member() const noexcept { return member_; }

 protected:
  /// Queues an event for this client. `key` writes what `@latest` goes by; it is asked only where needed.
  EmitStatus emit_event(const detail::EmitRow& event, detail::WriteFn data, detail::WriteFn key) const;
  EmitStatus emit_event(const detail::EmitRow& event, detail::WriteFn data) const;
  void join_room(std::string room) const;
  void leave_room(std::string room) const;
  /// On the handling thread only.
  [[nodiscard]] bool in_room(std::string_view room) const;
  [[nodiscard]] void* session_data() const noexcept;
  /// Of a dynamic namespace: the parameters of its path.
  [[nodiscard]] const void* path_data() const noexcept;

 private:
  std::shared_ptr<detail::Member> member_;
};

}  // namespace gangway
