#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "lsp/published.h"
#include "lsp/session.h"

namespace gangway::gen::lsp {

/// The language server without its streams: messages in, messages out.
class Server {
 public:
  /// `include_dirs`: from the command line; what the client configures comes behind them.
  explicit Server(std::vector<std::filesystem::path> include_dirs);

  /// Handles one message and gives what is to be sent. Nothing that a client sends makes it throw.
  std::vector<json> receive(const json& message);
  /// What there is to say when no message waits: diagnostics, which are not worked out for every key.
  std::vector<json> idle();

  [[nodiscard]] bool has_ended() const noexcept { return state_ == State::Ended; }
  /// 0 when the client said beforehand that it would end.
  [[nodiscard]] int exit_code() const noexcept { return has_shut_down_ ? 0 : 1; }

 private:
  enum class State { Waiting, Running, ShutDown, Ended };
  using Request = std::function<json(const json& params)>;
  using Notification = std::function<void(const json& params)>;

  json answer(const json& message);
  void notify(const std::string& method, const json& params);
  void handle_response(const json& message);

  json initialize(const json& params);
  void initialized();
  void configure(const json& settings);
  void did_open(const json& params);
  void did_change(const json& params);
  void did_close(const json& params);
  void did_change_folders(const json& params);
  void apply_include_dirs();

  void ask(const std::string& method, json params, std::function<void(const json& result)> then);

  std::map<std::string, Request> requests_;
  std::map<std::string, Notification> notifications_;
  State state_ = State::Waiting;
  bool has_shut_down_ = false;
  Session session_;
  Published published_;
  bool is_dirty_ = false;

  std::vector<std::filesystem::path> given_dirs_;
  std::vector<std::string> configured_dirs_;
  std::vector<std::filesystem::path> folders_;
  json capabilities_;  ///< The client's.

  std::vector<json> outgoing_;
  std::map<int, std::function<void(const json& result)>> asked_;
  int last_asked_ = 0;
};

/// Serves the client at the other end of the two file descriptors until it ends; gives the program's exit
/// code.
int serve(int in, int out, std::vector<std::filesystem::path> include_dirs);

}  // namespace gangway::gen::lsp
