#include "lsp/rpc/inbox.h"

#include <algorithm>
#include <utility>

namespace gangway::gen::lsp {

void Inbox::push(const std::string& body) {
  json message = json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (message.is_discarded()) {
    items_.push_back({nullptr, error_response(nullptr, RpcCode::ParseError, "this is not JSON")});
    return;
  }
  const bool is_message =
      message.is_object() && (!message.contains("method") || message["method"].is_string());
  if (!is_message) {
    items_.push_back({nullptr, error_response(nullptr, RpcCode::InvalidRequest, "this is not a message")});
    return;
  }
  if (message.value("method", "") == "$/cancelRequest") {
    const json params = message.value("params", json::object());
    if (params.is_object() && params.contains("id")) cancel(params["id"]);
    return;
  }
  items_.push_back({std::move(message), std::nullopt});
}

void Inbox::cancel(const json& id) {
  for (Item& item : items_) {
    if (!item.message.is_object() || !item.message.contains("method") ||
        item.message.value("id", json()) != id)
      continue;
    item.refused = error_response(id, RpcCode::RequestCancelled, "cancelled");
  }
}

std::optional<Inbox::Item> Inbox::pop() {
  if (items_.empty()) return std::nullopt;
  Item item = std::move(items_.front());
  items_.pop_front();
  return item;
}

}  // namespace gangway::gen::lsp
