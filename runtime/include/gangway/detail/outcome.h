#pragma once

#include <exception>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "gangway/error.h"

namespace gangway::detail {

/// A call that has not ended yet.
struct Pending {};

template <class T>
struct Success {
  T value;
};
template <>
struct Success<void> {};

/// An exception that nobody declared: `internal` to the client, this text to the log.
struct Fault {
  std::string what;
};

/// How a call ends: its value, one of its declared errors, one of ours, or a fault.
template <class T, class... Errors>
using Outcome = std::variant<Pending, Success<T>, Error, Fault, Errors...>;

template <class Out>
Out outcome_of_exception() {
  try {
    throw;
  } catch (const Error& error) {
    return error;
  } catch (const std::exception& error) {
    return Fault{error.what()};
  } catch (...) {
    return Fault{"something that is no std::exception was thrown"};
  }
}

/// The exception being handled, as the outcome it means. Call it inside a `catch (...)`.
template <class Out, class First, class... Rest>
Out outcome_of_exception() {
  try {
    throw;
  } catch (First& declared) {
    return std::move(declared);
  } catch (...) {
    return outcome_of_exception<Out, Rest...>();
  }
}

template <class T, class... List>
concept OneOf = (std::is_same_v<std::remove_cvref_t<T>, List> || ...);

}  // namespace gangway::detail
