#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "../../../support/mentions.h"
#include "gangway/server.h"
#include "server/options/effective.h"

using namespace gangway::detail::options;
using gangway::ServerOptions;
using gangway::StartError;
using test::mentions;
using std::chrono::milliseconds;

namespace {

/// A file of options that is gone with the test.
class File {
 public:
  explicit File(const std::string& text)
      : path_(std::filesystem::temp_directory_path() /
              ("gangway-options-" + std::to_string(++count_) + ".json")) {
    std::ofstream(path_) << text;
  }
  ~File() { std::filesystem::remove(path_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  static inline int count_ = 0;
  std::filesystem::path path_;
};

std::string complaint(const ServerOptions& code, const Variables& environment = {}) {
  try {
    (void)effective(code, environment);
    return "fine";
  } catch (const StartError& error) {
    return error.what();
  }
}

std::string complaint_about_file(const std::string& text) {
  const File file(text);
  return complaint(ServerOptions::from_file(file.path()));
}

}  // namespace

TEST_CASE("an option is taken from the code, then the environment, then the file, then the default") {
  const File file(
      R"({"port": 1, "address": "127.0.0.3", "threads": 3, "limits": {"grace": "7s", "rooms_per_client": 3}})");
  const Variables environment{{"GANGWAY_PORT", "2"},
                              {"GANGWAY_ADDRESS", "127.0.0.2"},
                              {"GANGWAY_LIMITS_GRACE", "8s"},
                              {"PATH", "/bin"},
                              {"GANGWAY_CONFIG", file.path()}};
  const Effective all = effective({.port = 9}, environment);
  CHECK(all.options.port == 9);
  CHECK(all.options.address == "127.0.0.2");
  CHECK(all.options.threads == 3U);
  CHECK(all.limits.grace == milliseconds(8000));
  CHECK(all.limits.rooms_per_client == 3);
  CHECK(all.limits.offences == 32);

  CHECK(all.origin("port").place == "code");
  CHECK(all.origin("address").place == "GANGWAY_ADDRESS");
  CHECK(all.origin("threads").place == "`threads` in " + file.path());
  CHECK(all.origin("compression").place == "default");
  CHECK(mentions(all.text(), "port = 9  (code)\n"));
  CHECK(mentions(all.text(), "limits.grace = \"8000ms\"  (GANGWAY_LIMITS_GRACE)\n"));
  CHECK(mentions(all.text(), "origins = not given  (default)\n"));
}

TEST_CASE("a limit that the code sets to its default is set") {
  ServerOptions code;
  code.limits.offences = 32;
  CHECK(effective(code, {{"GANGWAY_LIMITS_OFFENCES", "1"}}).limits.offences == 32);
  CHECK(effective({}, {{"GANGWAY_LIMITS_OFFENCES", "1"}}).limits.offences == 1);
}

TEST_CASE("the code may leave the environment alone") {
  CHECK(effective({.environment = false}, {{"GANGWAY_PORT", "2"}, {"GANGWAY_PROT", "2"}}).options.port ==
        8080);
}

TEST_CASE("what is written in variables") {
  const Effective all = effective({}, {{"GANGWAY_ORIGINS", "https://a.example, https://b.example"},
                                       {"GANGWAY_TRUSTED_PROXIES", "10.0.0.0/8,unix"},
                                       {"GANGWAY_LIMITS_OUTBOX_BYTES", "1MiB"},
                                       {"GANGWAY_COMPRESSION", "true"},
                                       {"GANGWAY_GATEWAYS", R"({"Chat": {"port": 9000}})"},
                                       {"GANGWAY_THREADS", ""}});
  CHECK(all.options.origins == std::vector<std::string>{"https://a.example", "https://b.example"});
  CHECK(all.options.trusted_proxies->size() == 2);
  CHECK(all.limits.outbox_bytes == 1U << 20);
  CHECK(all.options.compression == true);
  CHECK(all.options.gateways.at("Chat").port == 9000);
  CHECK(all.options.threads == 1U);
}

TEST_CASE("places to listen, as text and as objects") {
  const Effective text =
      effective({}, {{"GANGWAY_LISTEN", "http://127.0.0.1:80, https://[::]:443,unix:/run/x.sock"},
                     {"GANGWAY_TLS_CERTIFICATE", "c.pem"},
                     {"GANGWAY_TLS_KEY", "k.pem"}});
  REQUIRE(text.options.listen.size() == 3);
  CHECK(std::get<gangway::TcpListener>(text.options.listen[0]).address == "127.0.0.1");
  CHECK(std::get<gangway::TlsListener>(text.options.listen[1]).address == "::");
  CHECK(std::get<gangway::TlsListener>(text.options.listen[1]).port == 443);
  CHECK(std::get<gangway::UnixListener>(text.options.listen[2]).path == "/run/x.sock");
  CHECK_FALSE(text.options.port);

  const File file(
      R"({"listen": [{"port": 1}, {"tls": true}, {"certificate": "c", "key": "k"}, {"unix": "/x", "mode": "600"}]})");
  const auto listen = effective(ServerOptions::from_file(file.path()), {}).options.listen;
  CHECK(std::get<gangway::TcpListener>(listen[0]).port == 1);
  CHECK(std::get<gangway::TlsListener>(listen[1]).port == 8443);
  CHECK(std::get<gangway::TlsListener>(listen[2]).files.key == "k");
  CHECK(std::get<gangway::UnixListener>(listen[3]).mode == 0600);
}

TEST_CASE("of the list and the short form the stronger one holds") {
  CHECK(effective({.port = 1}, {{"GANGWAY_LISTEN", "unix:/x"}}).options.listen.empty());
  CHECK_FALSE(effective({.listen = {gangway::UnixListener{"/x"}}}, {{"GANGWAY_PORT", "1"}}).options.port);
  const std::string both = complaint({.port = 1, .listen = {gangway::UnixListener{"/x"}}});
  CHECK(mentions(both, "both the list `listen` (code) and the short form"));
  CHECK(
      mentions(complaint({}, {{"GANGWAY_LISTEN", "unix:/x"}, {"GANGWAY_ADDRESS", "::"}}), "GANGWAY_ADDRESS"));
}

TEST_CASE("unknown names are refused with the nearest") {
  CHECK(mentions(complaint({}, {{"GANGWAY_PROT", "1"}}),
                 "GANGWAY_PROT is no option of gangway; the nearest is `GANGWAY_PORT`"));
  CHECK(
      mentions(complaint_about_file(R"({"adress": "::"})"), "no option `adress`; the nearest is `address`"));
  CHECK(
      mentions(complaint_about_file(R"({"limits": {"max_paylod": 1}})"), "nearest is `limits.max_payload`"));
  CHECK(mentions(complaint_about_file(R"({"limits.grace": 1})"), "no option `limits.grace`"));
  CHECK(mentions(complaint_about_file(R"({"gateways": {"Chat": {"prot": 1}}})"), "nearest is `port`"));
  CHECK(mentions(complaint_about_file(R"({"zebra": 1})"), "no option `zebra`"));
  CHECK_FALSE(mentions(complaint_about_file(R"({"zebra": 1})"), "nearest"));
}

TEST_CASE("values that are none are refused where they stand") {
  CHECK(complaint({}, {{"GANGWAY_PORT", "tcp://10.0.0.1:80"}}) ==
        "the environment variable GANGWAY_PORT: expected a whole number from 0 to 65535, not "
        "`tcp://10.0.0.1:80`");
  CHECK(mentions(complaint({}, {{"GANGWAY_PORT", "65536"}}), "0 to 65535"));
  CHECK(mentions(complaint({}, {{"GANGWAY_PORT", "-1"}}), "0 to 65535"));
  CHECK(
      mentions(complaint({}, {{"GANGWAY_THREADS", "0"}}), "`threads` (GANGWAY_THREADS): expected 1 to 1024"));
  CHECK(mentions(complaint({}, {{"GANGWAY_LIMITS_GRACE", "5 minutes"}}), "a duration like `25s`"));
  CHECK(mentions(complaint({}, {{"GANGWAY_COMPRESSION", "yes"}}), "`true` or `false`"));
  CHECK(mentions(complaint({}, {{"GANGWAY_LISTEN", "localhost"}}), "http://0.0.0.0:8080"));
  CHECK(mentions(complaint({}, {{"GANGWAY_GATEWAYS", "{"}}), "not well-formed JSON"));
  CHECK(mentions(complaint({}, {{"GANGWAY_ORIGINS", "app.example"}}), "`app.example` is no origin"));
  CHECK(mentions(complaint({.trusted_proxies = {{"proxy"}}}),
                 "`trusted_proxies` (code): `proxy` is no address"));
  CHECK(mentions(complaint({.cors = {{.origins = {"*"}, .credentials = true}}}),
                 "browsers refuse them with `*`"));
  CHECK(mentions(complaint({.tls = {{.certificate = "c.pem"}}}), "go together"));
  CHECK(mentions(complaint_about_file(R"({"port": "80x"})"), "`port`: expected a whole number"));
  CHECK(mentions(complaint_about_file("{"), "no well-formed JSON"));
  CHECK(mentions(complaint_about_file("[]"), "the options are an object"));
  CHECK(mentions(complaint(ServerOptions::from_file("/no/such/file")), "`/no/such/file` cannot be read"));
}

TEST_CASE("how Socket.IO's clients are served") {
  const Effective fallback = effective({}, {});
  CHECK(fallback.options.socketio.enabled == true);
  CHECK(fallback.options.socketio.allow_upgrades == true);
  CHECK(fallback.options.socketio.upgrade_timeout == milliseconds(10'000));
  CHECK_FALSE(fallback.options.socketio.connect_timeout);  // limits.join_timeout
  CHECK_FALSE(fallback.options.socketio.cookie);

  const File file(R"({"socketio": {"enabled": false, "allow_upgrades": false, "upgrade_timeout": "1s",
                      "cookie": {"name": "sticky", "path": "/chat", "max_age": "1h", "same_site": "strict"}}})");
  const Effective all = effective({.socketio = {.connect_timeout = milliseconds(7)},
                                   .config_file = file.path()},
                                  {{"GANGWAY_SOCKETIO_ENABLED", "true"},
                                   {"GANGWAY_SOCKETIO_CONNECT_TIMEOUT", "3s"}});
  CHECK(all.options.socketio.enabled == true);
  CHECK(all.options.socketio.allow_upgrades == false);
  CHECK(all.options.socketio.upgrade_timeout == milliseconds(1000));
  CHECK(all.options.socketio.connect_timeout == milliseconds(7));
  CHECK(all.options.socketio.cookie->name == "sticky");
  CHECK(all.options.socketio.cookie->path == "/chat");
  CHECK(all.options.socketio.cookie->http_only);
  CHECK(all.options.socketio.cookie->max_age == milliseconds(3'600'000));
  CHECK(all.options.socketio.cookie->same_site == gangway::SocketIoCookie::SameSite::Strict);
  CHECK(mentions(all.text(), R"(socketio.cookie = {"http_only":true,"max_age":"3600000ms","name":"sticky")"));

  CHECK(effective({}, {{"GANGWAY_SOCKETIO_COOKIE", "true"}}).options.socketio.cookie->name == "io");
  CHECK(mentions(complaint({}, {{"GANGWAY_SOCKETIO_COOKIE", "1"}}), "`true`, or an object"));
  CHECK(mentions(complaint({}, {{"GANGWAY_SOCKETIO_COOKIE", R"({"nam": "x"})"}}), "nearest is `name`"));
  CHECK(mentions(complaint({}, {{"GANGWAY_SOCKETIO_COOKIE", R"({"same_site": "no"})"}}),
                 "`same_site`: expected `lax`"));
  CHECK(mentions(complaint({.socketio = {.cookie = {{.name = "a b"}}}}), "`a b` is no name of a cookie"));
  CHECK(mentions(complaint({.socketio = {.cookie = {{.path = "/;x"}}}}), "`/;x` is no path"));
  CHECK(mentions(complaint({.socketio = {.cookie = {{.same_site = gangway::SocketIoCookie::SameSite::None}}}}),
                 "needs `secure`"));
  CHECK(mentions(complaint({}, {{"GANGWAY_SOCKETIO_UPGRADE_TIMEOUT", "0"}}), "expected more than nothing"));
}

TEST_CASE("a file has the log's options in an object of their own") {
  const File file(R"({"logging": {"level": "error", "files": 2}})");
  const auto logging = effective(ServerOptions::from_file(file.path()), {}).options.logging;
  CHECK(logging.level == gangway::LogLevel::Error);
  CHECK(logging.files == 2U);
}
