#include "gangway/testing.h"

#include <map>

#include "client/core.h"
#include "client/padded.h"
#include "codec/packed_json.h"
#include "dispatch/current_executor.h"
#include "protocol/gangway_v1.h"
#include "protocol/socketio/socketio.h"
#include "testing/replay.h"
#include "testing/world.h"

namespace gangway::testing {
namespace {

using Kind = RecordedFrame::Kind;

/// A client that says what a recording says, and compares what it hears. Recordings are in JSON also where
/// the connection spoke MessagePack.
class Player final : public client::WireEvents {
 public:
  Player(std::shared_ptr<ManualExecutor> executor, std::vector<std::string>& heard, bool is_packed)
      : line(std::make_shared<Line>(std::move(executor), *this)), heard_(heard), is_packed_(is_packed) {}
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;
  ~Player() { line->leave(1000); }
  void say(const std::string& text) {
    if (!is_packed_) return line->say(text);
    Buffer packed;
    JsonWriter(packed, WireFormat::MessagePack).raw(std::string_view(text));
    line->say(packed.view(), protocol::MessageKind::Binary);
  }
  void on_message(std::string_view message) override {
    heard_.push_back(is_packed_ ? detail::packed_to_json(message).value_or("") : std::string(message));
  }
  void on_lost(std::uint16_t, std::string_view) override {}

  std::shared_ptr<Line> line;

 private:
  std::vector<std::string>& heard_;
  bool is_packed_;
};

/// The connector's line of a client of this server.
Line* line_of(const client::Gateway& client) {
  auto* connector = dynamic_cast<MemoryConnector*>(&client.core()->connector());
  if (connector == nullptr) throw std::logic_error("this client does not belong to a testing server");
  return connector->line().get();
}

}  // namespace

Server::Server(const ServerOptions& options) : world_(std::make_shared<World>(options)) {}

Server::~Server() {
  run();
  world_->host->end();
  world_->host.reset();
  world_->executor->end();
}

void Server::serve(const detail::GatewayBinding& gateway, Hooks around) {
  world_->site->add_gateway(gateway, std::move(around));
}
void Server::use(std::shared_ptr<Interceptor> interceptor) {
  world_->site->hooks.interceptors.push_back(std::move(interceptor));
}
void Server::use(std::shared_ptr<ErrorFilter> filter) {
  world_->site->hooks.filters.push_back(std::move(filter));
}
void Server::start() {
  if (std::exchange(world_->started, true)) return;
  const detail::CurrentExecutor current(world_->executor);
  world_->site->start_gateways();
}

client::Target Server::target(client::Options options, Peer peer) {
  start();
  if (!options.on_error) {
    options.on_error = [world = std::weak_ptr(world_)](const CallError& error) {
      if (const auto alive = world.lock()) alive->client_errors.push_back(error.code() + ": " + error.what());
    };
  }
  for (const auto& header : options.headers) peer.headers.push_back(header);
  return client::Target(std::make_shared<MemoryConnector>(world_, std::move(peer)), std::move(options));
}

void Server::run() { world_->executor->run_posted(); }
void Server::advance(std::chrono::milliseconds duration) { world_->executor->advance(duration); }
void Server::set_patience(std::chrono::milliseconds patience) { world_->patience = patience; }
void Server::stop() {
  world_->executor->post([world = world_] { world->stop(); });
  run();
}

void Server::lose(const client::Gateway& client) {
  if (Line* line = line_of(client)) line->lose();
  run();
}
void Server::mute(const client::Gateway& client, bool muted) {
  run();
  if (Line* line = line_of(client)) line->mute(muted);
}
void Server::block(const client::Gateway& client, bool blocked) {
  run();
  if (Line* line = line_of(client)) line->block(blocked);
  run();
}
void Server::set_reachable(bool reachable) { world_->reachable = reachable; }

const std::vector<LogLine>& Server::log() const { return world_->log; }
const std::vector<std::string>& Server::client_errors() const { return world_->client_errors; }
std::size_t Server::connections() const { return world_->host->connections(); }
void Server::record(Recorder recorder) { world_->recorder = std::move(recorder); }

Replay Server::replay(std::string_view recording) {
  struct Connection {
    std::vector<std::string> heard;
    std::unique_ptr<Player> player;
    std::size_t compared = 0;
  };
  start();
  Replay replay;
  Likeness likeness;
  std::map<std::uint64_t, Connection> connections;
  const auto lines = read_recording(recording);
  const auto begin = world_->executor->now();
  const auto differs = [&](std::size_t line, std::string expected, std::string got) {
    replay.line = line + 1;
    replay.expected = std::move(expected);
    replay.got = std::move(got);
    return replay;
  };

  for (std::size_t i = 0; i < lines.size(); ++i) {
    const ReplayLine& line = lines[i];
    Connection& connection = connections[line.connection];
    const auto due = begin + line.at - lines.front().at;
    if (due > world_->executor->now()) {
      advance(std::chrono::duration_cast<std::chrono::milliseconds>(due - world_->executor->now()));
    }
    switch (line.kind) {
      case Kind::Opened: {
        HttpRequest request;
        request.method = "GET";
        request.path = request.raw_path = line.frame.value("path", "/");
        request.query = line.frame.value("query", "");
        const std::string spoken = line.frame.value("protocol", "");
        if (spoken == protocol::socketio::SocketIo::instance().name())
          throw std::runtime_error("connections of Socket.IO's clients cannot be played again");
        const bool is_packed = spoken == protocol::GangwayV1::kPackedSubprotocol;
        connection.player = std::make_unique<Player>(world_->executor, connection.heard, is_packed);
        if (!spoken.empty()) request.headers.emplace_back("Sec-WebSocket-Protocol", spoken);
        request.remote_address = "127.0.0.1:50000";
        world_->accept(connection.player->line, std::move(request));
        break;
      }
      case Kind::FromClient:
        if (!connection.player)
          throw std::runtime_error("the recording has frames of a connection before it was opened");
        run();
        connection.player->say(line.frame.is_string() ? line.text : likeness.as_now(line.frame).dump());
        break;
      case Kind::FromServer: {
        run();
        if (connection.compared == connection.heard.size()) return differs(i, line.text, {});
        const std::string& got = connection.heard[connection.compared++];
        if (!likeness.same(line.frame, nlohmann::ordered_json::parse(got, nullptr, false))) {
          return differs(i, line.text, got);
        }
        ++replay.frames;
        break;
      }
      case Kind::Closed:
        run();
        if (connection.player) connection.player->line->leave(1000);
        break;
    }
  }
  run();
  for (auto& [id, connection] : connections) {
    if (connection.compared < connection.heard.size()) {
      return differs(lines.size(), {}, connection.heard[connection.compared]);
    }
    if (connection.player) connection.player->line->leave(1000);
  }
  run();
  return replay;
}

}  // namespace gangway::testing
