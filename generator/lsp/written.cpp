#include "lsp/written.h"

#include <algorithm>

namespace gangway::gen::lsp {
namespace {

/// From the first character of a type to the last of its annotations.
Span whole(const ast::Type& type) {
  Span at = type.span;
  for (const ast::Type& argument : type.arguments) at.end = std::max(at.end, whole(argument).end);
  for (const ast::Annotation& each : type.annotations) at.end = std::max(at.end, each.span.end);
  return at;
}

class Head {
 public:
  Head(const SourceMap& sources, const Entity& entity) : sources_(sources), entity_(entity) {}

  std::string operator()(const ast::Declaration* declaration) const {
    const std::string& name = entity_.name;
    const std::string_view kind = ast::kind_of(*declaration);
    if (const auto* alias = std::get_if<ast::TypeAlias>(&declaration->what))
      return "type " + name + " = " + text(whole(alias->target));
    if (const auto* constant = std::get_if<ast::Const>(&declaration->what))
      return "const " + name + ": " + text(whole(constant->type)) + " = " + text(constant->value.span);
    if (const auto* pipe = std::get_if<ast::Pipe>(&declaration->what))
      return "pipe " + name + ": " + text(whole(pipe->type));
    if (const auto* guard = std::get_if<ast::Guard>(&declaration->what)) {
      const bool has_payload = guard->payload.kind != ast::Payload::Kind::None;
      return "guard " + name + (has_payload ? text(guard->payload.span) : "");
    }
    std::string head = std::string(kind.substr(kind.find(' ') + 1)) + " " + name;
    if (const auto* choices = std::get_if<ast::Enum>(&declaration->what))
      return (choices->closed ? "closed " : "") + head;
    if (const auto* sum = std::get_if<ast::Union>(&declaration->what))
      return (sum->closed ? "closed " : "") + head + " tag " + text(sum->tag.span);
    return head;
  }
  std::string operator()(const ast::Field* field) const {
    Span at = {field->name.span.file, field->name.span.begin, whole(field->type).end};
    if (field->default_value) at.end = field->default_value->span.end;
    return text(at);
  }
  std::string operator()(const ast::Enumerator* enumerator) const { return enumerator->name.text; }
  std::string operator()(const ast::Arm* arm) const { return arm->name.text + ": " + text(whole(arm->type)); }
  std::string operator()(const ast::Namespace* space) const {
    return "namespace " + space->name.text + (space->path ? " " + text(space->path->span) : "");
  }
  std::string operator()(const ast::Room* room) const {
    const bool has_keys = room->keys.kind != ast::Payload::Kind::None;
    return "room " + room->name.text + (has_keys ? text(room->keys.span) : "");
  }
  std::string operator()(const ast::Event* event) const {
    Span at = {event->keyword.file, event->keyword.begin, event->payload.span.end};
    at.end = std::max(at.end, event->name.span.end);
    if (event->reply) at.end = std::max(at.end, whole(event->reply->type).end);
    for (const ast::QualifiedName& error : event->throws) at.end = std::max(at.end, error.span.end);
    return text(at);
  }
  std::string operator()(const ast::Block*) const { return entity_.name; }

 private:
  std::string text(Span at) const { return on_one_line(sources_.text(at)); }

  const SourceMap& sources_;
  const Entity& entity_;
};

}  // namespace

std::string on_one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool is_space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!is_space) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  return line;
}

std::string written_head(const Snapshot& in, const Entity& entity) {
  return std::visit(Head(in.sources(), entity), entity.node);
}

}  // namespace gangway::gen::lsp
