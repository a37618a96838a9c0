#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include <gangway/server.h>

#include "job_desk.h"

/// Does jobs whose steps take so many milliseconds: jobs [MILLISECONDS]
int main(int count, char** arguments) {
  const std::chrono::milliseconds step(count > 1 ? std::max(1, std::atoi(arguments[1])) : 200);
  try {
    demo::jobs::JobDesk desk(step);
    gangway::Server server({.address = "127.0.0.1"});
    server.serve(demo::jobs::Work{.jobs = desk});
    server.listen();
    std::printf("listening on http://127.0.0.1:%d/\n", server.port());
    std::fflush(stdout);
    server.run();
    return 0;
  } catch (const gangway::StartError& error) {
    std::fprintf(stderr, "jobs: %s\n", error.what());
    return 1;
  }
}
