#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "protocol/host.h"
#include "protocol/link.h"
#include "protocol/session.h"
#include "protocol/websocket/deflate_budget.h"
#include "protocol/websocket/frame_parser.h"
#include "protocol/websocket/frame_writer.h"
#include "transport/byte_stream.h"
#include "transport/outbox.h"

namespace gangway::transport {

/// One WebSocket: reads all that the socket has, handles every complete frame, sends once per turn of the
/// loop.
///
/// Lives as long as the socket has something to wait for, and tells its session exactly once that it is gone:
/// when the close handshake ended, when the peer broke the protocol, or when the socket failed. Then it sends
/// what is left, and waits a little for the peer to have read it. On the loop's thread only.
class WebSocketConnection final : public protocol::Link,
                                  public Flushable,
                                  public LoopConnection,
                                  private protocol::websocket::FrameHandler,
                                  public std::enable_shared_from_this<WebSocketConnection> {
 public:
  using DeflateParameters = protocol::websocket::DeflateParameters;

  WebSocketConnection(AsioLoop& loop, ByteStream stream, protocol::Accepted accepted,
                      std::optional<DeflateParameters> deflate,
                      protocol::websocket::DeflateBudget::Share deflate_memory,
                      std::chrono::milliseconds close_timeout);

  /// Begins, with the HTTP response that goes out first and the bytes that came in behind the request.
  void start(std::string_view response, std::string_view received);

  // protocol::Link
  Buffer& begin_message(protocol::MessageKind kind) override;
  void end_message() override;
  void cancel_message() override;
  void send(const protocol::SharedMessagePtr& message) override;
  void ping() override;
  [[nodiscard]] bool blocked() const override { return waiting_for_room_; }
  [[nodiscard]] std::size_t queued_bytes() const override { return outbox_.size(); }
  void close(std::uint16_t code, std::string_view reason) override;

  void flush() override;
  void cut_off() override;

 private:
  enum class State : std::uint8_t {
    Open,
    Closing,    ///< We sent a close frame and wait for the peer's.
    Ending,     ///< The session is told; what is queued still goes out.
    Lingering,  ///< All is sent; until the peer ends its side too, lest a reset destroys what it has not
                ///< read.
    Gone,
  };

  // FrameHandler
  void on_message(protocol::MessageKind kind, std::string_view bytes) override;
  void on_ping(std::string_view payload) override;
  void on_pong(std::string_view payload) override;
  void on_close(std::uint16_t code, std::string_view reason) override;

  void wait_for_input();
  void on_readable();
  void handle(char* bytes, std::size_t size);
  void flush_later();
  void wait_for_room();
  void end(const protocol::LinkClosed& closed);
  void linger();
  void give_up();
  void tell_session(const protocol::LinkClosed& closed);
  void arm_timeout();

  AsioLoop& loop_;
  ConnectionCount count_;
  ByteStream stream_;
  std::shared_ptr<protocol::Session> session_;
  std::chrono::milliseconds close_timeout_;
  State state_ = State::Open;
  bool closed_by_us_ = false;
  std::uint16_t close_code_ = 0;  ///< Ours, while Closing.
  detail::Executor::TimerId timeout_ = detail::Executor::TimerId::None;

  protocol::websocket::DeflateBudget::Share deflate_memory_;
  Outbox outbox_;
  OutboxShare outbox_share_;
  protocol::websocket::FrameWriter writer_{outbox_.own()};
  Buffer discarded_;      ///< What a session writes after the end.
  bool reading_ = false;  ///< What is written now is sent at the end of the read.
  bool flush_queued_ = false;
  bool waiting_for_room_ = false;
  bool tell_drained_ = false;  ///< The session may wait until all that is queued is taken.
  protocol::websocket::FrameParser parser_;
};

}  // namespace gangway::transport
