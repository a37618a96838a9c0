#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gangway/testing.h"
#include "nlohmann/json.hpp"

namespace gangway::testing {

/// One line of a recorded session.
struct ReplayLine {
  RecordedFrame::Kind kind = RecordedFrame::Kind::Opened;
  std::uint64_t connection = 0;
  std::chrono::milliseconds at{0};
  nlohmann::ordered_json frame;
  std::string text;  ///< The frame as it stood on the wire.
};

/// Throws std::runtime_error that names the line.
std::vector<ReplayLine> read_recording(std::string_view recording);

/// Tells whether two frames are the same but for what is new in each run: sids, UUIDs, timestamps, offsets.
/// The same old value must stand for the same new one everywhere.
class Likeness {
 public:
  [[nodiscard]] bool same(const nlohmann::ordered_json& recorded, const nlohmann::ordered_json& now);
  /// What a client said, with the values of this run in the place of the old ones.
  [[nodiscard]] nlohmann::ordered_json as_now(const nlohmann::ordered_json& recorded) const;

 private:
  bool same_under(const std::string& key, const nlohmann::ordered_json& recorded,
                  const nlohmann::ordered_json& now);

  std::map<std::string, std::string> renamed_;
};

}  // namespace gangway::testing
