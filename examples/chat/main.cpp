#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <gangway/server.h>

#include "chat_rooms.h"
#include "login.h"

/// Serves the chat and its page. The tokens live so many seconds; with --inspector there is a page for
/// developers, too: chat [--inspector] [SECONDS]
int main(int count, char** arguments) {
  const bool is_inspected = count > 1 && std::string_view(arguments[1]) == "--inspector";
  const char* const seconds = count > 1 + is_inspected ? arguments[1 + is_inspected] : "300";
  const std::chrono::seconds life(std::max(1, std::atoi(seconds)));
  try {
    const demo::chat::Login login(life);
    demo::chat::ChatRooms rooms({{"lobby", 50}, {"duo", 2}, {"solo", 1}}, login.verifier());
    gangway::Server server({.address = "127.0.0.1"});  // GANGWAY_PORT says where, or 8080
    server.serve(demo::chat::Chat{.chat = rooms});
    server.route("POST", "/login", login);
    server.serve_files("/", CHAT_PAGE_DIR);
    if (is_inspected) server.inspector("/inspector");
    server.listen();
    std::printf("listening on http://127.0.0.1:%d/\n", server.port());
    std::fflush(stdout);
    server.run();
    return 0;
  } catch (const gangway::StartError& error) {
    std::fprintf(stderr, "chat: %s\n", error.what());
    return 1;
  }
}
