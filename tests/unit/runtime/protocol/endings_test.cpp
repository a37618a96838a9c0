// Every kind of call in every way it can end: one terminal frame, or none where the connection is gone, and
// nothing of it stays.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "flow.h"

using test::board::at;
using test::board::Frames;
using test::board::Talk;
using test::flow::FlowTable;

namespace {

/// A kind of call: which event, and whether it stands behind another one when it ends.
struct Kind {
  std::string_view event;
  bool streams = false;        ///< The client sends values, which say how it ends.
  bool has_deadline = true;    ///< It is answered.
  bool can_wait = true;        ///< Its handler may take time.
  std::string_view success{};  ///< The key of the frame that ends it well.
};

constexpr Kind kKinds[] = {
    {.event = "note", .has_deadline = false, .success = "id"},
    {.event = "value", .can_wait = false, .success = "data"},
    {.event = "task", .success = "data"},
    {.event = "deferred", .success = "data"},
    {.event = "asking", .success = "data"},
    {.event = "items", .success = "end"},
    {.event = "sum", .streams = true, .success = "data"},
    {.event = "echoes", .streams = true, .success = "end"},
    {.event = "beside", .success = "data"},
    {.event = "guarded", .success = "data"},
    {.event = "guarded_sum", .streams = true, .success = "data"},
};

enum class Ending {
  Returns,
  DeclaredError,
  Throws,
  ClientCancels,
  ClientLeaves,
  ConnectionLost,
  Deadline,
  ServerStops,
  AckDropped,
};

constexpr Ending kEndings[] = {Ending::Returns,       Ending::DeclaredError, Ending::Throws,
                               Ending::ClientCancels, Ending::ClientLeaves,  Ending::ConnectionLost,
                               Ending::Deadline,      Ending::ServerStops,   Ending::AckDropped};

std::string_view how_of(Ending ending) {
  switch (ending) {
    case Ending::Returns:
      return "return";
    case Ending::DeclaredError:
      return "error";
    case Ending::Throws:
      return "throw";
    default:
      return "wait";
  }
}

bool decided_by_handler(Ending ending) {
  return ending == Ending::Returns || ending == Ending::DeclaredError || ending == Ending::Throws;
}

/// The code of the one terminal frame; empty for success, "-" for none.
std::string expected_code(const Kind& kind, Ending ending) {
  switch (ending) {
    case Ending::Returns:
      return "";
    case Ending::DeclaredError:
      return kind.has_deadline ? "Full" : "";  // an event without a reply declares none, and just returns
    case Ending::Throws:
    case Ending::AckDropped:
      return "internal";
    case Ending::ClientCancels:
    case Ending::ClientLeaves:
      return "cancelled";
    case Ending::Deadline:
      return "deadline_exceeded";
    default:
      return "-";
  }
}

bool makes_sense(const Kind& kind, Ending ending, bool queued) {
  if (ending == Ending::AckDropped) return kind.event == "deferred" && !queued;
  if (ending == Ending::Deadline && !kind.has_deadline) return false;
  if (queued) return !decided_by_handler(ending);  // in its queue it ends by what comes from outside
  return kind.can_wait || decided_by_handler(ending);
}

class Scene {
 public:
  Scene(const Kind& kind, bool has_id, bool queued) : kind_(kind), has_id_(has_id) {
    caller_.as("ann", "/ends");
    if (queued) caller_.ask(R"({"ns":"/ends","event":"note","id":1,"data":{"how":"wait"}})");
  }

  void play(Ending ending) {
    begin(how_of(ending));
    switch (ending) {
      case Ending::ClientCancels:
        caller_.say(R"({"id":2,"cancel":true})");
        break;
      case Ending::ClientLeaves:
        caller_.say(R"({"ns":"/ends","leave":{}})");
        break;
      case Ending::ConnectionLost:
        caller_.lose();
        break;
      case Ending::ServerStops:
        caller_.lose({.how = gangway::protocol::LinkEnd::Clean, .by_us = true, .code = 1001, .reason = {}});
        break;
      case Ending::AckDropped:
        table_.ends.acks.clear();
        break;
      case Ending::Deadline:
        table_.executor->advance(std::chrono::milliseconds(1000));
        break;
      default:
        table_.executor->advance(std::chrono::milliseconds(10));
        break;
    }
    // Whatever could still end it once more.
    frames_ = caller_.heard();
    const auto later = [&](const Frames& more) { frames_.insert(frames_.end(), more.begin(), more.end()); };
    table_.executor->advance(std::chrono::hours(48));
    later(caller_.heard());
    for (auto& ack : table_.ends.acks) ack(7);
    later(caller_.heard());
    if (ending != Ending::ConnectionLost && ending != Ending::ServerStops) {
      later(caller_.ask(R"({"id":2,"cancel":true})"));
      later(caller_.ask(R"({"id":2,"item":"error"})"));
      later(caller_.ask(R"({"id":2,"end":true})"));
      later(caller_.ask(R"({"id":2,"more":5})"));
    }
  }

