#include "policy/table.h"

#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "policy/words.h"

namespace gangway::gen {
namespace {

class TableBuilder {
 public:
  explicit TableBuilder(const Schema& schema) : schema_(schema) {}

  std::vector<PolicyRow> build() {
    for (const FileDef& file : schema_.files) {
      if (!file.requested) continue;
      for (const GatewayDef& gateway : file.gateways) this->gateway(gateway);
    }
    return std::move(rows_);
  }

 private:
  void gateway(const GatewayDef& gateway) {
    for (const NamespaceDef& space : gateway.namespaces) {
      PolicyRow place;
      place.gateway = gateway.name;
      place.space = space.path;
      for (const EventDef& each : space.ons) add(place, each, true);
      for (const EventDef& each : space.emits) add(place, each, false);
      for (const RoomDef& room : space.rooms) {
        place.room = room.name;
        for (const EventDef& each : room.emits) add(place, each, false);
      }
    }
  }

  void add(PolicyRow row, const EventDef& event, bool is_on);

  const Schema& schema_;
  std::vector<PolicyRow> rows_;
};

std::string with_level(std::string text, Level from) {
  return from == Level::Event ? std::move(text) : fmt::format("{} ({})", text, level_name(from));
}

std::string delivery_of(const Policy& policy) {
  if (policy.is_volatile) return "dropped when slow";
  std::string text = policy.latest_key ? fmt::format("newest of each {}", *policy.latest_key) : "queued";
  if (policy.overflow) {
    constexpr std::string_view words[] = {"closed when full", "oldest dropped when full",
                                          "newest dropped when full"};
    const auto index = static_cast<std::size_t>(policy.overflow->value);
    text += "; " + with_level(std::string(words[index]), policy.overflow->from);
  }
  if (policy.replay_ms) text += fmt::format("; replayed for {}", duration_words(*policy.replay_ms));
  return text;
}

std::string delivery_of_call(const EventDef& event) {
  if (event.policy.is_volatile) return "dropped when slow";
  const std::string_view sent = event.payload.kind == PayloadDef::Kind::Stream ? "streamed, " : "";
  switch (event.reply.kind) {
    case ReplyDef::Kind::None:
      return "not answered";
    case ReplyDef::Kind::Stream:
      return fmt::format("{}answered by a stream", sent);
    default:
      return fmt::format("{}answered{}", sent, event.policy.is_idempotent ? "; safe to repeat" : "");
  }
}

void TableBuilder::add(PolicyRow row, const EventDef& event, bool is_on) {
  const Policy& policy = event.policy;
  row.event = event.name;
  row.direction = is_on ? "on" : "emit";
  for (const Inherited<GuardUse>& each : policy.guards) {
    row.guards.push_back(with_level(guard_words(schema_, each.value), each.from));
  }
  row.is_public = policy.is_public && policy.guards.empty();
  if (policy.rate) row.rate = with_level(rate_words(policy.rate->value), policy.rate->from);
  if (policy.deadline_ms) {
    row.deadline = with_level(duration_words(policy.deadline_ms->value), policy.deadline_ms->from);
  }
  if (policy.max_payload) {
    row.size = with_level(size_words(policy.max_payload->value), policy.max_payload->from);
  }
  const bool is_concurrent = policy.concurrent && policy.concurrent->value > 1;
  row.order = !is_on          ? "in order"
              : is_concurrent ? fmt::format("{} at once", policy.concurrent->value)
                              : "one at a time";
  if (is_on) {
    row.delivery = delivery_of_call(event);
  } else {
    row.delivery = delivery_of(policy);
    if (event.reply.kind != ReplyDef::Kind::None) row.delivery += "; answered";
  }
  rows_.push_back(std::move(row));
}

}  // namespace

std::vector<PolicyRow> policy_table(const Schema& schema) { return TableBuilder(schema).build(); }

}  // namespace gangway::gen
