#include "lsp/index.h"

#include <algorithm>
#include <memory>

#include <doctest/doctest.h>

#include "lsp/schema_lookup.h"
#include "lsp/signatures.h"
#include "lsp/snapshot.h"
#include "support/compile.h"
#include "support/corpus.h"

namespace gangway::test::language_server {
namespace {

using namespace gen;
using namespace gen::lsp;

std::unique_ptr<Snapshot> snapshot_of(const ScratchDirectory& scratch, std::string_view text) {
  for (const CaseFile& file : split_case(text)) scratch.write(file.name, file.text);
  return std::make_unique<Snapshot>(std::vector<std::filesystem::path>{"main.gw"},
                                    std::vector<std::filesystem::path>{}, Overlay{});
}

TEST_CASE("every name in the good corpus stands where the index says, and is generated as something") {
  for (const auto& path : corpus_files("good")) {
    CAPTURE(path.filename().string());
    const ScratchDirectory scratch;
    const auto in = snapshot_of(scratch, read_file(path));
    REQUIRE(in->schema());
    for (const ast::File& file : in->files()) {
      for (const Occurrence* each : in->index().in(file.source)) {
        const auto id = each->entity();
        if (!id) continue;
        const Entity& entity = in->index().entity(*id);
        CHECK(in->sources().text(each->at) == entity.name);
        CHECK(in->index().at(each->at.file, each->at.begin)->entity() == id);
        if (!each->declares) continue;
        CHECK(in->index().declared_at(each->at) == id);
        const Signature signature = signature_of(*in, *id);
        const auto* declaration = entity.as<ast::Declaration>();
        const bool is_checked_only =
            declaration != nullptr && (std::holds_alternative<ast::Guard>(declaration->what) ||
                                       std::holds_alternative<ast::Pipe>(declaration->what));
        const InSchema found = find_in_schema(*in, *id);
        const bool is_in_schema = found.type || found.constant != nullptr || found.gateway != nullptr;
        CAPTURE(entity.name);
        if (is_in_schema && !is_checked_only) CHECK_FALSE(signature.cpp.empty());
      }
    }
  }
}

TEST_CASE("names in annotations, defaults and `throws` mean what they name") {
  const ScratchDirectory scratch;
  const auto in = snapshot_of(scratch, R"(package d;
enum Level { low, high }
const Most: u32 = 5;
const Same: u32 = Most;
error Gone;
guard AtLeast(level: Level);
struct Item { id: u32; name: string @length(..Most); level: Level = high; }
gateway G {
  session { user: string; }
  @requires(AtLeast(low)) @rate(1 per 1s, by: session.user) on a() throws Gone;
  @latest(id) emit b(Item);
  @latest(key) emit c(key: u8);
}
)");
  CHECK(in->diagnostics().empty());
  const auto uses = [&](std::string_view name) {
    std::size_t most = 0;
    for (std::size_t i = 0; i < in->index().entities().size(); ++i) {
      if (in->index().entities()[i].name == name)
        most = std::max(most, in->index().of(static_cast<EntityId>(i)).size());
    }
    return most;
  };
  CHECK(uses("Most") == 3);
  CHECK(uses("high") == 2);
  CHECK(uses("low") == 2);
  CHECK(uses("AtLeast") == 2);
  CHECK(uses("Gone") == 2);
  CHECK(uses("user") == 2);
  CHECK(uses("id") == 2);
  CHECK(uses("key") == 2);
  CHECK(uses("Level") == 3);
}

TEST_CASE("a broken program has an index of what is whole") {
  for (const auto& path : corpus_files("bad")) {
    CAPTURE(path.filename().string());
    const ScratchDirectory scratch;
    const auto in = snapshot_of(scratch, without_expectations(read_file(path)));
    for (const Entity& entity : in->index().entities()) {
      const std::string_view text = in->sources().text(entity.at);
      CHECK(text == entity.name);
    }
  }
}

}  // namespace
}  // namespace gangway::test::language_server
