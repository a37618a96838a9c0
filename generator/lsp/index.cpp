#include "lsp/index.h"

#include <algorithm>
#include <tuple>
#include <type_traits>

#include "lsp/index_builder.h"

namespace gangway::gen::lsp {
namespace {

auto place(Span at) { return std::tuple(at.file, at.begin); }

}  // namespace

const ast::Preface& Entity::preface() const {
  return std::visit([](const auto* held) -> const ast::Preface& { return held->preface; }, node);
}

Index::Index(const Analysis& analysis) {
  IndexBuilder builder(analysis);
  builder.run();
  entities_ = std::move(builder.entities);
  occurrences_ = std::move(builder.occurrences);
  std::stable_sort(occurrences_.begin(), occurrences_.end(),
                   [](const Occurrence& a, const Occurrence& b) { return place(a.at) < place(b.at); });
}

const Occurrence* Index::at(SourceId file, std::uint32_t offset) const {
  auto it = std::upper_bound(occurrences_.begin(), occurrences_.end(), std::tuple(file, offset),
                             [](const auto& wanted, const Occurrence& o) { return wanted < place(o.at); });
  while (it != occurrences_.begin()) {
    --it;
    if (it->at.file != file) return nullptr;
    if (it->at.begin <= offset && offset <= it->at.end) return &*it;
    if (it->at.end < offset) return nullptr;
  }
  return nullptr;
}

std::vector<const Occurrence*> Index::in(SourceId file) const {
  std::vector<const Occurrence*> found;
  for (const Occurrence& each : occurrences_) {
    if (each.at.file == file) found.push_back(&each);
  }
  return found;
}

std::vector<const Occurrence*> Index::of(EntityId entity) const {
  std::vector<const Occurrence*> found;
  for (const Occurrence& each : occurrences_) {
    if (each.entity() == entity) found.push_back(&each);
  }
  return found;
}

std::optional<EntityId> Index::declared_at(Span at) const {
  const Occurrence* found = this->at(at.file, at.begin);
  return found != nullptr && found->declares && found->at == at ? found->entity() : std::nullopt;
}

std::vector<EntityId> Index::children(EntityId parent) const {
  std::vector<EntityId> found;
  for (std::size_t i = 0; i < entities_.size(); ++i) {
    if (entities_[i].parent == parent) found.push_back(static_cast<EntityId>(i));
  }
  return found;
}

}  // namespace gangway::gen::lsp
