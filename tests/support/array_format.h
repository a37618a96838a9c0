#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gangway/message_format.h"
#include "nlohmann/json.hpp"

namespace gangway::testing {

/// `["event", data, id]`: what NestJS's documentation configures by a `messageParser`. The example of
/// runtime/README.md.
class ArrayFormat final : public MessageFormat {
 public:
  [[nodiscard]] bool takes_binary() const override { return true; }

  [[nodiscard]] std::optional<ClientMessage> parse(std::string_view text) const override {
    const auto array = nlohmann::json::parse(text);
    if (!array.is_array() || array.empty() || array.size() > 3) return std::nullopt;
    ClientMessage message{.event = array[0].get<std::string>()};
    if (array.size() > 1) message.data = array[1].dump();
    if (array.size() > 2) message.id = array[2].get<std::uint64_t>();
    return message;
  }

  [[nodiscard]] std::string event(std::string_view event, std::optional<std::uint64_t> id,
                                  std::string_view data) const override {
    return array_of(event, data, id);
  }
  [[nodiscard]] std::optional<std::string> reply(const MessageRef& to, std::string_view data) const override {
    return array_of(to.event, data, to.id);
  }
  [[nodiscard]] std::string error(const MessageRef& to, const MessageError& error) const override {
    const nlohmann::json data = {{"event", to.event}, {"code", error.code}, {"message", error.message}};
    return array_of("exception", data.dump(), to.id);
  }

 private:
  static std::string array_of(std::string_view event, std::string_view data,
                              std::optional<std::uint64_t> id) {
    std::string text = "[" + nlohmann::json(event).dump() + ",";
    text += data.empty() ? "null" : data;
    if (id) text += "," + std::to_string(*id);
    return text + "]";
  }
};

}  // namespace gangway::testing
