#include "driver/outputs.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "emit/cpp/views.h"
#include "emit/ts/views.h"
#include "emit/view.h"
#include "render/template_engine.h"

namespace gangway::gen {
namespace {

void render_into(OutputTree& tree, const TemplateEngine& engine, const std::vector<View>& views) {
  for (const View& view : views)
    tree.files.push_back({view.output_path, engine.render(view.template_name, *view.data)});
}

}  // namespace

std::vector<FileId> files_to_generate(const Schema& schema, const GenerateOptions& options) {
  std::vector<FileId> ids;
  for (std::size_t i = 0; i < schema.files.size(); ++i) {
    if (schema.files[i].requested || options.with_imports) ids.push_back(static_cast<FileId>(i));
  }
  return ids;
}

std::vector<OutputTree> render_outputs(const Schema& schema, const GenerateOptions& options) {
  const TemplateEngine engine;
  std::vector<OutputTree> trees;
  const std::vector<FileId> files = files_to_generate(schema, options);
  if (!options.cpp_out.empty()) {
    OutputTree tree{options.cpp_out, {}};
    const cpp::Options cpp_options{.client = options.cpp_client, .inspector = options.cpp_inspector};
    for (const FileId id : files) render_into(tree, engine, cpp::views(schema, id, cpp_options));
    trees.push_back(std::move(tree));
  }
  if (!options.ts_out.empty()) {
    OutputTree tree{options.ts_out, {}};
    ts::Options ts_options{.vendored_runtime = options.ts_runtime == TsRuntime::Vendored,
                           .socketio = options.ts_socketio,
                           .npm_package = {}};
    if (!options.npm_name.empty()) ts_options.npm_package = {options.npm_name, options.npm_version};
    for (const FileId id : files) render_into(tree, engine, ts::views(schema, id, ts_options));
    if (ts_options.npm_package) render_into(tree, engine, ts::package_views(schema, files, ts_options));
    trees.push_back(std::move(tree));
  }
  return trees;
}

}  // namespace gangway::gen
