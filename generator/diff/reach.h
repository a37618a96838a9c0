#pragma once

#include <map>
#include <utility>
#include <vector>

#include "diff/change.h"
#include "diff/pairs.h"
#include "schema/schema.h"

namespace gangway::gen {

/// A declaration of the old schema and what became of it; one of them is null where it is new or gone.
template <class Def>
using PairOf = std::pair<const Def*, const Def*>;

/// Gateways of one name, else those of one path; likewise namespaces.
std::vector<PairOf<GatewayDef>> pair_gateways(const Schema& before, const Schema& now);
std::vector<PairOf<NamespaceDef>> pair_namespaces(const GatewayDef& before, const GatewayDef& now);

/// The fields that a payload is made of; null where it is no object of its own fields.
const std::vector<FieldDef>* fields_of(const Schema& schema, const PayloadDef& payload);

/// Who sends the values of each type, where both schemas have it: found by following the types from the
/// events that both schemas have. On the way, types whose names changed are recognised, which `pairs` is
/// told.
class Reach {
 public:
  Reach(const Schema& before, const Schema& now, Pairs& pairs);

  /// The uses of the pair whose new half is `now`; none for what no gateway uses.
  [[nodiscard]] const Uses& uses(TypeId now) const;

 private:
  struct Via {
    std::string gateway;
    Senders senders;
  };

  void gateway(const GatewayDef& before, const GatewayDef& now);
  void event(const EventDef& before, const EventDef& now, const std::string& gateway, bool is_on);
  void fields(const std::vector<FieldDef>& before, const std::vector<FieldDef>& now, const Via& via);
  void type(const TypeRef& before, const TypeRef& now, const Via& via);
  void declared(TypeId before, TypeId now, const Via& via);

  const Schema& before_;
  const Schema& now_;
  Pairs& pairs_;
  std::map<TypeId, Uses> uses_;
};

}  // namespace gangway::gen
