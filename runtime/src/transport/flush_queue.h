#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace gangway::transport {

/// A connection with bytes to send.
class Flushable {
 public:
  virtual ~Flushable() = default;
  virtual void flush() = 0;
};

/// The connections that were written to in this turn of the loop: each sends once, at its end, however many
/// messages it got. Whoever adds the first one of a turn sees to it that `flush_all` is called.
class FlushQueue {
 public:
  /// True for the first of a turn.
  bool add(std::shared_ptr<Flushable> connection) {
    waiting_.push_back(std::move(connection));
    return waiting_.size() == 1;
  }

  /// What is written while this runs goes into the next turn.
  void flush_all() {
    flushing_.swap(waiting_);
    for (const auto& connection : flushing_) connection->flush();
    flushing_.clear();
  }

 private:
  std::vector<std::shared_ptr<Flushable>> waiting_;
  std::vector<std::shared_ptr<Flushable>> flushing_;
};

}  // namespace gangway::transport
