#include "diff/row.h"

namespace gangway::gen {

// Columns: axis, old client with new server (or old data, new reader), new client with old server (or new
// data, old reader), source, behaviour.

std::vector<Row> gateway_rows() {
  using enum Effect;
  using enum Axis;
  return {
      // GW600x: gateways, namespaces
      {"GW6001", "gateway added", "gateway `{0}` is new", Peers, None, Minor, Minor, None},
      {"GW6002", "gateway removed", "gateway `{0}` is gone", Peers, Breaks, None, Breaks, None,
       "deprecate it first, and remove it when no client uses it"},
      {"GW6003", "path of a gateway changed", "the path of gateway `{0}` was `{1}` and is `{2}`", Peers,
       Breaks, Breaks, None, None, "serve a second gateway at the new path until no client uses the old one"},
      {"GW6004", "gateway renamed", "gateway `{1}` is called `{2}`", Peers, None, None, Breaks, None},
      {"GW6005", "namespace added", "namespace `{0}` is new", Peers, None, Minor, Minor, None},
      {"GW6006", "namespace removed", "namespace `{0}` is gone", Peers, Breaks, None, Breaks, None,
       "deprecate it first, and remove it when no client uses it"},
      {"GW6007", "path of a namespace changed", "the path of namespace `{0}` was `{1}` and is `{2}`", Peers,
       Breaks, Breaks, None, None, "add a namespace at the new path beside the old one"},
      {"GW6008", "namespace renamed", "namespace `{1}` is called `{2}`", Peers, None, None, Breaks, None},
      {"GW6009", "parameters of a path changed",
       "the parameters in the path of `{0}` were `{1}` and are `{2}`", Peers, Breaks, Breaks, Breaks, None,
       "add a namespace with the new path beside the old one"},
      {"GW6010", "parameter of a path renamed",
       "the parameters in the path of `{0}` were `{1}` and are `{2}`", Peers, None, None, Breaks, None},

      // GW601x: events
      {"GW6011", "`on` event added", "`on` event `{0}` is new", Peers, None, Minor, Minor, None},
      {"GW6012", "`emit` event added", "`emit` event `{0}` is new", Peers, None, None, None, None},
      {"GW6013", "`emit` event with a reply added", "`emit` event `{0}`, which asks the client, is new",
       Peers, Minor, None, None, None},
      {"GW6014", "`on` event removed", "`on` event `{0}` is gone", Peers, Breaks, None, Breaks, None,
       "deprecate it first, and remove it when no client sends it"},
      {"GW6015", "`emit` event removed", "`emit` event `{0}` is gone", Peers, Breaks, None, Breaks, None,
       "deprecate it first, and remove it when no client waits for it"},
      {"GW6016", "`emit` event with a reply removed", "`emit` event `{0}`, which asks the client, is gone",
       Peers, None, Breaks, Breaks, None},
      {"GW6017", "event renamed", "`{0}` looks renamed: it was `{1}` and is `{2}`", Peers, Breaks, Breaks,
       Breaks, None, "keep the old event beside the new one, deprecated, until no client uses it"},
      {"GW6018", "`emit` moved between a namespace and its rooms", "`{0}` was sent to {1} and is sent to {2}",
       Peers, None, None, Breaks, None},
      {"GW6019", "payload written in another way",
       "`{0}` carried {1} and carries {2}, which is the same on the wire", Peers, None, None, Breaks, None},

      // GW602x: what events carry
      {"GW6021", "payload changed", "the payload of `{0}` was {1} and is {2}", Data, Breaks, Breaks, Breaks,
       None, "add an event with the new payload beside the old one"},
      {"GW6022", "payload between one value and a stream", "the payload of `{0}` was {1} and is {2}", Peers,
       Breaks, Breaks, Breaks, None, "add an event with the new payload beside the old one"},
      {"GW6023", "reply changed", "the reply of `{0}` was {1} and is {2}", Data, Breaks, Breaks, Breaks, None,
       "add an event with the new reply beside the old one"},
      {"GW6024", "reply between one value and a stream", "the reply of `{0}` was {1} and is {2}", Peers,
       Breaks, Breaks, Breaks, None, "add an event with the new reply beside the old one"},
      {"GW6025", "`on` event acknowledged", "`{0}` is acknowledged now", Peers, None, None, Minor, None},
      {"GW6026", "`on` event no longer acknowledged", "`{0}` is no longer acknowledged", Peers, None, None,
       Breaks, None},
      {"GW6027", "`emit` between told and asked", "the reply of `{0}` was {1} and is {2}", Peers, Breaks,
       Breaks, Breaks, None, "add an event with the new reply beside the old one"},
      {"GW6028", "error added to `throws`", "`{0}` may be refused with `{2}` now", Peers, None, None, Minor,
       None},
      {"GW6029", "error removed from `throws`", "`{0}` is no longer refused with `{1}`", Peers, None, None,
       Breaks, None},

      // GW603x: handshakes, sessions, rooms
      {"GW6031", "handshake added", "`{0}` has a handshake now", Data, Breaks, None, Breaks, None,
       "make its fields optional until every client presents it"},
      {"GW6032", "handshake removed", "`{0}` has no handshake any more", Data, None, Breaks, Breaks, None},
      {"GW6033", "session changed", "the session of `{0}` was {1} and is {2}", Peers, None, None, Breaks,
       None},
      {"GW6034", "room added", "room `{0}` is new", Peers, None, None, None, None},
      {"GW6035", "room removed", "room `{0}` is gone", Peers, None, None, Breaks, None},
      {"GW6036", "keys of a room changed", "the keys of room `{0}` were `{1}` and are `{2}`", Peers, None,
       None, Breaks, None},
  };
}

}  // namespace gangway::gen
