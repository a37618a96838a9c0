#pragma once

#include "diff/compare_policies.h"
#include "diff/compare_types.h"
#include "diff/reach.h"
#include "diff/recorder.h"
#include "schema/schema.h"

namespace gangway::gen {

/// Compares gateways, namespaces, rooms and events; types only where they are used.
class GatewayComparison {
 public:
  GatewayComparison(const Schema& before, const Schema& now, TypeComparison& types, Recorder& out)
      : before_(before), now_(now), types_(types), policies_(before, now, out), out_(out) {}

  void all();

 private:
  struct RoomEvent {
    const EventDef* event;
    std::string room;  ///< Empty for the namespace itself.
  };

  void gateway(const GatewayDef& before, const GatewayDef& now);
  void name_space(const Place& gateway, const NamespaceDef& before, const NamespaceDef& now);
  void handshake(const Place& place, const std::optional<std::vector<FieldDef>>& before,
                 const std::optional<std::vector<FieldDef>>& now);
  void session(const Place& place, const std::optional<std::vector<FieldDef>>& before,
               const std::optional<std::vector<FieldDef>>& now);
  void rooms(const Place& place, const NamespaceDef& before, const NamespaceDef& now);
  void events(const Place& place, const std::vector<RoomEvent>& before, const std::vector<RoomEvent>& now,
              bool is_on);
  void event(const Place& place, const EventDef& before, const EventDef& now, bool is_on);
  void payload(const Place& place, const EventDef& before, const EventDef& now, bool is_on);
  void reply(const Place& place, const EventDef& before, const EventDef& now, bool is_on);
  void errors(const Place& place, const EventDef& before, const EventDef& now);

  const Schema& before_;
  const Schema& now_;
  TypeComparison& types_;
  PolicyComparison policies_;
  Recorder& out_;
};

}  // namespace gangway::gen
