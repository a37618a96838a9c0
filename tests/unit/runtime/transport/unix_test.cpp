#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "../../../support/mentions.h"
#include "gangway/server.h"
#include "transport/raw_client.h"
#include "transport/test_server.h"

namespace fs = std::filesystem;
using gangway::transport::ListenOptions;
using test::mentions;

namespace {

/// A path for a socket in a folder of its own.
struct Place {
  Place() : folder(make()), path(folder / "gangway.sock") {}
  ~Place() { fs::remove_all(folder); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  static fs::path make() {
    std::string name = (fs::temp_directory_path() / "gangway-unix-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    return name;
  }
  [[nodiscard]] ListenOptions options(std::uint32_t mode = 0600) const {
    return {.http = {}, .unix_path = path.string(), .unix_mode = mode};
  }
  /// What opening it says.
  [[nodiscard]] std::string complaint() const {
    try {
      const test::TestServer server(options());
      return "opened";
    } catch (const gangway::StartError& error) {
      return error.what();
    }
  }

  fs::path folder;
  fs::path path;
};

/// A socket file to which nobody listens, as a killed server leaves it.
void leave_dead_socket(const fs::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.string().copy(address.sun_path, sizeof address.sun_path - 1);
  const int made = ::socket(AF_UNIX, SOCK_STREAM, 0);
  REQUIRE(::bind(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  ::close(made);
  REQUIRE(fs::exists(path));
}

}  // namespace

TEST_CASE("HTTP and WebSockets over a Unix socket, whose file is gone with the server") {
  const Place place;
  {
    test::TestServer server(place.options(0640));
    struct stat file {};
    REQUIRE(::stat(place.path.c_str(), &file) == 0);
    CHECK((file.st_mode & 0777U) == 0640U);
    test::RawClient client(place.path.string());
    CHECK(mentions(client.send("GET /healthz HTTP/1.1\r\n\r\n").read_response(), "200 OK"));
    CHECK(mentions(client.upgrade(), "101"));
    client.send(std::string("\x81\x82\0\0\0\0hi", 8));
    CHECK(client.read_exactly(4) == "\x81\x02hi");
  }
  CHECK_FALSE(fs::exists(place.path));
}

TEST_CASE("a dead server's socket is replaced, a living one's is not") {
  const Place place;
  leave_dead_socket(place.path);
  test::TestServer server(place.options());
  CHECK(mentions(place.complaint(), "another program listens there"));
  test::RawClient client(place.path.string());
  CHECK(mentions(client.send("GET /healthz HTTP/1.1\r\n\r\n").read_response(), "200 OK"));
}

TEST_CASE("what is no socket is left alone") {
  const Place place;
  std::ofstream(place.path) << "precious";
  CHECK(mentions(place.complaint(), "a file that is no socket has this name"));
  CHECK(fs::file_size(place.path) == 8);
}

TEST_CASE("a path that is too long, or leads nowhere, is called so") {
  Place place;
  place.path = place.folder / std::string(120, 'x');
  CHECK(mentions(place.complaint(), "too long for a socket"));
  place.path = place.folder / "nowhere" / "x.sock";
  CHECK(mentions(place.complaint(), "No such file or directory"));
}

TEST_CASE("a socket that another server has put in the place of ours stays") {
  const Place place;
  {
    const test::TestServer server(place.options());
    fs::remove(place.path);
    leave_dead_socket(place.path);
  }
  CHECK(fs::exists(place.path));
}
