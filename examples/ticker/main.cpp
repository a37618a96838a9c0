#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include <gangway/server.h>

#include "prices.h"

/// Serves prices that change every so many milliseconds: ticker [MILLISECONDS]
int main(int count, char** arguments) {
  const std::chrono::milliseconds period(count > 1 ? std::max(1, std::atoi(arguments[1])) : 100);
  try {
    demo::ticker::Prices prices;
    gangway::Server server({.address = "127.0.0.1"});
    server.serve(demo::ticker::Ticker{.prices = prices});
    server.listen();
    std::printf("listening on http://127.0.0.1:%d/\n", server.port());
    std::fflush(stdout);
    // Prices come from elsewhere, so from another thread; what is posted runs between events.
    const std::jthread market([&](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        server.post([&prices] { prices.tick(); });
        std::this_thread::sleep_for(period);
      }
    });
    server.run();
    return 0;
  } catch (const gangway::StartError& error) {
    std::fprintf(stderr, "ticker: %s\n", error.what());
    return 1;
  }
}
