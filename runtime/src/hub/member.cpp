#include "hub/member.h"

#include <atomic>

#include "dispatch/connection.h"
#include "gangway/codec/reader.h"
#include "gangway/dispatch.h"
#include "hub/namespace.h"
#include "hub/suspended.h"
#include "support/random_id.h"

namespace gangway::detail {
namespace {

ClientId next_id() {
  static std::atomic<std::uint64_t> last{0};
  return ClientId{last.fetch_add(1, std::memory_order_relaxed) + 1};
}

}  // namespace

Member::Handshake::Handshake(std::string_view payload, bool is_lenient, WireFormat written_in)
    : text(payload), size(payload.size()), lenient(is_lenient), format(written_in) {
  text.append(kReadPadding, '\0');
}

Member::Member(std::shared_ptr<Namespace> of, Connection& through, protocol::Peer& to,
               std::shared_ptr<const protocol::PeerInfo> about, std::optional<ClientId> known_id)
    : id(known_id ? *known_id : next_id()),
      sid(random_id()),
      space(std::move(of)),
      shard(space->shard(through.executor())),
      info(std::move(about)),
      connection(&through),
      peer(&to),
      session(space->table().make_session ? space->table().make_session() : nullptr) {}

void Member::restore(std::unique_ptr<Suspended> client, const ResumeRequest& resume) {
  if (session) space->table().free_session(session);
  session = client->session.release();
  for (const KeptRoom& room : client->rooms) {
    if (shard.join_room(*this, room.name)) rooms.back().since = room.since;
  }
  shard.set_user(*this, client->user);
  resumed = true;
  (resume.whole_or_new ? sid : former_sid) = resume.sid;
  asked_offset = resume.offset;
  back = std::move(client);
}

Executor& Member::executor() const noexcept { return *shard.executor(); }

bool Member::is_at(std::string_view path) const noexcept {
  return space->path() == path || (!asked_path.empty() && asked_path == path);
}

Member::~Member() {
  if (session) space->table().free_session(session);
}

}  // namespace gangway::detail
