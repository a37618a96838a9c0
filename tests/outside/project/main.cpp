#include <cstdio>
#include <thread>
#include <vector>

#include <gangway/server.h>

#include <gangway/testing.h>

#include "desk.gw.client.h"
#include "desk.gw.h"

class DeskRoot final : public outside::desk::DeskRootHandler {
 public:
  gangway::Reply<std::uint32_t> on_add(outside::desk::DeskRootClient, Add add) override {
    notes_.push_back(add.note);
    return static_cast<std::uint32_t>(notes_.size());
  }

 private:
  std::vector<outside::common::Note> notes_;
};

/// The testing kit and the generated client are in the package, too.
bool answers_in_memory() {
  DeskRoot root;
  gangway::testing::Server server;
  server.serve(outside::desk::Desk{.root = root});
  auto client = server.connect<outside::desk::DeskClientApi>();
  return client.root.add({}).get() == 1;
}

int main() {
  if (!answers_in_memory()) return 1;
  DeskRoot root;
  gangway::Server server({.port = 0, .address = "127.0.0.1"});
  server.serve(outside::desk::Desk{.root = root});
  server.listen();
  server.stop();
  server.run();
  std::printf("served on %d\n", server.port() > 0);
}
