#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "gangway/detail/outcome.h"
#include "gangway/reply.h"

namespace gangway {
class Handler;
}

namespace gangway::detail {

class Call;
class Member;

/// A pipe that has not answered yet.
class PipeWait {
 public:
  virtual ~PipeWait() = default;
  /// As `Reply::wait`.
  virtual bool wait(std::function<void()> done) = 0;
  /// Puts the pipe's value where it belongs, or says why not.
  virtual Outcome<void> end() = 0;
};

/// Puts what a pipe answered into `slot`.
template <class T>
Outcome<void> settle_pipe(Outcome<T>& answer, T& slot) {
  if (auto* value = std::get_if<Success<T>>(&answer)) {
    slot = std::move(value->value);
    return Success<void>{};
  }
  if (auto* error = std::get_if<Error>(&answer)) return std::move(*error);
  if (auto* fault = std::get_if<Fault>(&answer)) return std::move(*fault);
  return Fault{"a pipe ended without an outcome"};
}

template <class T>
class PipeWaitOf final : public PipeWait {
 public:
  PipeWaitOf(Reply<T>&& reply, T& slot) : reply_(std::move(reply)), slot_(slot) {}
  bool wait(std::function<void()> done) override { return reply_.wait(std::move(done)); }
  Outcome<void> end() override { return settle_pipe(*reply_.ready(), slot_); }

 private:
  Reply<T> reply_;
  T& slot_;
};

/// One value of a payload that a pipe runs on.
struct PipeStep {
  /// Runs the pipe. Null when it has answered, which `outcome` tells then.
  using Run = std::unique_ptr<PipeWait> (*)(void* value, Handler& handler,
                                            const std::shared_ptr<Member>& member, Outcome<void>& outcome);
  void* value;
  Run run;
  std::uint32_t place;  ///< Among the walk's places.
};

template <auto Pipe, class T>
std::unique_ptr<PipeWait> run_pipe(void* value, Handler& handler, const std::shared_ptr<Member>& member,
                                   Outcome<void>& outcome) {
  T& slot = *static_cast<T*>(value);
  try {
    Reply<T> reply = Pipe(handler, member, std::move(slot));
    auto* answer = reply.ready();
    if (answer == nullptr) return std::make_unique<PipeWaitOf<T>>(std::move(reply), slot);
    outcome = settle_pipe(*answer, slot);
  } catch (...) {
    outcome = outcome_of_exception<Outcome<void>>();
  }
  return nullptr;
}

/// Finds the pipes in a payload, in the order in which they run: what is inside of a value before the value
/// itself, so that a pipe gets what the pipes inside have made of it.
class PipeWalk {
 public:
  /// `value` is piped through `Pipe`, `Reply<T>(Handler&, const shared_ptr<Member>&, T)`.
  template <auto Pipe, class T>
  void pipe(T& value) {
    steps_.push_back({&value, &run_pipe<Pipe, T>, here_});
  }
  /// Walks on inside of a member.
  template <class Inside>
  void field(std::string_view name, Inside&& inside) {
    enter({here_, name, 0, false}, inside);
  }
  /// Walks on inside of each element of a list, or each value of a map.
  template <class Container, class Inside>
  void each(Container& container, Inside&& inside) {
    if constexpr (requires { typename Container::mapped_type; }) {
      for (auto& [key, value] : container)
        enter({here_, key, 0, false}, [&, &value = value] { inside(value); });
    } else {
      std::size_t index = 0;
      for (auto& value : container) enter({here_, {}, index++, true}, [&] { inside(value); });
    }
  }

  [[nodiscard]] const std::vector<PipeStep>& steps() const noexcept { return steps_; }
  /// Where a step's value stands in the payload: a JSON Pointer.
  [[nodiscard]] std::string path(const PipeStep& step) const;

 private:
  struct Place {
    std::uint32_t outer;  ///< One more than its index among the places; 0 for the payload itself.
    std::string_view key;
    std::size_t index;
    bool is_item;
  };

  template <class Inside>
  void enter(Place place, Inside&& inside) {
    const std::uint32_t outside = here_;
    places_.push_back(place);
    here_ = static_cast<std::uint32_t>(places_.size());
    inside();
    here_ = outside;
  }

  std::vector<PipeStep> steps_;
  std::vector<Place> places_;
  std::uint32_t here_ = 0;
};

/// A payload that pipes run on, and what goes on with it.
class PipedPayload {
 public:
  virtual ~PipedPayload() = default;
  /// Calls the handler, once all pipes have answered.
  virtual void go(Handler& handler, Call& call) = 0;

  PipeWalk walk;
};

template <class C>
class PipedPayloadOf final : public PipedPayload {
 public:
  using Run = void (*)(Handler& handler, Call& call, typename C::value& payload);
  explicit PipedPayloadOf(Run run) : run_(run) {}
  void go(Handler& handler, Call& call) override { run_(handler, call, value); }

  typename C::value value{};

 private:
  Run run_;
};

}  // namespace gangway::detail
