#include "protocol/socketio/packet_reader.h"

#include <charconv>
#include <system_error>
#include <utility>

#include "gangway/codec/reader.h"
#include "protocol/socketio/attachments.h"

namespace gangway::protocol::socketio {
namespace {

bool is_event(PacketType type) { return type == PacketType::Event || type == PacketType::BinaryEvent; }

/// Reads what stands first in an event: its name, or a number.
bool read_name(JsonReader& in, std::string_view& name, std::string& scratch) {
  if (in.peek() == '"') return in.read_view(name, scratch) && !is_reserved(name);
  const char first = in.peek();
  return (first == '-' || (first >= '0' && first <= '9')) && in.skip_span(name);
}

/// Reads the values that are left in an array, to its end.
bool read_values(JsonReader& in, Arguments& arguments) {
  while (in.next_item()) {
    std::string_view value;
    if (!in.skip_span(value)) return false;
    if (arguments.count++ == 0) arguments.first = value;
  }
  return !in.failed() && in.finish();
}

/// Reads the `\uXXXX` at `at`; -1 where none stands there.
int escaped_unit(std::string_view text, std::size_t at) {
  unsigned unit = 0;
  if (text.size() < at + 6 || text[at] != '\\' || text[at + 1] != 'u') return -1;
  const char* const digits = text.data() + at + 2;
  const auto [end, error] = std::from_chars(digits, digits + 4, unit, 16);
  return error == std::errc{} && end == digits + 4 ? static_cast<int>(unit) : -1;
}

/// Puts U+FFFD in the places of escapes that are half of a pair. False where there are none.
bool replace_lone_surrogates(std::string& json) {
  const auto is_low = [](int unit) { return unit >= 0xDC00 && unit <= 0xDFFF; };
  bool found = false;
  for (std::size_t at = json.find('\\'); at != std::string::npos; at = json.find('\\', at)) {
    const int unit = escaped_unit(json, at);
    if (unit < 0xD800 || unit > 0xDFFF) {
      at += 2;
    } else if (!is_low(unit) && is_low(escaped_unit(json, at + 6))) {
      at += 12;
    } else {
      json.replace(at + 2, 4, "fffd");
      found = true;
      at += 6;
    }
  }
  return found;
}

bool is_object(std::string_view json) {
  JsonReader in(json);
  return in.peek() == '{' && in.skip() && in.finish();
}

}  // namespace

void PacketReader::on_message(MessageKind kind, std::string_view bytes) {
  if (over_) return;
  kind == MessageKind::Text ? on_text(bytes) : on_binary(bytes);
}

void PacketReader::on_text(std::string_view text) {
  if (pending_) return violation("text where an attachment is due");
  const auto packet = read_packet(text);
  if (!packet) return violation("no packet");
  if (packet->type == PacketType::Connect) return connect(*packet);
  if (packet->type == PacketType::ConnectError) return violation("a refusal, which is for servers");
  if (packet->type == PacketType::Disconnect) {
    if (!packet->payload.empty()) return violation("a DISCONNECT with a payload");
    if (!application_.knows(packet->ns)) return violation("a DISCONNECT from a namespace without a client");
    return application_.disconnect(packet->ns);
  }
  if (packet->type == PacketType::Event && application_.event_at_once(*packet)) return;
  Arguments arguments;
  if (!take_apart(*packet, arguments)) return;
  if (packet->attachments == 0) return hand_on(*packet, arguments);
  if (text.size() > max_bytes_) return violation("a packet that is too long");
  pending_ = std::make_unique<Pending>(Pending{
      .text = std::string(text), .size = text.size(), .count = packet->attachments, .bytes = text.size()});
  pending_->text.append(kReadPadding, '\0');
}

void PacketReader::on_binary(std::string_view bytes) {
  if (!pending_) return violation("an attachment where none is due");
  pending_->bytes += bytes.size();
  if (pending_->bytes > max_bytes_) return violation("a packet that is too long with its attachments");
  pending_->attachments.emplace_back(bytes);
  if (pending_->attachments.size() < pending_->count) return;
  const auto whole = std::move(pending_);
  const auto packet = read_packet(std::string_view(whole->text).substr(0, whole->size));
  Arguments arguments;
  if (!take_apart(*packet, arguments)) return;
  if (check_placeholders(packet->payload, whole->count) != Placed::Fine) {
    return violation("a placeholder of no attachment");
  }
  arguments.attachments = whole->attachments;
  hand_on(*packet, arguments);
}

void PacketReader::connect(const Packet& packet) {
  if (!packet.payload.empty() && !is_object(packet.payload)) {
    return violation("a CONNECT whose payload is no object");
  }
  if (application_.knows(packet.ns)) return violation("a second CONNECT to a namespace");
  application_.connect(packet.ns, packet.payload.empty() ? nullptr : &packet.payload);
}

bool PacketReader::take_apart(const Packet& packet, Arguments& arguments) {
  if (packet.payload.empty()) return true;  // as the reference has it: an event that means nothing
  if (read_arguments(packet.type, packet.payload, arguments)) return true;
  // Half a pair of surrogates is what is left of a text that a page has cut: bad for the event, not for the
  // connection.
  std::string mended(packet.payload);
  mended.append(kReadPadding, '\0');
  if (replace_lone_surrogates(mended)) {
    arguments = {};
    if (read_arguments(packet.type, std::string_view(mended).substr(0, packet.payload.size()), arguments)) {
      const auto original = [&](std::string_view& part) {
        if (part.data() == nullptr) return;
        part = packet.payload.substr(static_cast<std::size_t>(part.data() - mended.data()), part.size());
      };
      name_scratch_ = arguments.name;
      arguments.name = name_scratch_;
      original(arguments.behind);
      original(arguments.first);
      return true;
    }
  }
  violation("a payload that is no list of arguments");
  return false;
}

bool PacketReader::read_arguments(PacketType type, std::string_view payload, Arguments& arguments) {
  JsonReader in(payload);
  if (!in.array_begin()) return false;
  if (is_event(type) && !(in.next_item() && read_name(in, arguments.name, name_scratch_))) return false;
  arguments.behind = is_event(type) ? in.rest() : payload;
  return read_values(in, arguments);
}

void PacketReader::hand_on(const Packet& packet, const Arguments& arguments) {
  if (!application_.knows(packet.ns)) return violation("a packet for a namespace without a client");
  if (packet.payload.empty() && is_event(packet.type)) return;
  if (is_event(packet.type)) return application_.event(packet.ns, packet.id, arguments);
  if (packet.id) application_.ack(packet.ns, *packet.id, arguments);
}

void PacketReader::violation(std::string_view what) {
  over_ = true;
  pending_.reset();
  application_.violation(what);
}

}  // namespace gangway::protocol::socketio
