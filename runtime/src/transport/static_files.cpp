#include "transport/static_files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "support/ascii.h"
#include "transport/request_target.h"

namespace gangway::transport {
namespace {

namespace fs = std::filesystem;
using protocol::HttpRequest;
using protocol::HttpResponse;

constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kTypes{{
    {".html", "text/html; charset=utf-8"},
    {".htm", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".gif", "image/gif"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".wasm", "application/wasm"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
}};

HttpResponse plain(unsigned status, std::string body) {
  HttpResponse response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

/// A tag that changes with the file: its size and the time it was written.
std::string entity_tag(const fs::path& file, std::error_code& error) {
  const auto size = fs::file_size(file, error);
  const auto written = fs::last_write_time(file, error);
  const auto hex = [](std::uint64_t value) {
    char text[16];
    return std::string(text, std::to_chars(text, text + sizeof text, value, 16).ptr);
  };
  return '"' + hex(size) + '-' + hex(static_cast<std::uint64_t>(written.time_since_epoch().count())) + '"';
}

bool is_inside(const fs::path& file, const fs::path& folder) {
  return std::mismatch(folder.begin(), folder.end(), file.begin(), file.end()).first == folder.end();
}

HttpResponse redirect_to_folder(const HttpRequest& request) {
  // One slash in front: two would name another host.
  const std::size_t first = std::min(request.path.find_first_not_of('/'), request.path.size());
  HttpResponse response = plain(301, "the folder ends with a slash\n");
  response.headers.emplace_back("Location",
                                "/" + encode_path(std::string_view(request.path).substr(first)) + "/");
  return response;
}

}  // namespace

std::string_view content_type(const fs::path& file) {
  const std::string extension = file.extension().string();
  for (const auto& [known, type] : kTypes) {
    if (detail::same_ignoring_case(known, extension)) return type;
  }
  return "application/octet-stream";
}

StaticFiles::StaticFiles(fs::path folder) {
  std::error_code error;
  folder_ = fs::canonical(folder, error);
  if (error) folder_ = std::move(folder);  // may still come into being; until then nothing is found
}

/// The file or folder of that name, or an empty path.
fs::path StaticFiles::find(std::string_view path) const {
  fs::path file = folder_;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view name = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (name.empty()) continue;
    if (name.front() == '.' || name.find_first_of(std::string_view("\\\0", 2)) != std::string_view::npos)
      return {};
    file /= name;
  }
  std::error_code error;
  fs::path real = fs::canonical(file, error);
  return !error && is_inside(real, folder_) ? real : fs::path();
}

HttpResponse StaticFiles::serve(std::string_view path, const HttpRequest& request) const {
  if (request.method != "GET" && request.method != "HEAD") {
    HttpResponse response = plain(405, "only GET and HEAD are answered here\n");
    response.headers.emplace_back("Allow", "GET, HEAD");
    return response;
  }
  std::error_code error;
  fs::path file = find(path);
  if (!file.empty() && fs::is_directory(file, error)) {
    if (!request.path.ends_with('/')) return redirect_to_folder(request);
    file = find(std::string(path) + "/index.html");
  }
  if (file.empty() || !fs::is_regular_file(file, error)) return plain(404, "not found\n");

  const std::string tag = entity_tag(file, error);
  std::ifstream in(file, std::ios::binary);
  if (error || !in) return plain(404, "not found\n");

  HttpResponse response;
  response.headers = {{"ETag", tag}, {"Cache-Control", "no-cache"}};
  response.content_type = content_type(file);
  if (request.header("If-None-Match") == tag) {
    response.status = 304;
    return response;
  }
  response.body.assign(std::istreambuf_iterator<char>(in), {});
  return response;
}

}  // namespace gangway::transport
