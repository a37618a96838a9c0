#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "gangway/codec/reader.h"
#include "gangway/codec/writer.h"
#include "gangway/types.h"

namespace gangway::codec {

// What is not inlined is compiled once for each type instead of once for each field, which is what the time
// to compile a schema goes into; a call does not show beside what it does.

/// `list<T>`: an array.
template <class C>
struct List {
  using value = std::vector<typename C::value>;

  [[gnu::noinline]] static bool read(JsonReader& in, value& out) {
    out.clear();
    if (!in.enter('[')) return false;
    if (!in.accept(']')) {
      // Short lists are the usual ones: spare them the allocations of growing from one.
      out.reserve(std::max<std::size_t>(1, kFirstBytes / sizeof(typename C::value)));
      do {
        if (!read_item(in, out) && !in.inside(out.size() - 1)) [[unlikely]]
          return false;
      } while (in.accept(','));
      if (!in.accept(']')) return in.fail(Rule::Syntax);
    }
    in.leave();
    return true;
  }

  [[gnu::noinline]] static void write(JsonWriter& out, const value& items) {
    char lead = '[';
    for (const auto& item : items) {
      out.put(lead, items.size());
      C::write(out, item);
      lead = ',';
    }
    if (lead == '[') out.put(lead, 0);
    out.put(']');
  }

 private:
  static constexpr std::size_t kFirstBytes = 128;

  static bool read_item(JsonReader& in, value& out) {
    if constexpr (std::is_same_v<typename C::value, bool>) {  // vector<bool> has no bool to refer to
      bool item = false;
      const bool ok = C::read(in, item);
      out.push_back(item);
      return ok;
    } else {
      return C::read(in, out.emplace_back());
    }
  }
};

/// `map<string, T>`: an object with any keys, each at most once.
template <class C>
struct Map {
  using value = std::map<std::string, typename C::value>;

  [[gnu::noinline]] static bool read(JsonReader& in, value& out) {
    out.clear();
    if (!in.enter('{')) return false;
    if (!in.accept('}')) {
      std::string_view key;
      std::string scratch;
      do {
        in.skip_space();
        if (!in.read_key(key, scratch)) return false;
        const auto [entry, fresh] = out.try_emplace(std::string(key));
        if (!fresh) return in.fail_at(Rule::Duplicate, key);
        if (!C::read(in, entry->second) && !in.inside(entry->first)) [[unlikely]]
          return false;
      } while (in.accept(','));
      if (!in.accept('}')) return in.fail(Rule::Syntax);
    }
    in.leave();
    return true;
  }

  [[gnu::noinline]] static void write(JsonWriter& out, const value& entries) {
    char lead = '{';
    for (const auto& [key, entry] : entries) {
      out.put(lead, entries.size());
      out.string(key);
      out.put(':');
      C::write(out, entry);
      lead = ',';
    }
    if (lead == '{') out.put(lead, 0);
    out.put('}');
  }
};

/// `T?`: a value or null. Like a struct it is read into a fresh value: null leaves what is there, so that no
/// code is needed to destroy it.
template <class C>
struct Nullable {
  using value = std::optional<typename C::value>;

  [[gnu::noinline]] static bool read(JsonReader& in, value& out) {
    if (in.read_null()) return true;
    if (!out) out.emplace();
    return C::read(in, *out);
  }

  static void write(JsonWriter& out, const value& v) {
    if (v) {
      C::write(out, *v);
    } else {
      out.null();
    }
  }
};

/// The value of a `name?: T` field that is there; null is read as left out. Its writer leaves the member out
/// itself.
template <class C>
struct Optional : Nullable<C> {};

/// The value of a `name?: T?` field that is there: null or a value. Its writer leaves an absent member out
/// itself.
template <class C>
struct Patched {
  using value = Patch<typename C::value>;

  [[gnu::noinline]] static bool read(JsonReader& in, value& out) {
    if (in.read_null()) {
      out = nullptr;
      return true;
    }
    return C::read(in, out.emplace());
  }

  static void write(JsonWriter& out, const value& v) {
    if (v.has_value()) {
      C::write(out, *v);
    } else {
      out.null();
    }
  }
};

/// A type that contains itself: its inner value lives on the heap.
template <class C>
struct Boxed {
  using value = Box<typename C::value>;

  static bool read(JsonReader& in, value& out) { return C::read(in, *out); }
  static void write(JsonWriter& out, const value& v) { C::write(out, *v); }
};

}  // namespace gangway::codec
