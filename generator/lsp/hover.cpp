#include <algorithm>

#include <fmt/format.h>

#include "analysis/builtin_annotations.h"
#include "lsp/features.h"
#include "lsp/hover_text.h"
#include "lsp/language_docs.h"
#include "lsp/navigation.h"
#include "lsp/signatures.h"
#include "lsp/written.h"

namespace gangway::gen::lsp {
namespace {

std::string fenced(std::string_view language, const std::string& text) {
  return text.empty() ? "" : fmt::format("```{}\n{}\n```\n", language, text);
}

std::string generated(const Signature& signature) {
  const std::string text = fenced("cpp", signature.cpp) + fenced("ts", signature.ts);
  return text.empty() ? "" : "\n---\n" + text;
}

std::string docs_of(const ast::Preface& preface) {
  std::string text = preface.docs.empty() ? "" : "\n" + preface.docs + "\n";
  if (const auto instead = string_argument(preface.annotations, "deprecated"))
    text += fmt::format("\n**Deprecated:** {}\n", *instead);
  if (const auto version = string_argument(preface.annotations, "since"))
    text += fmt::format("\nSince {}.\n", *version);
  return text;
}

}  // namespace

std::string hover_text(Workspace& workspace, const std::filesystem::path& asked, const Snapshot& in,
                       EntityId id) {
  const Entity& entity = in.index().entity(id);
  std::string text = fenced("gw", written_head(in, entity)) + docs_of(entity.preface());
  // With a mistake anywhere there is no schema: what was generated of the same thing before still holds
  // mostly.
  const std::shared_ptr<const Snapshot> whole = workspace.last_with_schema(asked);
  if (whole == nullptr) return text;
  const auto same = whole.get() == &in ? std::optional(id) : same_named(*whole, in, id);
  return same ? text + generated(signature_of(*whole, *same)) : text;
}

std::string hover_text_of_type(const std::string& name) {
  return fenced("gw", name) + fmt::format("\n{}\n", builtin_type_doc(name)) +
         generated(signature_of_builtin(name));
}

std::string hover_text_of_annotation(const std::string& name) {
  const std::vector<AnnotationSpec>& specs = annotation_specs();
  const auto spec = std::find_if(specs.begin(), specs.end(), [&](const auto& s) { return s.name == name; });
  if (spec == specs.end()) return "";
  return fmt::format("{}\n{}\n\nFor example {}\n", fenced("gw", "@" + name), annotation_doc(name),
                     spec->written);
}

json hover(Session& session, const json& params) {
  const Cursor cursor = cursor_of(session, params);
  const auto found = session.workspace.find(cursor.path, cursor.offset);
  if (!found) return nullptr;
  std::string text;
  if (const auto id = found->occurrence->entity()) {
    text = hover_text(session.workspace, cursor.path, *found->in, *id);
  } else if (const auto* type = std::get_if<BuiltinType>(&found->occurrence->what)) {
    text = hover_text_of_type(type->name);
  } else if (const auto* annotation = std::get_if<AnnotationName>(&found->occurrence->what)) {
    text = hover_text_of_annotation(annotation->name);
  } else {
    const SourceFile& file = found->in->sources().file(std::get<SourceId>(found->occurrence->what));
    const auto& package = found->in->file(std::get<SourceId>(found->occurrence->what)).package;
    text = fmt::format("`{}`\n", file.path.generic_string());
    if (package) text += fenced("gw", "package " + package->name.text()) + "\n" + package->docs;
  }
  const json place = session.workspace.location(*found->in, found->occurrence->at, session.encoding);
  return {{"contents", {{"kind", "markdown"}, {"value", text}}}, {"range", place["range"]}};
}

}  // namespace gangway::gen::lsp
