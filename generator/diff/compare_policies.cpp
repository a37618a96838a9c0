#include "diff/compare_policies.h"

#include <algorithm>
#include <map>
#include <optional>

#include "diff/event_texts.h"
#include "diff/pairs.h"
#include "policy/words.h"
#include "schema/lookup.h"

namespace gangway::gen {
namespace {

template <class T>
bool is_from(const std::optional<Inherited<T>>& part, Level level) {
  return part && part->from == level;
}

/// Whether one of the two was written at this level: else it is compared further out.
template <class T>
bool concerns(const std::optional<Inherited<T>>& before, const std::optional<Inherited<T>>& now,
              Level level) {
  return is_from(before, level) || is_from(now, level);
}

std::string duration(const std::optional<std::int64_t>& ms) { return ms ? duration_words(*ms) : "none"; }

std::string list_text(const std::vector<std::string>& all, const char* none) {
  std::string text;
  for (const std::string& each : all) text += (text.empty() ? "`" : ", `") + each + '`';
  return text.empty() ? none : text;
}

std::string delivery_text(const Policy& policy) {
  std::string text;
  const auto add = [&text](const std::string& more) { text += (text.empty() ? "" : ", ") + more; };
  if (policy.is_volatile) add("volatile");
  if (policy.latest_key) add("the latest of `" + *policy.latest_key + '`');
  if (policy.replay_ms) add("kept for " + duration_words(*policy.replay_ms));
  return text.empty() ? "plain" : text;
}

/// Whether an event may be lost in a way in which it could not before.
bool is_weaker(const Policy& before, const Policy& now) {
  return (now.is_volatile && !before.is_volatile) ||
         (now.latest_key && now.latest_key != before.latest_key) ||
         now.replay_ms.value_or(0) < before.replay_ms.value_or(0);
}

std::string overflow_text(const std::optional<Inherited<Overflow>>& overflow) {
  return overflow ? '`' + std::string(overflow_name(overflow->value)) + '`' : "`close`";
}

Overflow overflow_of(const std::optional<Inherited<Overflow>>& overflow) {
  return overflow ? overflow->value : Overflow::Close;
}

std::string at_once(const std::optional<Inherited<std::uint64_t>>& count) {
  const std::uint64_t n = count ? count->value : 1;
  return n == 1 ? "one at a time" : std::to_string(n) + " at once";
}

}  // namespace

void PolicyComparison::guards(const Place& place, const Policy& before, const Policy& now, Level level) {
  const auto collect = [level](const Schema& schema, const Policy& policy) {
    std::map<std::string, std::string> texts;
    for (const auto& each : policy.guards) {
      if (each.from != level) continue;
      texts[schema.guard(each.value.guard).name] = guard_words(schema, each.value);
    }
    return texts;
  };
  const auto old_ones = collect(before_, before);
  const auto new_ones = collect(now_, now);
  for (const auto& [name, text] : new_ones) {
    const auto old = old_ones.find(name);
    if (old == old_ones.end()) {
      out_.add("GW6111", place, "", text);
    } else if (old->second != text) {
      out_.add("GW6113", place, old->second, text);
    }
  }
  for (const auto& [name, text] : old_ones) {
    if (!new_ones.contains(name)) out_.add("GW6112", place, text, "");
  }
}

void PolicyComparison::rate(const Place& place, const std::optional<Inherited<Rate>>& before,
                            const std::optional<Inherited<Rate>>& now) {
  const std::string was = before ? rate_words(before->value) : "unlimited";
  const std::string is = now ? rate_words(now->value) : "unlimited";
  if (was == is) return;
  bool is_lower = now.has_value();
  if (before && now) {
    const Rate& left = before->value;
    const Rate& right = now->value;
    const auto per_time = [](const Rate& one, const Rate& other) {
      return static_cast<double>(one.count) * static_cast<double>(other.period_ms);
    };
    const bool counts_elsewhere = left.by != right.by || left.session_field != right.session_field;
    is_lower = counts_elsewhere || right.burst < left.burst || per_time(right, left) < per_time(left, right);
  }
  out_.add(is_lower ? "GW6114" : "GW6115", place, was, is);
}

void PolicyComparison::max_payload(const Place& place, const std::optional<std::int64_t>& before,
                                   const std::optional<std::int64_t>& now) {
  if (before == now) return;
  const auto text = [](const std::optional<std::int64_t>& bytes) {
    return bytes ? size_words(*bytes) : "the server's own";
  };
  const bool is_lower = now && (!before || *now < *before);
  out_.add(is_lower ? "GW6118" : "GW6119", place, text(before), text(now));
}

void PolicyComparison::inherited(const Place& place, const Policy& before, const Policy& now, Level level) {
  guards(place, before, now, level);
  if (concerns(before.rate, now.rate, level)) rate(place, before.rate, now.rate);
  const auto value = [](const auto& part) { return part ? std::optional(part->value) : std::nullopt; };
  if (concerns(before.max_payload, now.max_payload, level)) {
    max_payload(place, value(before.max_payload), value(now.max_payload));
  }
  if (concerns(before.deadline_ms, now.deadline_ms, level)) {
    const auto was = value(before.deadline_ms);
    const auto is = value(now.deadline_ms);
    if (was != is) {
      const bool is_shorter = is && (!was || *is < *was);
      out_.add(is_shorter ? "GW6116" : "GW6117", place, duration(was), duration(is));
    }
  }
  if (concerns(before.overflow, now.overflow, level) &&
      overflow_of(before.overflow) != overflow_of(now.overflow)) {
    const bool is_weaker = overflow_of(before.overflow) == Overflow::Close;
    out_.add(is_weaker ? "GW6121" : "GW6122", place, overflow_text(before.overflow),
             overflow_text(now.overflow));
  }
  if (concerns(before.concurrent, now.concurrent, level)) {
    const std::uint64_t was = before.concurrent ? before.concurrent->value : 1;
    const std::uint64_t is = now.concurrent ? now.concurrent->value : 1;
    if (was != is) {
      out_.add(is > was ? "GW6123" : "GW6124", place, at_once(before.concurrent), at_once(now.concurrent));
    }
  }
}

void PolicyComparison::event(const Place& place, const Policy& before, const Policy& now) {
  const std::string was = delivery_text(before);
  const std::string is = delivery_text(now);
  if (was != is) out_.add(is_weaker(before, now) ? "GW6121" : "GW6122", place, was, is);
  if (before.is_idempotent != now.is_idempotent)
    out_.add(now.is_idempotent ? "GW6137" : "GW6138", place, "", "");
}

void PolicyComparison::origins(const Place& place, const std::vector<std::string>& before,
                               const std::vector<std::string>& now) {
  const std::string was = list_text(before, "not restricted");
  const std::string is = list_text(now, "not restricted");
  const auto within = [](const std::vector<std::string>& some, const std::vector<std::string>& all) {
    return std::all_of(some.begin(), some.end(), [&](const std::string& each) {
      return std::find(all.begin(), all.end(), each) != all.end();
    });
  };
  const bool same = within(before, now) && within(now, before);
  if (same) return;
  const bool narrowed = !now.empty() && (before.empty() || !within(before, now));
  out_.add(narrowed ? "GW6125" : "GW6126", place, was, is);
}

void PolicyComparison::transports(const Place& place, const GatewayDef& before, const GatewayDef& now) {
  // Both are there unless it says otherwise.
  const auto all = [](const GatewayDef& gateway) {
    return gateway.transports.empty() ? std::vector<std::string>{"websocket", "polling"} : gateway.transports;
  };
  const auto left = all(before);
  const auto right = all(now);
  const auto has = [](const std::vector<std::string>& list, const std::string& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
  };
  for (const std::string& each : left) {
    if (!has(right, each)) out_.add("GW6127", place, each, "");
  }
  for (const std::string& each : right) {
    if (!has(left, each)) out_.add("GW6128", place, "", each);
  }
}

void PolicyComparison::gateway(const Place& place, const GatewayDef& before, const GatewayDef& now) {
  inherited(place, before.policy, now.policy, Level::Gateway);
  const auto heartbeat = [](const GatewayDef& gateway) {
    if (!gateway.heartbeat_ms) return std::string("the server's own");
    std::string text = duration_words(*gateway.heartbeat_ms);
    if (gateway.heartbeat_timeout_ms) text += ", timeout " + duration_words(*gateway.heartbeat_timeout_ms);
    return text;
  };
  if (heartbeat(before) != heartbeat(now)) out_.add("GW6120", place, heartbeat(before), heartbeat(now));
  origins(place, before.origins, now.origins);
  transports(place, before, now);
  if (before.port != now.port) {
    const auto text = [](const auto& port) { return port ? std::to_string(*port) : "the server's own"; };
    out_.add("GW6129", place, text(before.port), text(now.port));
  }
  if (before.compression != now.compression) {
    out_.add("GW6130", place, before.compression ? "on" : "off", now.compression ? "on" : "off");
  }
  if (before.denies_by_default != now.denies_by_default) {
    out_.add("GW6136", place, before.denies_by_default ? "on" : "off", now.denies_by_default ? "on" : "off");
  }
}

void PolicyComparison::declarations() {
  const auto compare = [this](const auto& before, const auto& now, const char* kind, const auto& text) {
    for (const auto& [left, right] : side_by_side(before, now)) {
      const Place place = Place{}.part(right ? right->name : left->name, left, right);
      if (left == nullptr) {
        out_.add("GW6133", place, "", kind);
      } else if (right == nullptr || text(before_, *left) != text(now_, *right)) {
        out_.add("GW6134", place, kind, "");
      }
      if (left != nullptr && right != nullptr) out_.docs(place, left->docs, right->docs);
    }
  };
  compare(before_.guards, now_.guards, "guard",
          [](const Schema& schema, const GuardDef& def) { return fields_text(schema, def.params); });
  compare(before_.pipes, now_.pipes, "pipe",
          [](const Schema& schema, const PipeDef& def) { return type_text(schema, def.type); });
}

}  // namespace gangway::gen
