#include "gangway/client/namespace.h"

#include "client/core.h"
#include "client/text.h"
#include "gangway/client/dispatch.h"
#include "gangway/codec/buffer.h"

namespace gangway::client {
Call<void> Namespace::join_namespace() {
  auto state = std::make_shared<TypedCallState<void>>(core_of(*this));
  core_of(*this)->run([state, membership = membership_](Core&) { membership->join(state); });
  return Call<void>(state);
}

Call<void> Namespace::refresh_namespace() {
  auto state = std::make_shared<TypedCallState<void>>(core_of(*this));
  core_of(*this)->run([state, membership = membership_](Core&) { membership->refresh(state); });
  return Call<void>(state);
}

void Namespace::leave_namespace() {
  core_of(*this)->run([membership = membership_](Core&) { membership->leave(); });
}

bool Namespace::is_joined() const { return membership_->is_joined(); }

Subscription Namespace::on_left_namespace(std::function<void(std::string_view)> told) {
  auto one = std::make_shared<Membership::LeftListeners::One>(std::move(told));
  core_of(*this)->run([membership = membership_, one](Core&) { membership->listen_left(one); });
  return Subscription(std::move(one));
}

Subscription Namespace::on_resume_namespace(std::function<void(const Resumption&)> told) {
  auto one = std::make_shared<Membership::ResumeListeners::One>(std::move(told));
  core_of(*this)->run([membership = membership_, one](Core&) { membership->listen_resume(one); });
  return Subscription(std::move(one));
}

std::shared_ptr<Core> core_of(const Namespace& space) {
  return space.membership()->core()->shared_from_this();
}

void open_call(const Namespace& space, std::string_view event, WriteFn payload, const CallOptions& options,
               std::shared_ptr<CallState> state, std::shared_ptr<Sink> sink) {
  auto text = text_of(payload);
  if (!text) {
    const CallError error = no_json_form(event);
    return sink->end({.data = {}, .code = error.code(), .message = error.what()});
  }
  core_of(space)->run([membership = space.membership(), event = std::string(event), text = std::move(*text),
                       timeout = options.timeout, state = std::move(state), sink = std::move(sink)](Core&) {
    membership->call(event, text, timeout, state, sink);
  });
}

void send_event(const Namespace& space, std::string_view event, WriteFn payload) {
  auto text = text_of(payload);
  core_of(space)->run(
      [membership = space.membership(), event = std::string(event), text = std::move(text)](Core& core) {
        if (!text) return core.report(no_json_form(event));
        membership->send(event, *text);
      });
}

Subscription listen(const Namespace& space, std::string_view event, std::function<void(JsonReader&)> told) {
  auto one =
      std::make_shared<Membership::EventListeners::One>([told = std::move(told)](std::string_view json) {
        JsonReader in(json);
        told(in);
      });
  core_of(space)->run([membership = space.membership(), event = std::string(event), one](Core&) {
    membership->listen(event, one);
  });
  return Subscription(std::move(one));
}

Subscription handle(const Namespace& space, std::string_view event, AskFn ask) {
  auto handling = std::make_shared<Asks::Handling>(std::move(ask));
  core_of(space)->run([membership = space.membership(), event = std::string(event), handling](Core&) {
    membership->handle(event, handling);
  });
  return Subscription(std::move(handling));
}

void set_handshake(const Namespace& space, std::function<std::string()> handshake) {
  core_of(space)->run([membership = space.membership(), handshake = std::move(handshake)](Core&) {
    membership->set_handshake(handshake);
  });
}

std::string handshake_text(WriteFn write) {
  auto text = text_of(write);
  if (!text) throw no_json_form("the handshake");
  return std::move(*text);
}

AnswerBody answer_value(WriteFn data) {
  auto text = text_of(data);
  if (!text) return answer_fault("a handler's reply has no JSON form");
  return {.text = "\"data\":" + *text};
}

AnswerBody answer_error(std::string_view code, std::string_view message, WriteFn data) {
  Buffer buffer;
  JsonWriter out(buffer);
  out.raw("\"error\":{\"code\":");
  out.string(code);
  out.raw(",\"message\":");
  out.string(message);
  if (const auto text = text_of(data); text && !text->empty()) {
    out.raw(",\"data\":");
    out.raw(*text);
  }
  out.put('}');
  return {.text = std::string(buffer.view())};
}

AnswerBody answer_error(const Error& error) {
  const bool fault = error.code == ErrorCode::Internal;
  return answer_error(to_string(error.code), fault ? "the handler failed" : std::string_view(error.message),
                      [&](JsonWriter& out) { out.raw(error.data); });
}

AnswerBody answer_fault(std::string what) {
  AnswerBody body = answer_error(Error{ErrorCode::Internal, {}});
  body.fault = std::move(what);
  return body;
}

void throw_misfit(const JsonReader& in) {
  const std::string rule(to_string(in.rule()));
  throw CallError("invalid_payload",
                  "what the server sent breaks the rule `" + rule + "` at `" + in.path() + "`" +
                      (in.reason().empty() ? "" : ": " + in.reason()),
                  "{\"path\":\"" + in.path() + "\",\"rule\":\"" + rule + "\"}");
}

}  // namespace gangway::client
