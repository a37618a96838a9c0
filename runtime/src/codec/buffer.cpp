#include "gangway/codec/buffer.h"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <utility>

namespace gangway {
namespace {

constexpr std::size_t kFirstCapacity = 512;

}  // namespace

Buffer::Buffer(Buffer&& other) noexcept
    : begin_(std::exchange(other.begin_, nullptr)),
      end_(std::exchange(other.end_, nullptr)),
      limit_(std::exchange(other.limit_, nullptr)) {}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
  if (this != &other) {
    release();
    begin_ = std::exchange(other.begin_, nullptr);
    end_ = std::exchange(other.end_, nullptr);
    limit_ = std::exchange(other.limit_, nullptr);
  }
  return *this;
}

Buffer::~Buffer() { std::free(begin_); }

void Buffer::grow(std::size_t count) {
  const std::size_t used = size();
  if (count > static_cast<std::size_t>(-1) / 2 - used) throw std::bad_alloc();
  const std::size_t wanted = std::max({used + count, capacity() * 2, kFirstCapacity});
  auto* moved = static_cast<char*>(std::realloc(begin_, wanted));
  if (moved == nullptr) throw std::bad_alloc();
  begin_ = moved;
  end_ = moved + used;
  limit_ = moved + wanted;
}

char* Buffer::insert_gap(std::size_t offset, std::size_t count) {
  ensure(count);
  char* gap = begin_ + offset;
  const std::size_t behind = size() - offset;
  if (behind != 0) std::memmove(gap + count, gap, behind);
  end_ += count;
  return gap;
}

void Buffer::erase(std::size_t offset, std::size_t count) noexcept {
  const std::size_t behind = size() - offset - count;
  if (behind != 0) std::memmove(begin_ + offset, begin_ + offset + count, behind);
  end_ -= count;
}

void Buffer::release() noexcept {
  std::free(begin_);
  begin_ = end_ = limit_ = nullptr;
}

void Buffer::pad(std::size_t count) { std::memset(ensure(count), 0, count); }

}  // namespace gangway
