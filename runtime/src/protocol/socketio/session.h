#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/socketio/packet_reader.h"
#include "protocol/socketio/socketio.h"
#include "protocol/socketio/writing.h"

namespace gangway::protocol::socketio {

/// One client of a gateway's that speaks Socket.IO: its packets are joins, events and answers, and what the
/// gateway says to it is packets again.
class SocketIoSession final : public TextSession, private Application {
 public:
  SocketIoSession(std::shared_ptr<detail::Gateway> gateway, Options options,
                  std::shared_ptr<const PeerInfo> info);

  // Session
  void on_message(MessageKind kind, std::string_view bytes) override { reader_.on_message(kind, bytes); }

  // Peer
  void joined(const detail::Member& member) override;
  void refused(std::string_view ns, const ErrorBody& error) override;
  void left(std::string_view ns, LeaveReason reason) override;

  JsonWriter& begin_reply(const detail::CallRef& call) override;
  bool end_reply(const detail::CallRef& call) override;
  void empty_reply(const detail::CallRef& call) override;
  JsonWriter& begin_item(const detail::CallRef& call) override;
  bool end_item(const detail::CallRef& call) override;
  void end_stream(const detail::CallRef& call) override { empty_reply(call); }
  void error(const detail::CallRef& call, const ErrorBody& error) override;

  JsonWriter& begin_event(std::string_view ns, std::string_view event,
                          std::optional<std::uint64_t> id) override;
  bool end_event() override;
  Sent send(const Emission& event, const std::vector<SharedMessagePtr>& messages) override;

  void close(std::uint16_t code, std::string_view reason) override;

  // What the protocol has no word for.
  void more(std::uint64_t, std::uint64_t) override {}
  void cancel_call(std::uint64_t) override {}
  void heartbeat() override {}

  [[nodiscard]] bool takes_streams() const override { return false; }
  [[nodiscard]] bool gives_credit() const override { return false; }
  [[nodiscard]] bool ids_are_per_namespace() const override { return true; }
  [[nodiscard]] bool missed_come_first() const override { return true; }
  [[nodiscard]] bool keeps_time() const override { return true; }
  [[nodiscard]] bool keeps_spelling() const override { return true; }
  [[nodiscard]] std::optional<std::chrono::milliseconds> join_timeout() const override {
    return options_.connect_timeout;
  }

 private:
  // TextSession
  void on_open() override {}

  // Application
  [[nodiscard]] bool knows(std::string_view ns) override;
  void connect(std::string_view ns, const std::string_view* auth) override;
  void disconnect(std::string_view ns) override;
  void event(std::string_view ns, std::optional<std::uint64_t> id, const Arguments& arguments) override;
  void ack(std::string_view ns, std::uint64_t id, const Arguments& arguments) override;
  void violation(std::string_view what) override;
  bool event_at_once(const Packet& packet) override;

  JsonWriter& begin_packet(PacketType type, std::string_view ns, std::optional<std::uint64_t> id);
  bool end_packet(std::string_view tail);
  /// Tells of an error, for a call with an id in its ack.
  void tell(std::string_view ns, std::string_view event, std::optional<std::uint64_t> id,
            const ErrorBody& error);
  /// The first argument, with its attachments in place. Nothing where that takes too much room.
  [[nodiscard]] std::optional<std::string_view> value_of(const Arguments& arguments);
  [[nodiscard]] static std::string_view ns_of(const detail::CallRef& call);

  Options options_;
  PacketReader reader_;
  JsonWriter* writing_ = nullptr;  ///< The packet that is being written,
  Attachments attachments_;        ///< and what goes with it.
  std::string placed_;
  std::string name_scratch_;
  Buffer unwanted_;
  JsonWriter unwanted_writer_{unwanted_};
};

}  // namespace gangway::protocol::socketio
