#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include <gangway/server.h>

#include "chat_rooms.h"
#include "login.h"

/// Serves the chat and its page. The tokens live so many seconds: chat [SECONDS]
int main(int count, char** arguments) {
  const std::chrono::seconds life(count > 1 ? std::max(1, std::atoi(arguments[1])) : 300);
  try {
    const demo::chat::Login login(life);
    demo::chat::ChatRooms rooms({{"lobby", 50}, {"duo", 2}, {"solo", 1}}, login.verifier());
    gangway::Server server({.address = "127.0.0.1"});  // GANGWAY_PORT says where, or 8080
    server.serve(demo::chat::Chat{.chat = rooms});
    server.route("POST", "/login", login);
    server.serve_files("/", CHAT_PAGE_DIR);
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
