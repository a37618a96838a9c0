#include "gangway/literals.h"

#include <stdexcept>
#include <string>

#include "gangway/codec/scalars.h"

namespace gangway::literal {
namespace {

template <class C>
typename C::value read(std::string_view text) {
  std::string json = '"' + std::string(text) + '"';
  const std::size_t size = json.size();
  json.append(kReadPadding, '\0');
  JsonReader in(std::string_view(json).substr(0, size));
  typename C::value value{};
  if (!C::read(in, value)) throw std::logic_error("not a constant of its type: " + std::string(text));
  return value;
}

}  // namespace

Timestamp timestamp(std::string_view rfc3339) { return read<codec::Timestamp>(rfc3339); }
TimestampNs timestamp_ns(std::string_view rfc3339) { return read<codec::TimestampNs>(rfc3339); }
Date date(std::string_view iso8601) { return read<codec::Date>(iso8601); }
Bytes bytes(std::string_view base64) { return read<codec::Bytes>(base64); }

}  // namespace gangway::literal
