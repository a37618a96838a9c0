#include "analysis/build_policies.h"

#include <algorithm>
#include <utility>

#include "analysis/builtin_annotations.h"

namespace gangway::gen {
namespace {

Rate rate_of(const ast::Annotation& annotation) {
  Rate rate;
  const ast::Argument& first = annotation.arguments.front();
  rate.count = first.first->integer;
  rate.period_ms = static_cast<std::int64_t>(first.second->integer);
  rate.burst = rate.count;
  for (const ast::Argument& argument : annotation.arguments) {
    if (!argument.label) continue;
    if (argument.label->text == "burst") {
      rate.burst = argument.first->integer;
    } else if (argument.first->is_word("address")) {
      rate.by = Rate::By::Address;
    } else if (!argument.first->is_word("connection")) {
      rate.by = Rate::By::Session;
      rate.session_field = argument.first->name.last().text;
    }
  }
  return rate;
}

Overflow overflow_of(const ast::Annotation& annotation) {
  const ast::Value& word = *annotation.arguments.front().first;
  if (word.is_word("dropOldest")) return Overflow::DropOldest;
  return word.is_word("dropNewest") ? Overflow::DropNewest : Overflow::Close;
}

}  // namespace

GuardUse PolicyBuilder::guard_use(const ast::Value& written, SourceId file) const {
  const Symbol* guard = symbols_.find(file, written.name).symbol;
  GuardUse use{ids_.guards.at(guard), {}};
  const std::vector<ast::Field>& params = guard->as<ast::Guard>()->payload.params;
  for (std::size_t i = 0; i < params.size(); ++i) {
    const bool is_given = i < written.arguments.size();
    use.arguments.push_back(
        bindings_.values.at(is_given ? &*written.arguments[i].first : &*params[i].default_value));
  }
  return use;
}

void PolicyBuilder::add_guards(Policy& policy, const ast::Annotation& annotation, Level level,
                               SourceId file) const {
  for (const ast::Argument& argument : annotation.arguments) {
    GuardUse use = guard_use(*argument.first, file);
    const bool is_there = std::any_of(policy.guards.begin(), policy.guards.end(),
                                      [&](const Inherited<GuardUse>& each) { return each.value == use; });
    if (!is_there) policy.guards.push_back({std::move(use), level});
  }
}

Policy PolicyBuilder::inside(Policy policy, const std::vector<ast::Annotation>& list, Level level,
                             SourceId file) const {
  if (level == Level::Namespace) policy.is_public = false;  // the gateway's is about its root namespace
  for (const ast::Annotation& annotation : list) {
    const std::string name = annotation.name.text();
    if (name == "public") policy.is_public = true;
    if (name == "requires") add_guards(policy, annotation, level, file);
    if (name == "rate") policy.rate = {rate_of(annotation), level};
    if (name == "deadline") policy.deadline_ms = {*first_number(list, name), level};
    if (name == "maxPayload") policy.max_payload = {*first_number(list, name), level};
    if (name == "overflow") policy.overflow = {overflow_of(annotation), level};
  }
  return policy;
}

Policy PolicyBuilder::of_event(Policy outer, const ast::Event& event, SourceId file) const {
  const std::vector<ast::Annotation>& list = event.preface.annotations;
  Policy policy = inside(std::move(outer), list, Level::Event, file);
  policy.is_volatile = find_annotation(list, "volatile") != nullptr;
  policy.is_idempotent = find_annotation(list, "idempotent") != nullptr;
  policy.replay_ms = first_number(list, "replay");
  if (const ast::Annotation* latest = find_annotation(list, "latest")) {
    policy.latest_key = latest->arguments.front().first->name.last().text;
  }
  if (const auto concurrent = first_number(list, "concurrent")) {
    policy.concurrent = {static_cast<std::uint64_t>(*concurrent), Level::Event};
  }

  const bool has_reply = event.reply || !event.throws.empty();
  if (!has_reply) policy.deadline_ms.reset();
  if (event.direction == ast::Event::Direction::On) {
    policy.overflow.reset();
  } else {
    policy.guards.clear();
    policy.is_public = false;
    policy.rate.reset();
    policy.max_payload.reset();
    // What was asked of the event itself stands against dropping, so an inherited wish to drop gives way.
    const bool keeps = has_reply || policy.latest_key || policy.replay_ms;
    const bool drops = policy.overflow && policy.overflow->value != Overflow::Close;
    if (policy.is_volatile || (keeps && drops)) policy.overflow.reset();
  }
  return policy;
}

}  // namespace gangway::gen
