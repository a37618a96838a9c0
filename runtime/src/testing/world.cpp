#include "testing/world.h"

#include <algorithm>
#include <utility>

#include "protocol/gangway_v1.h"
#include "protocol/recording.h"

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

World::World(ServerOptions with) : options(std::move(with)) {
  auto shared = std::make_shared<detail::ServerContext>();
  shared->executor = executor;
  shared->limits = options.limits;
  shared->log = [this](LogLevel level, std::string_view line) {
    log.push_back({level, std::string(line)});
    if (options.log) options.log(level, line);
  };
  context = std::move(shared);
  host.emplace(context, false);
}

void World::accept(const std::shared_ptr<Line>& line, protocol::HttpRequest request) {
  if (!reachable) return line->refuse("nobody listens there");
  auto answer = host->upgrade(request);
  if (auto* refusal = std::get_if<protocol::HttpResponse>(&answer)) {
    return line->refuse("refused with " + std::to_string(refusal->status) + ": " + refusal->body);
  }
  auto& accepted = std::get<protocol::Accepted>(answer);
  ++connections_;
  auto session = accepted.session;
  if (recorder) {
    const std::string opened = "{\"path\":\"" + request.path + "\",\"query\":\"" + request.query +
                               "\",\"protocol\":\"" + accepted.subprotocol + "\"}";
    session = protocol::recorded(std::move(session), recorder, connections_, executor, opened);
  }
  std::erase_if(lines, [](const auto& old) { return old.expired(); });
  lines.push_back(line);
  line->open(std::move(session), accepted.max_message);
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
  deadline_ = executor->now() + options.limits.grace;
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
  protocol::HttpRequest request;
  request.method = "GET";
  request.path = std::string(gateway_path);
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
