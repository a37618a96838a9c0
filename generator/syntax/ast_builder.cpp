#include "syntax/ast_builder.h"

#include <utility>

#include "diagnostics/catalogue.h"
#include "syntax/ast_parts.h"
#include "syntax/path_parameters.h"

namespace gangway::gen {
namespace {

using P = antlr::GangwayParser;

class AstBuilder {
 public:
  AstBuilder(antlr4::CommonTokenStream& tokens, const TokenText& text, DiagnosticSink& sink)
      : parts_(tokens, text, sink), sink_(sink) {}

  ast::File file(P::FileContext& tree, SourceId source, bool is_sound);

 private:
  void package_clause(P::PackageClauseContext* context, bool is_first, ast::File& file);
  void import_clause(P::ImportClauseContext* context, const ast::File& file, ast::File& out);
  ast::Declaration declaration(P::DeclarationContext* context);
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
  /// What a gateway's and a namespace's member may be alike; false when `member` is something else.
  template <class Member>
  bool common_member(Member* member, ast::Members& members);

  AstParts parts_;
  DiagnosticSink& sink_;
};

bool has_hole(antlr4::ParserRuleContext* context) {
  return context->exception != nullptr || context->getStop() == nullptr;
}

ast::File AstBuilder::file(P::FileContext& tree, SourceId source, bool is_sound) {
  ast::File file;
  file.source = source;
  bool is_first = true;
  for (P::ItemContext* item : tree.item()) {
    if (auto* clause = item->packageClause()) {
      if (is_sound) package_clause(clause, is_first, file);
    } else if (auto* clause = item->importClause()) {
      P::StringContext* path = clause->string();
      const bool is_whole =
          path != nullptr && !has_hole(clause) && !has_hole(path) && path->STRING() != nullptr;
      if (is_sound || is_whole) import_clause(clause, file, file);
    } else if (is_sound && item->straySemicolon() != nullptr) {
      parts_.stray(item->straySemicolon());
    } else if (is_sound) {
      file.declarations.push_back(declaration(item->declaration()));
    }
    is_first = false;
  }
  return file;
}

void AstBuilder::package_clause(P::PackageClauseContext* context, bool is_first, ast::File& file) {
  if (!is_first) {
    sink_.report(rules::package_not_first, parts_.span(context));
    if (file.package) return;
  }
  file.package = ast::Package{parts_.docs(context, context->getStart()),
                              parts_.qualified_name(context->qualifiedName())};
}

void AstBuilder::import_clause(P::ImportClauseContext* context, const ast::File& file, ast::File& out) {
  if (!file.declarations.empty()) sink_.report(rules::import_not_first, parts_.span(context));
  out.imports.push_back({parts_.string(context->string()), std::nullopt});
}

ast::Declaration AstBuilder::declaration(P::DeclarationContext* context) {
  ast::Declaration result;
  const auto named = [&](P::NameContext* name) {
    result.preface = parts_.preface(context, name, context->annotation());
    result.name = parts_.name(name);
  };
  if (auto* alias = context->typeAlias()) {
    named(alias->name());
    result.what = ast::TypeAlias{parts_.type(alias->type())};
  } else if (auto* constant = context->constDecl()) {
    named(constant->name());
    result.what = ast::Const{parts_.type(constant->type()), parts_.value(constant->value())};
  } else if (auto* structure = context->structDecl()) {
    named(structure->name());
    result.what = ast::Struct{parts_.fields(structure->fields())};
  } else if (auto* error = context->errorDecl()) {
    named(error->name());
    result.what = ast::Error{error->fields() != nullptr ? parts_.fields(error->fields()) : ast::Fields{}};
  } else if (auto* enumeration_context = context->enumDecl()) {
    named(enumeration_context->name());
    result.what = enumeration(enumeration_context);
  } else if (auto* union_context = context->unionDecl()) {
    named(union_context->name());
    result.what = choice(union_context);
  } else if (auto* pipe = context->pipeDecl()) {
    named(pipe->name());
    result.what = ast::Pipe{parts_.type(pipe->type())};
  } else if (auto* guard = context->guardDecl()) {
    named(guard->name());
    result.what = ast::Guard{guard->payload() != nullptr ? parts_.payload(guard->payload()) : ast::Payload{}};
  } else {
    P::GatewayDeclContext* written = context->gatewayDecl();
    named(written->name());
    result.what = gateway(written);
  }
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
          {parts_.preface(each, each->name(), each->annotation()), parts_.name(each->name())});
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
      result.arms.push_back({parts_.preface(each, each->name(), each->annotation()),
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
  result.preface = {parts_.docs(whole, keyword->getSymbol()), parts_.annotations(annotations)};
  result.keyword = parts_.span(keyword);
  result.body = parts_.fields(context->fields());
  return result;
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
    members.events.push_back(event(written, member, member->annotation()));
  } else if (auto* written = member->room()) {
    members.rooms.push_back(room(written, member, member->annotation()));
  } else {
    return false;
  }
  return true;
}

ast::Gateway AstBuilder::gateway(P::GatewayDeclContext* context) {
  ast::Gateway result;
  for (P::GatewayMemberContext* member : context->gatewayMembers()->gatewayMember()) {
    if (common_member(member, result.members)) continue;
    result.namespaces.push_back(name_space(member->namespaceDecl(), member, member->annotation()));
  }
  return result;
}

ast::Namespace AstBuilder::name_space(P::NamespaceDeclContext* context, antlr4::ParserRuleContext* whole,
                                      const std::vector<P::AnnotationContext*>& annotations) {
  ast::Namespace result;
  result.preface = parts_.preface(whole, context->name(), annotations);
  result.name = parts_.name(context->name());
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
  result.preface = parts_.preface(whole, context->name(), annotations);
  result.name = parts_.name(context->name());
  if (context->payload() != nullptr) result.keys = parts_.payload(context->payload());
  if (context->roomMembers() == nullptr) return result;
  for (P::RoomMemberContext* member : context->roomMembers()->roomMember()) {
    if (auto* semicolon = member->straySemicolon()) {
      parts_.stray(semicolon);
    } else {
      result.events.push_back(event(member->event(), member, member->annotation()));
    }
  }
  return result;
}

ast::Event AstBuilder::event(P::EventContext* context, antlr4::ParserRuleContext* whole,
                             const std::vector<P::AnnotationContext*>& annotations) {
  ast::Event result;
  result.preface = parts_.preface(whole, context->name(), annotations);
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
                    SourceId source, bool is_sound, DiagnosticSink& sink) {
  return AstBuilder(tokens, text, sink).file(tree, source, is_sound);
}

}  // namespace gangway::gen
