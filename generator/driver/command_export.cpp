#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "diagnostics/nearest_name.h"
#include "driver/commands.h"
#include "driver/front_end.h"
#include "emit/description.h"
#include "export/asyncapi.h"
#include "export/json_schema.h"
#include "export/reference.h"
#include "render/file_writer.h"
#include "render/template_engine.h"

namespace gangway::gen {
namespace {

struct ExportOptions {
  InputOptions input;
  std::string format;
  std::string gateway;  ///< Empty: all, or the only one.
  std::string out;      ///< Empty: standard output.
};

/// The gateways of the requested files.
std::vector<const GatewayDef*> gateways_of(const Schema& schema) {
  std::vector<const GatewayDef*> found;
  for (const FileDef& file : schema.files) {
    for (const GatewayDef& each : file.gateways) {
      if (file.requested) found.push_back(&each);
    }
  }
  return found;
}

std::string names_of(const std::vector<const GatewayDef*>& gateways) {
  std::string names;
  for (const GatewayDef* each : gateways) names += (names.empty() ? "`" : ", `") + each->name + '`';
  return names;
}

/// The gateway that `--gateway` names or, where one is needed, the only one; null for all of them. Nothing
/// after it said why there is none.
std::optional<const GatewayDef*> must_choose(const Schema& schema, const ExportOptions& options) {
  const std::vector<const GatewayDef*> gateways = gateways_of(schema);
  if (options.gateway.empty()) {
    if (options.format != "asyncapi" && options.format != "inspector") return nullptr;
    if (gateways.size() == 1) return gateways.front();
    fmt::print(
        stderr, "gangway: {} is about one gateway; {}\n",
        options.format == "asyncapi" ? "an AsyncAPI document" : "what the inspector shows",
        gateways.empty() ? "there is none here" : "choose with --gateway between " + names_of(gateways));
    return std::nullopt;
  }
  std::vector<std::string> names;
  for (const GatewayDef* each : gateways) {
    if (each->name == options.gateway) return each;
    names.push_back(each->name);
  }
  const auto nearest = nearest_name(options.gateway, names);
  fmt::print(stderr, "gangway: no gateway `{}`{}\n", options.gateway,
             nearest ? fmt::format("; the nearest is `{}`", *nearest) : "");
  return std::nullopt;
}

std::string text_of(const Schema& schema, const GatewayDef* gateway, const std::string& format) {
  if (format == "json-schema") return exports::json_schema(schema, gateway).dump(2) + '\n';
  if (format == "asyncapi") return exports::asyncapi(schema, *gateway).dump(2) + '\n';
  if (format == "inspector") return description_text(schema, *gateway) + '\n';
  const auto kind = format == "html" ? exports::MarkupKind::Html : exports::MarkupKind::Markdown;
  const View view = exports::reference(schema, gateway, kind);
  return TemplateEngine().render(view.template_name, *view.data);
}

ExitCode export_schema(const ExportOptions& options) {
  const FrontEnd front = run_front_end(options.input);
  if (!front.schema) return front.exit_code;
  const auto gateway = must_choose(*front.schema, options);
  if (!gateway) return kExitUsage;
  const std::string text = text_of(*front.schema, *gateway, options.format);
  if (options.out.empty()) {
    const bool is_written =
        std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    return is_written ? kExitFine : kExitFault;
  }
  if (const auto error = write_changed({{options.out, text}}, "")) {
    fmt::print(stderr, "gangway: error GW9002: cannot write `{}`: {}\n", error->path, error->reason);
    return kExitFault;
  }
  return kExitFine;
}

}  // namespace

void add_export(CLI::App& app, Choice& choice) {
  CLI::App* command = app.add_subcommand(
      "export", "Write a schema as JSON Schema, AsyncAPI, Markdown or HTML, or as the inspector has it");
  const auto options = std::make_shared<ExportOptions>();
  command->add_option("FORMAT", options->format, "json-schema, asyncapi, markdown, html or inspector")
      ->required()
      ->check(CLI::IsMember({"json-schema", "asyncapi", "markdown", "html", "inspector"}).description(""));
  add_input(*command, options->input);
  command->add_option("--gateway", options->gateway, "Only this gateway, and the types that it needs")
      ->type_name("NAME");
  command->add_option("-o,--output", options->out, "Write to FILE instead of standard output")
      ->type_name("FILE");
  command->callback([&choice, options] { choice = [options] { return export_schema(*options); }; });
}

}  // namespace gangway::gen
