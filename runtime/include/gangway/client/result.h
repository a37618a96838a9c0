#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "gangway/detail/outcome.h"
#include "gangway/error.h"

namespace gangway::client {

/// How a call ended, without throwing: its value, one of its declared errors, or a CallError.
///
///     if (auto joined = ann.chat.join({"lobby"}).result()) show(*joined);
///     else if (const RoomFull* full = joined.error<RoomFull>()) show(full->limit);
///     else show(joined.failure()->what());
template <class T, class... Errors>
class [[nodiscard]] Result {
 public:
  using Success = gangway::detail::Success<T>;

  Result(Success success) : end_(std::move(success)) {}  // NOLINT: implicit by design
  Result(CallError failure) : code_(failure.code()), end_(std::move(failure)) {}  // NOLINT
  template <class E>
  requires gangway::detail::OneOf<E, Errors...> Result(std::string_view code, E error)
      : code_(code), end_(std::move(error)) {}

  [[nodiscard]] bool ok() const noexcept { return std::holds_alternative<Success>(end_); }
  explicit operator bool() const noexcept { return ok(); }

  /// The value; throws as `Call::get` does where there is none.
  std::add_lvalue_reference_t<const T> value() const {
    raise();
    if constexpr (!std::is_void_v<T>) return std::get<Success>(end_).value;
  }
  /// The same without looking.
  std::add_lvalue_reference_t<const T> operator*() const requires(!std::is_void_v<T>) {
    return std::get_if<Success>(&end_)->value;
  }
  const auto* operator->() const requires(!std::is_void_v<T>) { return &std::get_if<Success>(&end_)->value; }

  /// The declared error of that type, if that is how it ended.
  template <class E>
  requires gangway::detail::OneOf<E, Errors...>
  [[nodiscard]] const E* error() const noexcept { return std::get_if<E>(&end_); }
  /// What no declared error says: `unavailable`, `deadline_exceeded`, `forbidden`…
  [[nodiscard]] const CallError* failure() const noexcept { return std::get_if<CallError>(&end_); }
  /// The error's name on the wire, declared or not; empty for a value.
  [[nodiscard]] std::string_view code() const noexcept { return code_; }

 private:
  void raise() const {
    std::visit(
        [](const auto& end) {
          if constexpr (!std::is_same_v<std::remove_cvref_t<decltype(end)>, Success>) throw end;
        },
        end_);
  }

  std::string code_;
  std::variant<Success, CallError, Errors...> end_;
};

}  // namespace gangway::client
