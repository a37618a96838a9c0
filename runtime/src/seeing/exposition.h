#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "seeing/counters.h"

namespace gangway::seeing {

/// Sums the counters of all threads and writes them in Prometheus's text format, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
class Exposition {
 public:
  void add(const Counters& counters);
  [[nodiscard]] std::string text(std::uint64_t outbox_bytes) const;

 private:
  /// By their labels as they are written: `gateway="Chat",namespace="/chat"`.
  using Family = std::map<std::string, std::int64_t>;
  struct Latency {
    std::array<std::int64_t, Histogram::kBounds.size() + 1> buckets{};
    std::int64_t sum = 0;
  };

  std::int64_t connections_ = 0;
  std::int64_t connections_opened_ = 0;
  Family clients_;
  Family rooms_;
  Family joins_;
  Family refreshes_;
  Family leaves_;
  Family calls_;
  Family client_calls_;
  Family sent_;
  Family dropped_;
  std::map<std::string, Latency> latency_;
};

}  // namespace gangway::seeing
