#pragma once

#include <memory>
#include <vector>

namespace gangway {

class ErrorFilter;
class Interceptor;

/// What stands around the calls of a server, a gateway or a namespace; in the order in which it was given.
struct Hooks {
  std::vector<std::shared_ptr<Interceptor>> interceptors = {};
  std::vector<std::shared_ptr<ErrorFilter>> filters = {};
};

}  // namespace gangway
