#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "gangway/codec/buffer.h"
#include "protocol/host.h"
#include "transport/byte_stream.h"
#include "transport/http_options.h"
#include "transport/worker.h"

namespace gangway::transport {

/// One connection while it speaks HTTP/1.1: asks the Host about each request, in order, one at a time, and
/// becomes a WebSocketConnection when the Host accepts an upgrade. Where the Host says that another worker
/// has to handle a request, the socket moves there with it and another object goes on. Lives as long as its
/// socket has something to wait for. On the loop's thread only; the host must outlive the loop's run.
class HttpConnection final : public LoopConnection, public std::enable_shared_from_this<HttpConnection> {
 public:
  HttpConnection(Place place, ByteStream stream, const HttpOptions& options);
  ~HttpConnection() override;

  void start();
  void cut_off() override;

 private:
  enum class State : std::uint8_t {
    Reading,    ///< Waits for a request, or for the rest of one.
    Answering,  ///< The host has a request; its answer may come later.
    Lingering,  ///< All is sent; until the peer ends its side too.
    Gone,       ///< Closed, a WebSocket by now, or with another worker.
  };
  struct Parser;

  void wait_for_input();
  void on_readable();
  void parse();
  bool parse_some();
  bool body_may_come();
  template <class Message>
  [[nodiscard]] std::optional<protocol::HttpRequest> head_of(const Message& message) const;
  void handle_request();
  void move_to(const Place& there, protocol::HttpRequest request, bool wants_upgrade);
  void arrive(protocol::HttpRequest request, bool wants_upgrade);
  void ask(protocol::HttpRequest request, bool wants_upgrade);
  void upgrade(protocol::HttpRequest request);
  void answer(const protocol::HttpResponse& response);
  void refuse(const protocol::HttpResponse& response);
  void refuse(unsigned status, std::string_view why);
  void become_websocket(std::string_view key, std::string_view extensions, protocol::Accepted accepted);
  void enter(State state);
  void send();
  void after_answer();
  void arm_timeout(std::chrono::milliseconds after);
  void on_timeout();
  void end();
  void tell_gone();

  Place place_;
  AsioLoop& loop_;
  ConnectionCount count_;
  ByteStream stream_;
  protocol::Host& host_;
  HttpOptions options_;
  State state_ = State::Reading;
  std::unique_ptr<Parser> parser_;
  Buffer received_;  ///< Not parsed yet.
  Buffer out_;
  std::size_t sent_ = 0;
  bool reading_ = false;  ///< Waits for input.
  bool parsing_ = false;
  bool awaiting_host_ = false;  ///< It has a request and gave no answer.
  std::function<void()> gone_;  ///< What to call when the client goes before that.
  bool sending_ = false;        ///< Waits for room.
  bool keep_alive_ = true;
  bool head_ = false;  ///< The request is a HEAD: the answer goes without its body.
  detail::Executor::TimerId timeout_ = detail::Executor::TimerId::None;
};

}  // namespace gangway::transport
