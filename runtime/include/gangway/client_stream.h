#pragma once

#include <coroutine>
#include <memory>
#include <optional>
#include <utility>

#include "gangway/detail/coroutine.h"
#include "gangway/error.h"

namespace gangway {

class JsonReader;

namespace detail {

class Upload;

/// Waits for the next value that a client streams. On the loop's thread.
class ItemWaiter {
 public:
  explicit ItemWaiter(std::shared_ptr<Upload> upload) noexcept : upload_(std::move(upload)) {}
  ItemWaiter(const ItemWaiter&) = delete;
  ItemWaiter& operator=(const ItemWaiter&) = delete;
  virtual ~ItemWaiter();

  /// Reads one value; false, with the reader failed, where it does not fit.
  virtual bool read(JsonReader& in) = 0;
  /// The same value once more, to find what else is wrong with it. Keeps nothing.
  virtual bool read_again(JsonReader& in) = 0;

  /// Takes what has come: a value, the end, or why there is none. False where that must be waited for.
  bool take();
  void wait(std::coroutine_handle<> waiting);

 private:
  friend class Upload;
  std::shared_ptr<Upload> upload_;
  std::coroutine_handle<> waiting_;

 protected:
  std::optional<Error> error_;
};

/// Says that nobody will ask for more. From any thread.
void abandon_upload(std::shared_ptr<Upload> upload);

}  // namespace detail

/// The values that a client streams to a handler, in order: the argument of an event `(stream T)`.
///
///     while (auto chunk = co_await chunks.next()) store(*chunk);
///
/// The client is never more than 16 values ahead of the handler. It goes on while the handler waits for
/// other things, and a handler may answer before the end: what still comes is then dropped, as is everything
/// once this object is gone. To be used by the handler it was passed to and the tasks it awaits; may be
/// moved and destroyed anywhere.
template <class T>
class [[nodiscard]] ClientStream {
 public:
  using Read = bool (*)(JsonReader& in, T& out);
  class Next;

  ClientStream(std::shared_ptr<detail::Upload> upload, Read read) noexcept
      : upload_(std::move(upload)), read_(read) {}
  ClientStream(ClientStream&&) noexcept = default;
  ClientStream& operator=(ClientStream&& other) noexcept {
    std::swap(upload_, other.upload_);
    std::swap(read_, other.read_);
    return *this;
  }
  ~ClientStream() {
    if (upload_) detail::abandon_upload(std::move(upload_));
  }

  /// Awaitable: the next value, or nothing behind the last one. One at a time.
  ///
  /// Throws `gangway::Error`: `invalid_payload` for a value that breaks the schema, which ends the call so
  /// unless the handler catches it; `cancelled` where the call is over.
  [[nodiscard]] Next next() { return Next(upload_, read_); }

 private:
  std::shared_ptr<detail::Upload> upload_;
  Read read_;
};

template <class T>
class [[nodiscard]] ClientStream<T>::Next final : public detail::ItemWaiter {
 public:
  using GangwayAwaitable = void;

  Next(std::shared_ptr<detail::Upload> upload, Read read) noexcept
      : ItemWaiter(std::move(upload)), read_(read) {}

  bool await_ready() { return take(); }
  void await_suspend(std::coroutine_handle<> waiting) { wait(waiting); }
  std::optional<T> await_resume() {
    if (error_) throw std::move(*error_);
    return std::move(value_);
  }

  bool read(JsonReader& in) override { return read_(in, value_.emplace()); }
  bool read_again(JsonReader& in) override {
    T nobody_wants{};
    return read_(in, nobody_wants);
  }

 private:
  Read read_;
  std::optional<T> value_;
};

}  // namespace gangway
