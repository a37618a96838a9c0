// The server of the resilience tests: `resilience_server JOURNAL [PORT]`. Says where it listens. Other
// options by the environment.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>

#include <gangway/server.h>

#include "handlers.h"
#include "journal.h"

int main(int count, char** arguments) {
  try {
    if (count < 2) throw std::runtime_error("usage: resilience_server JOURNAL [PORT]");
    gangway::ServerOptions options{.port = 0, .address = "127.0.0.1"};
    if (count > 2) options.port = static_cast<std::uint16_t>(std::atoi(arguments[2]));

    resilience::Journal journal(arguments[1]);
    resilience::Root root;
    resilience::Bank bank(journal);
    gangway::Server server(options);
    server.serve(resilience::Resilience{.root = root, .bank = bank});
    server.listen();
    std::printf("listening on http://127.0.0.1:%u/\n", static_cast<unsigned>(server.port()));
    std::fflush(stdout);
    server.run();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "resilience_server: %s\n", error.what());
    return 1;
  }
}
