#include <cstdio>

#include <gangway/server.h>

#include "boards.h"

int main() {
  try {
    demo::whiteboard::Boards boards;
    gangway::Server server({.address = "127.0.0.1"});
    server.serve(demo::whiteboard::Whiteboard{.board = boards});
    server.listen();
    std::printf("listening on http://127.0.0.1:%d/\n", server.port());
    std::fflush(stdout);
    server.run();
    return 0;
  } catch (const gangway::StartError& error) {
    std::fprintf(stderr, "whiteboard: %s\n", error.what());
    return 1;
  }
}
