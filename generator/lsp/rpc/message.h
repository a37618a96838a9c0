#pragma once

#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>

namespace gangway::gen::lsp {

using nlohmann::json;

/// Why a request was not answered. The numbers are JSON-RPC's and the protocol's.
enum class RpcCode : int {
  ParseError = -32700,
  InvalidRequest = -32600,
  MethodNotFound = -32601,
  InvalidParams = -32602,
  InternalError = -32603,
  ServerNotInitialized = -32002,
  RequestFailed = -32803,
  RequestCancelled = -32800,
};

/// Thrown by what answers a request: the client is told, the server goes on.
class RpcError : public std::runtime_error {
 public:
  RpcError(RpcCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  [[nodiscard]] RpcCode code() const noexcept { return code_; }

 private:
  RpcCode code_;
};

json response(const json& id, json result);
json error_response(const json& id, RpcCode code, const std::string& message);
json notification(const std::string& method, json params);
json request(int id, const std::string& method, json params);

}  // namespace gangway::gen::lsp
