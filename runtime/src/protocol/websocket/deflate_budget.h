#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <utility>

namespace gangway::protocol::websocket {

/// The memory that the compression of all connections may take together. From any thread.
class DeflateBudget {
 public:
  explicit DeflateBudget(std::size_t bytes) noexcept : left_(bytes) {}

  /// Bytes of a budget, given back when this dies.
  class Share {
   public:
    Share() = default;
    Share(std::shared_ptr<DeflateBudget> budget, std::size_t bytes)
        : budget_(std::move(budget)), bytes_(bytes) {}
    Share(Share&& other) noexcept
        : budget_(std::move(other.budget_)), bytes_(std::exchange(other.bytes_, 0)) {}
    Share& operator=(Share&& other) noexcept {
      std::swap(budget_, other.budget_);
      std::swap(bytes_, other.bytes_);
      return *this;
    }
    ~Share() {
      if (budget_) budget_->left_ += bytes_;
    }

   private:
    std::shared_ptr<DeflateBudget> budget_;
    std::size_t bytes_ = 0;
  };

  /// Takes so many bytes; false, and nothing taken, where they are not left.
  [[nodiscard]] bool take(std::size_t bytes) noexcept {
    std::size_t left = left_.load();
    do {
      if (left < bytes) return false;
    } while (!left_.compare_exchange_weak(left, left - bytes));
    return true;
  }

  [[nodiscard]] std::size_t left() const noexcept { return left_.load(); }

 private:
  std::atomic<std::size_t> left_;
};

}  // namespace gangway::protocol::websocket