  /// The codes of the frames that end the call: empty for success.
  [[nodiscard]] std::vector<std::string> terminals() const {
    std::vector<std::string> codes;
    for (const std::string& frame : frames_) {
      const auto json = nlohmann::json::parse(frame);
      const bool ours = has_id_ ? json.value("id", 0) == 2 && !json.contains("event")
                                : json.value("event", "") == kind_.event && json.contains("error");
      if (!ours || json.contains("item") || json.contains("more")) continue;
      CHECK(json.contains(json.contains("error") ? "error" : std::string(kind_.success)));
      codes.push_back(json.contains("error") ? json["error"]["code"].get<std::string>() : "");
    }
    return codes;
  }

  FlowTable& table() { return table_; }
  Talk& caller() { return caller_; }

 private:
  void begin(std::string_view how) {
    const std::string call =
        R"({"ns":"/ends","event":")" + std::string(kind_.event) + '"' + (has_id_ ? R"(,"id":2)" : "");
    if (!kind_.streams) {
      caller_.say(call + R"(,"data":{"how":")" + std::string(how) + R"("}})");
      return;
    }
    caller_.say(call + "}");
    caller_.say(R"({"id":2,"item":"wait"})");
    if (how != "wait") caller_.say(R"({"id":2,"item":")" + std::string(how) + R"("})");
  }

  const Kind& kind_;
  bool has_id_;
  FlowTable table_;
  Talk caller_{table_};
  Frames frames_;
};

std::string_view name_of(Ending ending) {
  constexpr std::string_view kNames[] = {"returns",        "declared error", "throws",
                                         "client cancels", "client leaves",  "connection lost",
                                         "deadline",       "server stops",   "Ack dropped"};
  return kNames[static_cast<std::size_t>(ending)];
}

}  // namespace

TEST_CASE("every kind of call has exactly one end, however it ends, and leaves nothing behind") {
  int played = 0;
  for (const bool queued : {false, true}) {
    for (const Kind& kind : kKinds) {
      for (const Ending ending : kEndings) {
        if (!makes_sense(kind, ending, queued)) continue;
        CAPTURE(kind.event);
        CAPTURE(name_of(ending));
        CAPTURE(queued);
        Scene scene(kind, true, queued);
        scene.play(ending);
        const std::string code = expected_code(kind, ending);
        CHECK(scene.terminals() == (code == "-" ? std::vector<std::string>{} : std::vector{code}));
        CHECK(scene.table().ends.alive == 0);
        CHECK(scene.caller().idle());
        if (queued) CHECK(scene.table().ends.started == 1);
        scene.caller().lose();
        CHECK(scene.table().executor->timer_count() == 0);
        ++played;
      }
    }
  }
  CHECK(played > 100);
}

TEST_CASE("without an id nothing but an error is told, and that once, by the event's name") {
  for (const Kind& kind : kKinds) {
    if (kind.streams) continue;
    for (const Ending ending : kEndings) {
      if (ending == Ending::ClientCancels || !makes_sense(kind, ending, false)) continue;
      CAPTURE(kind.event);
      CAPTURE(name_of(ending));
      Scene scene(kind, false, false);
      scene.play(ending);
      const std::string code = expected_code(kind, ending);
      const bool is_told = !code.empty() && code != "-" && code != "cancelled";
      CHECK(scene.terminals() == (is_told ? std::vector{code} : std::vector<std::string>{}));
      CHECK(scene.table().ends.alive == 0);
      CHECK(scene.caller().idle());
    }
  }
}
