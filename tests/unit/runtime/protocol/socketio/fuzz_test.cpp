// Packets that nobody would write, whole and damaged: bounded, from fixed seeds, so that a failure repeats.
#include <random>

#include "nlohmann/json.hpp"
#include "script.h"

using test::socketio::Lines;
using test::socketio::Script;

namespace {

class Noise {
 public:
  explicit Noise(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return random_() % limit; }

  /// A packet that is right, or nearly so.
  std::string packet() {
    static const std::vector<std::string> pieces = {"0",
                                                    "1",
                                                    "2",
                                                    "3",
                                                    "4",
                                                    "5",
                                                    "6",
                                                    "51-",
                                                    "62-",
                                                    "510-",
                                                    "/",
                                                    "/a",
                                                    "/chat",
                                                    ",",
                                                    "7",
                                                    "9007199254740991",
                                                    "[",
                                                    "]",
                                                    "{",
                                                    "}",
                                                    "\"a\"",
                                                    "\"disconnect\"",
                                                    ":",
                                                    "1.5e3",
                                                    "null",
                                                    "true",
                                                    "[\"a\"]",
                                                    "[\"a\",1]",
                                                    "[\"a\",{\"b\":[]}]",
                                                    "{\"_placeholder\":true,\"num\":0}",
                                                    "{\"_placeholder\":true,\"num\":1,\"x\":{}}",
                                                    "[\"b\",{\"_placeholder\":true,\"num\":0}]",
                                                    "\\ud800",
                                                    "\"\\ud83d\\ude00\"",
                                                    "\"\\ud83d\"",
                                                    " ",
                                                    "\x1e",
                                                    "\xc3\xa9"};
    static const std::vector<std::string> whole = {"0",
                                                   "0/a,",
                                                   "0/chat,{\"x\":1}",
                                                   "1/a,",
                                                   "2[\"a\",1]",
                                                   "2/a,7[\"a\",{}]",
                                                   "37[1]",
                                                   "2[\"a\",\"\\ud800\"]",
                                                   "51-[\"b\",{\"_placeholder\":true,\"num\":0}]",
                                                   "62-3[[{\"_placeholder\":true,\"num\":1}]]"};
    std::string text;
    if (below(3) > 0) {
      text = whole[below(whole.size())];
      if (below(4) == 0) text.erase(below(text.size()), 1 + below(3));
      if (below(4) == 0) text.insert(below(text.size() + 1), pieces[below(pieces.size())]);
    } else {
      for (std::size_t count = below(8); count > 0; --count) text += pieces[below(pieces.size())];
    }
    return text;
  }

 private:
  std::mt19937 random_;
};

/// What was told of an event or ack: its values as JSON again, behind the bar.
bool is_list(const std::string& line) {
  const auto bar = line.find(" | ");
  if (bar == std::string::npos) return true;
  std::string text = line.substr(bar + 3, line.rfind(']') - bar - 2);
  if (text.empty()) return line.find(" 0 ") != std::string::npos;
  if (text.front() == ',') text.front() = '[';
  if (text.front() == ']') text = "[]";
  return nlohmann::json::accept(text) || text.find("\\ud") != std::string::npos;
}

}  // namespace

TEST_CASE("whatever comes, what is handed on makes sense, and nothing is after a violation") {
  Noise noise(20261121);
  std::size_t events = 0;
  std::size_t violations = 0;
  for (int round = 0; round < 4000; ++round) {
    Script script;
    script.in().in("/a");
    std::string said;
    bool over = false;
    for (int step = 0; step < 12; ++step) {
      const bool is_attachment = noise.below(6) == 0;
      const std::string message = is_attachment ? std::string(noise.below(5), '\xff') : noise.packet();
      said += (is_attachment ? "+" : "") + message + "\n";
      const Lines told = is_attachment ? script.attach(message) : script.say(message);
      CAPTURE(said);
      if (over) REQUIRE(told.empty());
      REQUIRE(told.size() <= 1);
      if (told.empty()) continue;
      REQUIRE(is_list(told[0]));
      over = told[0].starts_with("violation");
      violations += over ? 1 : 0;
      events += told[0].starts_with("event") ? 1 : 0;
    }
  }
  // So that this does not come to test nothing.
  CHECK(events > 500);
  CHECK(violations > 2000);
}

TEST_CASE("attachments are put into any JSON, which stays JSON, or into none") {
  using namespace gangway::protocol::socketio;
  Noise noise(4711);
  std::size_t changed = 0;
  for (int round = 0; round < 4000; ++round) {
    std::function<std::string(int)> value = [&](int depth) -> std::string {
      switch (noise.below(depth > 4 ? 4 : 7)) {
        case 0:
          return R"({"_placeholder":true,"num":)" + std::to_string(noise.below(3)) + "}";
        case 1:
          return R"("\u0041")";
        case 2:
          return "-1.50e1";
        case 3:
          return " null ";
        case 4:
          return "[" + value(depth + 1) + "," + value(depth + 1) + "]";
        case 5:
          return R"({"num":1,"a":)" + value(depth + 1) + R"(,"_placeholder":)" + value(depth + 1) + "}";
        default:
          return R"({"a":)" + value(depth + 1) + "}";
      }
    };
    std::string json = value(0);
    const std::size_t size = json.size();
    json.append(gangway::kReadPadding, '"');
    const std::string_view text = std::string_view(json).substr(0, size);
    CAPTURE(text);
    const std::vector<std::string> attachments = {"x", std::string(20, 'y')};
    std::string out = "kept";
    const Placed how = place_attachments(text, attachments, 400, out);
    CHECK(out.size() <= 404);
    CHECK((check_placeholders(text, attachments.size()) == Placed::Illegal) == (how == Placed::Illegal));
    if (how != Placed::Fine) continue;
    CHECK(out.starts_with("kept"));
    const auto parsed = nlohmann::json::parse(out.substr(4), nullptr, false);
    CHECK(!parsed.is_discarded());
    changed += out.substr(4) == text ? 0 : 1;
  }
  CHECK(changed > 500);
}
