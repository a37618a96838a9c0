#include "gangway/handler.h"

#include "hub/namespace.h"

namespace gangway {

Handler::~Handler() = default;

void Handler::attach(std::shared_ptr<detail::Namespace> space) { space_ = std::move(space); }

const std::shared_ptr<detail::Namespace>& Handler::space() const {
  if (!space_) space_ = std::make_shared<detail::Namespace>();
  return space_;
}

}  // namespace gangway
