#include "diff/row.h"

namespace gangway::gen {

// Columns: axis, old client with new server, new client with old server, source, behaviour.

std::vector<Row> policy_rows() {
  using enum Effect;
  using enum Axis;
  return {
      {"GW6111", "guard added", "`{0}` requires `{2}` now", Peers, None, None, None, Breaks},
      {"GW6112", "guard removed", "`{0}` no longer requires `{1}`", Peers, None, None, None, Minor},
      {"GW6113", "guard's arguments changed", "`{0}` required `{1}` and requires `{2}`", Peers, None, None,
       None, Breaks},
      {"GW6114", "rate lowered", "the rate of `{0}` was {1} and is {2}", Peers, None, None, None, Breaks},
      {"GW6115", "rate raised", "the rate of `{0}` was {1} and is {2}", Peers, None, None, None, Minor},
      {"GW6116", "deadline shortened", "the deadline of `{0}` was {1} and is {2}", Peers, None, None, None,
       Breaks},
      {"GW6117", "deadline lengthened", "the deadline of `{0}` was {1} and is {2}", Peers, None, None, None,
       Minor},
      {"GW6118", "largest payload lowered", "the largest payload of `{0}` was {1} and is {2}", Peers, None,
       None, None, Breaks},
      {"GW6119", "largest payload raised", "the largest payload of `{0}` was {1} and is {2}", Peers, None,
       None, None, Minor},
      {"GW6120", "heartbeat changed", "the heartbeat of `{0}` was {1} and is {2}", Peers, None, None, None,
       Minor},
      {"GW6121", "delivery weakened", "the delivery of `{0}` was {1} and is {2}", Peers, None, None, None,
       Breaks},
      {"GW6122", "delivery strengthened", "the delivery of `{0}` was {1} and is {2}", Peers, None, None, None,
       Minor},
      {"GW6123", "more events handled at once",
       "`{0}` was handled {1} and is handled {2} for a client: order is no "
       "longer promised",
       Peers, None, None, None, Breaks},
      {"GW6124", "fewer events handled at once", "`{0}` was handled {1} and is handled {2} for a client",
       Peers, None, None, None, Minor},
      {"GW6125", "origins narrowed", "the origins of `{0}` were {1} and are {2}", Peers, None, None, None,
       Breaks},
      {"GW6126", "origins widened", "the origins of `{0}` were {1} and are {2}", Peers, None, None, None,
       Minor},
      {"GW6127", "transport removed", "`{0}` no longer has the transport `{1}`", Peers, Breaks, None, None,
       None},
      {"GW6128", "transport added", "`{0}` has the transport `{2}` now", Peers, None, Minor, None, None},
      {"GW6129", "port changed", "the port of `{0}` was {1} and is {2}", Peers, None, None, None, Breaks},
      {"GW6130", "compression changed", "compression of `{0}` was {1} and is {2}", Peers, None, None, None,
       Minor},
      {"GW6131", "deprecated", "`{0}` is deprecated now", Peers, None, None, Minor, None},
      {"GW6132", "no longer deprecated", "`{0}` is no longer deprecated", Peers, None, None, None, None},
      {"GW6133", "guard or pipe declared", "{2} `{0}` is new", Peers, None, None, Minor, None},
      {"GW6134", "guard or pipe removed or changed", "{1} `{0}` is gone or has other parameters", Peers, None,
       None, Breaks, None},
      {"GW6135", "documentation changed", "the documentation of `{0}` changed", Peers, None, None, None,
       None},
      {"GW6136", "denial by default changed", "denial by default of `{0}` was {1} and is {2}", Peers, None,
       None, Minor, None},
      {"GW6137", "idempotent now", "`{0}` is idempotent now", Peers, None, None, None, Minor},
      {"GW6138", "no longer idempotent", "`{0}` is no longer idempotent: clients of before make it again",
       Peers, None, None, None, Breaks},
  };
}

}  // namespace gangway::gen
