// Typed JSON reading and writing, beside nlohmann and simdjson on demand in the same run: times depend on the
// machine, the ratios hardly do. Prints nanoseconds per message and how many times longer the others take.

#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "gangway/codec/containers.h"
#include "gangway/codec/object.h"
#include "gangway/codec/scalars.h"

namespace {

namespace gc = gangway::codec;
namespace od = simdjson::ondemand;

struct Chat {
  std::string room;
  std::string text;
  std::int64_t seq = 0;
};
enum class Event { Chat, Other };
struct Request {
  Event event = Event::Other;
  std::int64_t id = 0;
  Chat data;
};
struct Point {
  double x = 0;
  double y = 0;
};
struct Item {
  std::string name;
  std::uint32_t count = 0;
  bool open = false;
  std::vector<std::string> tags;
  Point at;
};
struct Order {
  std::int64_t id = 0;
  std::string customer;
  std::vector<Item> items;
};

struct ChatCodec {
  using value = Chat;
  static bool read(gangway::JsonReader& in, Chat& out) {
    static constexpr gc::Field fields[] = {"room", "text", "seq"};
    return gc::read_object(in, fields, [&](std::size_t field) -> bool {
      switch (field) {
        case 0:
          return gc::String::read(in, out.room);
        case 1:
          return gc::String::read(in, out.text);
        default:
          return gc::SafeInt::read(in, out.seq);
      }
    });
  }
  static void write(gangway::JsonWriter& out, const Chat& v) {
    out.raw("{\"room\":");
    gc::String::write(out, v.room);
    out.raw(",\"text\":");
    gc::String::write(out, v.text);
    out.raw(",\"seq\":");
    gc::SafeInt::write(out, v.seq);
    out.put('}');
  }
};
struct EventCodec {
  using value = Event;
  static bool read(gangway::JsonReader& in, Event& out) {
    std::string_view name;
    std::string scratch;
    if (!in.read_view(name, scratch)) return false;
    out = name == "chat" ? Event::Chat : Event::Other;
    return true;
  }
  static void write(gangway::JsonWriter& out, Event v) { out.plain(v == Event::Chat ? "chat" : "other"); }
};
struct RequestCodec {
  using value = Request;
  static bool read(gangway::JsonReader& in, Request& out) {
    static constexpr gc::Field fields[] = {"event", "id", "data"};
    return gc::read_object(in, fields, [&](std::size_t field) -> bool {
      switch (field) {
        case 0:
          return EventCodec::read(in, out.event);
        case 1:
          return gc::SafeInt::read(in, out.id);
        default:
          return ChatCodec::read(in, out.data);
      }
    });
  }
  static void write(gangway::JsonWriter& out, const Request& v) {
    out.raw("{\"event\":");
    EventCodec::write(out, v.event);
    out.raw(",\"id\":");
    gc::SafeInt::write(out, v.id);
    out.raw(",\"data\":");
    ChatCodec::write(out, v.data);
    out.put('}');
  }
};
struct PointCodec {
  using value = Point;
  static bool read(gangway::JsonReader& in, Point& out) {
    static constexpr gc::Field fields[] = {"x", "y"};
    return gc::read_object(in, fields, [&](std::size_t field) -> bool {
      switch (field) {
        case 0:
          return gc::F64::read(in, out.x);
        default:
          return gc::F64::read(in, out.y);
      }
    });
  }
  static void write(gangway::JsonWriter& out, const Point& v) {
    out.raw("{\"x\":");
    gc::F64::write(out, v.x);
    out.raw(",\"y\":");
    gc::F64::write(out, v.y);
    out.put('}');
  }
};
struct ItemCodec {
  using value = Item;
  static bool read(gangway::JsonReader& in, Item& out) {
    static constexpr gc::Field fields[] = {"name", "count", "open", "tags", "at"};
    return gc::read_object(in, fields, [&](std::size_t field) -> bool {
      switch (field) {
        case 0:
          return gc::String::read(in, out.name);
        case 1:
          return gc::U32::read(in, out.count);
        case 2:
          return gc::Bool::read(in, out.open);
        case 3:
          return gc::List<gc::String>::read(in, out.tags);
        default:
          return PointCodec::read(in, out.at);
      }
    });
  }
  static void write(gangway::JsonWriter& out, const Item& v) {
    out.raw("{\"name\":");
    gc::String::write(out, v.name);
    out.raw(",\"count\":");
    gc::U32::write(out, v.count);
    out.raw(",\"open\":");
    gc::Bool::write(out, v.open);
    out.raw(",\"tags\":");
    gc::List<gc::String>::write(out, v.tags);
    out.raw(",\"at\":");
    PointCodec::write(out, v.at);
    out.put('}');
  }
};
struct OrderCodec {
  using value = Order;
  static bool read(gangway::JsonReader& in, Order& out) {
    static constexpr gc::Field fields[] = {"id", "customer", "items"};
    return gc::read_object(in, fields, [&](std::size_t field) -> bool {
      switch (field) {
        case 0:
          return gc::SafeInt::read(in, out.id);
        case 1:
          return gc::String::read(in, out.customer);
        default:
          return gc::List<ItemCodec>::read(in, out.items);
      }
    });
  }
  static void write(gangway::JsonWriter& out, const Order& v) {
    out.raw("{\"id\":");
    gc::SafeInt::write(out, v.id);
    out.raw(",\"customer\":");
    gc::String::write(out, v.customer);
    out.raw(",\"items\":");
    gc::List<ItemCodec>::write(out, v.items);
    out.put('}');
  }
};

NLOHMANN_JSON_SERIALIZE_ENUM(Event, {{Event::Other, "other"}, {Event::Chat, "chat"}})
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Chat, room, text, seq)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Request, event, id, data)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Point, x, y)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Item, name, count, open, tags, at)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Order, id, customer, items)

