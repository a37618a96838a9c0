#include "protocol/recording.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "codec/base64.h"
#include "codec/packed_json.h"
#include "gangway/codec/buffer.h"
#include "gangway/codec/reader.h"
#include "gangway/codec/writer.h"
#include "protocol/gangway_v1.h"

namespace gangway {
namespace protocol {
namespace {

using Kind = RecordedFrame::Kind;

/// Stands between a session and its link.
class RecordedSession final : public Session, private Link {
 public:
  RecordedSession(std::shared_ptr<Session> session, std::shared_ptr<Recording> recording,
                  std::shared_ptr<detail::Executor> clock, bool is_packed)
      : session_(std::move(session)),
        recording_(std::move(recording)),
        connection_(recording_->next_connection()),
        clock_(std::move(clock)),
        is_packed_(is_packed) {}

  /// MessagePack is recorded as the JSON that it stands for, other binary messages as Engine.IO writes them
  /// into a text, `b` and base64.
  void record_message(Kind kind, MessageKind message, std::string_view bytes) {
    if (message == MessageKind::Text) return record(kind, bytes);
    if (is_packed_) {
      if (const auto json = detail::packed_to_json(bytes)) return record(kind, *json);
    }
    std::string text(1 + detail::base64_size(bytes.size()), 'b');
    detail::write_base64(text.data() + 1, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    record(kind, text);
  }
  void record(Kind kind, std::string_view text) {
    const auto at = recording_->since_begin(clock_->now());
    recording_->tell({.kind = kind, .connection = connection_, .at = at, .text = text});
  }

  // Session
  void attach(Link& link) override {
    link_ = &link;
    session_->attach(*this);
  }
  void on_message(MessageKind kind, std::string_view bytes) override {
    record_message(Kind::FromClient, kind, bytes);  // first: the session may change the bytes
    session_->on_message(kind, bytes);
  }
  void on_pong() override { session_->on_pong(); }
  void on_activity() override { session_->on_activity(); }
  void on_drained() override { session_->on_drained(); }
  void on_closed(const LinkClosed& closed) override {
    record(Kind::Closed, "{\"code\":" + std::to_string(closed.code) + "}");
    session_->on_closed(closed);
  }

 private:
  // Link
  Buffer& begin_message(MessageKind kind) override {
    message_ = &link_->begin_message(kind);
    message_kind_ = kind;
    message_begin_ = message_->size();
    return *message_;
  }
  void end_message() override {
    record_message(Kind::FromServer, message_kind_, message_->view().substr(message_begin_));
    link_->end_message();
  }
  void cancel_message() override { link_->cancel_message(); }
  void send(const SharedMessagePtr& message) override {
    record_message(Kind::FromServer, message->kind, message->bytes);
    link_->send(message);
  }
  void ping() override { link_->ping(); }
  [[nodiscard]] bool blocked() const override { return link_->blocked(); }
  [[nodiscard]] std::size_t queued_bytes() const override { return link_->queued_bytes(); }
  void close(std::uint16_t code, std::string_view reason) override { link_->close(code, reason); }

  std::shared_ptr<Session> session_;
  std::shared_ptr<Recording> recording_;
  std::uint64_t connection_;
  std::shared_ptr<detail::Executor> clock_;
  const bool is_packed_;
  Link* link_ = nullptr;
  Buffer* message_ = nullptr;
  MessageKind message_kind_ = MessageKind::Text;
  std::size_t message_begin_ = 0;
};

}  // namespace

std::shared_ptr<Session> recorded(std::shared_ptr<Session> session, std::shared_ptr<Recording> recording,
                                  std::shared_ptr<detail::Executor> clock, const HttpRequest& request,
                                  std::string_view subprotocol) {
  Buffer opened;
  JsonWriter out(opened);
  out.raw("{\"path\":");
  out.string(request.path);
  out.raw(",\"query\":");
  out.string(request.query);
  out.raw(",\"protocol\":");
  out.string(subprotocol);
  out.put('}');
  const bool is_packed = subprotocol == GangwayV1::kPackedSubprotocol;
  auto between = std::make_shared<RecordedSession>(std::move(session), std::move(recording), std::move(clock),
                                                   is_packed);
  between->record(Kind::Opened, opened.view());
  return between;
}

}  // namespace protocol

namespace {

bool is_json(std::string_view text) {
  std::string padded(text);
  padded.append(kReadPadding, '\0');
  JsonReader in(std::string_view(padded).substr(0, text.size()));
  return in.skip() && in.finish();
}

}  // namespace

std::string to_json_line(const RecordedFrame& frame) {
  using Kind = RecordedFrame::Kind;
  Buffer buffer;
  JsonWriter out(buffer);
  out.raw("{\"connection\":");
  out.integer(frame.connection);
  out.raw(",\"at\":");
  out.integer(std::int64_t{frame.at.count()});
  switch (frame.kind) {
    case Kind::Opened:
      out.raw(",\"opened\":");
      break;
    case Kind::FromClient:
      out.raw(",\"from\":\"client\",\"frame\":");
      break;
    case Kind::FromServer:
      out.raw(",\"from\":\"server\",\"frame\":");
      break;
    case Kind::Closed:
      out.raw(",\"closed\":");
      break;
  }
  // A line break inside would be two lines: no frame of ours has one, but a client's may.
  if (frame.text.find('\n') == std::string_view::npos && is_json(frame.text)) {
    out.raw(frame.text);
  } else {
    out.string(frame.text);
  }
  out.put('}');
  return std::string(buffer.view());
}

Recorder record_to(const std::string& file) {
  struct Output {
    std::FILE* handle;
    std::mutex mutex;
    explicit Output(std::FILE* opened) : handle(opened) {}
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;
    ~Output() { std::fclose(handle); }
  };
  std::FILE* handle = std::fopen(file.c_str(), "a");
  if (handle == nullptr) throw std::runtime_error("cannot open `" + file + "`: " + std::strerror(errno));
  return [output = std::make_shared<Output>(handle)](const RecordedFrame& frame) {
    const std::string line = to_json_line(frame) + "\n";
    const std::lock_guard lock(output->mutex);
    std::fwrite(line.data(), 1, line.size(), output->handle);
    std::fflush(output->handle);
  };
}

}  // namespace gangway
