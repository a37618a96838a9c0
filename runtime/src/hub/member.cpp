#include "hub/member.h"

#include <atomic>

#include "dispatch/connection.h"
#include "gangway/dispatch.h"
#include "hub/namespace.h"
#include "support/random_id.h"

namespace gangway::detail {
namespace {

ClientId next_id() {
  static std::atomic<std::uint64_t> last{0};
  return ClientId{last.fetch_add(1, std::memory_order_relaxed) + 1};
}

}  // namespace

Member::Member(std::shared_ptr<Namespace> of, Connection& through, protocol::Peer& to,
               std::shared_ptr<const protocol::PeerInfo> about)
    : id(next_id()),
      sid(random_id()),
      space(std::move(of)),
      shard(space->shard(through.executor())),
      info(std::move(about)),
      connection(&through),
      peer(&to),
      session(space->table().make_session ? space->table().make_session() : nullptr) {}

Executor& Member::executor() const noexcept { return *shard.executor(); }

Member::~Member() {
  if (session) space->table().free_session(session);
}

}  // namespace gangway::detail
