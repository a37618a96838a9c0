#include "transport/static_files.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;
using gangway::protocol::HttpRequest;
using gangway::protocol::HttpResponse;
using gangway::transport::StaticFiles;

namespace {

/// A folder with a few files, and some beside it that nobody may see.
class Site {
 public:
  Site() : root_(fs::temp_directory_path() / ("gangway_site_" + std::to_string(::getpid()))) {
    fs::remove_all(root_);
    fs::create_directories(root_ / "www" / "app");
    write("secret.txt", "secret");
    write("www/index.html", "<p>hi</p>");
    write("www/app/index.html", "app");
    write("www/app/main.js", "main()");
    write("www/.hidden", "hidden");
    write("www/data.bin", std::string("\0\1\2", 3));
    fs::create_symlink(root_ / "secret.txt", root_ / "www" / "link.txt");
    fs::create_symlink(root_ / "www" / "index.html", root_ / "www" / "inside.html");
  }
  ~Site() { fs::remove_all(root_); }

  [[nodiscard]] HttpResponse get(const std::string& path, std::string_view method = "GET",
                                 std::string tag = {}) const {
    HttpRequest request;
    request.method = method;
    request.path = path;
    if (!tag.empty()) request.headers = {{"if-none-match", std::move(tag)}};
    return StaticFiles(root_ / "www").serve(path, request);
  }

 private:
  void write(const char* name, const std::string& text) const {
    std::ofstream(root_ / name, std::ios::binary) << text;
  }

  fs::path root_;
};

std::string header(const HttpResponse& response, std::string_view name) {
  for (const auto& [field, value] : response.headers) {
    if (field == name) return value;
  }
  return {};
}

}  // namespace

TEST_CASE("files are served with their types") {
  const Site site;
  CHECK(site.get("/").body == "<p>hi</p>");
  CHECK(site.get("/").content_type == "text/html; charset=utf-8");
  CHECK(site.get("/app/main.js").content_type == "text/javascript; charset=utf-8");
  CHECK(site.get("/data.bin").body == std::string("\0\1\2", 3));
  CHECK(site.get("/data.bin").content_type == "application/octet-stream");
  CHECK(site.get("/app/").body == "app");
  CHECK(site.get("//app//main.js").body == "main()");
  CHECK(site.get("/inside.html").body == "<p>hi</p>");
  for (const char* name : {"a.mjs", "a.css", "a.svg", "a.map", "a.JSON"}) {
    CHECK(gangway::transport::content_type(name) != "application/octet-stream");
  }
}

TEST_CASE("nothing outside of the folder is served") {
  const Site site;
  for (const char* path :
       {"/../secret.txt", "/app/../../secret.txt", "/..", "/.", "/.hidden", "/link.txt",
        "/app/..\\..\\secret.txt", "/missing", "/index.html/", "/index.html/x", "/%2e%2e/secret.txt"}) {
    CAPTURE(path);
    const unsigned status = site.get(path).status;
    CHECK((status == 404 || (status == 200 && site.get(path).body == "<p>hi</p>")));
    CHECK(site.get(path).body.find("secret") == std::string::npos);
  }
  CHECK(site.get(std::string("/a\0b", 4)).status == 404);
}

TEST_CASE("a folder is redirected to its slash, on this host") {
  const Site site;
  CHECK(site.get("/app").status == 301);
  CHECK(header(site.get("/app"), "Location") == "/app/");
  CHECK(header(site.get("//app"), "Location") == "/app/");
}

TEST_CASE("a file that did not change is not sent again") {
  const Site site;
  const HttpResponse first = site.get("/index.html");
  const std::string tag = header(first, "ETag");
  CHECK(header(first, "Cache-Control") == "no-cache");
  REQUIRE_FALSE(tag.empty());
  const HttpResponse second = site.get("/index.html", "GET", tag);
  CHECK(second.status == 304);
  CHECK(second.body.empty());
  CHECK(site.get("/index.html", "GET", "\"other\"").status == 200);
}

TEST_CASE("only reading is answered") {
  const Site site;
  CHECK(site.get("/", "HEAD").status == 200);
  const HttpResponse post = site.get("/", "POST");
  CHECK(post.status == 405);
  CHECK(header(post, "Allow") == "GET, HEAD");
}
