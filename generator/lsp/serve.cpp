#include <utility>

#include "lsp/rpc/streams.h"
#include "lsp/server.h"

namespace gangway::gen::lsp {

int serve(int in, int out, std::vector<std::filesystem::path> include_dirs) {
  Server server(std::move(include_dirs));
  Streams streams(in, out);
  Inbox inbox;
  bool is_open = true;
  while (!server.has_ended()) {
    // All that has arrived first: a request may have been taken back already, a text typed over.
    if (is_open) is_open = streams.receive(inbox, /*wait=*/false);
    if (auto item = inbox.pop()) {
      if (item->refused) {
        streams.send(*item->refused);
        continue;
      }
      for (const json& message : server.receive(item->message)) streams.send(message);
      continue;
    }
    for (const json& message : server.idle()) streams.send(message);
    if (!is_open) break;
    is_open = streams.receive(inbox, /*wait=*/true);
  }
  return server.exit_code();
}

}  // namespace gangway::gen::lsp
