#include "engineio_host.h"

#include <utility>

#include "protocol/engineio/server.h"

namespace conformance {
namespace {

namespace protocol = gangway::protocol;
namespace engineio = gangway::protocol::engineio;

protocol::Headers allow_every_page(const protocol::HttpRequest& request) {
  protocol::Headers headers = {{"Access-Control-Allow-Origin", "*"}};
  if (request.method != "OPTIONS") return headers;
  headers.emplace_back("Access-Control-Allow-Methods", "GET,POST");
  const std::string_view asked = request.header("Access-Control-Request-Headers");
  if (!asked.empty()) headers.emplace_back("Access-Control-Allow-Headers", asked);
  return headers;
}

engineio::Options times_of_suites() {
  engineio::Options options;
  options.ping_interval = std::chrono::milliseconds(300);
  options.ping_timeout = std::chrono::milliseconds(200);
  options.max_payload = 1'000'000;
  options.cors = allow_every_page;
  return options;
}

class EngineIoHost final : public protocol::Host {
 public:
  EngineIoHost(std::string path, std::shared_ptr<gangway::detail::Executor> executor, engineio::Open open)
      : path_(std::move(path)), server_(times_of_suites(), std::move(executor), std::move(open)) {}

  std::variant<protocol::Accepted, protocol::HttpResponse> upgrade(protocol::HttpRequest asked) override {
    if (!is_ours(asked)) return nothing_here();
    return server_.upgrade(std::move(asked));
  }

  std::function<void()> respond(protocol::HttpRequest asked,
                                std::function<void(const protocol::HttpResponse&)> answer) override {
    if (is_ours(asked)) return server_.respond(std::move(asked), std::move(answer));
    answer(asked.path == "/healthz" ? protocol::HttpResponse{.body = "ok\n"} : nothing_here());
    return {};
  }

  [[nodiscard]] std::optional<std::size_t> body_limit(const protocol::HttpRequest& head) const override {
    return is_ours(head) ? std::optional(server_.options().max_payload) : std::nullopt;
  }
  [[nodiscard]] protocol::HttpResponse refuse_body(const protocol::HttpRequest& head) const override {
    return is_ours(head) ? server_.refuse_body(head) : Host::refuse_body(head);
  }

 private:
  [[nodiscard]] bool is_ours(const protocol::HttpRequest& asked) const {
    return asked.path.starts_with(path_);
  }
  [[nodiscard]] protocol::HttpResponse nothing_here() const {
    return {.status = 404, .body = "there is only " + path_ + "/\n"};
  }

  std::string path_;
  engineio::Server server_;
};

}  // namespace

std::unique_ptr<protocol::Host> make_engineio_host(std::string path,
                                                   std::shared_ptr<gangway::detail::Executor> executor,
                                                   std::function<std::shared_ptr<protocol::Session>()> open) {
  return std::make_unique<EngineIoHost>(
      std::move(path), std::move(executor),
      [open = std::move(open)](const protocol::HttpRequest&) { return open(); });
}

}  // namespace conformance
