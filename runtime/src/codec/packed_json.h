#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gangway/codec/reader.h"
#include "gangway/codec/writer.h"

namespace gangway::detail {

/// Writes the next value of `in`, which is MessagePack, as the JSON that a client of the JSON format would
/// have sent: byte strings as base64, timestamps as text, integers that JavaScript cannot hold in quotes. A
/// number or a moment that JSON has no form for becomes null. False, with the reader failed, where there is
/// no value.
[[nodiscard]] bool copy_packed(JsonReader& in, JsonWriter& out);

/// The JSON text of a whole message; nothing where that is no MessagePack.
[[nodiscard]] std::optional<std::string> packed_to_json(std::string_view message);

/// The JSON text of one value, for whoever reads nothing else: `bytes` themselves where they are that
/// already. Empty for none. The value was read before.
[[nodiscard]] std::string json_text_of(std::string_view bytes, WireFormat format);

}  // namespace gangway::detail
