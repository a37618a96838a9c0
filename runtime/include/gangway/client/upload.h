#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "gangway/client/call.h"
#include "gangway/client/stream.h"
#include "gangway/detail/function_ref.h"

namespace gangway {
class JsonWriter;
}

namespace gangway::client {

/// What goes out of an upload, as the server is ready for it. For the runtime.
class Sending : public std::enable_shared_from_this<Sending> {
 public:
  using Taken = TypedCallState<bool>;

  Sending(std::shared_ptr<Core> core, std::shared_ptr<CallState> call)
      : core_(std::move(core)), call_(std::move(call)) {}

  // From any thread.
  Call<bool> item(gangway::detail::FunctionRef<void(JsonWriter&)> write);
  void end();

  // On the client's thread.
  void more(std::uint64_t items);
  /// The call is over: nothing more is wanted.
  void over();

 private:
  struct Item {
    std::string json;
    std::shared_ptr<Taken> taken;
  };
  void flush();

  std::shared_ptr<Core> core_;
  std::shared_ptr<CallState> call_;
  std::deque<Item> items_;
  std::uint64_t credit_ = 0;
  bool ended_ = false;
  bool over_ = false;
};

/// The sending half of a call whose values are sent one by one.
template <class T>
class Outlet {
 public:
  using Write = void (*)(JsonWriter& out, const T& value);

  /// Sends a value as soon as the server is ready for it: true then. False when the call has ended and wants
  /// no more. Who does not wait for the answer makes a queue of what is to be sent.
  Call<bool> send(const T& value) {
    return sending_->item([&](JsonWriter& out) { write_(out, value); });
  }

 protected:
  Outlet(std::shared_ptr<Sending> sending, Write write) : sending_(std::move(sending)), write_(write) {}

  std::shared_ptr<Sending> sending_;

 private:
  Write write_;
};

/// A call whose values are sent one by one, and which ends with one reply:
///
///     auto upload = ann.files.upload();
///     for (const Chunk& chunk : chunks) {
///       if (!upload.send(chunk).get()) break;  // the server wants no more
///     }
///     Receipt receipt = upload.finish().get();
///
/// Destroying it before `finish` takes the call back. One sender at a time, on any thread.
template <class T, class R, class... Errors>
class [[nodiscard]] Upload final : public Outlet<T> {
 public:
  /// For the runtime.
  Upload(std::shared_ptr<Sending> sending, Call<R, Errors...> call, typename Outlet<T>::Write write)
      : Outlet<T>(std::move(sending), write), call_(std::move(call)) {}
  Upload(Upload&&) noexcept = default;
  Upload& operator=(Upload&&) = delete;
  ~Upload() {
    if (this->sending_ && !finished_) call_.cancel();
  }

  /// There are no more values. Ends with the server's reply.
  Call<R, Errors...> finish() {
    if (!std::exchange(finished_, true)) this->sending_->end();
    return call_;
  }

 private:
  Call<R, Errors...> call_;
  bool finished_ = false;
};

/// A call whose values are sent one by one, and whose replies come likewise, in whichever order the two agree
/// on. Destroying it takes the call back.
template <class T, class R, class... Errors>
class [[nodiscard]] Exchange final : public Outlet<T> {
 public:
  /// For the runtime.
  Exchange(std::shared_ptr<Sending> sending, Stream<R, Errors...> replies, typename Outlet<T>::Write write)
      : Outlet<T>(std::move(sending), write), replies_(std::move(replies)) {}

  /// There are no more values; replies may still come.
  void finish() { this->sending_->end(); }
  /// The next reply; nothing at the end.
  [[nodiscard]] Call<std::optional<R>, Errors...> next() { return replies_.next(); }

 private:
  Stream<R, Errors...> replies_;
};

}  // namespace gangway::client
