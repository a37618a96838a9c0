#pragma once

#include <string_view>

namespace gangway::gen::ts {

/// The whole of runtime/ts/src as one TypeScript module, put together when this program was built.
std::string_view vendored_runtime();

}  // namespace gangway::gen::ts
