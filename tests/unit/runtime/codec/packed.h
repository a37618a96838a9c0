#pragma once

#include <initializer_list>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "gangway/codec/json_value.h"
#include "text.h"

/// Values in MessagePack.
namespace test {

inline std::string bytes(std::initializer_list<unsigned> values) {
  std::string all;
  for (const unsigned value : values) all += static_cast<char>(value);
  return all;
}

template <class C>
Read<C> read_packed(std::string_view packed) {
  // In memory of its own, without padding: a sanitizer sees every step too far.
  const auto exact = std::make_unique<char[]>(packed.size());
  packed.copy(exact.get(), packed.size());
  gangway::JsonReader in({exact.get(), packed.size()}, gangway::WireFormat::MessagePack);
  Read<C> result;
  result.ok = C::read(in, result.value) && in.finish();
  result.rule = in.rule();
  result.path = in.path();
  return result;
}

template <class C>
gangway::Rule packed_rule_of(std::string_view packed) {
  return read_packed<C>(packed).rule;
}

template <class C>
std::string pack(const typename C::value& value) {
  gangway::Buffer buffer;
  gangway::JsonWriter out(buffer, gangway::WireFormat::MessagePack);
  C::write(out, value);
  return out.failed() ? "failed" : std::string(buffer.view());
}

/// The same as a JSON text.
inline std::string packed_text(std::string_view json) {
  gangway::Buffer buffer;
  gangway::JsonWriter out(buffer, gangway::WireFormat::MessagePack);
  out.raw(json);
  return out.failed() ? "failed" : std::string(buffer.view());
}

/// As somebody else packs it.
inline std::string packed_elsewhere(const nlohmann::json& value) {
  const auto packed = nlohmann::json::to_msgpack(value);
  return {packed.begin(), packed.end()};
}

}  // namespace test
