#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dispatch/connection.h"
#include "gangway/codec/buffer.h"
#include "gangway/codec/reader.h"
#include "gangway/codec/writer.h"
#include "protocol/backlog.h"
#include "protocol/peer.h"
#include "protocol/session.h"

namespace gangway::protocol {

/// 2^53 - 1: the largest id, and number of items, since JavaScript counts them.
inline constexpr std::uint64_t kMaxId = (std::uint64_t{1} << 53) - 1;

/// Reads an id, or a number of items: 1 to `kMaxId`.
inline bool read_count(JsonReader& in, std::uint64_t& out) {
  bool negative = false;
  return in.read_integer(out, negative) && ((!negative && out >= 1 && out <= kMaxId) || in.fail(Rule::Range));
}

/// What the dialects have in common that write envelopes as JSON text, or as the MessagePack of the same,
/// mostly in one message: the link, the connection behind it, and messages that are taken back when their
/// value has no JSON form.
class TextSession : public Session, public Peer {
 public:
  TextSession(std::shared_ptr<detail::Gateway> gateway, const Dialect& dialect,
              std::shared_ptr<const PeerInfo> info);

  // Session
  void attach(Link& link) override;
  void on_pong() override { connection_.activity(); }
  void on_activity() override { connection_.activity(); }
  void on_drained() override;
  void on_closed(const LinkClosed& closed) override;

  // Peer
  [[nodiscard]] const Dialect& dialect() const override { return dialect_; }
  bool end_reply(const detail::CallRef&) override { return end("}"); }
  bool end_item(const detail::CallRef&) override { return end("}"); }
  bool end_event() override { return end("}"); }
  void more(std::uint64_t id, std::uint64_t count) override;
  Sent emit(const Emission& event, detail::WriteFn data) override;
  Sent send(const Emission& event, const std::vector<SharedMessagePtr>& messages) override;
  void drain(std::chrono::milliseconds /*reconnect_after*/) override {}
  [[nodiscard]] std::size_t queued_bytes() const override;
  void close(std::uint16_t code, std::string_view reason) override;

  [[nodiscard]] detail::Connection& connection() noexcept { return connection_; }
  /// Tells `done` once the link is gone and everybody has left.
  void on_end(std::function<void()> done) { on_end_ = std::move(done); }

 protected:
  /// Called once the link is there, before any message.
  virtual void on_open() = 0;

  /// Starts a message. What is written goes nowhere once the link is gone.
  JsonWriter& begin();
  /// Starts a message that is about a call: `{"id":7`.
  JsonWriter& begin_about(std::uint64_t id);
  /// Sends `{"id":7,"error":{…}}`; without the error's data where that has no JSON form, for the call must
  /// end.
  void refuse(std::uint64_t id, const ErrorBody& error);
  /// Appends what stands before a value, and `end` takes back where none follows.
  void begin_data(JsonWriter& out, std::string_view key = ",\"data\":");
  /// Ends it, or takes it back when its value had no JSON form.
  bool end(std::string_view tail);
  /// What was written of the message so far.
  [[nodiscard]] std::string_view written();
  /// Ends it by sending these in its place, behind each other and only together.
  bool end_as(std::vector<SharedMessagePtr> messages);
  [[nodiscard]] bool open() const noexcept { return link_ != nullptr; }
  [[nodiscard]] Link* link() const noexcept { return link_; }
  [[nodiscard]] detail::Gateway& gateway() const noexcept { return *gateway_; }
  /// The event that is being written for this client alone; null for all else.
  [[nodiscard]] const Emission* emission() const noexcept { return emission_; }

 private:
  /// Whether messages wait for those before them, beside the link's own queue.
  [[nodiscard]] bool has_backlog() const noexcept { return backlog_ && !backlog_->empty(); }
  [[nodiscard]] bool is_slow() const { return has_backlog() || link_->blocked(); }
  Sent keep(const Emission* event, std::vector<SharedMessagePtr> messages);
  [[nodiscard]] Backlog::Item item_of(const Emission* event, std::vector<SharedMessagePtr> messages) const;
  [[nodiscard]] std::size_t backlog_room() const;
  void take_back();
  void check_outbox();
  void close_slow();
  void report_drop(const Backlog::Item& item);

  std::shared_ptr<detail::Gateway> gateway_;
  const Dialect& dialect_;
  const WireFormat format_;
  Link* link_ = nullptr;
  Buffer aside_;  ///< A message that is not for the link, or not yet.
  std::optional<JsonWriter> writer_;
  std::size_t message_begin_ = 0;
  JsonWriter::Mark data_key_;   ///< Where the `,"data":` of the message begins…
  std::size_t data_value_ = 0;  ///< …and ends; 0 without one.
  const Emission* emission_ = nullptr;
  bool aside_is_kept_ = false;        ///< What is written into `aside_` goes into the backlog.
  Sent kept_ = Sent::Queued;          ///< What became of it.
  std::unique_ptr<Backlog> backlog_;  ///< Null until a slow client needs one.
  std::function<void()> on_end_;
  detail::Connection connection_;
};

/// Appends `{"code":…,"message":…,"data":…}`.
void write_error(JsonWriter& out, const ErrorBody& error);

/// Appends what NestJS says in its `exception` event: the error, and the name of the event that failed, if
/// any. What was sent is not echoed.
void write_exception(JsonWriter& out, std::string_view event, const ErrorBody& error);

/// The one message of an event that many clients get: what `head` writes, `,"data":…` where `data` writes
/// something, and `}`. Nothing where the data has no JSON form.
std::vector<SharedMessagePtr> shared_event(detail::WriteFn head, detail::WriteFn data,
                                           WireFormat format = WireFormat::Json);

/// As what kind of message it is sent.
[[nodiscard]] inline MessageKind kind_of(WireFormat format) noexcept {
  return format == WireFormat::Json ? MessageKind::Text : MessageKind::Binary;
}

}  // namespace gangway::protocol
