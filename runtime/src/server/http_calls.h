#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <memory>

#include "gangway/http.h"
#include "server/routes.h"

namespace gangway::detail {

struct ServerContext;

/// The route handlers that run on one loop: calls them, waits for those that answer later, and makes a
/// response of whatever they end with. On the loop's thread.
class HttpCalls {
 public:
  using Answer = std::function<void(const HttpResponse&)>;

  explicit HttpCalls(std::shared_ptr<const ServerContext> server);
  ~HttpCalls();

  /// Answers a request whose path some route has.
  void run(Routes::Found found, HttpRequest request, Answer answer);

  /// Handlers that have not answered yet.
  [[nodiscard]] std::size_t in_flight() const noexcept { return waiting_.size(); }
  /// Takes them back: their coroutines are destroyed, and nobody is answered.
  void cancel();

 private:
  struct Waiting;

  std::shared_ptr<const ServerContext> server_;
  std::list<std::unique_ptr<Waiting>> waiting_;
};

}  // namespace gangway::detail