bool take(od::value value, std::string& out) {
  std::string_view text;
  if (value.get_string().get(text) != simdjson::SUCCESS) return false;
  out.assign(text);
  return true;
}
bool field(od::object& object, const char* key, std::string& out) {
  od::value value;
  return object[key].get(value) == simdjson::SUCCESS && take(value, out);
}
bool read_on_demand(od::object object, Request& out) {
  od::object data;
  std::string_view event;
  if (object["event"].get_string().get(event) != simdjson::SUCCESS) return false;
  out.event = event == "chat" ? Event::Chat : Event::Other;
  return object["id"].get_int64().get(out.id) == simdjson::SUCCESS &&
         object["data"].get_object().get(data) == simdjson::SUCCESS && field(data, "room", out.data.room) &&
         field(data, "text", out.data.text) && data["seq"].get_int64().get(out.data.seq) == simdjson::SUCCESS;
}
bool read_on_demand(od::object object, Order& out) {
  od::array items;
  if (object["id"].get_int64().get(out.id) != simdjson::SUCCESS || !field(object, "customer", out.customer) ||
      object["items"].get_array().get(items) != simdjson::SUCCESS) {
    return false;
  }
  for (auto element : items) {
    od::object item;
    od::array tags;
    od::object at;
    Item& to = out.items.emplace_back();
    std::uint64_t count = 0;
    if (element.get_object().get(item) != simdjson::SUCCESS || !field(item, "name", to.name) ||
        item["count"].get_uint64().get(count) != simdjson::SUCCESS ||
        item["open"].get_bool().get(to.open) != simdjson::SUCCESS ||
        item["tags"].get_array().get(tags) != simdjson::SUCCESS) {
      return false;
    }
    to.count = static_cast<std::uint32_t>(count);
    for (auto tag : tags) {
      od::value value;
      if (tag.get(value) != simdjson::SUCCESS || !take(value, to.tags.emplace_back())) return false;
    }
    if (item["at"].get_object().get(at) != simdjson::SUCCESS ||
        at["x"].get_double().get(to.at.x) != simdjson::SUCCESS ||
        at["y"].get_double().get(to.at.y) != simdjson::SUCCESS) {
      return false;
    }
  }
  return true;
}

/// Nanoseconds of one call: the best of several rounds, which is what a busy machine disturbs least.
template <class Work>
double measure(Work work) {
  using Clock = std::chrono::steady_clock;
  double best = 1e18;
  for (int round = 0; round < 15; ++round) {
    constexpr int calls = 20000;
    const auto begin = Clock::now();
    for (int i = 0; i < calls; ++i) work();
    best = std::min(best, std::chrono::duration<double, std::nano>(Clock::now() - begin).count() / calls);
  }
  return best;
}

bool all_well = true;

void report(const char* what, double ours, double nlohmann, std::optional<double> on_demand) {
  std::printf("%-24s %8.1f ns   nlohmann %9.1f ns (x%.1f)", what, ours, nlohmann, nlohmann / ours);
  if (on_demand) std::printf("   simdjson %8.1f ns (x%.1f)", *on_demand, *on_demand / ours);
  std::printf("\n");
}

template <class C>
void bench(const char* name, const typename C::value& sample) {
  using Value = typename C::value;
  gangway::Buffer text;
  {
    gangway::JsonWriter out(text);
    C::write(out, sample);
  }
  const std::size_t size = text.size();
  text.pad(simdjson::SIMDJSON_PADDING);
  const std::string_view json = text.view();
  std::printf("%s, %zu bytes\n", name, size);

  // Every value starts empty, on all sides: a server keeps none of them.
  const double read = measure([&] {
    Value value;
    gangway::JsonReader in(json);
    all_well &= C::read(in, value) && in.finish();
  });
  const double read_nlohmann = measure([&] {
    Value value;
    nlohmann::json::parse(json).get_to(value);
    all_well &= value.id != 0;
  });
  od::parser parser;
  const double read_simdjson = measure([&] {
    Value value;
    od::document document;
    od::object object;
    all_well &= parser.iterate(json.data(), size, size + simdjson::SIMDJSON_PADDING).get(document) ==
                    simdjson::SUCCESS &&
                document.get_object().get(object) == simdjson::SUCCESS && read_on_demand(object, value);
  });
  report("  decode", read, read_nlohmann, read_simdjson);

  gangway::Buffer buffer;
  const double write = measure([&] {
    buffer.clear();
    gangway::JsonWriter out(buffer);
    C::write(out, sample);
    all_well &= buffer.size() == size;
  });
  const double write_nlohmann = measure([&] { all_well &= !nlohmann::json(sample).dump().empty(); });
  report("  encode", write, write_nlohmann, std::nullopt);
}

}  // namespace

int main() {
  const Request small{Event::Chat,
                      1234567,
                      {"r1", "the quick brown fox jumps over the lazy dog and then rests a bit", 1234567}};
  Order large{42, "Ada Lovelace", {}};
  for (unsigned i = 0; i < 8; ++i) {
    large.items.push_back({"item number " + std::to_string(i),
                           100 + i,
                           i % 2 == 0,
                           {"red", "large", "new"},
                           {1.5 + i, -20.25}});
  }
  bench<RequestCodec>("small", small);
  bench<OrderCodec>("nested", large);
  if (!all_well) std::printf("a reader failed: the figures mean nothing\n");
  return all_well ? 0 : 1;
}
