#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace gangway::gen {

/// How much a change does to one of those it concerns.
enum class Effect : std::uint8_t {
  None,
  Minor,   ///< Nothing that ran stops; what is new has to wait for the other side, or for somebody's code.
  Breaks,  ///< Something that ran stops.
};

inline Effect breaks_if(bool breaks) { return breaks ? Effect::Breaks : Effect::None; }

/// What the first two columns of a row are about.
enum class Axis : std::uint8_t {
  Peers,  ///< An old client with a new server, and a new client with an old server.
  Data,  ///< What old peers write and new ones read, and the other way round: who is who, the direction says.
};

/// One row of the evolution table: a kind of change and what it does.
struct Row {
  std::string_view code;
  std::string_view name;      ///< A few words, for tables: "required field added".
  std::string_view sentence;  ///< {0} is the thing, {1} what it was, {2} what it is.
  Axis axis = Axis::Peers;
  Effect first = Effect::None;   ///< Old client with new server; old data read by new peers.
  Effect second = Effect::None;  ///< New client with old server; new data read by old peers.
  Effect source = Effect::None;  ///< Code that uses what is generated.
  Effect behaviour = Effect::None;
  std::string_view way_out = {};  ///< What to do instead, or besides; empty where there is nothing to say.
};

/// All rows, in order of code.
const std::vector<Row>& diff_rows();

/// The row of a code, which must exist.
const Row& diff_row(std::string_view code);

// The rows by what they are about, each list in its own file.
std::vector<Row> gateway_rows();
std::vector<Row> type_rows();
std::vector<Row> policy_rows();

}  // namespace gangway::gen
