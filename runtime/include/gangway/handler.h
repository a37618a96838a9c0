#pragma once

#include <memory>

namespace gangway {

namespace detail {
class Namespace;
}

/// The base of the generated handler classes. A handler serves one namespace of one server; it must outlive
/// the server's `run()`.
class Handler {
 public:
  Handler() = default;
  Handler(const Handler&) = delete;
  Handler& operator=(const Handler&) = delete;
  virtual ~Handler();

  /// For the runtime: which namespace this serves. Set once by `Server::serve`.
  void attach(std::shared_ptr<detail::Namespace> space);

 protected:
  /// The namespace this serves. Before `Server::serve`, one without clients.
  [[nodiscard]] const std::shared_ptr<detail::Namespace>& space() const;

 private:
  mutable std::shared_ptr<detail::Namespace> space_;
};

}  // namespace gangway
