#include "diff/event_texts.h"

#include "schema/lookup.h"

namespace gangway::gen {

std::string fields_text(const Schema& schema, const std::vector<FieldDef>& fields) {
  std::string text;
  for (const FieldDef& each : fields) {
    text += (text.empty() ? "" : ", ") + each.name + (each.optional ? "?: " : ": ") +
            type_text(schema, each.type);
    if (each.default_value) text += " = " + value_text(*each.default_value);
  }
  return text;
}

std::string payload_text(const Schema& schema, const PayloadDef& payload) {
  switch (payload.kind) {
    case PayloadDef::Kind::None:
      return "nothing";
    case PayloadDef::Kind::Params:
      return "`(" + fields_text(schema, payload.params) + ")`";
    case PayloadDef::Kind::Type:
      return '`' + type_text(schema, payload.type) + '`';
    case PayloadDef::Kind::Stream:
      return "a stream of `" + type_text(schema, payload.type) + '`';
  }
  return {};
}

std::string reply_text(const Schema& schema, const ReplyDef& reply) {
  switch (reply.kind) {
    case ReplyDef::Kind::None:
      return "none";
    case ReplyDef::Kind::Empty:
      return "an acknowledgement";
    case ReplyDef::Kind::Value:
      return '`' + type_text(schema, reply.type) + '`';
    case ReplyDef::Kind::Stream:
      return "a stream of `" + type_text(schema, reply.type) + '`';
  }
  return {};
}

}  // namespace gangway::gen
