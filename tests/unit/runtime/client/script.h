#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "client/connector.h"
#include "client/padded.h"
#include "kit.h"
#include "testing/manual_executor.h"

namespace test::board {

/// A server that is a script: the test says what it says, and looks at what the client says.
class Script final : public gangway::client::Connector, public std::enable_shared_from_this<Script> {
 public:
  static std::shared_ptr<Script> make() { return std::make_shared<Script>(); }

  std::unique_ptr<gangway::client::Wire> connect(std::string_view path,
                                                 gangway::client::WireEvents& events) override {
    ++connects;
    paths.emplace_back(path);
    events_ = &events;
    return std::make_unique<End>(shared_from_this());
  }
  std::shared_ptr<gangway::detail::Executor> executor() override { return loop; }
  bool pump(const std::function<bool()>& done) override {
    loop->run_posted();
    REQUIRE(done());
    return true;
  }

  /// The server says something.
  void say(std::string_view frame) {
    REQUIRE(events_ != nullptr);
    const gangway::client::Padded padded(frame);
    events_->on_message(padded.text());
  }
  void hello(std::string_view more = {}) {
    say(R"({"hello":{"v":1,"heartbeat":10000,"timeout":5000)" + std::string(more) + "}}");
  }
  void lose(std::uint16_t code = 1006, std::string_view reason = {}) {
    REQUIRE(events_ != nullptr);
    std::exchange(events_, nullptr)->on_lost(code, reason);
  }
  /// What the client said since the last look.
  std::vector<std::string> heard() { return std::exchange(heard_, {}); }
  [[nodiscard]] bool connected() const { return events_ != nullptr; }

  std::shared_ptr<gangway::testing::ManualExecutor> loop = gangway::testing::ManualExecutor::make();
  int connects = 0;
  std::vector<std::string> paths;
  std::vector<std::uint16_t> closed;  ///< With which codes the client closed.

 private:
  class End final : public gangway::client::Wire {
   public:
    explicit End(std::shared_ptr<Script> script) : script_(std::move(script)) {}
    ~End() override { leave(1000); }
    void send(std::string_view text) override { script_->heard_.emplace_back(text); }
    void close(std::uint16_t code) override { leave(code); }

   private:
    void leave(std::uint16_t code) {
      if (std::exchange(left_, true) || script_->events_ == nullptr) return;
      script_->events_ = nullptr;
      script_->closed.push_back(code);
    }
    std::shared_ptr<Script> script_;
    bool left_ = false;
  };

  gangway::client::WireEvents* events_ = nullptr;
  std::vector<std::string> heard_;
};

}  // namespace test::board
