#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

namespace gangway {

/// Growable bytes for output: never zeroed, and kept when cleared, so that a connection's outbox stops
/// allocating once it has seen its usual load. Not thread-safe. A moved-from buffer is empty and usable.
class Buffer {
 public:
  Buffer() noexcept = default;
  Buffer(Buffer&& other) noexcept;
  Buffer& operator=(Buffer&& other) noexcept;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer();

  [[nodiscard]] char* data() noexcept { return begin_; }
  [[nodiscard]] const char* data() const noexcept { return begin_; }
  [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(end_ - begin_); }
  [[nodiscard]] std::size_t capacity() const noexcept { return static_cast<std::size_t>(limit_ - begin_); }
  [[nodiscard]] bool empty() const noexcept { return begin_ == end_; }
  /// Valid until the next call that adds bytes.
  [[nodiscard]] std::string_view view() const noexcept { return {begin_, size()}; }

  /// Makes room for `count` more bytes and returns where they go. They count only once `commit`ted.
  char* ensure(std::size_t count) {
    if (static_cast<std::size_t>(limit_ - end_) < count) [[unlikely]]
      grow(count);
    return end_;
  }
  /// The same for one byte or more, but null where that would need more memory.
  [[nodiscard]] char* if_room(std::size_t count) noexcept {
    if (static_cast<std::size_t>(limit_ - end_) < count) [[unlikely]]
      return nullptr;
    if (end_ == nullptr) __builtin_unreachable();
    return end_;
  }
  /// Takes everything written since `ensure`, up to (not including) `end`, as part of the buffer.
  void commit(char* end) noexcept { end_ = end; }

  void append(const char* bytes, std::size_t count) {
    if (count == 0) return;
    char* to = ensure(count);
    std::memcpy(to, bytes, count);
    end_ = to + count;
  }
  void append(std::string_view bytes) { append(bytes.data(), bytes.size()); }
  void push_back(char byte) {
    *ensure(1) = byte;
    ++end_;
  }

  /// Opens `count` uninitialised bytes at `offset` (at most `size()`), moving what follows; returns the
  /// first.
  char* insert_gap(std::size_t offset, std::size_t count);
  /// Removes `count` bytes at `offset`; both must lie inside.
  void erase(std::size_t offset, std::size_t count) noexcept;

  /// Forgets the bytes past `size`, which must not be larger than `size()`.
  void truncate(std::size_t size) noexcept { end_ = begin_ + size; }
  /// Forgets the bytes and keeps the memory.
  void clear() noexcept { end_ = begin_; }
  /// Forgets the bytes and gives the memory back.
  void release() noexcept;
  /// Zeroes `count` bytes after the end without counting them: the padding that a JsonReader wants.
  void pad(std::size_t count);

 private:
  void grow(std::size_t count);

  char* begin_ = nullptr;
  char* end_ = nullptr;
  char* limit_ = nullptr;
};

}  // namespace gangway
