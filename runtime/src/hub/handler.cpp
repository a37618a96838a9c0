#include "gangway/handler.h"

#include "hub/namespace.h"

namespace gangway {

Handler::~Handler() = default;

void Handler::attach(std::shared_ptr<detail::Namespace> space) { space_ = std::move(space); }

void Handler::use(std::shared_ptr<Interceptor> interceptor) {
  own_.interceptors.push_back(std::move(interceptor));
}

void Handler::use(std::shared_ptr<ErrorFilter> filter) { own_.filters.push_back(std::move(filter)); }

void Handler::set_hooks(const Hooks& server, const Hooks& gateway) {
  Hooks around;
  const Hooks& own = own_;
  for (const Hooks* each : {&server, &gateway, &own}) {
    around.interceptors.insert(around.interceptors.end(), each->interceptors.begin(),
                               each->interceptors.end());
  }
  for (const Hooks* each : {&own, &gateway, &server}) {
    around.filters.insert(around.filters.end(), each->filters.begin(), each->filters.end());
  }
  const bool is_empty = around.interceptors.empty() && around.filters.empty();
  around_ = is_empty ? nullptr : std::make_unique<const Hooks>(std::move(around));
}

const std::shared_ptr<detail::Namespace>& Handler::space() const {
  if (!space_) space_ = std::make_shared<detail::Namespace>();
  return space_;
}

detail::Audience Handler::instance(const void* path) const { return space()->instance(path); }

}  // namespace gangway
