// What clients stream to their calls.
#include "dispatch/connection.h"
#include "dispatch/upload.h"

namespace gangway::detail {

UploadHold Connection::begin_upload(const Route* route, const CallRef& ref) {
  if (route == nullptr || !route->takes_stream || !ref.has_id) return {};
  return UploadHold(std::make_shared<Upload>(*this, ref.id));
}

std::shared_ptr<Upload> Connection::upload_of(std::uint64_t id) const {
  for (const auto& call : calls_) {
    if (call->target.ref().has_id && call->target.ref().id == id) return call->upload.share();
  }
  for (const auto& member : members_) {
    for (const auto& waiting : member->waiting) {
      if (waiting.has_id && waiting.id == id) return waiting.upload.share();
    }
  }
  return nullptr;
}

void Connection::item(std::uint64_t id, std::string_view json) {
  const auto upload = upload_of(id);
  if (!upload) {
    // Where the call has ended, this was on its way then.
    if (id_in_use(id)) offence();
    return;
  }
  switch (upload->item(json)) {
    case Upload::Taken::Yes:
      return;
    case Upload::Taken::AfterTheEnd:
      return offence();
    case Upload::Taken::TooMany:
      offence();
      return end_call(id, ErrorCode::Overloaded, "more was sent than the server was ready for");
    case Upload::Taken::TooLarge:
      return end_call(id, ErrorCode::Overloaded, "too much is waiting to be handled");
  }
}

void Connection::end_items(std::uint64_t id) {
  const auto upload = upload_of(id);
  if (upload ? !upload->end() : id_in_use(id)) offence();
}

bool Connection::hold_upload_bytes(std::size_t bytes) {
  if (upload_bytes_ > 0 && upload_bytes_ + bytes > gateway_.limits().upload_bytes) return false;
  upload_bytes_ += bytes;
  return true;
}

}  // namespace gangway::detail
