#include "client/correlator.h"

#include <utility>
#include <vector>

#include "client/padded.h"

namespace gangway::client {

using gangway::detail::Executor;

namespace {
/// What may be streamed to the server before it asks for more.
constexpr std::uint64_t kGranted = 16;
}  // namespace

std::uint64_t Correlator::open(std::string ns, std::string event, std::shared_ptr<Sink> sink,
                               std::chrono::milliseconds timeout, std::function<void()> on_over) {
  const std::uint64_t id = ++last_id_;
  // The core cancels its timers' owner by closing, before it goes.
  const auto deadline = executor_->at(executor_->now() + timeout, [this, id, event, timeout] {
    cancel(id, "deadline_exceeded",
           event + " had no answer within " + std::to_string(timeout.count()) + " ms");
  });
  calls_.emplace(id, Entry{std::move(ns), std::move(event), std::move(sink), deadline, std::move(on_over)});
  return id;
}

void Correlator::sent(std::uint64_t id) {
  const auto entry = calls_.find(id);
  if (entry == calls_.end()) return;
  entry->second.sent = true;
  const auto sink = entry->second.sink;
  sink->more(kGranted);
}

void Correlator::more(std::uint64_t id, std::uint64_t items) {
  const auto entry = calls_.find(id);
  if (entry == calls_.end()) return;
  const auto sink = entry->second.sink;
  sink->more(items);
}

void Correlator::end(Entries::iterator entry, const Answer& answer) {
  const Entry call = std::move(entry->second);
  calls_.erase(entry);
  executor_->cancel(call.deadline);
  if (call.on_over) call.on_over();
  call.sink->end(answer);
}

void Correlator::reply(std::uint64_t id, std::string_view data) {
  if (const auto entry = calls_.find(id); entry != calls_.end()) end(entry, {.ok = true, .data = data});
}

void Correlator::item(std::uint64_t id, std::string_view data) {
  const auto entry = calls_.find(id);
  if (entry == calls_.end()) return;
  // The deadline is for the first sign of life only: a stream may go on for hours.
  executor_->cancel(std::exchange(entry->second.deadline, Executor::TimerId::None));
  const auto sink = entry->second.sink;
  sink->item(data);
}

void Correlator::fail(std::uint64_t id, const Answer& error) {
  if (const auto entry = calls_.find(id); entry != calls_.end()) end(entry, error);
}

void Correlator::cancel(std::uint64_t id, std::string_view code, std::string_view message) {
  const auto entry = calls_.find(id);
  if (entry == calls_.end()) return;
  if (entry->second.sent) send_("{\"id\":" + std::to_string(id) + ",\"cancel\":true}");
  end(entry, {.code = code, .message = message});
}

template <class Which>
void Correlator::fail_where(const CallError& error, Which which) {
  std::vector<std::uint64_t> ids;
  for (const auto& [id, entry] : calls_) {
    if (which(entry)) ids.push_back(id);
  }
  const Padded data(error.data());
  for (const std::uint64_t id : ids) {
    fail(id, {.data = data.text(), .code = error.code(), .message = error.what()});
  }
}

void Correlator::fail_sent(const CallError& error) {
  fail_where(error, [](const Entry& entry) { return entry.sent; });
}
void Correlator::fail_all(const CallError& error) {
  fail_where(error, [](const Entry&) { return true; });
}
void Correlator::fail_all(std::string_view ns, const CallError& error) {
  fail_where(error, [&](const Entry& entry) { return entry.ns == ns; });
}

}  // namespace gangway::client
