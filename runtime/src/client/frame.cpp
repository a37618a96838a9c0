#include "client/frame.h"

#include "gangway/codec/reader.h"

namespace gangway::client {
namespace {

/// Reads an object's members with `member(reader, key)`.
template <class Member>
bool each_member(JsonReader& in, Member member) {
  std::string_view key;
  if (!in.object_begin()) return false;
  while (in.next_key(key)) {
    if (!member(in, key)) return false;
  }
  return !in.failed();
}

template <class Member>
bool each_member(std::string_view json, Member member) {
  JsonReader in(json);
  return each_member(in, member);
}

bool read_count(JsonReader& in, std::uint64_t& out) {
  bool negative = false;
  return in.read_integer(out, negative) && !negative;
}

bool read_error(std::string_view json, WireError& out) {
  return each_member(json, [&](JsonReader& in, std::string_view key) {
    return key == "code"      ? in.read_string(out.code)
           : key == "message" ? in.read_string(out.message)
           : key == "data"    ? in.skip_span(out.data)
                              : in.skip();
  });
}

bool read_hello(std::string_view json, Hello& out) {
  return each_member(json, [&](JsonReader& in, std::string_view key) {
    return key == "v"            ? read_count(in, out.version)
           : key == "schema"     ? in.read_string(out.schema)
           : key == "heartbeat"  ? read_count(in, out.heartbeat)
           : key == "timeout"    ? read_count(in, out.timeout)
           : key == "maxPayload" ? read_count(in, out.max_payload)
                                 : in.skip();
  });
}

bool read_joined(std::string_view json, Joined& out) {
  return each_member(json, [&](JsonReader& in, std::string_view key) {
    return key == "sid"       ? in.read_string(out.sid)
           : key == "offset"  ? in.read_string(out.offset.emplace())
           : key == "resumed" ? in.read_bool(out.resumed)
           : key == "gap"     ? in.read_bool(out.gap)
                              : in.skip();
  });
}

/// The members that say what a frame is; null views where they are not there.
struct Members {
  std::string_view hello, ping, joined, refreshed, left, error, item, end, cancel, drain, more;
};

bool read_members(JsonReader& in, std::string_view key, Incoming& frame, Members& members) {
  if (key == "ns") return in.read_string(frame.ns.emplace());
  if (key == "event") return in.read_string(frame.event.emplace());
  if (key == "id") return read_count(in, frame.id.emplace());
  if (key == "offset") return in.read_string(frame.offset.emplace());
  if (key == "data") return in.skip_span(frame.data);
  std::string_view* known = key == "hello"       ? &members.hello
                            : key == "ping"      ? &members.ping
                            : key == "joined"    ? &members.joined
                            : key == "refreshed" ? &members.refreshed
                            : key == "left"      ? &members.left
                            : key == "error"     ? &members.error
                            : key == "item"      ? &members.item
                            : key == "end"       ? &members.end
                            : key == "cancel"    ? &members.cancel
                            : key == "drain"     ? &members.drain
                            : key == "more"      ? &members.more
                                                 : nullptr;
  return known ? in.skip_span(*known) : in.skip();
}

/// About a call, which `id` names.
bool read_about_call(Incoming& frame, const Members& members) {
  if (!members.error.empty()) {
    frame.kind = Incoming::Kind::Error;
    return read_error(members.error, frame.error);
  }
  if (!members.item.empty()) {
    frame.kind = Incoming::Kind::Item;
    frame.data = members.item;
  } else if (!members.end.empty()) {
    frame.kind = Incoming::Kind::End;
  } else if (!members.cancel.empty()) {
    frame.kind = Incoming::Kind::Cancel;
  } else if (!members.more.empty()) {
    frame.kind = Incoming::Kind::More;
    JsonReader in(members.more);
    return read_count(in, frame.more);
  } else {
    frame.kind = Incoming::Kind::Reply;
  }
  return true;
}

bool read_rest(Incoming& frame, const Members& members) {
  const auto is = [&](Incoming::Kind kind) {
    frame.kind = kind;
    return true;
  };
  if (!members.ping.empty()) return is(Incoming::Kind::Ping);
  if (!members.joined.empty()) return is(Incoming::Kind::Joined) && read_joined(members.joined, frame.joined);
  if (!members.refreshed.empty()) {
    std::string_view error;
    const auto read = [&](JsonReader& in, std::string_view key) {
      return key == "error" ? in.skip_span(error) : in.skip();
    };
    if (!is(Incoming::Kind::Refreshed) || !each_member(members.refreshed, read)) return false;
    if (!error.empty()) return read_error(error, frame.error);
    frame.error.code.clear();
    return true;
  }
  if (!members.left.empty()) {
    frame.reason = "server_left";
    return is(Incoming::Kind::Left) && each_member(members.left, [&](JsonReader& in, std::string_view key) {
             return key == "reason" ? in.read_string(frame.reason) : in.skip();
           });
  }
  if (!members.error.empty()) return is(Incoming::Kind::Refused) && read_error(members.error, frame.error);
  if (!members.hello.empty()) return is(Incoming::Kind::Hello) && read_hello(members.hello, frame.hello);
  if (!members.drain.empty()) {
    return is(Incoming::Kind::Drain) && each_member(members.drain, [&](JsonReader& in, std::string_view key) {
             return key == "reconnectAfter" ? read_count(in, frame.reconnect_after) : in.skip();
           });
  }
  return true;
}

}  // namespace

std::optional<Incoming> read_frame(std::string_view text) {
  Incoming frame;
  Members members;
  JsonReader in(text);
  const bool fine = each_member(
      in, [&](JsonReader& at, std::string_view key) { return read_members(at, key, frame, members); });
  if (!fine || !in.finish()) return std::nullopt;
  if (frame.event && members.error.empty()) {
    frame.kind = Incoming::Kind::Event;
    return frame;
  }
  if (!(frame.id ? read_about_call(frame, members) : read_rest(frame, members))) return std::nullopt;
  return frame;
}

}  // namespace gangway::client
