#include "transport/outbox.h"

#include <algorithm>

namespace gangway::transport {
namespace {

constexpr std::size_t kCopiedBelow = 1024;
/// Memory that an empty outbox keeps; more is given back.
constexpr std::size_t kKeptCapacity = 64 * 1024;

iovec part_of(const char* bytes, std::size_t size) noexcept {
  return {const_cast<char*>(bytes), size};  // sending does not change it
}

}  // namespace

void Outbox::add_shared(const protocol::SharedMessagePtr& message, std::string_view bytes) {
  if (bytes.size() < kCopiedBelow) return own_.append(bytes);
  shared_.push_back({own_.size(), message, bytes});
  shared_waiting_ += bytes.size();
}

std::size_t Outbox::gather(iovec* parts, std::size_t count) const noexcept {
  std::size_t used = 0;
  std::size_t own_at = own_sent_;
  std::size_t skip = shared_sent_;
  for (std::size_t i = shared_done_; i < shared_.size() && used < count; ++i) {
    const Shared& shared = shared_[i];
    if (shared.own_before > own_at) {
      parts[used++] = part_of(own_.data() + own_at, shared.own_before - own_at);
      own_at = shared.own_before;
      if (used == count) return used;
    }
    parts[used++] = part_of(shared.bytes.data() + skip, shared.bytes.size() - skip);
    skip = 0;
  }
  if (used < count && own_at < own_.size())
    parts[used++] = part_of(own_.data() + own_at, own_.size() - own_at);
  return used;
}

void Outbox::consume(std::size_t bytes) {
  while (bytes > 0) {
    const bool shared_left = shared_done_ < shared_.size();
    const std::size_t own_end = shared_left ? shared_[shared_done_].own_before : own_.size();
    const std::size_t own = std::min(bytes, own_end - own_sent_);
    own_sent_ += own;
    bytes -= own;
    if (bytes == 0 || !shared_left) break;

    Shared& shared = shared_[shared_done_];
    const std::size_t taken = std::min(bytes, shared.bytes.size() - shared_sent_);
    shared_sent_ += taken;
    shared_waiting_ -= taken;
    bytes -= taken;
    if (shared_sent_ == shared.bytes.size()) {
      shared.message.reset();
      ++shared_done_;
      shared_sent_ = 0;
    }
  }
  compact();
}

/// Gives back what was sent: all of it when nothing is left, else when it is the larger part.
void Outbox::compact() {
  if (empty()) {
    shared_.clear();
    shared_done_ = 0;
    own_sent_ = 0;
    if (own_.capacity() > kKeptCapacity) {
      own_.release();
    } else {
      own_.clear();
    }
    return;
  }
  if (own_sent_ >= kKeptCapacity && own_sent_ >= own_.size() / 2) {
    own_.erase(0, own_sent_);
    for (std::size_t i = shared_done_; i < shared_.size(); ++i) shared_[i].own_before -= own_sent_;
    own_sent_ = 0;
  }
  if (shared_done_ >= 64 && shared_done_ >= shared_.size() / 2) {
    shared_.erase(shared_.begin(), shared_.begin() + static_cast<std::ptrdiff_t>(shared_done_));
    shared_done_ = 0;
  }
}

}  // namespace gangway::transport
