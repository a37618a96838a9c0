#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "client/connector.h"
#include "gangway/testing.h"
#include "server/host.h"
#include "testing/line.h"
#include "testing/manual_executor.h"

namespace gangway::testing {

/// What a testing server and its clients share: the loop and the clock, the host, what was said.
class World : public std::enable_shared_from_this<World> {
 public:
  explicit World(const ServerOptions& options);

  /// Asks the host for a connection and opens `line` with its session, or refuses it.
  void accept(const std::shared_ptr<Line>& line, HttpRequest request);
  /// Runs what there is until `done`; throws Stuck where that does not help.
  void run_until(const std::function<bool()>& done);
  void stop();

  std::shared_ptr<ManualExecutor> executor = ManualExecutor::make();
  std::vector<LogLine> log;
  std::vector<std::string> client_errors;
  Limits limits;
  std::shared_ptr<detail::Site> site;
  std::optional<detail::Host> host;
  std::chrono::milliseconds patience{1'000};
  bool reachable = true;
  std::minstd_rand random{1};  ///< The same in each run.
  bool started = false;        ///< `after_init` was called.
  Recorder recorder;

 private:
  void step();

  std::vector<std::shared_ptr<Line>>
      lines_;  ///< The server's ends, which it has until it is told of the end.
  bool stopping_ = false;
  detail::TimePoint deadline_{};
};

/// One client's way to a testing server.
class MemoryConnector final : public client::Connector {
 public:
  MemoryConnector(std::shared_ptr<World> world, Peer peer)
      : world_(std::move(world)), peer_(std::move(peer)) {}

  std::unique_ptr<client::Wire> connect(std::string_view gateway_path, client::WireEvents& events) override;
  [[nodiscard]] std::shared_ptr<detail::Executor> executor() override { return world_->executor; }
  bool pump(const std::function<bool()>& done) override {
    world_->run_until(done);
    return true;
  }

  double random() override { return std::uniform_real_distribution<>(0, 1)(world_->random); }

  /// The connection that stands, or stood last; null before the first.
  [[nodiscard]] const std::shared_ptr<Line>& line() const noexcept { return line_; }

 private:
  std::shared_ptr<World> world_;
  Peer peer_;
  std::shared_ptr<Line> line_;
};

}  // namespace gangway::testing
