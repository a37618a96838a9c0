#include "server/http_calls.h"

#include <iterator>
#include <optional>
#include <utility>

#include "dispatch/gateway.h"
#include "gangway/codec/buffer.h"
#include "gangway/codec/writer.h"

namespace gangway::detail {
namespace {

using Out = Reply<HttpResponse>::Out;

unsigned status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::InvalidPayload:
      return 400;
    case ErrorCode::Unauthenticated:
      return 401;
    case ErrorCode::Forbidden:
      return 403;
    case ErrorCode::UnknownEvent:
    case ErrorCode::UnknownNamespace:
      return 404;
    case ErrorCode::RateLimited:
      return 429;
    case ErrorCode::Overloaded:
    case ErrorCode::Unavailable:
      return 503;
    case ErrorCode::DeadlineExceeded:
      return 504;
    case ErrorCode::Cancelled:
    case ErrorCode::Internal:
      break;
  }
  return 500;
}

/// {"code":"forbidden","message":"members only"}, as errors of events are.
HttpResponse response_of(const Error& error) {
  Buffer body;
  JsonWriter out(body);
  out.raw("{\"code\":");
  out.string(to_string(error.code));
  out.raw(",\"message\":");
  out.string(error.code == ErrorCode::Internal ? "internal error" : error.message);
  if (!error.data.empty() && error.code != ErrorCode::Internal) {
    out.raw(",\"data\":");
    out.raw(error.data);
  }
  out.raw("}\n");
  return {
      .status = status_of(error.code), .content_type = "application/json", .body = std::string(body.view())};
}

HttpResponse response_of(const ServerContext& server, const Routes::Route& route, Out& out) {
  if (auto* success = std::get_if<Success<HttpResponse>>(&out)) return std::move(success->value);
  Error error;
  if (const auto* own = std::get_if<Error>(&out)) error = *own;
  if (error.code == ErrorCode::Internal) {
    const auto* fault = std::get_if<Fault>(&out);
    server.log(LogLevel::Error, route.method + " " + route.pattern + ": " +
                                    (fault != nullptr ? fault->what : "internal: " + error.message));
  }
  return response_of(error);
}

}  // namespace

/// A handler that answers later.
struct HttpCalls::Waiting {
  std::optional<Reply<HttpResponse>> reply;
  HttpRequest request;  ///< Its head, for CORS.
  /// An answer from another thread may be on its way when this dies.
  std::shared_ptr<bool> alive = std::make_shared<bool>(true);
};

HttpCalls::HttpCalls(std::shared_ptr<const ServerContext> server) : server_(std::move(server)) {}
HttpCalls::~HttpCalls() = default;

void HttpCalls::cancel() { waiting_.clear(); }

void HttpCalls::run(Routes::Found found, HttpRequest request, Answer answer) {
  const Routes::Route* const route = found.route;
  if (found.any->cors && CorsRules::is_preflight(request) && (route == nullptr || route->method != "OPTIONS"))
    return answer(found.any->cors->preflight(request, found.methods));
  if (route == nullptr) {
    HttpResponse response{.status = request.method == "OPTIONS" ? 204U : 405U};
    if (response.status == 405) response.body = "not with this method\n";
    response.headers.emplace_back("Allow", comma_list(found.methods));
    return answer(response);
  }
  const auto finish = [server = server_, route, answer = std::move(answer)](const HttpRequest& asked,
                                                                            Out& out) {
    HttpResponse response = response_of(*server, *route, out);
    if (route->cors) route->cors->allow(asked, response);
    answer(response);
  };
  HttpRequest head;
  if (route->cors) head.headers = request.headers;
  request.parameters = std::move(found.parameters);

  auto waiting = std::make_unique<Waiting>();
  waiting->request = std::move(head);
  try {
    waiting->reply.emplace(route->handler(std::move(request)));
  } catch (...) {
    Out out = outcome_of_exception<Out>();
    return finish(waiting->request, out);
  }
  if (auto* out = waiting->reply->ready()) return finish(waiting->request, *out);

  waiting_.push_back(std::move(waiting));
  const auto here = std::prev(waiting_.end());
  Waiting& kept = **here;
  const auto end = [this, here, finish] {
    const auto done = std::move(*here);  // outlives the answer, which may do anything
    waiting_.erase(here);
    finish(done->request, *done->reply->ready());
  };
  const bool waits = kept.reply->wait([end, alive = std::weak_ptr<bool>(kept.alive)] {
    if (!alive.expired()) end();
  });
  if (!waits) end();
}

}  // namespace gangway::detail
