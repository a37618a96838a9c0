#pragma once

#include <deque>
#include <optional>
#include <string>

#include "lsp/rpc/message.h"

namespace gangway::gen::lsp {

/// Messages that have arrived and were not handled yet. A request that is taken back in the meantime leaves
/// as one to be refused.
class Inbox {
 public:
  struct Item {
    json message;                 ///< Null when `refused` is about a message that could not be read.
    std::optional<json> refused;  ///< The answer, where there is nothing to handle.
  };

  /// Takes the text of one message.
  void push(const std::string& body);

  [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
  std::optional<Item> pop();

 private:
  void cancel(const json& id);

  std::deque<Item> items_;
};

}  // namespace gangway::gen::lsp
