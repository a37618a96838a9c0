#include "gangway/detail/coroutine.h"

#include "dispatch/current_executor.h"
#include "dispatch/executor.h"
#include "gangway/task.h"

namespace gangway {
namespace detail {
namespace {

std::shared_ptr<Executor>& slot() noexcept {
  static thread_local std::shared_ptr<Executor> current;
  return current;
}

}  // namespace

const std::shared_ptr<Executor>& current_executor() noexcept { return slot(); }

CurrentExecutor::CurrentExecutor(std::shared_ptr<Executor> executor)
    : outer_(std::exchange(slot(), std::move(executor))) {}
CurrentExecutor::~CurrentExecutor() { slot() = std::move(outer_); }

void run_on(const std::shared_ptr<Executor>& executor, std::function<void()> work) {
  if (!executor || executor->in_loop()) return work();
  executor->post(std::move(work));
}

}  // namespace detail

void sleep_for::await_suspend(std::coroutine_handle<> waiting) {
  auto& executor = *context_->executor;
  timer_ =
      static_cast<std::uint64_t>(executor.at(executor.now() + duration_, [waiting] { waiting.resume(); }));
}

sleep_for::~sleep_for() {
  if (timer_ != 0) context_->executor->cancel(detail::Executor::TimerId{timer_});
}

}  // namespace gangway
