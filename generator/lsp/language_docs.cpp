#include "lsp/language_docs.h"

#include <map>

namespace gangway::gen::lsp {
namespace {

using DocTable = std::map<std::string_view, std::string_view>;

std::string_view find(const DocTable& docs, std::string_view name) {
  const auto found = docs.find(name);
  return found == docs.end() ? std::string_view() : found->second;
}

}  // namespace

std::string_view annotation_doc(std::string_view name) {
  static const DocTable docs{
      {"path", "Where the gateway answers on its server. Without it, `/`."},
      {"heartbeat",
       "How often each end asks the other whether it is still there, and how long it waits for the answer."},
      {"maxPayload", "The longest message that the server takes from a client."},
      {"deprecated", "Says in generated code that this is not to be used any more, and what is instead."},
      {"since", "The version in which this appeared; for documentation."},
      {"port", "The port on which the server listens, where its operator says nothing else."},
      {"origins", "The pages from which browsers may connect, by their `Origin`."},
      {"transports", "By which ways clients may connect."},
      {"compression", "Messages are compressed where the client can do it, too."},
      {"requires", "Runs these guards before the handler; a client that one of them refuses gets an error."},
      {"denyByDefault", "An event or a join without a guard is a mistake, unless it is `@public`."},
      {"public", "Everybody may: no guard is asked."},
      {"rate",
       "How often a client may send: a steady number per time, `burst` at once, counted `by` connection, "
       "address or a field of the session."},
      {"deadline", "How long an answer may take; after that the caller gets an error."},
      {"volatile", "Dropped for a client that cannot take it now, instead of being queued."},
      {"idempotent",
       "Done twice is as done once: a client whose connection is lost before the answer makes the call "
       "again."},
      {"latest", "A client that is slow gets only the newest of those with the same key."},
      {"overflow", "What happens when more is queued for a client than fits."},
      {"concurrent",
       "So many of these may be handled at once for one client; without it one after the other, in order."},
      {"replay", "Kept so long for clients that reconnect."},
      {"secret", "Never logged and never echoed in an error."},
      {"internal", "Never leaves the server."},
      {"length",
       "How many code points a string has, both bounds included; either may be left out, or name a "
       "constant."},
      {"size", "How many bytes there are after decoding, both bounds included."},
      {"items", "How many elements a list or a map has, both bounds included."},
      {"unique", "No two elements of the list are equal."},
      {"range", "Between which values a number or a duration lies, both bounds included."},
      {"pattern",
       "The whole string matches this regular expression, in the subset that C++ and JavaScript read alike."},
      {"format", "The string is written as an address of this kind is."},
      {"trim", "White space at both ends is removed before anything is checked."},
      {"lowercase", "`A` to `Z` become `a` to `z` before anything is checked."},
      {"pipe", "Runs the value through this pipe, which may change it or refuse it."},
  };
  return find(docs, name);
}

std::string_view builtin_type_doc(std::string_view name) {
  static const DocTable docs{
      {"bool", "`true` or `false`."},
      {"i8", "An integer from -128 to 127. A number in JSON, its range checked on both ends."},
      {"i16", "An integer from -32768 to 32767. A number in JSON, its range checked on both ends."},
      {"i32", "An integer of 32 bits with a sign. A number in JSON, its range checked on both ends."},
      {"i64",
       "An integer of 64 bits with a sign. A decimal string in JSON, because numbers there are exact only to "
       "2^53 − 1; `safeint` where that is enough."},
      {"u8", "An integer from 0 to 255. A number in JSON, its range checked on both ends."},
      {"u16", "An integer from 0 to 65535. A number in JSON, its range checked on both ends."},
      {"u32", "An integer from 0 to 4294967295. A number in JSON, its range checked on both ends."},
      {"u64", "An integer of 64 bits without a sign. A decimal string in JSON."},
      {"safeint", "An integer within ±(2^53 − 1): what a number in JSON and in TypeScript holds exactly."},
      {"f32", "A floating point number of 32 bits; never NaN or infinite."},
      {"f64", "A floating point number of 64 bits; never NaN or infinite."},
      {"string", "Text, valid UTF-8."},
      {"bytes", "Bytes; base64 in JSON."},
      {"timestamp", "A moment in UTC to the millisecond; RFC 3339 in JSON."},
      {"timestamp_ns", "A moment in UTC to the nanosecond; RFC 3339 in JSON."},
      {"duration", "A length of time; integer milliseconds in JSON."},
      {"date", "A day of the calendar: `\"2026-01-31\"` in JSON."},
      {"decimal", "An exact decimal number; a string in JSON, never a floating point number on the way."},
      {"uuid", "A UUID; its canonical lower-case string in JSON."},
      {"json", "Any JSON."},
      {"list", "A list of values of one type; an array in JSON."},
      {"map", "Values of one type by strings; an object in JSON."},
      {"void", "Nothing: the answer says only that the event was handled."},
  };
  return find(docs, name);
}

}  // namespace gangway::gen::lsp
