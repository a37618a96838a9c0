#include "syntax/ast_builder.h"

#include <optional>
#include <utility>

#include "diagnostics/catalogue.h"
#include "syntax/ast_parts.h"
#include "syntax/path_parameters.h"

namespace gangway::gen {
namespace {

using P = antlr::GangwayParser;

class AstBuilder {
 public:
  AstBuilder(antlr4::CommonTokenStream& tokens, const TokenText& text, const Damage& damage,
             DiagnosticSink& sink)
      : parts_(tokens, text, damage, sink), sink_(sink) {}

  ast::File file(P::FileContext& tree, SourceId source);
  void check_unused_docs() { parts_.check_unused_docs(); }

 private:
  void package_clause(P::PackageClauseContext* context, bool is_first, ast::File& file);
  void import_clause(P::ImportClauseContext* context, ast::File& file);
  /// Nothing when not even the name was understood.
  std::optional<ast::Declaration> declaration(P::DeclarationContext* context);
  ast::Enum enumeration(P::EnumDeclContext* context);
  ast::Union choice(P::UnionDeclContext* context);
  ast::Gateway gateway(P::GatewayDeclContext* context);
  ast::Namespace name_space(P::NamespaceDeclContext* context, antlr4::ParserRuleContext* whole,
                            const std::vector<P::AnnotationContext*>& annotations);
  ast::Room room(P::RoomContext* context, antlr4::ParserRuleContext* whole,
                 const std::vector<P::AnnotationContext*>& annotations);
  ast::Event event(P::EventContext* context, antlr4::ParserRuleContext* whole,
                   const std::vector<P::AnnotationContext*>& annotations);
  template <class Context>
  ast::Block block(Context* context, antlr4::tree::TerminalNode* keyword, antlr4::ParserRuleContext* whole,
                   const std::vector<P::AnnotationContext*>& annotations);
  /// Takes what a gateway's and a namespace's member may be alike; false when `member` is something else.
  template <class Member>
  bool common_member(Member* member, ast::Members& members);
  /// Adds what `build` makes of `context`, unless something in it was not understood.
  template <class Context, class Build, class Node>
  void add(Context* context, Build build, std::vector<Node>& list, bool& is_incomplete);

