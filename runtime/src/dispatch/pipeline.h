#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "dispatch/asked.h"
#include "gangway/call.h"
#include "gangway/codec/buffer.h"
#include "gangway/codec/writer.h"
#include "gangway/dispatch.h"
#include "gangway/hooks.h"
#include "gangway/interceptor.h"

namespace gangway::detail {

/// A call with something around it: guards, interceptors (before), constraints and pipes, the handler,
/// interceptors (after), error filters, in this order. A join or an event. Plain calls have none.
///
/// It goes on by itself as far as nothing has to be waited for; its connection keeps it from then on, and
/// uses one that never waited again for the next call. The call's end comes here instead of to the peer, and
/// is written by this once everything around the call has seen it: exactly one.
class Pipeline final : public PendingCall {
 public:
  explicit Pipeline(Connection& connection);

  /// `route` is null for a join; `data` for a call without payload. What they refer to stays until `advance`
  /// has returned.
  void begin(const CallRef& ref, const Route* route, const CallPolicy* policy, const std::string_view* data,
             bool lenient);
  /// Goes on as far as it can. Where its connection keeps it, it may be gone afterwards.
  void advance();
  [[nodiscard]] bool has_ended() const noexcept { return step_ == Step::Ended; }
  /// Its connection keeps it, as it has to wait.
  void kept() noexcept;
  /// Makes it ready for another `begin`.
  void clear();

  void credit(std::uint64_t more) override;
  void drained() override;

  // --- for the call inside
  // ------------------------------------------------------------------------------------

  void hold(std::unique_ptr<PendingCall> inner);
  void hold(std::unique_ptr<PipedPayload> payload);
  /// The handler of the inner call has ended: frees it and goes on.
  void inner_finished();
  JsonWriter& begin_value();
  void end_value();
  void end_empty();
  void end_with(const Error& error) { fail(error); }
  void end_declared(std::string_view code, std::string_view message, WriteFn data);
  void end_with_fault(std::string_view who, std::string_view what);

 private:
  enum class Step : std::uint8_t { Guards, Before, Handler, Pipes, Running, After, Filters, Write, Ended };
  enum class End : std::uint8_t { None, Value, Empty, Written };

  /// One step on; false when there is something to wait for, or nothing left.
  bool step();
  bool ask_guards();
  bool intercept_before();
  void call_handler();
  bool run_pipes();
  bool intercept_after();
  bool ask_filters();
  void write_end();

  /// False while there is no answer; then `advance` is called when there is.
  template <class Question>
  bool answered(Question& question);
  /// What an error or a fault among the answers means for the call. False where it is neither.
  template <class T>
  bool refused(const Outcome<T>& answer, std::string_view who);
  void fail(CallFailure failure);
  void fail(const Error& error);
  void log_fault();
  /// Takes over what an interceptor wants for the reply.
  void replace(std::string json, std::string_view who);
  [[nodiscard]] bool takes(const std::string& json);
  /// The message that the call came with goes now.
  void keep_payload();
  [[nodiscard]] CallTarget to_client() const;

  Step step_ = Step::Ended;
  bool advancing_ = false;
  bool is_kept_ = false;
  bool holds_up_ = false;  ///< It held up its client's events, until it became a stream.
  bool lenient_ = false;
  bool has_data_ = false;
  std::size_t index_ = 0;  ///< Of the guard, interceptor, pipe or filter that is asked.
  std::size_t ran_ = 0;    ///< Interceptors whose `before` was fine.
  const Route* route_ = nullptr;
  const CallPolicy* policy_ = nullptr;
  const Hooks* hooks_ = nullptr;
  std::string_view data_;
  CallInfo info_;

  Asked<bool> guard_;  ///< A filter's answer, too.
  Asked<void> hook_;
  std::unique_ptr<PipeWait> pipe_;
  std::unique_ptr<PipedPayload> payload_;
  std::unique_ptr<PendingCall> inner_;
  std::shared_ptr<bool> alive_;  ///< Whatever is waited for may come when this has moved on, or is gone.

  End end_ = End::None;
  CallResult result_;
  std::vector<NotedSpan> value_notes_;  ///< Of the result's value.
  Buffer buffer_;
  std::optional<JsonWriter> writer_;
  bool writes_through_ = false;  ///< Nobody looks at the value: it goes to the peer at once.
  std::string declared_;         ///< The declared error that the handler ended with, by its code.
  std::string fault_;            ///< What went wrong in the server, for the log.
};

}  // namespace gangway::detail
