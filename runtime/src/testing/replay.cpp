#include "testing/replay.h"

#include <algorithm>
#include <cctype>

#include "gangway/types.h"

namespace gangway::testing {
namespace {

using Json = nlohmann::ordered_json;
using Kind = RecordedFrame::Kind;

/// Whether a text is made anew in each run: by its form, or by the key that it stands under.
bool is_new_each_time(const std::string& key, const std::string& text) {
  if (key == "sid" || key == "offset") return true;
  if (Uuid::parse(text)) return true;
  // A timestamp, to the second at least: 2026-01-31T12:00:00…
  static constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:dd";
  if (text.size() < kForm.size()) return false;
  return std::equal(kForm.begin(), kForm.end(), text.begin(), [](char form, char c) {
    return form == 'd' ? std::isdigit(static_cast<unsigned char>(c)) != 0 : form == c;
  });
}

[[noreturn]] void fail(std::size_t line, const std::string& why) {
  throw std::runtime_error("line " + std::to_string(line) + " of the recording: " + why);
}

ReplayLine read_line(std::string_view text, std::size_t number) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) fail(number, "no JSON object");
  ReplayLine line;
  line.connection = json.value("connection", std::uint64_t{0});
  line.at = std::chrono::milliseconds(json.value("at", std::int64_t{0}));
  const std::string from = json.value("from", "");
  if (json.contains("opened")) {
    line.frame = json["opened"];
  } else if (json.contains("closed")) {
    line.kind = Kind::Closed;
    line.frame = json["closed"];
  } else if (json.contains("frame") && (from == "client" || from == "server")) {
    line.kind = from == "client" ? Kind::FromClient : Kind::FromServer;
    line.frame = json["frame"];
  } else {
    fail(number, "it has neither `opened`, `closed` nor a `frame` `from` client or server");
  }
  line.text = line.frame.is_string() ? line.frame.get<std::string>() : line.frame.dump();
  return line;
}

}  // namespace

std::vector<ReplayLine> read_recording(std::string_view recording) {
  std::vector<ReplayLine> lines;
  std::size_t number = 0;
  while (!recording.empty()) {
    const std::size_t end = std::min(recording.find('\n'), recording.size());
    ++number;
    if (end > 0) lines.push_back(read_line(recording.substr(0, end), number));
    recording.remove_prefix(std::min(recording.size(), end + 1));
  }
  return lines;
}

bool Likeness::same(const Json& recorded, const Json& now) { return same_under({}, recorded, now); }

bool Likeness::same_under(const std::string& key, const Json& recorded, const Json& now) {
  if (recorded.is_string() && now.is_string()) {
    const auto& before = recorded.get_ref<const std::string&>();
    const auto& after = now.get_ref<const std::string&>();
    if (!is_new_each_time(key, before) || !is_new_each_time(key, after)) return before == after;
    return renamed_.try_emplace(before, after).first->second == after;
  }
  if (recorded.is_object() && now.is_object()) {
    return recorded.size() == now.size() &&
           std::all_of(recorded.items().begin(), recorded.items().end(), [&](const auto& member) {
             const auto other = now.find(member.key());
             return other != now.end() && same_under(member.key(), member.value(), *other);
           });
  }
  if (recorded.is_array() && now.is_array()) {
    return std::equal(recorded.begin(), recorded.end(), now.begin(), now.end(),
                      [&](const Json& a, const Json& b) { return same_under(key, a, b); });
  }
  return recorded == now;
}

Json Likeness::as_now(const Json& recorded) const {
  if (recorded.is_string()) {
    const auto renamed = renamed_.find(recorded.get_ref<const std::string&>());
    return renamed == renamed_.end() ? recorded : Json(renamed->second);
  }
  if (!recorded.is_structured()) return recorded;
  Json now = recorded;
  for (auto& member : now) member = as_now(member);
  return now;
}

std::string Replay::what() const {
  if (same()) return std::to_string(frames) + " frames are the same";
  return "line " + std::to_string(line) + ": expected " + (expected.empty() ? "nothing" : expected) +
         ", got " + (got.empty() ? "nothing" : got);
}

}  // namespace gangway::testing
