#include "analysis/check_access.h"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "analysis/builtin_annotations.h"
#include "analysis/paths.h"
#include "analysis/walk.h"
#include "diagnostics/catalogue.h"

namespace gangway::gen {
namespace {

using List = std::vector<ast::Annotation>;

/// What holds for the events of one gateway or namespace.
struct Outside {
  const ast::Annotation* guards = nullptr;  ///< The nearest `@requires` around it.
  bool is_public = false;
};

class AccessChecker {
 public:
  AccessChecker(const ast::Declaration& gateway, DiagnosticSink& sink)
      : gateway_(gateway),
        denies_(find_annotation(gateway.preface.annotations, "denyByDefault")),
        sink_(sink) {}

  void run(const ast::Gateway& gateway) {
    const List& list = gateway_.preface.annotations;
    const ast::Annotation* guards = find_annotation(list, "requires");
    const bool has_root = has_root_namespace(gateway);
    has_handshake_ = !gateway.members.handshakes.empty();
    // On a gateway, `@public` is about what stands in it directly.
    if (has_root) place(gateway_.name, list, guards, gateway.members);
    for (const ast::Namespace& each : gateway.namespaces) {
      const ast::Annotation* own = find_annotation(each.preface.annotations, "requires");
      place(each.name, each.preface.annotations, own != nullptr ? own : guards, each.members);
    }
  }

 private:
  void place(const ast::Name& name, const List& list, const ast::Annotation* guards,
             const ast::Members& members) {
    const ast::Annotation* is_public = find_annotation(list, "public");
    // A handshake is guard enough: the handler has to have the hook that accepts or refuses it.
    const bool is_answered = has_handshake_ || !members.handshakes.empty();
    if (!is_answered || is_public != nullptr)
      check(name, is_public, guards, fmt::format("the join of `{}`", name.text));
    for_each_event(members, [&](const ast::Event& event, const ast::Room*) {
      if (event.direction != ast::Event::Direction::On) return;
      const List& own = event.preface.annotations;
      const ast::Annotation* asked = find_annotation(own, "requires");
      const ast::Annotation* open = find_annotation(own, "public");
      if (open == nullptr && is_public != nullptr) return;
      check(event.name, open, asked != nullptr ? asked : guards, fmt::format("`{}`", event.name.text));
    });
  }

  void check(const ast::Name& name, const ast::Annotation* open, const ast::Annotation* guards,
             const std::string& what) {
    if (open != nullptr && guards != nullptr) {
      sink_.report(rules::public_with_guards, open->span, what).note(guards->span, "asked by this");
    } else if (open == nullptr && guards == nullptr && denies_ != nullptr) {
      sink_.report(rules::unguarded, name.span, what, gateway_.name.text)
          .note(denies_->span, "denied by this");
    }
  }

  const ast::Declaration& gateway_;
  const ast::Annotation* denies_;
  bool has_handshake_ = false;  ///< The gateway's, which its namespaces inherit.
  DiagnosticSink& sink_;
};

}  // namespace

void check_access(const Program& program, DiagnosticSink& sink) {
  for (const ast::File& file : program.files) {
    for (const ast::Declaration& declaration : file.declarations) {
      if (const auto* gateway = std::get_if<ast::Gateway>(&declaration.what))
        AccessChecker(declaration, sink).run(*gateway);
    }
  }
}

}  // namespace gangway::gen
