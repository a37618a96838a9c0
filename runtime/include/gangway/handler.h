#pragma once

#include <memory>

#include "gangway/hooks.h"

namespace gangway {

namespace detail {
class Namespace;
struct Audience;
}  // namespace detail

/// The base of the generated handler classes. A handler serves one namespace of one server; it must outlive
/// the server's `run()`.
class Handler {
 public:
  Handler() = default;
  Handler(const Handler&) = delete;
  Handler& operator=(const Handler&) = delete;
  virtual ~Handler();

  /// Puts something around the calls of this namespace, before the server runs.
  void use(std::shared_ptr<Interceptor> interceptor);
  void use(std::shared_ptr<ErrorFilter> filter);

  // What follows is for the runtime.

  /// Which namespace this serves. Set once by `Server::serve`.
  void attach(std::shared_ptr<detail::Namespace> space);
  /// Everything around a call in the order in which it comes: interceptors from the outside in, filters the
  /// other way around. Null where there is nothing.
  [[nodiscard]] const Hooks* hooks() const noexcept { return around_.get(); }
  void set_hooks(const Hooks& server, const Hooks& gateway);
  /// Calls the application's `after_init`.
  virtual void call_after_init() {}

 protected:
  /// The namespace this serves. Before `Server::serve`, one without clients.
  [[nodiscard]] const std::shared_ptr<detail::Namespace>& space() const;
  /// Of a dynamic namespace: everybody in the instance whose path's struct this is.
  [[nodiscard]] detail::Audience instance(const void* path) const;

 private:
  mutable std::shared_ptr<detail::Namespace> space_;
  Hooks own_;
  std::unique_ptr<const Hooks> around_;
};

}  // namespace gangway
