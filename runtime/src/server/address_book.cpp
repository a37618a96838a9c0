#include "server/address_book.h"

#include <algorithm>

namespace gangway::detail {
namespace {

constexpr std::chrono::minutes kRatePeriod{1};

}  // namespace

AddressBook::AddressBook(const Limits& limits) : most_(limits.connections_per_address) {
  if (limits.connection_rate == 0) return;
  interval_ = std::max<Clock::duration>(
      std::chrono::duration_cast<Clock::duration>(kRatePeriod) / static_cast<long>(limits.connection_rate),
      Clock::duration(1));
  burst_ = interval_ * static_cast<long>(limits.connection_rate - 1);
}

std::optional<AddressBook::Refusal> AddressBook::enter(std::string_view address, TimePoint now) {
  if (!counts()) return std::nullopt;
  const auto key = counted_address(address);
  if (!key) return std::nullopt;
  const std::lock_guard lock(mutex_);
  if (entries_.size() >= sweep_at_) forget_idle(now);
  Entry& entry = entries_[*key];
  if (most_ != 0 && entry.open >= most_)
    return Refusal{"this address has too many connections\n", std::nullopt};
  if (interval_.count() != 0) {
    const TimePoint level = std::max(entry.level, now);
    if (level - now > burst_) {
      return Refusal{"this address connects too often\n",
                     std::chrono::ceil<std::chrono::seconds>(level - now - burst_)};
    }
    entry.level = level + interval_;
  }
  ++entry.open;
  return std::nullopt;
}

void AddressBook::leave(std::string_view address) {
  if (!counts()) return;
  const auto key = counted_address(address);
  if (!key) return;
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(*key);
  if (found == entries_.end() || found->second.open == 0) return;
  if (--found->second.open == 0 && interval_.count() == 0) entries_.erase(found);
}

std::size_t AddressBook::size() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

/// Those without a connection and with a full bucket: they mean nothing any more.
void AddressBook::forget_idle(TimePoint now) {
  std::erase_if(entries_,
                [&](const auto& each) { return each.second.open == 0 && each.second.level <= now; });
  sweep_at_ = std::max<std::size_t>(1024, entries_.size() * 2);
}

}  // namespace gangway::detail
