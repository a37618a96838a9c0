#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gangway/room_call.h"
#include "hub/namespace.h"

namespace gangway::detail {

/// A question that each loop answers at once with a part of the whole.
template <class T>
class Survey final : public Question<T>, public std::enable_shared_from_this<Survey<T>> {
 public:
  /// Adds what `shard` has to say to `part`.
  using Ask = void (*)(Shard& shard, const Audience& audience, T& part);
  using Add = void (*)(T& whole, T part);

  Survey(std::shared_ptr<Namespace> space, Audience audience, Ask ask, Add add)
      : space_(std::move(space)), audience_(std::move(audience)), ask_(ask), add_(add) {}

  void start(std::shared_ptr<Executor> home, std::function<void()> done) override {
    home_ = std::move(home);
    done_ = std::move(done);
    open_ = space_->shards().size();
    if (open_ == 0) return end();
    space_->on_each_loop(audience_, [self = this->shared_from_this()](std::size_t, const auto& shards) {
      T part{};
      for (Shard* shard : shards) self->ask_(*shard, self->audience_, part);
      run_on(self->home_, [self, part = std::move(part)]() mutable {
        self->add_(self->answer, std::move(part));
        if (--self->open_ == 0) self->end();
      });
    });
  }
  void take_back() override { done_ = nullptr; }

 private:
  void end() {
    if (const auto done = std::exchange(done_, nullptr)) done();
  }

  std::shared_ptr<Namespace> space_;
  const Audience audience_;
  const Ask ask_;
  const Add add_;

  // On the asker's loop, once it has started.
  std::shared_ptr<Executor> home_;
  std::function<void()> done_;
  std::size_t open_ = 0;
};

/// A call to all clients of an audience.
class AudienceCall final : public RoomQuestion, public std::enable_shared_from_this<AudienceCall> {
 public:
  AudienceCall(std::shared_ptr<Namespace> space, Audience audience, std::string_view event, KeptJson data)
      : space_(std::move(space)), audience_(std::move(audience)), event_(event), data_(std::move(data)) {}

  void start(std::shared_ptr<Executor> home, std::function<void()> done) override;
  void take_back() override;

 private:
  /// The calls of one loop. On that loop's thread.
  struct Asked {
    std::vector<std::pair<std::shared_ptr<Member>, std::uint64_t>> calls;
    std::vector<RawAnswer> answers;
    std::size_t open = 0;
  };

  void ask(Asked& asked, const Namespace::Shards& shards);
  void answered(Asked& asked, RawAnswer answer);
  void report(Asked& asked);
  void end();

  std::shared_ptr<Namespace> space_;
  const Audience audience_;
  const std::string event_;
  const KeptJson data_;
  std::atomic<bool> taken_back_ = false;
  std::vector<Asked> asked_;  ///< One for each loop.

  // On the asker's loop, once it has started.
  std::shared_ptr<Executor> home_;
  std::function<void()> done_;
  std::size_t open_ = 0;
};

}  // namespace gangway::detail
