#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/session.h"
#include "protocol/socketio/packet.h"

namespace gangway::protocol::socketio {

/// What an event or an ack carries: a JSON array, taken apart one level deep. Views, for the length of a
/// call; each but `name` is followed by a reader's padding. There may be escapes of lone surrogates in it,
/// which JavaScript's JSON has; nothing else is wrong with it.
struct Arguments {
  std::string_view name = {};    ///< An event's. Of one that is a number its text.
  std::string_view behind = {};  ///< Behind the event's name: `,1,"two"]`. Of an ack the whole: `[1,"two"]`.
  std::string_view first = {};   ///< The first value, of an event behind its name; empty without one.
  std::size_t count = 0;         ///< Values.
  /// What the placeholders in the text mean, each of which names one of these.
  std::span<const std::string> attachments = {};
};

/// Who is behind a connection's packets. Told of each in order, and of nothing more after a violation.
class Application {
 public:
  /// Whether the client is in that namespace, or being let in.
  [[nodiscard]] virtual bool knows(std::string_view ns) = 0;

  /// It wants to be let in, where it is not. `auth` is a JSON object's text with a reader's padding; null
  /// where it sent none.
  virtual void connect(std::string_view ns, const std::string_view* auth) = 0;

  // The rest is about namespaces that it knows.

  virtual void disconnect(std::string_view ns) = 0;
  virtual void event(std::string_view ns, std::optional<std::uint64_t> id, const Arguments& arguments) = 0;
  /// Of an id that may mean nothing.
  virtual void ack(std::string_view ns, std::uint64_t id, const Arguments& arguments) = 0;

  /// The client broke the protocol: its connection has to be closed. `what` is for people.
  virtual void violation(std::string_view what) = 0;

  /// A chance to deal with an event without attachments before its payload is looked at. False: it goes the
  /// common way.
  virtual bool event_at_once(const Packet& /*packet*/) { return false; }

 protected:
  ~Application() = default;
};

/// Reads a client's Engine.IO messages as Socket.IO packets (Socket.IO protocol, revision 5): joins those
/// with attachments again, and finds what breaks the protocol, as the reference implementation does. No
/// socket, no clock, no state of its own but a packet whose attachments are not all there.
class PacketReader {
 public:
  /// `max_bytes`: of one packet with its attachments; more is a violation.
  PacketReader(Application& application, std::size_t max_bytes)
      : application_(application), max_bytes_(max_bytes) {}

  /// One message, without Engine.IO's packet type, as `Session::on_message` has them.
  void on_message(MessageKind kind, std::string_view bytes);

 private:
  struct Pending {
    std::string text;  ///< With a reader's padding inside its size.
    std::size_t size = 0;
    std::size_t count = 0;
    std::size_t bytes = 0;
    std::vector<std::string> attachments = {};
  };

  void on_text(std::string_view text);
  void on_binary(std::string_view bytes);
  void connect(const Packet& packet);
  /// Looks at a payload. False where that was a violation.
  bool take_apart(const Packet& packet, Arguments& arguments);
  [[nodiscard]] bool read_arguments(PacketType type, std::string_view payload, Arguments& arguments);
  void hand_on(const Packet& packet, const Arguments& arguments);
  void violation(std::string_view what);

  Application& application_;
  std::size_t max_bytes_;
  std::unique_ptr<Pending> pending_;
  std::string name_scratch_;
  bool over_ = false;
};

}  // namespace gangway::protocol::socketio
