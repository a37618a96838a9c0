#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "gangway/options.h"
#include "nlohmann/json.hpp"

namespace gangway::detail::options {

using Json = nlohmann::json;

/// A value that is none: what was expected instead, "a whole number from 0 to 65535".
class BadValue : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Options as JSON and back. What stands in an environment variable is first made into JSON by `of_text`. All
// of `read` throw BadValue.

void read(const Json& json, bool& out);
void read(const Json& json, std::string& out);
void read(const Json& json, std::uint16_t& out);
/// A number, or a size as schemas have it: "64KiB".
void read(const Json& json, std::size_t& out);
/// Milliseconds, or a duration as schemas have it: "25s".
void read(const Json& json, std::chrono::milliseconds& out);
void read(const Json& json, LogLevel& out);
void read(const Json& json, LogFormat& out);
void read(const Json& json, SocketIoCookie::SameSite& out);
void read(const Json& json, std::vector<std::string>& out);
/// Places: "http://0.0.0.0:8080", "https://0.0.0.0:8443", "unix:/run/chat.sock", or an object each (see
/// listener_values.cpp).
void read(const Json& json, std::vector<ListenerOptions>& out);
void read(const Json& json, Cors& out);
/// An object of the attributes' names, or `true` for all the defaults.
void read(const Json& json, SocketIoCookie& out);
void read(const Json& json, std::map<std::string, GatewayOptions>& out);

[[nodiscard]] Json write(bool value);
[[nodiscard]] Json write(const std::string& value);
[[nodiscard]] Json write(std::uint16_t value);
[[nodiscard]] Json write(std::size_t value);
[[nodiscard]] Json write(std::chrono::milliseconds value);
[[nodiscard]] Json write(LogLevel value);
[[nodiscard]] Json write(LogFormat value);
[[nodiscard]] Json write(const std::vector<std::string>& value);
[[nodiscard]] Json write(const std::vector<ListenerOptions>& value);
[[nodiscard]] Json write(const Cors& value);
[[nodiscard]] Json write(const SocketIoCookie& value);
[[nodiscard]] Json write(const std::map<std::string, GatewayOptions>& value);

/// How a value is written in an environment variable.
enum class Shape : std::uint8_t {
  Text,    ///< As it is.
  List,    ///< The parts between commas, or JSON.
  Object,  ///< JSON.
};
[[nodiscard]] Json of_text(std::string_view text, Shape shape);

/// A listener as people read it: "https://0.0.0.0:8443", "unix:/run/chat.sock".
[[nodiscard]] std::string text_of(const ListenerOptions& listener);

/// Reads an object's member where it is there; `known` are the object's keys, and a key that is none of them
/// is a BadValue with the nearest.
void check_keys(const Json& object, std::initializer_list<std::string_view> known);
template <class T>
bool read_member(const Json& object, const char* key, T& out) {
  const auto found = object.find(key);
  if (found == object.end()) return false;
  try {
    read(*found, out);
  } catch (const BadValue& bad) {
    throw BadValue("`" + std::string(key) + "`: " + bad.what());
  }
  return true;
}

}  // namespace gangway::detail::options
