#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "gangway/codec/containers.h"
#include "gangway/codec/enums.h"
#include "gangway/codec/object.h"
#include "gangway/codec/scalars.h"
#include "gangway/codec/union.h"

/// Types and codecs as the generator writes them.
namespace sample {

struct Message {
  std::uint64_t seq = 0;
  std::string room;
  std::optional<std::string> note;
  bool pinned = false;

  friend bool operator==(const Message&, const Message&) = default;
};

struct Text {
  std::string body;
  friend bool operator==(const Text&, const Text&) = default;
};
struct Image {
  std::string url;
  std::optional<std::string> alt;
  friend bool operator==(const Image&, const Image&) = default;
};
struct Nothing {
  friend bool operator==(const Nothing&, const Nothing&) = default;
};
using Content = std::variant<Text, Image, Nothing, gangway::Unknown>;

struct Holder {
  std::vector<Content> items;
  friend bool operator==(const Holder&, const Holder&) = default;
};

/// A list through optional and heap.
struct Node {
  std::int32_t value = 0;
  std::optional<gangway::Box<Node>> next;
  friend bool operator==(const Node&, const Node&) = default;
};

namespace codec {

namespace gc = gangway::codec;

struct Message {
  using value = sample::Message;
  static bool read(gangway::JsonReader& in, value& out) {
    static constexpr gc::Field fields[] = {"seq", "room", gc::optional("note"), gc::optional("pinned")};
    return gc::read_object(in, fields, [&](std::size_t field) -> bool {
      switch (field) {
        case 0:
          return gc::U64::read(in, out.seq);
        case 1:
          return gc::String::read(in, out.room);
        case 2:
          return gc::Optional<gc::String>::read(in, out.note);
        default:
          return gc::Bool::read(in, out.pinned);
      }
    });
  }
};

struct Text {
  using value = sample::Text;
  static bool read(gangway::JsonReader& in, value& out) {
    static constexpr gc::Field fields[] = {"body"};
    return gc::read_object(in, fields, [&](std::size_t) -> bool { return gc::String::read(in, out.body); });
  }
  static void write_members(gangway::JsonWriter& out, const value& v, char lead) {
    out.put(lead);
    out.raw("\"body\":");
    gc::String::write(out, v.body);
  }
};

struct Image {
  using value = sample::Image;
  static bool read(gangway::JsonReader& in, value& out) {
    static constexpr gc::Field fields[] = {"url", gc::optional("alt")};
    return gc::read_object(in, fields, [&](std::size_t field) -> bool {
      switch (field) {
        case 0:
          return gc::String::read(in, out.url);
        default:
          return gc::Optional<gc::String>::read(in, out.alt);
      }
    });
  }
};

struct Nothing {
  using value = sample::Nothing;
  static bool read(gangway::JsonReader& in, value&) { return gc::read_object(in); }
};

struct Content {
  using value = sample::Content;
  static bool read(gangway::JsonReader& in, value& out) {
    return gc::read_union<"kind">(in, [&](std::string_view tag) -> bool {
      if (tag == "text") return Text::read(in, out.emplace<0>());
      if (tag == "image") return Image::read(in, out.emplace<1>());
      if (tag == "nothing") return Nothing::read(in, out.emplace<2>());
      return gc::read_unknown(in, tag, out.emplace<3>());
    });
  }
  static void write(gangway::JsonWriter& out, const value& v) {
    if (const auto* text = std::get_if<0>(&v)) {
      out.raw("{\"kind\":\"text\"");
      Text::write_members(out, *text, ',');
      out.put('}');
    } else if (const auto* unknown = std::get_if<3>(&v)) {
      gc::write_unknown(out, *unknown);
    }
  }
};

/// The same without room for arms of a newer schema.
struct ClosedContent {
  using value = sample::Content;
  static bool read(gangway::JsonReader& in, value& out) {
    return gc::read_union<"kind">(in, [&](std::string_view tag) -> bool {
      if (tag == "text") return Text::read(in, out.emplace<0>());
      return in.fail(gangway::Rule::Tag);
    });
  }
};

struct Holder {
  using value = sample::Holder;
  static bool read(gangway::JsonReader& in, value& out) {
    static constexpr gc::Field fields[] = {"items"};
    return gc::read_object(in, fields,
                           [&](std::size_t) -> bool { return gc::List<Content>::read(in, out.items); });
  }
};

struct Node {
  using value = sample::Node;
  static bool read(gangway::JsonReader& in, value& out) {
    static constexpr gc::Field fields[] = {"value", gc::optional("next")};
    return gc::read_object(in, fields, [&](std::size_t field) -> bool {
      switch (field) {
        case 0:
          return gc::I32::read(in, out.value);
        default:
          return gc::Optional<gc::Boxed<Node>>::read(in, out.next);
      }
    });
  }
  static void write(gangway::JsonWriter& out, const value& v) {
    out.raw("{\"value\":");
    gc::I32::write(out, v.value);
    if (v.next) {
      out.raw(",\"next\":");
      gc::Boxed<Node>::write(out, *v.next);
    }
    out.put('}');
  }
};

}  // namespace codec
}  // namespace sample
