#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <gangway/server.h>

#include "chat_rooms.h"

int main() {
  try {
    gangway::ServerOptions options{.port = 8080, .address = "127.0.0.1"};
    if (const char* port = std::getenv("PORT")) {
      const auto end = port + std::strlen(port);
      const auto [stop, error] = std::from_chars(port, end, options.port);
      if (error != std::errc{} || stop != end)
        throw gangway::StartError("PORT must be a number from 0 to 65535");
    }
    demo::chat::ChatRooms rooms({{"lobby", 50}, {"duo", 2}, {"solo", 1}});
    gangway::Server server(options);
    server.serve(demo::chat::Chat{.chat = rooms});
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