  AstParts parts_;
  DiagnosticSink& sink_;
};

ast::File AstBuilder::file(P::FileContext& tree, SourceId source) {
  ast::File file;
  file.source = source;
  bool is_first = true;
  for (P::ItemContext* item : tree.item()) {
    if (auto* clause = item->packageClause()) {
      package_clause(clause, is_first, file);
    } else if (auto* clause = item->importClause()) {
      import_clause(clause, file);
    } else if (item->straySemicolon() != nullptr) {
      parts_.stray(item->straySemicolon());
    } else if (item->declaration() != nullptr) {
      if (auto written = declaration(item->declaration())) file.declarations.push_back(std::move(*written));
    }
    is_first = false;
  }
  return file;
}

void AstBuilder::package_clause(P::PackageClauseContext* context, bool is_first, ast::File& file) {
  if (!is_first) {
    Diagnostic& diagnostic = sink_.report(rules::package_not_first, parts_.span(context));
    if (file.package) {
      diagnostic.note(file.package->name.span, "the package is named here");
      return;
    }
  }
  file.package = ast::Package{parts_.docs(context, context->getStart()), {}};
  if (parts_.is_whole(context->qualifiedName())) {
    file.package->name = parts_.qualified_name(context->qualifiedName());
  }
}

void AstBuilder::import_clause(P::ImportClauseContext* context, ast::File& file) {
  if (!parts_.is_whole(context->string())) {
    file.gaps.anything = true;  // whatever it would have brought
    return;
  }
  if (!file.declarations.empty()) {
    sink_.report(rules::import_not_first, parts_.span(context))
        .note(file.declarations.front().name.span, "the first declaration");
  }
  const Checkpoint checkpoint(sink_);
  ast::Import import{parts_.string(context->string()), std::nullopt, parts_.span(context)};
  if (checkpoint.no_new_errors()) {
    file.imports.push_back(std::move(import));
  } else {
    file.gaps.anything = true;
  }
}

std::optional<ast::Declaration> AstBuilder::declaration(P::DeclarationContext* context) {
  ast::Declaration result;
  result.what = ast::Unread{};
  const auto named = [&](P::NameContext* name) {
    if (!parts_.is_whole(name)) return false;
    result.preface = parts_.preface(context, name->getStart(), context->annotation());
    result.name = parts_.name(name);
    return true;
  };
  // All of it or nothing: what a part of a type, a value or a list of choices means, nobody knows.
  const auto read = [&](auto* written, auto build) {
    if (!named(written->name())) return false;
    if (!parts_.is_whole(written)) return true;
    const Checkpoint checkpoint(sink_);
    auto what = build();
    if (checkpoint.no_new_errors()) result.what = std::move(what);
    return true;
  };
  bool is_named = false;
  if (auto* alias = context->typeAlias()) {
    is_named = read(alias, [&] { return ast::TypeAlias{parts_.type(alias->type())}; });
  } else if (auto* constant = context->constDecl()) {
    is_named = read(constant, [&] {
      return ast::Const{parts_.type(constant->type()), parts_.value(constant->value())};
    });
  } else if (auto* structure = context->structDecl()) {
    is_named = named(structure->name());
    if (structure->fields() != nullptr) result.what = ast::Struct{parts_.fields(structure->fields())};
  } else if (auto* error = context->errorDecl()) {
    is_named = named(error->name());
    if (error->fields() != nullptr) {
      result.what = ast::Error{parts_.fields(error->fields())};
    } else if (parts_.is_whole(error)) {
      result.what = ast::Error{};
    }
  } else if (auto* enumeration_context = context->enumDecl()) {
    is_named = read(enumeration_context, [&] { return enumeration(enumeration_context); });
  } else if (auto* union_context = context->unionDecl()) {
    is_named = read(union_context, [&] { return choice(union_context); });
  } else if (auto* pipe = context->pipeDecl()) {
    is_named = read(pipe, [&] { return ast::Pipe{parts_.type(pipe->type())}; });
  } else if (auto* guard = context->guardDecl()) {
    is_named = read(guard, [&] {
      return ast::Guard{guard->payload() != nullptr ? parts_.payload(guard->payload()) : ast::Payload{}};
    });
  } else if (auto* written = context->gatewayDecl()) {
    is_named = named(written->name());
    if (written->gatewayMembers() != nullptr) result.what = gateway(written);
  }
  if (!is_named) return std::nullopt;
  return result;
}

ast::Enum AstBuilder::enumeration(P::EnumDeclContext* context) {
  ast::Enum result;
  result.closed = context->CLOSED() != nullptr;
  for (P::EnumeratorContext* each : context->enumerators()->enumerator()) {
    if (each->RESERVED() != nullptr) {
      result.reserved.push_back(parts_.name(each->name()));
    } else {
      result.enumerators.push_back(
          {parts_.preface(each, each->name()->getStart(), each->annotation()), parts_.name(each->name())});
    }
  }
  return result;
}

ast::Union AstBuilder::choice(P::UnionDeclContext* context) {
  ast::Union result;
  result.closed = context->CLOSED() != nullptr;
  result.tag = parts_.string(context->string());
  for (P::ArmContext* each : context->arms()->arm()) {
    if (each->RESERVED() != nullptr) {
      result.reserved.push_back(parts_.name(each->name()));
    } else {
      result.arms.push_back({parts_.preface(each, each->name()->getStart(), each->annotation()),
                             parts_.name(each->name()), parts_.type(each->type())});
    }
  }
  return result;
}

template <class Context>
ast::Block AstBuilder::block(Context* context, antlr4::tree::TerminalNode* keyword,
                             antlr4::ParserRuleContext* whole,
                             const std::vector<P::AnnotationContext*>& annotations) {
  ast::Block result;
  result.preface = parts_.preface(whole, keyword->getSymbol(), annotations);
  result.keyword = parts_.span(keyword);
  result.body = parts_.fields(context->fields());
  return result;
}

template <class Context, class Build, class Node>
void AstBuilder::add(Context* context, Build build, std::vector<Node>& list, bool& is_incomplete) {
  if (!parts_.is_whole(context)) {
    is_incomplete = true;
    return;
  }
  const Checkpoint checkpoint(sink_);
  Node node = build();
  if (checkpoint.no_new_errors()) {
    list.push_back(std::move(node));
  } else {
    is_incomplete = true;
  }
}

template <class Member>
bool AstBuilder::common_member(Member* member, ast::Members& members) {
  if (auto* semicolon = member->straySemicolon()) {
    parts_.stray(semicolon);
  } else if (auto* handshake = member->handshake()) {
    members.handshakes.push_back(block(handshake, handshake->HANDSHAKE(), member, member->annotation()));
  } else if (auto* session = member->session()) {
    members.sessions.push_back(block(session, session->SESSION(), member, member->annotation()));
  } else if (auto* written = member->event()) {
    const auto build = [&] { return event(written, member, member->annotation()); };
    add(written, build, members.events, members.is_incomplete);
  } else if (auto* written = member->room()) {
    // A broken event costs a room no more than that event; broken keys cost all of it.
    if (!parts_.is_whole(written->name()) ||
        (written->payload() != nullptr && !parts_.is_whole(written->payload()))) {
      members.is_incomplete = true;
    } else {
      members.rooms.push_back(room(written, member, member->annotation()));
    }
  } else {
    return false;
  }
  return true;
}

ast::Gateway AstBuilder::gateway(P::GatewayDeclContext* context) {
  ast::Gateway result;
  result.members.is_incomplete = !parts_.is_whole(context->gatewayMembers());
  for (P::GatewayMemberContext* member : context->gatewayMembers()->gatewayMember()) {
    if (common_member(member, result.members)) continue;
    P::NamespaceDeclContext* written = member->namespaceDecl();
    const bool is_known = written != nullptr && parts_.is_whole(written->name()) &&
                          written->namespaceMembers() != nullptr &&
                          (written->string() == nullptr || parts_.is_whole(written->string()));
    if (is_known) result.namespaces.push_back(name_space(written, member, member->annotation()));
  }
  return result;
}

ast::Namespace AstBuilder::name_space(P::NamespaceDeclContext* context, antlr4::ParserRuleContext* whole,
                                      const std::vector<P::AnnotationContext*>& annotations) {
  ast::Namespace result;
  result.preface = parts_.preface(whole, context->name()->getStart(), annotations);
  result.name = parts_.name(context->name());
  result.members.is_incomplete = !parts_.is_whole(context->namespaceMembers());
  if (context->string() != nullptr) {
    result.path = parts_.string(context->string());
    result.path_parameters = path_parameters(*result.path);
  }
  for (P::NamespaceMemberContext* member : context->namespaceMembers()->namespaceMember()) {
    common_member(member, result.members);
  }
  return result;
}

ast::Room AstBuilder::room(P::RoomContext* context, antlr4::ParserRuleContext* whole,
                           const std::vector<P::AnnotationContext*>& annotations) {
  ast::Room result;
  result.preface = parts_.preface(whole, context->name()->getStart(), annotations);
  result.name = parts_.name(context->name());
  if (context->payload() != nullptr) result.keys = parts_.payload(context->payload());
  if (context->roomMembers() == nullptr) return result;
  for (P::RoomMemberContext* member : context->roomMembers()->roomMember()) {
    if (auto* semicolon = member->straySemicolon()) {
      parts_.stray(semicolon);
    } else {
      bool is_incomplete = false;
      const auto build = [&] { return event(member->event(), member, member->annotation()); };
      add(member->event(), build, result.events, is_incomplete);
    }
  }
  return result;
}

ast::Event AstBuilder::event(P::EventContext* context, antlr4::ParserRuleContext* whole,
                             const std::vector<P::AnnotationContext*>& annotations) {
  ast::Event result;
  result.preface = parts_.preface(whole, context->name()->getStart(), annotations);
  const bool is_on = context->ON() != nullptr;
  result.direction = is_on ? ast::Event::Direction::On : ast::Event::Direction::Emit;
  result.keyword = parts_.span(is_on ? context->ON() : context->EMIT());
  result.name = parts_.name(context->name());
  result.payload = parts_.payload(context->payload());
  if (P::ReplyContext* written = context->reply()) {
    ast::Reply reply;
    reply.is_stream = written->STREAM() != nullptr;
    reply.type = parts_.type(written->type());
    reply.is_void = !reply.is_stream && reply.type.name.text() == "void";
    reply.span = parts_.span(written);
    result.reply = std::move(reply);
  }
  if (P::ThrowsClauseContext* clause = context->throwsClause()) {
    for (P::QualifiedNameContext* error : clause->qualifiedName()) {
      result.throws.push_back(parts_.qualified_name(error));
    }
  }
  return result;
}

}  // namespace

ast::File build_ast(P::FileContext& tree, antlr4::CommonTokenStream& tokens, const TokenText& text,
                    SourceId source, const Damage& damage, DiagnosticSink& sink) {
  const Checkpoint checkpoint(sink);
  AstBuilder builder(tokens, text, damage, sink);
  ast::File file = builder.file(tree, source);
  if (damage.is_none() && checkpoint.no_new_errors()) builder.check_unused_docs();
  file.gaps.anything = file.gaps.anything || damage.gaps().anything;
  file.gaps.names.insert(damage.gaps().names.begin(), damage.gaps().names.end());
  return file;
}

}  // namespace gangway::gen
