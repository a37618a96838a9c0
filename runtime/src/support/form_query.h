#pragma once

#include <string>
#include <string_view>

#include "gangway/detail/function_ref.h"

namespace gangway::detail {

/// Calls `each` with the name and the value of every `name=value` of a URL's query, in order and decoded
/// (application/x-www-form-urlencoded of the URL standard). A name without `=` has an empty value.
void for_each_parameter(std::string_view query,
                        FunctionRef<void(const std::string& name, const std::string& value)> each);

}  // namespace gangway::detail
