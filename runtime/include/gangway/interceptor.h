#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "gangway/call.h"
#include "gangway/error_filter.h"
#include "gangway/reply.h"

namespace gangway {

namespace detail {
class Pipeline;
}

/// How a call has ended: its reply or its failure, before the client is told.
class CallResult {
 public:
  [[nodiscard]] bool ok() const noexcept { return !failed_; }
  /// The reply as JSON text; empty where there is none: a failure, an answer without a value, a stream.
  [[nodiscard]] std::string_view value() const noexcept { return value_; }
  /// Why it failed; null where it did not.
  [[nodiscard]] const CallFailure* failure() const noexcept { return failed_ ? &failure_ : nullptr; }

  /// Answers with `json` instead, also after a failure. It must be a value of the reply's type, or empty
  /// where the answer has none; otherwise the call fails with `internal` and the log says why.
  void replace(std::string json) { replacement_ = std::move(json); }
  /// Fails with `error` instead.
  void fail(Error error) { error_ = std::move(error); }

 private:
  friend class detail::Pipeline;

  bool failed_ = false;
  std::string value_;
  CallFailure failure_;
  std::optional<std::string> replacement_;
  std::optional<Error> error_;
};

/// Stands around calls: joins and events, after their guards were asked.
///
/// Registered as an ErrorFilter is; `before` runs for the server's interceptors first, then the gateway's,
/// then the namespace's, `after` the other way around. On the loop's thread; one object serves all calls.
class Interceptor {
 public:
  virtual ~Interceptor() = default;

  /// Before the payload is read. An error ends the call; `call.answer(…)` does, too.
  virtual Reply<void> before(CallInfo& /*call*/) { return {}; }
  /// Once for each call whose `before` was fine, however it ended, a stream's at its end. Not for calls that
  /// are taken back or whose client leaves. An error takes the result's place.
  virtual Reply<void> after(CallInfo& /*call*/, CallResult& /*result*/) { return {}; }
};

}  // namespace gangway
