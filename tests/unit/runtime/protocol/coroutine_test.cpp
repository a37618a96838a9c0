#include <stdexcept>
#include <thread>

#include "board.h"
#include "gangway/reply.h"
#include "gangway/task.h"

namespace {

/// An awaitable of somebody else's: resumes when the test says so, on the test's thread of choice.
struct Foreign {
  std::coroutine_handle<>& waiting;
  const int& seen;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> handle) { waiting = handle; }
  int await_resume() const { return seen; }  // looks at what the waiting frame owns
};

struct Loop {
  std::shared_ptr<gangway::testing::ManualExecutor> executor = gangway::testing::ManualExecutor::make();
  gangway::detail::CurrentExecutor current{executor};
};

struct Tracker {
  bool& alive;
  explicit Tracker(bool& of) : alive(of) { alive = true; }
  Tracker(const Tracker&) = delete;
  ~Tracker() { alive = false; }
};

gangway::Reply<std::thread::id> where_it_resumes(std::coroutine_handle<>& waiting, bool& alive) {
  const Tracker tracker(alive);
  const int local = 7;
  if (co_await Foreign{waiting, local} != 7) throw std::logic_error("the frame is gone");
  co_return std::this_thread::get_id();
}

gangway::Task<int> doubled(int value) {
  co_await gangway::sleep_for(std::chrono::milliseconds(5));
  if (value < 0) throw std::invalid_argument("negative");
  co_return value * 2;
}

gangway::Reply<int> through_tasks(int value) {
  try {
    co_return co_await doubled(co_await doubled(value));
  } catch (const std::invalid_argument&) {
    co_return -1;
  }
}

}  // namespace

TEST_CASE("a coroutine that another thread resumes goes on on the loop's thread") {
  Loop loop;
  std::coroutine_handle<> waiting;
  bool alive = false;
  auto reply = where_it_resumes(waiting, alive);
  CHECK(reply.ready() == nullptr);
  std::thread([&] { waiting.resume(); }).join();
  CHECK(reply.ready() == nullptr);
  loop.executor->run_posted();
  REQUIRE(reply.ready() != nullptr);
  CHECK(std::get<gangway::detail::Success<std::thread::id>>(*reply.ready()).value ==
        std::this_thread::get_id());
}

TEST_CASE("a frame that waits for something foreign lives until that lets go, cancelled or not") {
  Loop loop;
  std::coroutine_handle<> waiting;
  bool alive = false;
  {
    const auto reply = where_it_resumes(waiting, alive);
    CHECK(alive);
  }
  CHECK(alive);
  std::thread([&] { waiting.resume(); }).join();
  loop.executor->run_posted();
  CHECK_FALSE(alive);
}

TEST_CASE("tasks await tasks, throw through them, and die with whoever awaits them") {
  Loop loop;
  auto reply = through_tasks(3);
  loop.executor->advance(std::chrono::milliseconds(10));
  CHECK(std::get<gangway::detail::Success<int>>(*reply.ready()).value == 12);
  auto refused = through_tasks(-3);
  loop.executor->advance(std::chrono::milliseconds(10));
  CHECK(std::get<gangway::detail::Success<int>>(*refused.ready()).value == -1);
  { const auto dropped = through_tasks(1); }
  CHECK(loop.executor->timer_count() == 0);
}

TEST_CASE("a reply converts its value as the handler would have by hand") {
  Loop loop;
  const auto narrow = []() -> gangway::Reply<std::uint8_t> { co_return 7; };
  CHECK(std::get<gangway::detail::Success<std::uint8_t>>(*narrow().ready()).value == 7);
}
