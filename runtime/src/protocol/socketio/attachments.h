#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gangway::protocol::socketio {

/// What became of the placeholders in a text.
enum class Placed : std::uint8_t {
  Fine,
  Illegal,  ///< One names an attachment that there is not.
  TooLong,  ///< The text would be longer than it may: an attachment can be named many times.
};

/// Sees that every placeholder of `json`, `{"_placeholder":true,"num":0}`, names one of `count` attachments;
/// each may be named often, or never. `json` is JSON text with a reader's padding.
[[nodiscard]] Placed check_placeholders(std::string_view json, std::size_t count);

/// Appends `json` to `out` with the base64 text of the attachments in the placeholders' places; what is
/// between them stays as it is. `out` gets at most `limit` bytes longer, and is of no use otherwise.
[[nodiscard]] Placed place_attachments(std::string_view json, std::span<const std::string> attachments,
                                       std::size_t limit, std::string& out);

}  // namespace gangway::protocol::socketio
