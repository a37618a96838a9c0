#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include "gangway/client/call.h"
#include "gangway/client/subscription.h"

namespace gangway::client {

class Membership;

/// What a namespace is joined with: asked for it anew for every join, on the client's thread. Give a function
/// where tokens expire. What it throws fails the join.
template <class Handshake>
class Provider {
 public:
  template <std::invocable F>
  requires std::convertible_to<std::invoke_result_t<F&>, Handshake> Provider(
      F ask)  // NOLINT: implicit by design
      : ask_(std::move(ask)) {}

  Handshake operator()() const { return ask_(); }

 private:
  std::function<Handshake()> ask_;
};

/// What became of a namespace with `@replay` events when it was joined again after a loss.
struct Resumption {
  bool resumed = false;  ///< Session and rooms are what they were; what was missed follows.
  bool gap = false;      ///< Not all that was missed does: ask anew for what matters.
};

/// One namespace of a gateway, as its clients see it: the base of the generated `XApi` classes.
///
/// It is joined when it is first used, and joined again whenever the connection was lost. What is called
/// meanwhile waits for the join. A refused join is final (what waits fails with it) unless the reason passes
/// (`overloaded`, `rate_limited`, `unavailable`, `internal`, `deadline_exceeded`); so is being put out.
/// `join_namespace` begins anew. From any thread; callbacks run on the client's.
class Namespace {
 public:
  /// For generated code.
  explicit Namespace(std::shared_ptr<Membership> membership) : membership_(std::move(membership)) {}
  Namespace(const Namespace&) = delete;
  Namespace& operator=(const Namespace&) = delete;

  /// Joins now, also after the namespace was left or refused; ends when it is joined, or with why not.
  Call<void> join_namespace();
  /// Presents the handshake anew, asked for again where it is a function: a token that was renewed. Ends when
  /// the server has taken it, or with why not; the membership goes on either way.
  Call<void> refresh_namespace();
  /// Leaves; what is in flight ends as `cancelled`.
  void leave_namespace();
  [[nodiscard]] bool is_joined() const;
  /// Told when the server puts this client out: "server_left".
  Subscription on_left_namespace(std::function<void(std::string_view reason)> told);

  /// Told when it was joined again after a loss, before what was missed; only with `@replay` events.
  Subscription on_resume_namespace(std::function<void(const Resumption&)> told);

  /// For the runtime.
  [[nodiscard]] const std::shared_ptr<Membership>& membership() const noexcept { return membership_; }

 private:
  std::shared_ptr<Membership> membership_;
};

/// For the runtime: the client that the namespace belongs to.
[[nodiscard]] std::shared_ptr<Core> core_of(const Namespace& space);

}  // namespace gangway::client
