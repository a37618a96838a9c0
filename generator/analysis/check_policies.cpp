#include "analysis/check_policies.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "analysis/builtin_annotations.h"
#include "analysis/paths.h"
#include "analysis/type_facts.h"
#include "analysis/walk.h"
#include "diagnostics/catalogue.h"
#include "diagnostics/nearest_name.h"

namespace gangway::gen {
namespace {

using List = std::vector<ast::Annotation>;

struct Contradiction {
  std::string_view one;
  std::string_view other;
  std::string_view why;
};

/// Annotations of one event that cannot both be kept.
constexpr std::array kContradictions = {
    Contradiction{"volatile", "replay", "what may be dropped cannot be kept for those who come back"},
    Contradiction{"volatile", "latest", "what is dropped at once leaves nothing to be replaced"},
    Contradiction{"volatile", "overflow", "what is never queued does not overflow"},
    Contradiction{"latest", "overflow",
                  "newer values replace older ones already; only `close` is left to say"},
    Contradiction{"replay", "overflow",
                  "who was sent too much would miss what is replayed to others; only `close` is "
                  "left to say"},
};

/// What an event with a reply cannot have.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kNotWithReply = {{
    {"volatile", "who asks waits for the answer of what may have been dropped"},
    {"latest", "who asks waits for the answer of what was replaced"},
    {"overflow", "who asks waits for the answer of what may have been dropped; only `close` is left to say"},
    {"replay", "a question is not asked again of those who come back"},
}};

class PolicyChecker {
 public:
  PolicyChecker(const Symbols& symbols, const Bindings& bindings, DiagnosticSink& sink)
      : facts_(symbols, bindings), bindings_(bindings), sink_(sink) {}

  void gateway(const ast::Declaration& declaration, const ast::Gateway& gateway);

 private:
  using Sessions = std::vector<ast::Block>;

  void members(const ast::Members& members, const Sessions& sessions, const ast::Annotation* max_payload);
  void event(const ast::Event& event, const ast::Room* room, const Sessions& sessions,
             const ast::Annotation* max_payload);
  void contradictions(const ast::Event& event);
  void idempotent(const ast::Event& event);
  void latest(const ast::Event& event, const ast::Room* room);
  void rate(const List& list, const Sessions& sessions);
  /// The limit that holds below; reports one above that of `outer`.
  const ast::Annotation* max_payload(const List& list, const ast::Annotation* outer);

  TypeFacts facts_;
  const Bindings& bindings_;
  DiagnosticSink& sink_;
  bool has_gaps_ = false;  ///< The gateway has members that were not understood.
};

/// `@overflow(close)` closes the connection, so that nothing is lost without notice: it goes with everything
/// that is queued.
bool only_closes(const ast::Annotation& annotation) {
  return annotation.name.text() == "overflow" && annotation.arguments.size() == 1 &&
         annotation.arguments[0].first && annotation.arguments[0].first->is_word("close");
}

const ast::Field* find_field(const std::vector<ast::Field>& fields, std::string_view name) {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const ast::Field& f) { return f.name.text == name; });
  return found == fields.end() ? nullptr : &*found;
}

void add_names(std::vector<std::string>& names, const std::vector<ast::Field>& fields) {
  for (const ast::Field& each : fields) names.push_back(each.name.text);
}

void PolicyChecker::contradictions(const ast::Event& event) {
  const List& list = event.preface.annotations;
  const bool has_reply = event.reply || !event.throws.empty();
  for (const auto& [one, other, why] : kContradictions) {
    const ast::Annotation* first = find_annotation(list, one);
    const ast::Annotation* second = find_annotation(list, other);
    if (first == nullptr || second == nullptr) continue;
    if (one != "volatile" && only_closes(*second)) continue;
    const bool in_order = first->span.begin < second->span.begin;
    const std::string_view earlier = in_order ? one : other;
    sink_
        .report(rules::contradiction, (in_order ? second : first)->span, in_order ? other : one,
                fmt::format("`@{}`", earlier), why)
        .note((in_order ? first : second)->span, fmt::format("`@{}` stands here", earlier));
  }
  if (!has_reply) {
    if (const ast::Annotation* deadline = find_annotation(list, "deadline")) {
      sink_.report(rules::deadline_without_reply, deadline->span, event.name.text)
          .note(event.name.span, "an answer without a value is written `-> void`");
    }
    return;
  }
  const Span reply = event.reply ? event.reply->span : event.throws.front().span;
  for (const auto& [name, why] : kNotWithReply) {
    const ast::Annotation* annotation = find_annotation(list, name);
    if (annotation == nullptr || only_closes(*annotation)) continue;
    sink_.report(rules::contradiction, annotation->span, name, "the reply", why).note(reply, "the reply");
  }
}

/// What is made again is one message and waits for one answer. (On an `emit` it is misplaced, GW3102.)
void PolicyChecker::idempotent(const ast::Event& event) {
  const ast::Annotation* annotation = find_annotation(event.preface.annotations, "idempotent");
  if (annotation == nullptr || event.direction != ast::Event::Direction::On) return;
  const auto report = [&](std::string_view why) -> Diagnostic& {
    return sink_.report(rules::not_repeatable, annotation->span, event.name.text, why);
  };
  if (event.payload.kind == ast::Payload::Kind::Stream) {
    report("what it streamed is gone");
  } else if (!event.reply && event.throws.empty()) {
    report("it has no answer, so nobody knows that it was lost")
        .note(event.name.span, "an answer without a value is written `-> void`");
  } else if (event.reply && event.reply->is_stream) {
    report("what came of its answer would come twice").note(event.reply->span, "the reply");
  }
}

