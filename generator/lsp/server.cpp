#include "lsp/server.h"

#include <exception>
#include <utility>

#include "emit/version.h"
#include "lsp/features.h"
#include "lsp/uri.h"

namespace gangway::gen::lsp {
namespace fs = std::filesystem;
namespace {

using namespace nlohmann::literals;

bool offers_utf8(const json& params) {
  const json offered = params.value("/capabilities/general/positionEncodings"_json_pointer, json::array());
  return offered.is_array() && std::find(offered.begin(), offered.end(), "utf-8") != offered.end();
}

std::vector<fs::path> folders_of(const json& params) {
  std::vector<fs::path> folders;
  const json given = params.value("workspaceFolders", json());
  if (given.is_array()) {
    for (const json& folder : given) folders.push_back(path_of(folder.at("uri").get<std::string>()));
  }
  const json root = params.value("rootUri", json());
  if (folders.empty() && root.is_string()) folders.push_back(path_of(root.get<std::string>()));
  return folders;
}

json server_capabilities(Encoding encoding) {
  return {{"positionEncoding", encoding == Encoding::Utf8 ? "utf-8" : "utf-16"},
          {"textDocumentSync", {{"openClose", true}, {"change", 2}, {"save", false}}},
          {"hoverProvider", true},
          {"definitionProvider", true},
          {"referencesProvider", true},
          {"documentHighlightProvider", true},
          {"renameProvider", {{"prepareProvider", true}}},
          {"completionProvider", {{"triggerCharacters", {"@", "\"", "/", ".", ":", "(", ">"}}}},
          {"codeActionProvider", {{"codeActionKinds", {"quickfix", "source.fixAll"}}}},
          {"documentFormattingProvider", true},
          {"documentSymbolProvider", true},
          {"workspaceSymbolProvider", true},
          {"semanticTokensProvider", {{"legend", semantic_tokens_legend()}, {"full", true}}},
          {"workspace", {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}}};
}

}  // namespace

Server::Server(std::vector<fs::path> include_dirs) : given_dirs_(std::move(include_dirs)) {
  const auto feature = [this](json (*function)(Session&, const json&)) {
    return [this, function](const json& params) { return function(session_, params); };
  };
  requests_ = {
      {"initialize", [this](const json& params) { return initialize(params); }},
      {"shutdown",
       [this](const json&) {
         state_ = State::ShutDown;
         has_shut_down_ = true;
         return json(nullptr);
       }},
      {"textDocument/hover", feature(hover)},
      {"textDocument/definition", feature(definition)},
      {"textDocument/references", feature(references)},
      {"textDocument/documentHighlight", feature(document_highlight)},
      {"textDocument/prepareRename", feature(prepare_rename)},
      {"textDocument/rename", feature(rename)},
      {"textDocument/completion", feature(completion)},
      {"textDocument/codeAction", feature(code_actions)},
      {"textDocument/documentSymbol", feature(document_symbols)},
      {"textDocument/formatting", feature(formatting)},
      {"textDocument/semanticTokens/full", feature(semantic_tokens)},
      {"workspace/symbol", feature(workspace_symbols)},
  };
  notifications_ = {
      {"initialized", [this](const json&) { initialized(); }},
      {"textDocument/didOpen", [this](const json& params) { did_open(params); }},
      {"textDocument/didChange", [this](const json& params) { did_change(params); }},
      {"textDocument/didClose", [this](const json& params) { did_close(params); }},
      {"workspace/didChangeConfiguration",
       [this](const json& params) { configure(params.value("/settings/gangway"_json_pointer, json())); }},
      {"workspace/didChangeWatchedFiles", [this](const json&) { session_.workspace.forget_files(); }},
      {"workspace/didChangeWorkspaceFolders", [this](const json& params) { did_change_folders(params); }},
  };
}

std::vector<json> Server::receive(const json& message) {
  const std::string method = message.value("method", "");
  const bool is_request = message.contains("id") && !method.empty();
  if (is_request) {
    outgoing_.push_back(answer(message));
  } else if (method.empty()) {
    handle_response(message);
  } else {
    notify(method, message.value("params", json::object()));
  }
  return std::exchange(outgoing_, {});
}

json Server::answer(const json& message) {
  const json& id = message["id"];
  const std::string method = message["method"];
  const bool is_first = method == "initialize";
  if (state_ == State::Waiting && !is_first)
    return error_response(id, RpcCode::ServerNotInitialized, "the first request is `initialize`");
  if (state_ == State::ShutDown || (state_ == State::Running && is_first))
    return error_response(id, RpcCode::InvalidRequest, "this is not the time for `" + method + "`");
  const auto request = requests_.find(method);
  if (request == requests_.end())
    return error_response(id, RpcCode::MethodNotFound, "no request is called `" + method + "`");
  try {
    return response(id, request->second(message.value("params", json::object())));
  } catch (const RpcError& error) {
    return error_response(id, error.code(), error.what());
  } catch (const json::exception& error) {
    return error_response(id, RpcCode::InvalidParams, error.what());
  } catch (const std::exception& error) {
    return error_response(id, RpcCode::InternalError, error.what());
  }
}

void Server::notify(const std::string& method, const json& params) {
  if (method == "exit") state_ = State::Ended;
  const auto notification = notifications_.find(method);
  if (state_ != State::Running || notification == notifications_.end()) return;
  try {
    notification->second(params);
    is_dirty_ = true;
  } catch (const std::exception& error) {
    // Nobody waits for an answer, and a text that was not understood must not be mistaken for an old one.
    outgoing_.push_back(
        lsp::notification("window/logMessage", {{"type", 1}, {"message", method + ": " + error.what()}}));
  }
}

void Server::ask(const std::string& method, json params, std::function<void(const json& result)> then) {
  outgoing_.push_back(request(++last_asked_, method, std::move(params)));
  asked_.emplace(last_asked_, std::move(then));
}

void Server::handle_response(const json& message) {
  const json id = message.value("id", json());
  const auto asked = id.is_number_integer() ? asked_.find(id.get<int>()) : asked_.end();
  if (asked == asked_.end()) return;
  const auto then = std::move(asked->second);
  asked_.erase(asked);
  if (message.contains("result")) then(message["result"]);
}

json Server::initialize(const json& params) {
  capabilities_ = params.value("capabilities", json::object());
  session_.encoding = offers_utf8(params) ? Encoding::Utf8 : Encoding::Utf16;
  session_.has_snippets =
      params.value("/capabilities/textDocument/completion/completionItem/snippetSupport"_json_pointer, false);
  session_.has_hierarchy = params.value(
      "/capabilities/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"_json_pointer, false);
  folders_ = folders_of(params);
  session_.workspace.set_folders(folders_);
  configure(params.value("initializationOptions", json()));
  apply_include_dirs();
  state_ = State::Running;
  return {{"capabilities", server_capabilities(session_.encoding)},
          {"serverInfo", {{"name", "gangway"}, {"version", kVersion}}}};
}

void Server::initialized() {
  if (capabilities_.value("/workspace/configuration"_json_pointer, false)) {
    ask("workspace/configuration", {{"items", {{{"section", "gangway"}}}}}, [this](const json& result) {
      if (result.is_array() && !result.empty()) configure(result[0]);
    });
  }
  if (capabilities_.value("/workspace/didChangeWatchedFiles/dynamicRegistration"_json_pointer, false)) {
    const json options{{"watchers", {{{"globPattern", "**/*.gw"}}}}};
    const json registration{
        {"id", "gw-files"}, {"method", "workspace/didChangeWatchedFiles"}, {"registerOptions", options}};
    ask("client/registerCapability", {{"registrations", json::array({registration})}}, [](const json&) {});
  }
}

void Server::configure(const json& settings) {
  if (!settings.is_object() || !settings.contains("includeDirs") || !settings["includeDirs"].is_array())
    return;
  configured_dirs_.clear();
  for (const json& dir : settings["includeDirs"]) {
    if (dir.is_string()) configured_dirs_.push_back(dir.get<std::string>());
  }
  apply_include_dirs();
}

/// Relative ones are below the workspace's folders, not below where the editor was started.
void Server::apply_include_dirs() {
  std::vector<fs::path> dirs = given_dirs_;
  for (const std::string& dir : configured_dirs_) {
    if (folders_.empty() || fs::path(dir).is_absolute()) {
      dirs.emplace_back(dir);
    } else {
      for (const fs::path& folder : folders_) dirs.push_back(folder / dir);
    }
  }
  session_.workspace.set_include_dirs(std::move(dirs));
  is_dirty_ = true;
}

void Server::did_open(const json& params) {
  const json& document = params.at("textDocument");
  session_.workspace.open({document.at("uri").get<std::string>(), document.at("text").get<std::string>(),
                           document.value("version", json())});
}

void Server::did_change(const json& params) {
  const fs::path path = document_of(params);
  std::string text = session_.workspace.text_of(path);
  for (const json& change : params.at("contentChanges")) {
    auto inserted = change.at("text").get<std::string>();
    if (!change.contains("range")) {
      text = std::move(inserted);
      continue;
    }
    const Positions positions(text, session_.encoding);
    const std::uint32_t begin = positions.offset(change["range"].at("start"));
    const std::uint32_t end = positions.offset(change["range"].at("end"));
    if (end < begin) throw RpcError(RpcCode::InvalidParams, "a range ends before it begins");
    text.replace(begin, end - begin, inserted);
  }
  session_.workspace.change(path, std::move(text), params.at("textDocument").value("version", json()));
}

void Server::did_close(const json& params) { session_.workspace.close(document_of(params)); }

void Server::did_change_folders(const json& params) {
  for (const json& removed : params.at("event").at("removed")) {
    std::erase(folders_, path_of(removed.at("uri").get<std::string>()));
  }
  for (const json& added : params.at("event").at("added")) {
    folders_.push_back(path_of(added.at("uri").get<std::string>()));
  }
  session_.workspace.set_folders(folders_);
  apply_include_dirs();
}

std::vector<json> Server::idle() {
  if (!is_dirty_ || state_ != State::Running) return {};
  is_dirty_ = false;
  try {
    return published_.refresh(session_);
  } catch (const std::exception& error) {
    return {lsp::notification("window/logMessage", {{"type", 1}, {"message", error.what()}})};
  }
}

}  // namespace gangway::gen::lsp
