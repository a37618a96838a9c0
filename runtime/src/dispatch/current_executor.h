#pragma once

#include <memory>

#include "gangway/detail/coroutine.h"

namespace gangway::detail {

/// Makes `executor` the one that coroutines started on this thread belong to, for this object's lifetime.
class CurrentExecutor {
 public:
  explicit CurrentExecutor(std::shared_ptr<Executor> executor);
  CurrentExecutor(const CurrentExecutor&) = delete;
  CurrentExecutor& operator=(const CurrentExecutor&) = delete;
  ~CurrentExecutor();

 private:
  std::shared_ptr<Executor> outer_;
};

}  // namespace gangway::detail
