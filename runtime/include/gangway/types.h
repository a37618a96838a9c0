#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace gangway {

using Bytes = std::vector<std::uint8_t>;
/// A moment in UTC, in milliseconds.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;
/// A moment in UTC, in nanoseconds: years 1677 to 2262.
using TimestampNs = std::chrono::sys_time<std::chrono::nanoseconds>;
using Duration = std::chrono::milliseconds;
using Date = std::chrono::year_month_day;
/// What a date is before it is set: a value-initialised one is no day at all, and could not be written.
inline constexpr Date kEpochDate = std::chrono::year(1970) / std::chrono::January / 1;

/// A decimal number of any size, exact: it keeps the text it was made from and never passes through a float.
/// Equality and order are those of the numbers, so `1.5` equals `1.50`; `str` tells them apart.
class Decimal {
 public:
  /// Zero.
  Decimal() : text_("0") {}
  Decimal(std::int64_t value) : text_(std::to_string(value)) {}

  /// `-?[0-9]+(\.[0-9]+)?`, nothing else.
  [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);

  [[nodiscard]] const std::string& str() const noexcept { return text_; }

  friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }
  friend std::weak_ordering operator<=>(const Decimal& a, const Decimal& b);

 private:
  std::string text_;
};

/// 128 bits that name something (RFC 9562). The nil uuid at first.
class Uuid {
 public:
  constexpr Uuid() noexcept = default;
  constexpr explicit Uuid(const std::array<std::uint8_t, 16>& bytes) noexcept : bytes_(bytes) {}

  /// The 36 characters of the canonical form, in any case.
  [[nodiscard]] static std::optional<Uuid> parse(std::string_view text) noexcept;
  /// A new random one (version 4), from the system's random source. From any thread.
  [[nodiscard]] static Uuid random();

  /// The canonical form, in lower case.
  [[nodiscard]] std::string str() const;
  /// The same into `to`, 36 bytes without a terminator.
  void write_to(char* to) const noexcept;
  [[nodiscard]] constexpr const std::array<std::uint8_t, 16>& bytes() const noexcept { return bytes_; }
  [[nodiscard]] constexpr bool is_nil() const noexcept { return *this == Uuid{}; }

  friend constexpr bool operator==(const Uuid&, const Uuid&) noexcept = default;
  friend constexpr auto operator<=>(const Uuid&, const Uuid&) noexcept = default;

 private:
  std::array<std::uint8_t, 16> bytes_{};
};

/// A value of an open enum: an enumerator of E, or the name of one that a newer schema has.
///
/// `name()` finds `to_string(E)` by argument-dependent lookup.
template <class E>
class Open {
 public:
  constexpr Open() = default;
  constexpr Open(E value) : value_(value) {}
  [[nodiscard]] static Open unknown(std::string name) {
    Open open;
    open.unknown_ = std::move(name);
    return open;
  }

  [[nodiscard]] bool is_known() const noexcept { return !unknown_; }
  [[nodiscard]] std::optional<E> known() const noexcept {
    return unknown_ ? std::nullopt : std::optional<E>(value_);
  }
  /// The enumerator, or `otherwise` where the name is not known.
  [[nodiscard]] E known_or(E otherwise) const noexcept { return unknown_ ? otherwise : value_; }
  /// As on the wire. Valid as long as this value is.
  [[nodiscard]] std::string_view name() const {
    return unknown_ ? std::string_view(*unknown_) : std::string_view(to_string(value_));
  }
  /// The name that is not known; empty where it is.
  [[nodiscard]] std::string_view unknown_name() const noexcept {
    return unknown_ ? std::string_view(*unknown_) : std::string_view();
  }

  friend bool operator==(const Open& a, const Open& b) {
    return a.unknown_ == b.unknown_ && (a.unknown_ || a.value_ == b.value_);
  }
  friend bool operator==(const Open& a, E b) { return a.is_known() && a.value_ == b; }

 private:
  E value_{};
  std::optional<std::string> unknown_;
};

/// A field that may be left out, null, or hold a value: `name?: T?`. Absent at first.
template <class T>
class Patch {
 public:
  Patch() = default;
  Patch(std::nullptr_t) : state_(State::Null) {}
  template <class U = T>
  requires(std::constructible_from<T, U> && !std::same_as<std::remove_cvref_t<U>, Patch> &&
           !std::same_as<std::remove_cvref_t<U>, std::nullptr_t>) Patch(U&& value)
      : state_(State::Value), value_(std::forward<U>(value)) {}

  [[nodiscard]] bool is_absent() const noexcept { return state_ == State::Absent; }
  [[nodiscard]] bool is_null() const noexcept { return state_ == State::Null; }
  [[nodiscard]] bool has_value() const noexcept { return state_ == State::Value; }

  /// The value; only where `has_value()`.
  [[nodiscard]] T& operator*() noexcept { return *value_; }
  [[nodiscard]] const T& operator*() const noexcept { return *value_; }
  [[nodiscard]] T* operator->() noexcept { return &*value_; }
  [[nodiscard]] const T* operator->() const noexcept { return &*value_; }
  [[nodiscard]] T value_or(T otherwise) const { return value_ ? *value_ : std::move(otherwise); }

  /// Makes it a value-initialised value and returns it.
  T& emplace() {
    state_ = State::Value;
    return value_.emplace();
  }
  /// Makes it absent.
  void reset() noexcept {
    state_ = State::Absent;
    value_.reset();
  }

  friend bool operator==(const Patch& a, const Patch& b) {
    return a.state_ == b.state_ && a.value_ == b.value_;
  }

 private:
  enum class State : std::uint8_t { Absent, Null, Value };

  State state_ = State::Absent;
  std::optional<T> value_;
};

/// An arm of an open union that this schema does not know; it is written back as it was read.
struct Unknown {
  std::string tag;
  std::string raw;  ///< The whole object, tag included, as JSON text.

  friend bool operator==(const Unknown&, const Unknown&) = default;
};

/// A T on the heap that behaves like a T: copies are deep, equality compares values. Lets a type contain
/// itself; T may be incomplete where a Box of it is declared. Never empty, unless it was moved from: then it
/// may only be assigned to or destroyed.
template <class T>
class Box {
 public:
  Box() : value_(std::make_unique<T>()) {}
  template <class U = T>
  requires std::same_as<std::remove_cvref_t<U>, T> Box(U&& value)
      : value_(std::make_unique<T>(std::forward<U>(value))) {}
  Box(const Box& other) : value_(std::make_unique<T>(*other)) {}
  Box(Box&& other) noexcept = default;
  Box& operator=(const Box& other) {
    value_ = std::make_unique<T>(*other);
    return *this;
  }
  Box& operator=(Box&& other) noexcept = default;
  ~Box() = default;

  [[nodiscard]] T& operator*() noexcept { return *value_; }
  [[nodiscard]] const T& operator*() const noexcept { return *value_; }
  [[nodiscard]] T* operator->() noexcept { return value_.get(); }
  [[nodiscard]] const T* operator->() const noexcept { return value_.get(); }

  friend bool operator==(const Box& a, const Box& b) { return *a == *b; }

 private:
  std::unique_ptr<T> value_;
};

}  // namespace gangway

template <>
struct std::hash<gangway::Uuid> {
  std::size_t operator()(const gangway::Uuid& uuid) const noexcept;
};
