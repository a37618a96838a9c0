// Reads requests from standard input, one JSON object a line: {"type": …, "text": base64, "other": base64,
// "otherPacked": base64}. Answers each with a line: {"rule", "path"} or {"writes", "same", "packs",
// "samePacked"}, both with the text as MessagePack in "packed", or {"unknown": true} for a type that is not
// there.
#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include "codec/base64.h"
#include "harness.h"

namespace {

std::string bytes_of(const nlohmann::json& request, const char* key) {
  const auto found = request.find(key);
  if (found == request.end()) return {};
  std::vector<std::uint8_t> bytes;
  if (!gangway::detail::read_base64(found->get<std::string>(), bytes)) throw std::invalid_argument("base64");
  return {bytes.begin(), bytes.end()};
}

std::string base64_of(std::string_view bytes) {
  std::string text(gangway::detail::base64_size(bytes.size()), '\0');
  gangway::detail::write_base64(text.data(), reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                bytes.size());
  return text;
}

}  // namespace

int main() {
  const agreement::Registry registry = agreement::registry();
  std::string line;
  while (std::getline(std::cin, line)) {
    const nlohmann::json request = nlohmann::json::parse(line);
    const auto type = registry.find(request.at("type").get<std::string>());
    nlohmann::json reply;
    if (type == registry.end()) {
      reply["unknown"] = true;
    } else {
      const agreement::Answer answer = type->second(bytes_of(request, "text"), bytes_of(request, "other"),
                                                    bytes_of(request, "otherPacked"));
      if (answer.rule.empty()) {
        reply = {{"writes", answer.writes},
                 {"same", answer.is_same},
                 {"packs", base64_of(answer.packs)},
                 {"samePacked", answer.is_same_packed}};
      } else {
        reply = {{"rule", answer.rule}, {"path", answer.path}};
      }
      if (!answer.packed.empty()) reply["packed"] = base64_of(answer.packed);
    }
    std::cout << reply.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  }
}
