#include "client/asks.h"

#include <utility>

namespace gangway::client {

void Asks::handle(std::string event, std::shared_ptr<Handling> handling) {
  handlers_.insert_or_assign(std::move(event), std::move(handling));
}

void Asks::run(std::uint64_t id, const std::string& event, std::string_view payload) {
  const auto found = handlers_.find(event);
  const auto handling = found == handlers_.end() ? nullptr : found->second;
  bool handled = false;
  running_[id] = nullptr;
  try {
    if (handling) {
      JsonReader in(payload);
      auto answering = handling->run(
          in, [this, id](AnswerBody body) { answer(id, std::move(body)); }, handled);
      // It may have been answered, or taken back, while it began.
      const auto entry = running_.find(id);
      if (answering && entry != running_.end()) entry->second = std::move(answering);
    }
    if (!handled) {
      answer(id, answer_error(Error{ErrorCode::UnknownEvent, "nothing handles " + event + " here"}));
    }
  } catch (const CallError& misfit) {
    const std::string& data = misfit.data();
    answer(id, answer_error(misfit.code(), misfit.what(), [&](JsonWriter& out) { out.raw(data); }));
  }
}

void Asks::cancel(std::uint64_t id) {
  const auto entry = running_.find(id);
  if (entry == running_.end()) return;
  const auto answering = std::move(entry->second);
  answer(id, answer_error(Error{ErrorCode::Cancelled, "the server cancelled the call"}));
}

void Asks::answer(std::uint64_t id, AnswerBody body) {
  const auto entry = running_.find(id);
  if (entry == running_.end()) return;
  const auto answering = std::move(entry->second);  // freed at the end: it may be what is calling
  running_.erase(entry);
  send_(id, std::move(body));
}

}  // namespace gangway::client
