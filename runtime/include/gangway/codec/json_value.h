#pragma once

#include <nlohmann/json_fwd.hpp>

#include "gangway/codec/reader.h"
#include "gangway/codec/writer.h"

namespace gangway::codec {

/// `json`: any JSON, as a tree. Repeated keys are refused; integers that fit 64 bits stay integers.
struct Json {
  using value = nlohmann::json;
  static bool read(JsonReader& in, nlohmann::json& out);
  static void write(JsonWriter& out, const nlohmann::json& v);
};

}  // namespace gangway::codec
