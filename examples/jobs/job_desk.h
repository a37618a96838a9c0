#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "jobs.gw.h"
#include "worker.h"

namespace demo::jobs {

/// The one handler: takes jobs, hands them to the worker, and tells who watches them.
class JobDesk final : public JobsHandler {
 public:
  explicit JobDesk(std::chrono::milliseconds step)
      : worker_(step, [this](const Progress& now) { all().in(Watchers{now.job}).progress(now); }) {}

  gangway::Reply<gangway::Uuid, NotApproved> on_submit(JobsClient client, Submit submit) override {
    constexpr std::uint32_t kLong = 100;
    if (submit.steps >= kLong) {
      // The server asks the client, in the middle of the client's own call.
      bool sure = false;
      try {
        sure = co_await client.approve("That takes " + std::to_string(submit.steps) + " steps. Go on?");
      } catch (const gangway::CallError&) {
        // No answer is a no.
      }
      if (!sure) co_return NotApproved{};
    }
    const auto id = gangway::Uuid::random();
    client.join(Watchers{id});
    worker_.add(id, submit.steps);
    co_return id;
  }

  gangway::Reply<Progress, NoSuchJob> on_watch(JobsClient client, Watch watch) override {
    client.join(Watchers{watch.job});
    const auto now = worker_.look(watch.job);
    if (now) return *now;
    client.leave(Watchers{watch.job});
    return NoSuchJob{watch.job};
  }

  gangway::Reply<gangway::Open<State>, NoSuchJob> on_ended(JobsClient, Ended ended) override {
    // Answered by the worker's thread, whenever it comes to it.
    auto ack = std::make_shared<gangway::Ack<gangway::Open<State>, NoSuchJob>>(
        gangway::deferred<gangway::Open<State>, NoSuchJob>());
    auto reply = ack->reply();
    if (!worker_.when_ended(ended.job, [ack](State state) { (*ack)(state); })) return NoSuchJob{ended.job};
    return reply;
  }

  gangway::Reply<void, NoSuchJob> on_stop(JobsClient, Stop stop) override {
    if (!worker_.stop(stop.job)) return NoSuchJob{stop.job};
    return {};
  }

 private:
  Worker worker_;
};

}  // namespace demo::jobs
