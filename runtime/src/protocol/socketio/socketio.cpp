#include "protocol/socketio/socketio.h"

#include "protocol/socketio/packet.h"
#include "protocol/socketio/session.h"
#include "protocol/socketio/writing.h"

namespace gangway::protocol::socketio {

const SocketIo& SocketIo::instance() {
  static const SocketIo dialect;
  return dialect;
}

std::vector<SharedMessagePtr> SocketIo::encode_event(const Emission& event, detail::WriteFn data) const {
  Buffer buffer;
  JsonWriter out(buffer);
  Attachments attachments;
  out.set_attachments(&attachments);
  write_head(out, PacketType::Event, event.ns, std::nullopt);
  write_event_name(out, event.row->name);
  const std::size_t name_end = buffer.size();
  out.put(',');
  data(out);
  if (out.failed() || attachments.size() > kMaxAttachments) return {};
  if (buffer.size() == name_end + 1) buffer.truncate(name_end);
  out.raw(std::string_view(event_tail(event.offset)));
  return with_attachments(buffer.view(), attachments);
}

std::shared_ptr<TextSession> SocketIo::open(std::shared_ptr<detail::Gateway> gateway, Options options,
                                            std::shared_ptr<const PeerInfo> info) {
  return std::make_shared<SocketIoSession>(std::move(gateway), options, std::move(info));
}

}  // namespace gangway::protocol::socketio
