#include "gangway/client/upload.h"

#include "client/core.h"
#include "client/text.h"

namespace gangway::client {

Call<bool> Sending::item(WriteFn write) {
  auto taken = std::make_shared<Taken>(core_);
  auto text = text_of(write);
  core_->run([self = shared_from_this(), taken, text = std::move(text)](Core& core) {
    if (self->over_) return void(taken->complete(Taken::Success{false}));
    if (!text) {
      const CallError error = no_json_form("an item");
      taken->complete(error);
      return core.calls().cancel(self->call_->id(), error.code(), error.what());
    }
    self->items_.push_back({*text, taken});
    self->flush();
  });
  return Call<bool>(taken);
}

void Sending::end() {
  core_->run([self = shared_from_this()](Core&) {
    self->ended_ = true;
    self->flush();
  });
}

void Sending::more(std::uint64_t items) {
  credit_ += items;
  flush();
}

void Sending::over() {
  over_ = true;
  for (const Item& item : std::exchange(items_, {})) item.taken->complete(Taken::Success{false});
}

void Sending::flush() {
  const std::string head = "{\"id\":" + std::to_string(call_->id());
  while (!over_ && credit_ > 0 && !items_.empty()) {
    const Item item = std::move(items_.front());
    items_.pop_front();
    --credit_;
    if (const auto problem = core_->send(head + ",\"item\":" + item.json + "}")) {
      item.taken->complete(*problem);
      return core_->calls().cancel(call_->id(), problem->code(), problem->what());
    }
    item.taken->complete(Taken::Success{true});
  }
  // The last item may take the last credit; the end takes none. Before the call is sent there is no credit
  // either.
  if (!over_ && ended_ && items_.empty() && core_->calls().is_sent(call_->id())) {
    ended_ = false;
    core_->send(head + ",\"end\":true}");
  }
}

}  // namespace gangway::client
