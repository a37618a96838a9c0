#pragma once

#include <string>
#include <vector>

#include "diff/recorder.h"
#include "schema/schema.h"

namespace gangway::gen {

/// Compares what gateways, namespaces and events ask besides their types. A part that is inherited is
/// reported where it was written, once.
class PolicyComparison {
 public:
  PolicyComparison(const Schema& before, const Schema& now, Recorder& out)
      : before_(before), now_(now), out_(out) {}

  void gateway(const Place& place, const GatewayDef& before, const GatewayDef& now);
  /// The parts that were written at `level` in one of the schemas.
  void inherited(const Place& place, const Policy& before, const Policy& now, Level level);
  /// The parts that only an event has.
  void event(const Place& place, const Policy& before, const Policy& now);
  /// Declared guards and pipes.
  void declarations();

 private:
  void guards(const Place& place, const Policy& before, const Policy& now, Level level);
  void rate(const Place& place, const std::optional<Inherited<Rate>>& before,
            const std::optional<Inherited<Rate>>& now);
  void max_payload(const Place& place, const std::optional<std::int64_t>& before,
                   const std::optional<std::int64_t>& now);
  void origins(const Place& place, const std::vector<std::string>& before,
               const std::vector<std::string>& now);
  void transports(const Place& place, const GatewayDef& before, const GatewayDef& now);

  const Schema& before_;
  const Schema& now_;
  Recorder& out_;
};

}  // namespace gangway::gen
