#include "export/policy_facts.h"

#include <string>

#include "policy/words.h"

namespace gangway::gen::exports {

using nlohmann::json;

json facts(const Schema& schema, const Markup& markup, const Policy& policy) {
  json all = json::array();
  const auto add = [&](const char* label, const std::string& value) {
    all.push_back({{"label", label}, {"value", markup.code(value)}});
  };
  for (const auto& each : policy.guards) add("requires", guard_words(schema, each.value));
  if (policy.rate) add("rate", rate_words(policy.rate->value));
  if (policy.deadline_ms) add("deadline", duration_words(policy.deadline_ms->value));
  if (policy.max_payload) add("largest payload", size_words(policy.max_payload->value));
  if (policy.concurrent) add("handled at once", std::to_string(policy.concurrent->value));
  if (policy.overflow) add("when the client is slow", std::string(overflow_name(policy.overflow->value)));
  if (policy.is_volatile) add("delivery", "volatile");
  if (policy.is_idempotent) add("safe to repeat", "idempotent");
  if (policy.latest_key) add("only the latest of", *policy.latest_key);
  if (policy.replay_ms) add("kept for", duration_words(*policy.replay_ms));
  return all;
}

json facts(const Markup& markup, const GatewayDef& gateway) {
  json all = json::array();
  const auto add = [&](const char* label, const std::string& value) {
    all.push_back({{"label", label}, {"value", markup.code(value)}});
  };
  add("path", gateway.path);
  add("schema", gateway.hash);
  if (gateway.port) add("port", std::to_string(*gateway.port));
  if (gateway.heartbeat_ms) add("heartbeat", duration_words(*gateway.heartbeat_ms));
  if (gateway.heartbeat_timeout_ms) add("heartbeat timeout", duration_words(*gateway.heartbeat_timeout_ms));
  if (gateway.max_payload) add("largest payload", size_words(*gateway.max_payload));
  return all;
}

}  // namespace gangway::gen::exports
