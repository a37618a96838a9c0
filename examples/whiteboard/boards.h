#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "whiteboard.gw.h"

namespace demo::whiteboard {

/// All boards: one handler serves every instance of the namespace.
class Boards final : public BoardHandler {
 public:
  gangway::Reply<void> on_join_namespace(BoardClient client, WhiteboardHandshake handshake) override {
    client.session().name = handshake.name;
    Board& board = boards_[client.path().id];
    board.people[client.id()] = handshake.name;
    tell_people(client.path());
    return {};
  }

  void on_leave_namespace(BoardClient client, gangway::LeaveReason /*reason*/) override {
    boards_[client.path().id].people.erase(client.id());
    tell_people(client.path());
  }

  /// The last one has left.
  void on_close(const BoardPath& path) override { boards_.erase(path.id); }

  gangway::Stream<Stroke> on_strokes(BoardClient client) override {
    // By number, looked up anew each time: lines come and go while the client reads.
    const gangway::Uuid id = client.path().id;
    for (std::size_t i = 0; i < boards_[id].strokes.size(); ++i) {
      const Stroke stroke = boards_[id].strokes[i];
      co_yield stroke;
    }
  }

  gangway::Reply<gangway::Uuid> on_draw(BoardClient client, Draw draw) override {
    Stroke stroke{.id = gangway::Uuid::random(),
                  .by = client.session().name,
                  .colour = draw.colour,
                  .width = draw.width,
                  .points = std::move(draw.points)};
    all(client.path()).except(client).drawn(stroke);
    return boards_[client.path().id].strokes.emplace_back(std::move(stroke)).id;
  }

  gangway::Reply<void, NoSuchStroke, NotYours> on_erase(BoardClient client, Erase erase) override {
    auto& strokes = boards_[client.path().id].strokes;
    const auto found = std::find_if(strokes.begin(), strokes.end(),
                                    [&](const Stroke& stroke) { return stroke.id == erase.stroke; });
    if (found == strokes.end()) return NoSuchStroke{erase.stroke};
    if (found->by != client.session().name) return NotYours{found->by};
    strokes.erase(found);
    all(client.path()).erased(erase.stroke);
    return {};
  }

 private:
  struct Board {
    std::vector<Stroke> strokes;  // oldest first
    std::map<gangway::ClientId, std::string> people;
  };

  void tell_people(const BoardPath& path) {
    std::vector<std::string> names;
    for (const auto& [id, name] : boards_[path.id].people) names.push_back(name);
    all(path).people(names);
  }

  std::map<gangway::Uuid, Board> boards_;
};

}  // namespace demo::whiteboard