void PolicyChecker::latest(const ast::Event& event, const ast::Room* room) {
  const ast::Annotation* annotation = find_annotation(event.preface.annotations, "latest");
  if (annotation == nullptr || annotation->arguments.size() != 1 || !annotation->arguments[0].first) return;
  const ast::Value& written = *annotation->arguments[0].first;
  if (written.kind != ast::Value::Kind::Name || !written.name.is_simple()) return;
  const std::string& key = written.name.last().text;

  const std::vector<ast::Field>* payload = &event.payload.params;
  bool is_incomplete = false;
  if (event.payload.kind == ast::Payload::Kind::Type) {
    const TypeRef* type = bindings_.find(*event.payload.type);
    const auto base = type != nullptr ? facts_.expanded(*type) : std::nullopt;
    if (!base) return;
    const Symbol* named = facts_.symbol(*base);
    if (const auto* structure = named != nullptr ? named->as<ast::Struct>() : nullptr) {
      payload = &structure->body.fields;
      is_incomplete = structure->body.is_incomplete;
    }
  }
  const ast::Field* field = find_field(*payload, key);
  if (field == nullptr && room != nullptr) field = find_field(room->keys.params, key);
  if (field == nullptr && is_incomplete) return;  // it may be what was not understood
  if (field == nullptr) {
    std::vector<std::string> names;
    add_names(names, *payload);
    if (room != nullptr) add_names(names, room->keys.params);
    sink_.report(rules::latest_key, written.span, key).suggest(nearest_name(key, names));
    return;
  }
  const TypeRef* type = bindings_.find(field->type);
  const auto base = type != nullptr ? facts_.expanded(*type) : std::nullopt;
  if (!base) return;
  if (facts_.is_key(*base) && !base->nullable && !field->question_mark) return;
  const std::string what = field->question_mark ? "may be left out" : "is " + facts_.describe(*base);
  sink_.report(rules::latest_key_type, written.span, key, what).note(field->name.span, "declared here");
}

void PolicyChecker::rate(const List& list, const Sessions& sessions) {
  const ast::Annotation* annotation = find_annotation(list, "rate");
  if (annotation == nullptr) return;
  for (const ast::Argument& argument : annotation->arguments) {
    if (!argument.label || argument.label->text != "by" || !argument.first) continue;
    const ast::QualifiedName& by = argument.first->name;
    if (by.parts.size() != 2) continue;
    const ast::Name& wanted = by.parts[1];
    if (sessions.empty() && has_gaps_) return;  // there may be one
    if (sessions.empty()) {
      sink_.report(rules::no_session, by.span, by.text());
      return;
    }
    const ast::Field* field = find_field(sessions.front().body.fields, wanted.text);
    if (field == nullptr && sessions.front().body.is_incomplete) return;
    if (field == nullptr) {
      std::vector<std::string> names;
      add_names(names, sessions.front().body.fields);
      sink_.report(rules::no_session_field, wanted.span, wanted.text)
          .suggest(nearest_name(wanted.text, names))
          .note(sessions.front().keyword, "this session is meant");
      return;
    }
    const TypeRef* type = bindings_.find(field->type);
    const auto base = type != nullptr ? facts_.expanded(*type) : std::nullopt;
    if (!base || facts_.is_key(*base)) return;
    sink_.report(rules::counted_by_type, wanted.span, by.text(), facts_.describe(*base))
        .note(field->name.span, "declared here");
  }
}

const ast::Annotation* PolicyChecker::max_payload(const List& list, const ast::Annotation* outer) {
  const ast::Annotation* own = find_annotation(list, "maxPayload");
  if (own == nullptr || own->arguments.size() != 1 || !own->arguments[0].first) return outer;
  if (outer != nullptr && own->arguments[0].first->integer > outer->arguments[0].first->integer) {
    sink_
        .report(rules::payload_above, own->span, own->arguments[0].first->text,
                outer->arguments[0].first->text)
        .note(outer->span, "which is smaller");
  }
  return own;
}

void PolicyChecker::event(const ast::Event& event, const ast::Room* room, const Sessions& sessions,
                          const ast::Annotation* max_payload) {
  contradictions(event);
  idempotent(event);
  latest(event, room);
  rate(event.preface.annotations, sessions);
  this->max_payload(event.preface.annotations, max_payload);
}

void PolicyChecker::members(const ast::Members& members, const Sessions& sessions,
                            const ast::Annotation* max_payload) {
  for_each_event(members, [&](const ast::Event& each, const ast::Room* room) {
    event(each, room, sessions, max_payload);
  });
}

void PolicyChecker::gateway(const ast::Declaration& declaration, const ast::Gateway& gateway) {
  const List& list = declaration.preface.annotations;
  const Sessions& sessions = gateway.members.sessions;
  has_gaps_ = gateway.members.is_incomplete;
  const ast::Annotation* limit = max_payload(list, nullptr);
  if (has_root_namespace(gateway)) rate(list, sessions);
  members(gateway.members, sessions, limit);
  for (const ast::Namespace& each : gateway.namespaces) {
    const Sessions& effective = each.members.sessions.empty() ? sessions : each.members.sessions;
    const bool has_own_rate = find_annotation(each.preface.annotations, "rate") != nullptr;
    rate(has_own_rate ? each.preface.annotations : list, effective);
    members(each.members, effective, max_payload(each.preface.annotations, limit));
  }
}

}  // namespace

void check_policies(const Program& program, const Symbols& symbols, const Bindings& bindings,
                    DiagnosticSink& sink) {
  PolicyChecker checker(symbols, bindings, sink);
  for (const ast::File& file : program.files) {
    for (const ast::Declaration& declaration : file.declarations) {
      if (const auto* gateway = std::get_if<ast::Gateway>(&declaration.what))
        checker.gateway(declaration, *gateway);
    }
  }
}

}  // namespace gangway::gen
