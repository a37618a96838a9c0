#include "diff/row.h"

namespace gangway::gen {

// Columns: axis, old client with new server (or old data, new reader), new client with old server (or new
// data, old reader), source, behaviour.

std::vector<Row> type_rows() {
  using enum Effect;
  using enum Axis;
  return {
      // GW604x, GW605x: fields and parameters
      {"GW6041", "optional or defaulted field added", "`{0}` is new and may be left out", Data, None, None,
       None, None},
      {"GW6042", "required field added", "`{0}` is new and required", Data, Breaks, None, Breaks, None,
       "make it optional, or give it a default"},
      {"GW6043", "required field removed", "`{0}` is gone and was required", Data, None, Breaks, Breaks, None,
       "make it optional first, and remove it when no old peer is left"},
      {"GW6044", "optional or defaulted field removed", "`{0}` is gone", Data, None, None, Breaks, None},
      {"GW6045", "name not reserved",
       "the name `{0}` is not reserved; it could come back with another meaning", Peers, None, None, None,
       Minor, "write `reserved` with the name"},
      {"GW6046", "field renamed", "`{0}` looks renamed: it was `{1}` and is `{2}`", Data, Breaks, Breaks,
       Breaks, None, "add the new field beside the old one, optional, and deprecate the old one"},
      {"GW6047", "type of a field changed", "the type of `{0}` was {1} and is {2}", Data, Breaks, Breaks,
       Breaks, None, "add a field with the new type beside the old one"},
      {"GW6048", "optional field required", "`{0}` may no longer be left out", Data, Breaks, None, Breaks,
       None, "give it a default instead"},
      {"GW6049", "required field optional", "`{0}` may be left out now", Data, None, Breaks, Breaks, None,
       "give it a default instead, which is always written"},
      {"GW6050", "default removed", "`{0}` may no longer be left out; its default was `{1}`", Data, Breaks,
       None, Breaks, None, "keep the default"},
      {"GW6051", "default added", "`{0}` may be left out now: it is `{2}` then", Data, None, None, Minor,
       None},
      {"GW6052", "optional to default or back", "`{0}` was {1} and {2} now", Data, None, None, Breaks, Minor},
      {"GW6053", "default changed", "the default of `{0}` was `{1}` and is `{2}`", Data, None, None, None,
       Breaks, "leave the default, and let those who want the new value write it"},
      {"GW6054", "null allowed", "`{0}` may be null now", Data, None, Breaks, Breaks, None},
      {"GW6055", "null no longer allowed", "`{0}` may no longer be null", Data, Breaks, None, Breaks, None},
      {"GW6056", "`@secret` added or removed", "`{0}` was {1} and is {2}", Data, None, None, None, Minor},
      {"GW6057", "`@internal` added", "`{0}` no longer leaves the server", Data, None, Breaks, Breaks, None,
       "make it optional first"},
      {"GW6058", "`@internal` removed", "`{0}` leaves the server now", Data, Breaks, None, Breaks, None},
      {"GW6059", "reserved name used",
       "`{0}` uses a name that was reserved, and may mean something else to an old "
       "peer",
       Data, None, None, None, Breaks, "choose another name"},
      {"GW6060", "name no longer reserved", "the name `{0}` is no longer reserved", Peers, None, None, None,
       Minor},

      // GW606x: declarations
      {"GW6061", "type removed", "{1} `{0}` is gone", Peers, None, None, Breaks, None},
      {"GW6062", "type added", "{2} `{0}` is new", Peers, None, None, None, None},
      {"GW6063", "type renamed", "{0} `{1}` is called `{2}`; its name is not on the wire", Peers, None, None,
       Breaks, None},
      {"GW6064", "package renamed", "package `{1}` is called `{2}`; its name is not on the wire", Peers, None,
       None, Breaks, None},
      {"GW6065", "declaration of another kind", "`{0}` was {1} and is {2}", Data, Breaks, Breaks, Breaks,
       None, "declare a type of a new name"},
      {"GW6066", "target of an alias changed", "`{0}` was {1} and is {2}", Data, Breaks, Breaks, Breaks,
       None},
      {"GW6067", "constant added", "constant `{0}` is new", Peers, None, None, None, None},
      {"GW6068", "constant removed or of another type", "constant `{0}` was {1} and is {2}", Peers, None,
       None, Breaks, None},
      {"GW6069", "value of a constant changed", "constant `{0}` was `{1}` and is `{2}`", Peers, None, None,
       None, Minor},

      // GW607x: enums
      {"GW6071", "name added to an open enum", "`{0}` is new", Data, None, None, None, None},
      {"GW6072", "name added to a closed enum", "`{0}` is new, and the enum is closed", Data, None, Breaks,
       Minor, None, "open the enum first"},
      {"GW6073", "name removed from an open enum", "`{0}` is gone", Data, None, None, Breaks, None},
      {"GW6074", "name removed from a closed enum", "`{0}` is gone, and the enum is closed", Data, Breaks,
       None, Breaks, None},
      {"GW6075", "enum closed", "enum `{0}` is closed now", Data, Breaks, None, Breaks, None},
      {"GW6076", "enum opened", "enum `{0}` is open now", Data, None, None, Breaks, None},

      // GW608x: unions
      {"GW6081", "arm added to an open union", "arm `{0}` is new", Data, None, None, None, None},
      {"GW6082", "arm added to a closed union", "arm `{0}` is new, and the union is closed", Data, None,
       Breaks, Minor, None, "open the union first"},
      {"GW6083", "arm removed from an open union", "arm `{0}` is gone", Data, None, None, Breaks, None},
      {"GW6084", "arm removed from a closed union", "arm `{0}` is gone, and the union is closed", Data,
       Breaks, None, Breaks, None},
      {"GW6085", "union closed", "union `{0}` is closed now", Data, Breaks, None, Breaks, None},
      {"GW6086", "union opened", "union `{0}` is open now", Data, None, None, Breaks, None},
      {"GW6087", "tag of a union changed", "the tag of union `{0}` was `{1}` and is `{2}`", Data, Breaks,
       Breaks, Breaks, None, "declare a union of a new name"},
      {"GW6088", "type of an arm changed", "arm `{0}` was {1} and is {2}", Data, Breaks, Breaks, Breaks, None,
       "add an arm with the new type beside the old one"},

      // GW610x: constraints
      {"GW6101", "constraint tightened", "{0}: {1} became {2}, which allows less", Data, Breaks, None, None,
       None},
      {"GW6102", "constraint loosened", "{0}: {1} became {2}, which allows more", Data, None, Breaks, None,
       None},
      {"GW6103", "constraint changed", "{0}: {1} became {2}, which allows less and more", Data, Breaks,
       Breaks, None, None},
      {"GW6104", "normaliser changed", "{0}: {1} became {2}", Data, None, None, None, Minor},
      {"GW6105", "pipe changed", "{0}: {1} became {2}", Data, None, None, None, Minor},
  };
}

}  // namespace gangway::gen
