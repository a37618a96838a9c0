#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "dispatch/executor.h"
#include "gangway/codec/buffer.h"
#include "protocol/engineio/heartbeat.h"
#include "protocol/engineio/packet.h"
#include "protocol/engineio/polling.h"
#include "protocol/engineio/responses.h"
#include "protocol/link.h"
#include "protocol/session.h"

namespace gangway::protocol::engineio {

struct Options;
class WebSocketEnd;

/// One Engine.IO session: the link of the application's session, which it keeps when a client that polls
/// moves to a WebSocket. Pings the client and notices when it is silent.
///
/// It ends by itself; then its server forgets it. What the client of an ended session asks is the server's to
/// answer. On the loop's thread only.
class Connection final : public Link, public std::enable_shared_from_this<Connection> {
 public:
  /// `ended` is called once: nobody is to find this session any more.
  Connection(std::string sid, std::shared_ptr<const Options> options,
             std::shared_ptr<detail::Executor> executor, std::shared_ptr<Session> session,
             std::function<void()> ended);

  [[nodiscard]] const std::string& sid() const noexcept { return sid_; }
  /// Whether requests of a client that polls have their place here.
  [[nodiscard]] bool polls() const noexcept { return websocket_ == nullptr; }

  /// The server goes: everything ends here and now, as lost, without a word to a client that polls.
  void abandon();

  // --- the client's requests -------------------------------------------------------------------------------

  /// The GET that opens the session. `headers` are for its answer alone.
  void open(Answer answer, HttpHeaders headers);
  /// A GET waits until there is something to say. What is returned is to be called when its client goes.
  std::function<void()> get(Answer answer);
  void post(HttpRequest request, Answer answer);

  // --- the client's WebSockets -----------------------------------------------------------------------------

  void open(WebSocketEnd& end);
  /// It is here to take the session over, if it may.
  void probe(WebSocketEnd& end);
  void on_websocket(WebSocketEnd& end, MessageKind kind, std::string_view bytes);
  void on_activity();
  void on_drained(WebSocketEnd& end);
  void on_gone(WebSocketEnd& end, const LinkClosed& closed);

  // --- Link ------------------------------------------------------------------------------------------------

  Buffer& begin_message(MessageKind kind) override;
  void end_message() override;
  void cancel_message() override;
  void send(const SharedMessagePtr& message) override;
  void ping() override {}  // the heartbeat is this one's own
  /// Whether no GET is here to take what is written.
  [[nodiscard]] bool blocked() const override;
  [[nodiscard]] std::size_t queued_bytes() const override;
  /// A client that polls is told when its next GET comes, or is gone when that takes as long as a pong may.
  void close(std::uint16_t code, std::string_view reason) override;

 private:
  using TimerId = detail::Executor::TimerId;

  enum class State : std::uint8_t {
    Open,
    Closing,  ///< The application closed it; the client does not know yet.
    Ended,
  };

  void begin();
  void on_packet(const Packet& packet);
  [[nodiscard]] bool take_payload(std::string body);
  void send_ping();
  void flush_later();
  void flush();
  void poll_lost(std::uint64_t number);

  // The upgrade.
  void on_probe(MessageKind kind, std::string_view bytes);
  void force_poll();
  void take_over();
  void drop_probe();
  void forget_probe();

  // The end.
  /// What this server sees wrong: the client is told by `last`, the packet for a GET that waits.
  void end(LinkClosed closed, PacketType last = PacketType::Close);
  void try_to_close();
  void give_up_closing() { end(closing_); }
  void finish(const LinkClosed& closed);
  void leave_table();

  TimerId after(std::chrono::milliseconds time, void (Connection::*then)());

  std::string sid_;
  std::shared_ptr<const Options> options_;
  std::shared_ptr<detail::Executor> executor_;
  std::shared_ptr<Session> session_;
  std::function<void()> ended_;
  State state_ = State::Open;
  LinkClosed closing_;  ///< What the application closed it with.

  Polling polling_;
  WebSocketEnd* websocket_ = nullptr;  ///< Null: the client polls.
  WebSocketEnd* probe_ = nullptr;      ///< What may become the WebSocket.
  Buffer message_;                     ///< One that is being written for a GET, or for nobody.
  MessageKind kind_ = MessageKind::Text;
  bool begun_ = false;  ///< The application's session has its link.
  bool flush_queued_ = false;
  bool abandoned_ = false;

  Heartbeat heartbeat_;
  TimerId upgrade_timer_ = TimerId::None;  ///< The probe has no more time.
  TimerId poll_timer_ = TimerId::None;     ///< The probe waits for the client's GET to end.
  TimerId close_timer_ = TimerId::None;    ///< The client does not ask any more.
};

}  // namespace gangway::protocol::engineio
