// The server of the Socket.IO tests: `socketio_server [PORT]`. Says where it listens.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <gangway/server.h>

#include "handlers.h"

int main(int count, char** arguments) {
  try {
    gangway::ServerOptions options{.port = 0, .address = "127.0.0.1"};
    if (count > 1) options.port = static_cast<std::uint16_t>(std::atoi(arguments[1]));
    options.limits.max_payload = 1'000'000;
    options.limits.join_timeout = std::chrono::seconds(3);
    options.limits.grace = std::chrono::seconds(1);

    sio::Root root;
    sio::Chat chat;
    sio::Document document;
    sio::QuickRoot quick;
    sio::RecoveryRoot recovery;
    sio::BriefRoot brief;
    sio::WebSocketOnlyRoot websocket_only;
    sio::PollingOnlyRoot polling_only;
    sio::PagesRoot pages;
    gangway::Server server(options);
    server.serve(sio::Everything{.root = root, .chat = chat, .document = document});
    server.serve(sio::Quick{.root = quick});
    server.serve(sio::Recovery{.root = recovery});
    server.serve(sio::Brief{.root = brief});
    server.serve(sio::WebSocketOnly{.root = websocket_only});
    server.serve(sio::PollingOnly{.root = polling_only});
    server.serve(sio::Pages{.root = pages});
    server.listen();
    std::printf("listening on http://127.0.0.1:%u/\n", static_cast<unsigned>(server.port()));
    std::fflush(stdout);
    server.run();
    return 0;
  } catch (const gangway::StartError& error) {
    std::fprintf(stderr, "socketio_server: %s\n", error.what());
    return 1;
  }
}
