#pragma once

#include "emit/vectors/case.h"

namespace gangway::gen::vectors {

Cases string_cases();
Cases bytes_cases();
Cases uuid_cases();
Cases decimal_cases();
Cases date_cases();
Cases timestamp_cases();
Cases timestamp_ns_cases();
Cases json_cases();

}  // namespace gangway::gen::vectors
