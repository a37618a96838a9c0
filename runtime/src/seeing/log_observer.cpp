#include "seeing/log_observer.h"

#include <string>

#include "dispatch/connection.h"
#include "dispatch/gateway.h"
#include "gangway/dispatch.h"
#include "hub/member.h"
#include "hub/namespace.h"
#include "protocol/peer.h"

namespace gangway::seeing {
namespace {

Record about(const protocol::PeerInfo& info) {
  Record record;
  record.address = info.address;
  if (info.trace) record.trace = info.trace->trace_id;
  return record;
}

Record about(const detail::Connection& connection) {
  Record record = about(connection.info());
  record.gateway = connection.gateway().table().name;
  return record;
}

Record about(const detail::Member& member) {
  Record record = about(*member.info);
  record.gateway = member.space->gateway_name();
  record.ns = member.space->path();
  record.client = member.sid;
  return record;
}

std::string_view kind_of(const detail::CallEnd& end) {
  if (end.call.is_join) return "join refused";
  if (end.call.is_refresh) return end.code.empty() ? "refreshed" : "refresh refused";
  return end.code.empty() ? "call" : "call failed";
}

/// A declared error is one of an event's answers, and who takes a call back knows that it did.
LogLevel level_of(const detail::CallEnd& end) {
  if (end.code.empty() || end.declared || end.code == to_string(ErrorCode::Cancelled)) return LogLevel::Debug;
  return end.code == to_string(ErrorCode::Internal) ? LogLevel::Error : LogLevel::Warning;
}

}  // namespace

void LogObserver::connection_opened(const detail::Connection& connection) {
  note(LogLevel::Debug, connection, "connected");
}

void LogObserver::connection_closed(const detail::Connection& connection) {
  note(LogLevel::Debug, connection, "disconnected");
}

void LogObserver::joined(const detail::Member& member) {
  if (!logger_->writes(LogLevel::Info)) return;
  Record record = about(member);
  record.message = "joined";
  logger_->write(record);
}

void LogObserver::left(const detail::Member& member, LeaveReason reason) {
  if (!logger_->writes(LogLevel::Info)) return;
  Record record = about(member);
  record.message = "left";
  record.code = to_string(reason);
  logger_->write(record);
}

void LogObserver::call_ended(const detail::CallEnd& end) {
  const LogLevel level = level_of(end);
  if (!logger_->writes(level) || (end.call.is_join && end.code.empty())) return;  // `joined` says it
  Record record = end.call.member ? about(*end.call.member) : about(end.connection);
  record.level = level;
  std::string message(kind_of(end));
  if (!end.fault.empty()) message.append(": ").append(end.fault);
  record.message = message;
  record.event = end.event.empty() ? end.call.event : end.event;
  record.code = end.code;
  record.took = end.took;
  logger_->write(record);
}

void LogObserver::client_call_ended(const detail::Member& member, std::string_view event,
                                    std::string_view code) {
  if (!logger_->writes(LogLevel::Debug)) return;
  Record record = about(member);
  record.level = LogLevel::Debug;
  record.message = code.empty() ? "client answered" : "client did not answer";
  record.event = event;
  record.code = code;
  logger_->write(record);
}

void LogObserver::event_dropped(const detail::Namespace& space, std::string_view event) {
  if (!logger_->writes(LogLevel::Debug)) return;
  logger_->write({.level = LogLevel::Debug,
                  .message = "event dropped",
                  .gateway = space.gateway_name(),
                  .ns = space.path(),
                  .event = event});
}

void LogObserver::note(LogLevel level, const detail::Connection& connection, std::string_view text) {
  if (!logger_->writes(level)) return;
  Record record = about(connection);
  record.level = level;
  record.message = text;
  logger_->write(record);
}

}  // namespace gangway::seeing
