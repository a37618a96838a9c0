#include "dispatch/upload.h"

#include <utility>

#include "dispatch/connection.h"
#include "dispatch/refusal.h"
#include "gangway/codec/reader.h"

namespace gangway::detail {
namespace {

/// The client is asked for more in steps, to spare a frame for each value.
constexpr std::uint64_t kStep = kGrantedItems / 2;

}  // namespace

Upload::Upload(Connection& connection, std::uint64_t id)
    : executor_(current_executor()),
      connection_(&connection),
      id_(id),
      violations_(connection.gateway().limits().violations) {}

Upload::Taken Upload::item(std::string_view payload) {
  if (ended_) return Taken::AfterTheEnd;
  if (granted_ == 0) return Taken::TooMany;
  --granted_;
  if (abandoned_ || connection_ == nullptr) return Taken::Yes;
  if (waiter_ != nullptr) {
    give(*waiter_, payload);
    wake();
    return Taken::Yes;
  }
  if (!connection_->hold_upload_bytes(payload.size())) return Taken::TooLarge;
  std::string& kept = items_.emplace_back();
  kept.reserve(payload.size() + kReadPadding);
  kept.append(payload).append(kReadPadding, '\0');
  return Taken::Yes;
}

bool Upload::end() {
  if (std::exchange(ended_, true)) return false;
  if (waiter_ != nullptr) wake();
  return true;
}

void Upload::close() {
  drop_items();
  connection_ = nullptr;
  if (waiter_ == nullptr) return;
  // Who waits belongs to the call mostly, and is about to be destroyed: what is left then did not.
  if (!executor_) return;
  executor_->post([self = shared_from_this()] {
    if (self->waiter_ == nullptr) return;
    self->waiter_->error_ = over();
    self->wake();
  });
}

void Upload::abandon() {
  abandoned_ = true;
  drop_items();
}

bool Upload::serve(ItemWaiter& waiter) {
  if (connection_ == nullptr) {
    waiter.error_ = over();
    return true;
  }
  if (items_.empty()) return ended_;
  const std::string payload = std::move(items_.front());
  items_.pop_front();
  const auto text = std::string_view(payload).substr(0, payload.size() - kReadPadding);
  connection_->let_go_of_upload_bytes(text.size());
  give(waiter, text);
  return true;
}

void Upload::give(ItemWaiter& waiter, std::string_view payload) {
  JsonReader in(payload, connection_->format());
  if (!waiter.read(in) || !in.finish()) {
    waiter.error_ = refusal(
        in, [&](JsonReader& again) { return waiter.read_again(again); }, violations_);
  }
  if (++taken_ < kStep || ended_) return;
  granted_ += taken_;
  connection_->peer().more(id_, std::exchange(taken_, 0));
}

void Upload::wake() { std::exchange(waiter_, nullptr)->waiting_.resume(); }

void Upload::drop_items() {
  for (const std::string& payload : std::exchange(items_, {})) {
    if (connection_ != nullptr) connection_->let_go_of_upload_bytes(payload.size() - kReadPadding);
  }
}

Error Upload::over() { return {ErrorCode::Cancelled, "the call is over"}; }

UploadHold::~UploadHold() {
  if (upload_) upload_->close();
}

// --- the handler's end
// ---------------------------------------------------------------------------------------

ItemWaiter::~ItemWaiter() {
  if (upload_->waiter_ == this) upload_->waiter_ = nullptr;
}

bool ItemWaiter::take() { return upload_->serve(*this); }

void ItemWaiter::wait(std::coroutine_handle<> waiting) {
  waiting_ = waiting;
  upload_->waiter_ = this;
}

void abandon_upload(std::shared_ptr<Upload> upload) {
  const std::shared_ptr<Executor> executor = upload->executor();
  run_on(executor, [upload = std::move(upload)] { upload->abandon(); });
}

}  // namespace gangway::detail
