#include "hub/questions.h"

#include <iterator>

#include "dispatch/connection.h"
#include "hub/member.h"

namespace gangway::detail {

void AudienceCall::start(std::shared_ptr<Executor> home, std::function<void()> done) {
  home_ = std::move(home);
  done_ = std::move(done);
  open_ = space_->shards().size();
  asked_.resize(open_);
  if (open_ == 0) return end();
  space_->on_each_loop(audience_, [self = shared_from_this()](std::size_t loop, const auto& shards) {
    self->ask(self->asked_[loop], shards);
  });
}

void AudienceCall::ask(Asked& asked, const Namespace::Shards& shards) {
  if (taken_back_) return;
  asked.open = 1;  // for this, so that nothing is reported before all are asked
  for (Shard* shard : shards) {
    for (Member* member : shard->members(audience_)) {
      ++asked.open;
      const auto done = [self = shared_from_this(), &asked, client = member->id](ClientAnswer answer) {
        self->answered(asked, {client, std::move(answer)});
      };
      asked.calls.emplace_back(member->shared(),
                               member->connection->call_client(*member, event_, data_, timeout, done));
    }
  }
  if (--asked.open == 0) report(asked);
}

void AudienceCall::answered(Asked& asked, RawAnswer answer) {
  asked.answers.push_back(std::move(answer));
  if (--asked.open == 0) report(asked);
}

void AudienceCall::report(Asked& asked) {
  asked.calls.clear();
  run_on(home_, [self = shared_from_this(), part = std::move(asked.answers)]() mutable {
    std::move(part.begin(), part.end(), std::back_inserter(self->answer));
    if (--self->open_ == 0) self->end();
  });
}

void AudienceCall::end() {
  if (const auto done = std::exchange(done_, nullptr)) done();
}

void AudienceCall::take_back() {
  if (!done_) return;  // it has ended, or was never asked
  done_ = nullptr;
  taken_back_ = true;
  space_->on_each_loop(audience_, [self = shared_from_this()](std::size_t loop, const auto&) {
    for (const auto& [member, id] : std::exchange(self->asked_[loop].calls, {})) {
      if (member->connection) member->connection->forget_call(id);
    }
  });
}

std::shared_ptr<RoomQuestion> room_question(const Broadcast& to, std::string_view event, KeptJson data) {
  return std::make_shared<AudienceCall>(to.space(), to.audience(), event, std::move(data));
}

}  // namespace gangway::detail
