#include "socketio.h"

#include <chrono>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "protocol/socketio/packet_reader.h"
#include "protocol/socketio/writing.h"
#include "support/random_id.h"

namespace conformance {
namespace {

namespace protocol = gangway::protocol;
using namespace protocol::socketio;
using gangway::detail::Executor;

constexpr std::chrono::seconds kConnectTimeout{1};
constexpr std::size_t kMaxPacket = 1'000'000;

class Session final : public protocol::Session, private Application {
 public:
  explicit Session(std::shared_ptr<Executor> loop) : loop_(std::move(loop)) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() override { loop_->cancel(timer_); }

  // protocol::Session
  void attach(protocol::Link& link) override {
    link_ = &link;
    timer_ = loop_->at(loop_->now() + kConnectTimeout, [this] {
      timer_ = Executor::TimerId::None;
      if (members_.empty()) close();
    });
  }
  void on_message(protocol::MessageKind kind, std::string_view bytes) override {
    reader_.on_message(kind, bytes);
  }
  void on_pong() override {}
  void on_activity() override {}
  void on_drained() override {}
  void on_closed(const protocol::LinkClosed&) override {
    link_ = nullptr;
    loop_->cancel(std::exchange(timer_, Executor::TimerId::None));
  }

 private:
  // Application
  [[nodiscard]] bool knows(std::string_view ns) override { return members_.count(std::string(ns)) > 0; }
  void connect(std::string_view ns, const std::string_view* auth) override {
    if (ns != "/" && ns != "/custom") {
      return say(PacketType::ConnectError, ns, {}, R"({"message":"Invalid namespace"})");
    }
    members_.emplace(ns);
    loop_->cancel(std::exchange(timer_, Executor::TimerId::None));
    say(PacketType::Connect, ns, {}, R"({"sid":")" + gangway::detail::random_id() + R"("})");
    say(PacketType::Event, ns, {}, R"(["auth",)" + std::string(auth ? *auth : "{}") + "]");
  }
  void disconnect(std::string_view ns) override { members_.erase(std::string(ns)); }
  void event(std::string_view ns, std::optional<std::uint64_t> id, const Arguments& arguments) override {
    if (ns != "/") return;
    if (arguments.name == "message") {
      say(PacketType::Event, ns, {}, R"(["message-back")" + std::string(arguments.behind),
          arguments.attachments);
    } else if (arguments.name == "message-with-ack" && id) {
      const std::size_t comma = arguments.count > 0 ? 1 : 0;
      say(PacketType::Ack, ns, id, "[" + std::string(arguments.behind.substr(comma)), arguments.attachments);
    }
  }
  void ack(std::string_view, std::uint64_t, const Arguments&) override {}
  void violation(std::string_view) override { close(); }

  void say(PacketType type, std::string_view ns, std::optional<std::uint64_t> id, std::string_view payload,
           std::span<const std::string> attachments = {}) {
    if (link_ == nullptr) return;
    gangway::Buffer buffer;
    gangway::JsonWriter out(buffer);
    write_head(out, type, ns, id);
    out.raw(payload);
    Attachments bytes;
    for (const std::string& one : attachments) bytes.emplace_back(one.begin(), one.end());
    for (const auto& message : with_attachments(buffer.view(), bytes)) link_->send(message);
  }

  void close() {
    // A close frame without a code, as the reference sends it.
    if (link_ != nullptr) link_->close(1005, {});
  }

  std::shared_ptr<Executor> loop_;
  PacketReader reader_{*this, kMaxPacket};
  protocol::Link* link_ = nullptr;
  std::set<std::string> members_;
  Executor::TimerId timer_ = Executor::TimerId::None;
};

}  // namespace

std::shared_ptr<protocol::Session> open_socketio(std::shared_ptr<Executor> loop) {
  return std::make_shared<Session>(std::move(loop));
}

}  // namespace conformance
