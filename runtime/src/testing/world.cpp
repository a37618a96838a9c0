#include "testing/world.h"

#include <utility>

#include "protocol/gangway_v1.h"
#include "protocol/recording.h"
#include "server/options/effective.h"

namespace gangway::testing {
namespace {

/// How often a stopping server looks whether its handlers have ended.
constexpr std::chrono::milliseconds kDrainStep{10};

/// The client's end of a line.
class MemoryWire final : public client::Wire {
 public:
  explicit MemoryWire(std::shared_ptr<Line> line) : line_(std::move(line)) {}
  ~MemoryWire() override {
    if (line_) line_->leave(1000);
  }
  void send(std::string_view text) override { line_->say(text); }
  void close(std::uint16_t code) override { std::exchange(line_, nullptr)->leave(code); }

 private:
  std::shared_ptr<Line> line_;
};

}  // namespace

World::World(const ServerOptions& options) {
  // A test is the same whatever the environment says, and has one thread.
  ServerOptions own = options;
  own.environment = false;
  own.threads = 1;
  // Else clients of a server that stops come back at random times.
  if (!own.limits.reconnect_spread) own.limits.reconnect_spread = std::chrono::milliseconds(0);
  const auto in_force = detail::options::effective(own, {});
  auto shared = std::make_shared<detail::ServerContext>();
  shared->loops = {executor};
  shared->limits = limits = in_force.limits;
  shared->log = [this, further = options.log](LogLevel level, std::string_view line) {
    log.push_back({level, std::string(line)});
    if (further) further(level, line);
  };
  shared->recording = std::make_shared<protocol::Recording>([this](const RecordedFrame& frame) {
    if (recorder) recorder(frame);
  });
  recorder = options.recorder;
  site = std::make_shared<detail::Site>(std::move(shared), in_force.options);
  host.emplace(site);
}

void World::accept(const std::shared_ptr<Line>& line, HttpRequest request) {
  if (!reachable || !host) return line->refuse("nobody listens there");
  auto answer = host->upgrade(std::move(request));
  if (auto* refusal = std::get_if<HttpResponse>(&answer)) {
    return line->refuse("refused with " + std::to_string(refusal->status) + ": " + refusal->body);
  }
  auto& accepted = std::get<protocol::Accepted>(answer);
  std::erase_if(lines_, [](const auto& each) { return !each->is_open(); });
  lines_.push_back(line);
  line->open(std::move(accepted.session), accepted.max_message);
}

void World::run_until(const std::function<bool()>& done) {
  while (!done()) {
    if (executor->run_one()) continue;
    if (executor->wait_for_others(patience)) continue;
    throw Stuck(
        "nothing is left to do, and the answer is not there: advance() the clock, unblock or unmute the "
        "client, or answer from the thread that should");
  }
}

void World::stop() {
  if (std::exchange(stopping_, true)) {
    deadline_ = executor->now();  // asked again: do not wait
    return;
  }
  deadline_ = executor->now() + limits.grace;
  host->begin_drain();
  step();
}

void World::step() {
  if (host->drain(executor->now() >= deadline_)) return;
  executor->at(executor->now() + kDrainStep, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->step();
  });
}

std::unique_ptr<client::Wire> MemoryConnector::connect(std::string_view gateway_path,
                                                       client::WireEvents& events) {
  line_ = std::make_shared<Line>(world_->executor, events);
  HttpRequest request;
  request.method = "GET";
  request.path = request.raw_path = std::string(gateway_path);
  request.headers = peer_.headers;
  request.headers.emplace_back("Sec-WebSocket-Protocol", std::string(protocol::GangwayV1::kSubprotocol));
  request.remote_address = peer_.address;
  world_->executor->post([world = std::weak_ptr(world_), line = line_, request = std::move(request)] {
    if (const auto alive = world.lock()) return alive->accept(line, request);
    line->refuse("the server is gone");
  });
  return std::make_unique<MemoryWire>(line_);
}

}  // namespace gangway::testing
