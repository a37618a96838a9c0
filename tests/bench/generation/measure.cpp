// measure ROUNDS NAME COMMAND… [-- NAME COMMAND…]…
//
// Runs the commands in turn, one after the other in each round, so that what else the machine does falls on
// all of them alike. Prints a line for each: NAME, the medians of wall and CPU seconds (of the program
// itself: user; and in the kernel), and the largest peak of its memory in KiB. What the commands print is
// thrown away; one that fails ends the run.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <vector>

namespace {

struct Command {
  const char* name;
  std::vector<char*> arguments;
  std::vector<double> wall;
  std::vector<double> user;
  std::vector<double> system;
  long peak_kib = 0;
};

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

bool run(Command& command) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  const pid_t child = fork();
  if (child == 0) {
    const int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, STDOUT_FILENO);
    execvp(command.arguments[0], command.arguments.data());
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  if (child < 0 || wait4(child, &status, 0, &usage) != child) return false;
  command.wall.push_back(std::chrono::duration<double>(Clock::now() - begin).count());
  command.user.push_back(seconds(usage.ru_utime));
  command.system.push_back(seconds(usage.ru_stime));
  command.peak_kib = std::max(command.peak_kib, usage.ru_maxrss);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::vector<Command> commands_of(int argc, char** argv) {
  std::vector<Command> commands;
  for (int i = 3; i < argc; ++i) {
    Command command{argv[i], {}, {}, {}, {}};
    while (++i < argc && std::strcmp(argv[i], "--") != 0) command.arguments.push_back(argv[i]);
    if (command.arguments.empty()) return {};
    command.arguments.push_back(nullptr);
    commands.push_back(std::move(command));
  }
  return commands;
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 3 ? std::atoi(argv[1]) : 0;
  std::vector<Command> commands = commands_of(argc, argv);
  if (rounds < 1 || commands.empty()) {
    std::fprintf(stderr, "usage: measure ROUNDS DIR NAME COMMAND... [-- NAME COMMAND...]...\n");
    return 2;
  }
  for (int round = 0; round < rounds; ++round) {
    for (Command& command : commands) {
      std::filesystem::remove_all(argv[2]);
      std::filesystem::create_directories(argv[2]);
      if (run(command)) continue;
      std::fprintf(stderr, "measure: `%s` failed\n", command.name);
      return 1;
    }
  }
  for (const Command& command : commands) {
    std::printf("%s %.4f %.4f %.4f %ld\n", command.name, median(command.wall), median(command.user),
                median(command.system), command.peak_kib);
  }
  return 0;
}
