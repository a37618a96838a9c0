#include "transport/client/client_loop.h"

#include <chrono>
#include <utility>

#include "gangway/client/target.h"

namespace gangway::client {
namespace {

using namespace std::chrono_literals;

void stop_when_alone(const std::shared_ptr<transport::AsioLoop>& loop, const std::weak_ptr<int>& others,
                     gangway::detail::TimePoint latest) {
  if (others.expired() || loop->now() >= latest) return loop->stop();
  loop->at(loop->now() + 2ms, [weak = std::weak_ptr(loop), others, latest] {
    if (const auto alive = weak.lock()) stop_when_alone(alive, others, latest);
  });
}

}  // namespace

Loop::Loop() : thread_([loop = loop_] { loop->run(); }) {}

Loop::~Loop() {
  loop_->post([weak = std::weak_ptr(loop_), others = std::weak_ptr(presence_)] {
    if (const auto loop = weak.lock()) stop_when_alone(loop, others, loop->now() + 1s);
  });
  presence_.reset();
  if (thread_.get_id() == std::this_thread::get_id()) {
    thread_.detach();  // it has its loop to itself, and ends like the others
  } else {
    thread_.join();
  }
}

std::shared_ptr<Loop> make_loop() { return std::make_shared<Loop>(); }

}  // namespace gangway::client
