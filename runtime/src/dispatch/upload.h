#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "gangway/client_stream.h"
#include "gangway/error.h"

namespace gangway::detail {

class Connection;

/// What a client may send of a stream before it is asked for more (wire format, "more").
inline constexpr std::uint64_t kGrantedItems = 16;

/// The values that one call streams to its handler: they wait here as they came, also while the call itself
/// waits, and are read when the handler asks for them.
///
/// There from the moment the call's frame arrived until the call ends; the handler's `ClientStream` may keep
/// it longer. On the loop's thread.
class Upload : public std::enable_shared_from_this<Upload> {
 public:
  enum class Taken : std::uint8_t {
    Yes,
    AfterTheEnd,
    TooMany,   ///< More than the client was asked for.
    TooLarge,  ///< More bytes than may wait.
  };

  Upload(Connection& connection, std::uint64_t id);

  /// One value, with a reader's padding. May run the handler, and so end the call.
  Taken item(std::string_view payload);
  /// There are no more. False where that was said before. May run the handler, too.
  bool end();
  /// The call is over: a handler's task that still waits is told.
  void close();
  /// The handler wants no more.
  void abandon();

  [[nodiscard]] const std::shared_ptr<Executor>& executor() const noexcept { return executor_; }

 private:
  friend class ItemWaiter;

  bool serve(ItemWaiter& waiter);
  void give(ItemWaiter& waiter, std::string_view payload);
  void wake();
  void drop_items();
  static Error over();

  std::shared_ptr<Executor> executor_;
  Connection* connection_;  ///< Null once the call is over.
  std::uint64_t id_;
  std::size_t violations_;
  ItemWaiter* waiter_ = nullptr;
  std::deque<std::string> items_;  ///< Each with a reader's padding.
  std::uint64_t granted_ = kGrantedItems;
  std::uint64_t taken_ = 0;  ///< Since the client was last asked for more.
  bool ended_ = false;
  bool abandoned_ = false;
};

}  // namespace gangway::detail
