#include "transport/http_connection.h"

// The only inclusion of Beast: it takes seconds to compile.
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/none.hpp>
#include <ctime>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "protocol/websocket/deflate.h"
#include "protocol/websocket/handshake.h"
#include "transport/request_target.h"
#include "transport/websocket_connection.h"

namespace gangway::transport {
namespace {

namespace http = boost::beast::http;
namespace ws = protocol::websocket;
using protocol::HttpRequest;
using protocol::HttpResponse;

constexpr unsigned kHttp11 = 11;
/// Bytes that may wait behind the request being answered; then the socket waits.
constexpr std::size_t kMaxPipelined = 64 * 1024;

constexpr std::string_view kNoPath = "the request's target is not a path";

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7).
std::string http_date() {
  constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  char rest[32];
  const std::size_t size = std::strftime(rest, sizeof rest, " %Y %H:%M:%S GMT", &utc);
  std::string date =
      std::string(days[utc.tm_wday]) + ", " + (utc.tm_mday < 10 ? "0" : "") + std::to_string(utc.tm_mday);
  return date + " " + months[utc.tm_mon] + std::string(rest, size);
}

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

/// Appends a response's bytes.
template <class Body>
void serialize(http::response<Body>& response, Buffer& out) {
  http::response_serializer<Body> serializer(response);
  boost::system::error_code error;
  while (!error && !serializer.is_done()) {
    serializer.next(error, [&](boost::system::error_code& ignored, const auto& buffers) {
      ignored = {};
      std::size_t total = 0;
      for (auto it = net::buffer_sequence_begin(buffers); it != net::buffer_sequence_end(buffers); ++it) {
        const net::const_buffer piece = *it;
        out.append(static_cast<const char*>(piece.data()), piece.size());
        total += piece.size();
      }
      serializer.consume(total);
    });
  }
}

/// The fields that every response has, and those of `headers`; one with a line break in it would be two, and
/// is left out.
template <class Body>
void set_fields(http::response<Body>& response, const protocol::Headers& headers) {
  response.set(http::field::server, "gangway");
  response.set(http::field::date, http_date());
  for (const auto& [name, value] : headers) {
    constexpr std::string_view breaks("\r\n\0", 3);
    if (name.find_first_of(breaks) == std::string::npos && value.find_first_of(breaks) == std::string::npos) {
      response.insert(name, value);
    }
  }
}

/// 1xx, 204 and 304 have no body, and no length (RFC 9110, 8.6).
bool may_have_body(unsigned status) { return status >= 200 && status != 204 && status != 304; }

}  // namespace

/// First the head alone; how long the body may be depends on it.
struct HttpConnection::Parser {
  explicit Parser(const HttpOptions& options) {
    request.header_limit(static_cast<std::uint32_t>(options.header_bytes));
    request.body_limit(boost::none);
  }

  http::request_parser<http::string_body> request;
  std::optional<HttpRequest> head;  ///< Of a request that has a body.
  bool begun = false;               ///< At least a byte of it is here.
  bool continued = false;           ///< A client that asked whether to send its body was told so.
};

HttpConnection::HttpConnection(Place place, ByteStream stream, const HttpOptions& options)
    : place_(std::move(place)),
      loop_(place_.loop()),
      count_(loop_, this),
      stream_(std::move(stream)),
      host_(place_.host()),
      options_(options),
      parser_(std::make_unique<Parser>(options)) {}

HttpConnection::~HttpConnection() { enter(State::Gone); }

/// All changes of the state: a stopping server waits for the requests that are being answered.
void HttpConnection::enter(State state) {
  auto& in_flight = loop_.impl().requests_in_flight;
  if (state_ != State::Answering && state == State::Answering) ++in_flight;
  if (state_ == State::Answering && state != State::Answering) --in_flight;
  state_ = state;
}

void HttpConnection::start() {
  arm_timeout(options_.request_timeout);
  wait_for_input();
}

void HttpConnection::cut_off() {
  const auto self = shared_from_this();
  end();
}

void HttpConnection::wait_for_input() {
  if (reading_ || state_ == State::Gone || received_.size() > kMaxPipelined) return;
  reading_ = true;
  stream_.wait_readable([self = shared_from_this()](bool ok) {
    self->reading_ = false;
    if (ok && self->state_ != State::Gone) self->on_readable();
  });
}

void HttpConnection::on_readable() {
  auto& buffer = loop_.impl().read_buffer;
  const IoResult result = stream_.receive(buffer.data(), AsioLoop::Impl::kReadBytes);
  if (result.status == IoResult::Status::Failed) return end();
  if (result.status == IoResult::Status::End) {
    if (state_ != State::Answering || gone_) return end();
    keep_alive_ = false;  // half closed: the peer still wants its answer
    return;
  }
  if (result.status == IoResult::Status::Ok && state_ != State::Lingering)
    received_.append(buffer.data(), result.bytes);
  if (state_ == State::Reading) parse();
  wait_for_input();
}

/// Takes requests off what was received, until one is being answered or more is needed.
void HttpConnection::parse() {
  parsing_ = true;
  while (state_ == State::Reading && !sending_ && !received_.empty() && parse_some()) {
  }
  parsing_ = false;
}

/// Parses once; false when that brought nothing forward.
bool HttpConnection::parse_some() {
  parser_->begun = true;
  auto& request = parser_->request;
  boost::system::error_code error;
  const std::size_t used = request.put(net::const_buffer(received_.data(), received_.size()), error);
  received_.erase(0, used);
  if (error == http::error::need_more) error = {};
  if (error) {
    if (error == http::error::header_limit) {
      refuse(431, "the headers are too long");
    } else if (error == http::error::body_limit && parser_->head) {
      refuse(host_.refuse_body(*parser_->head));
    } else {
      refuse(400, "not a well-formed HTTP/1.1 request");
    }
    return false;
  }
  if (request.is_header_done() && !request.is_done() && !parser_->head && !body_may_come()) return false;
  if (request.is_done()) {
    handle_request();
    return true;
  }
  if (request.is_header_done() && !parser_->continued &&
      request.get()[http::field::expect] == "100-continue") {
    parser_->continued = true;
    out_.append("HTTP/1.1 100 Continue\r\n\r\n");
    send();
  }
  return used > 0;
}

/// The head is here, and a body follows: of what length it may be. False where the request was refused.
bool HttpConnection::body_may_come() {
  auto& request = parser_->request;
  parser_->head = head_of(request.get());
  if (!parser_->head) {
    refuse(400, kNoPath);
    return false;
  }
  const std::size_t limit = host_.body_limit(*parser_->head).value_or(options_.body_bytes);
  if (request.content_length().value_or(0) > limit) {
    refuse(host_.refuse_body(*parser_->head));
    return false;
  }
  request.body_limit(limit);  // for one that comes in chunks
  request.eager(true);
  return true;
}

/// Nothing where the request's target is no path.
template <class Message>
std::optional<HttpRequest> HttpConnection::head_of(const Message& message) const {
  auto target = parse_target(view(message.target()));
  if (!target) return std::nullopt;
  HttpRequest request;
  request.method = view(message.method_string());
  request.path = std::move(target->path);
  request.raw_path = std::move(target->raw_path);
  request.query = std::move(target->query);
  for (const auto& field : message)
    request.headers.emplace_back(view(field.name_string()), view(field.value()));
  request.remote_address = stream_.remote_address();
  request.port = stream_.local_port();
  request.secure = stream_.secure();
  return request;
}

void HttpConnection::handle_request() {
  loop_.cancel(timeout_);
  enter(State::Answering);
  auto message = parser_->request.release();
  auto request = std::exchange(parser_->head, std::nullopt);
  parser_ = std::make_unique<Parser>(options_);
  keep_alive_ = message.keep_alive();
  head_ = message.method() == http::verb::head;
  if (!request) request = head_of(message);
  if (!request) return refuse(400, kNoPath);
  request->body = std::move(message.body());

  const bool wants_upgrade = ws::wants_upgrade(*request) && message.version() >= kHttp11;
  const auto home = place_.workers() > 1 ? host_.home_of(*request) : std::nullopt;
  if (home && *home != place_.index() && *home < place_.workers())
    return move_to(place_.at(*home), std::move(*request), wants_upgrade);
  ask(std::move(*request), wants_upgrade);
}

/// Goes to another worker, with the request that it has to handle.
void HttpConnection::move_to(const Place& there, HttpRequest request, bool wants_upgrade) {
  enter(State::Gone);  // from here on the socket is another's
  net::post(
      there.loop().impl().context,
      // Counted here: many may be sent before the other loop takes the first.
      [there, counted = std::make_shared<ConnectionCount>(there.loop()),
       stream = stream_.moved_to(there.loop()), options = options_, request = std::move(request),
       wants_upgrade, received = std::move(received_), keep_alive = keep_alive_, head = head_]() mutable {
        if (there.loop().impl().dropping) return;
        const auto moved = std::make_shared<HttpConnection>(there, std::move(stream), options);
        moved->received_ = std::move(received);
        moved->keep_alive_ = keep_alive;
        moved->head_ = head;
        moved->arrive(std::move(request), wants_upgrade);
      });
}

void HttpConnection::arrive(HttpRequest request, bool wants_upgrade) {
  enter(State::Answering);
  // Once more behind what is ready: that an earlier request of the same client was given up, which the loop
  // may not have looked at yet, comes before this one.
  net::post(loop_.impl().context,
            [self = shared_from_this(), request = std::move(request), wants_upgrade]() mutable {
              if (self->state_ != State::Answering || self->loop_.impl().dropping) return;
              self->ask(std::move(request), wants_upgrade);
              self->wait_for_input();
            });
}

void HttpConnection::ask(HttpRequest request, bool wants_upgrade) {
  if (wants_upgrade) return upgrade(std::move(request));
  // The answer keeps the connection: a client that ended its side leaves nothing else to wait for.
  awaiting_host_ = true;
  auto gone = host_.respond(std::move(request), [self = shared_from_this()](const HttpResponse& response) {
    const bool awaited = std::exchange(self->awaiting_host_, false);
    self->gone_ = nullptr;
    if (awaited && self->state_ == State::Answering) self->answer(response);
  });
  if (awaiting_host_) gone_ = std::move(gone);
}

/// The client went before the host had an answer for it.
void HttpConnection::tell_gone() {
  awaiting_host_ = false;
  if (const auto gone = std::exchange(gone_, nullptr)) gone();
}

void HttpConnection::upgrade(HttpRequest request) {
  if (const auto refusal = ws::refuse_upgrade(request)) return answer(*refusal);
  const std::string key(request.header("Sec-WebSocket-Key"));
  const std::string extensions = ws::joined_header(request, "Sec-WebSocket-Extensions");
  auto decision = host_.upgrade(std::move(request));
  if (auto* accepted = std::get_if<protocol::Accepted>(&decision)) {
    become_websocket(key, extensions, std::move(*accepted));
  } else {
    answer(std::get<HttpResponse>(decision));
  }
}

void HttpConnection::become_websocket(std::string_view key, std::string_view extensions,
                                      protocol::Accepted accepted) {
  http::response<http::empty_body> response(http::status::switching_protocols, kHttp11);
  set_fields(response, {});
  response.set(http::field::upgrade, "websocket");
  response.set(http::field::connection, "Upgrade");
  response.set(http::field::sec_websocket_accept, ws::accept_key(key));
  if (!accepted.subprotocol.empty()) response.set(http::field::sec_websocket_protocol, accepted.subprotocol);
  std::optional<ws::DeflateParameters> deflate;
  if (accepted.deflate) deflate = ws::negotiate_deflate(extensions);
  ws::DeflateBudget::Share memory;
  if (deflate && accepted.deflate->take(ws::memory_of(*deflate))) {
    memory = {accepted.deflate, ws::memory_of(*deflate)};
  } else {
    deflate.reset();
  }
  if (deflate) response.set(http::field::sec_websocket_extensions, ws::deflate_response(*deflate));
  serialize(response, out_);

  enter(State::Gone);  // from here on the socket is another's
  std::make_shared<WebSocketConnection>(loop_, std::move(stream_), std::move(accepted), deflate,
                                        std::move(memory), options_.close_timeout)
      ->start(out_.view().substr(sent_), received_.view());
}

void HttpConnection::answer(const HttpResponse& answer) {
  if (loop_.impl().ending_http) keep_alive_ = false;
  const auto fill = [&](auto& response) {
    response.version(kHttp11);
    response.result(answer.status);
    set_fields(response, answer.headers);
    response.keep_alive(keep_alive_);
    if (!may_have_body(answer.status)) return;
    if (!answer.content_type.empty()) response.set(http::field::content_type, answer.content_type);
    response.content_length(answer.body.size());
  };
  if (head_ || !may_have_body(answer.status)) {
    http::response<http::empty_body> response;
    fill(response);
    serialize(response, out_);
  } else {
    http::response<http::string_body> response;
    response.body() = answer.body;
    fill(response);
    serialize(response, out_);
  }
  send();
  if (!sending_ && state_ == State::Answering) after_answer();
}

/// Answers a request that cannot be read on from, and ends the connection.
void HttpConnection::refuse(const HttpResponse& response) {
  loop_.cancel(timeout_);
  enter(State::Answering);
  keep_alive_ = false;
  answer(response);
}

void HttpConnection::refuse(unsigned status, std::string_view why) {
  refuse({.status = status, .body = std::string(why) + "\n"});
}

void HttpConnection::send() {
  while (sent_ < out_.size()) {
    const iovec part{out_.data() + sent_, out_.size() - sent_};
    const IoResult result = stream_.send(&part, 1);
    if (result.status == IoResult::Status::Failed) return end();
    if (result.status == IoResult::Status::WouldBlock) {
      sending_ = true;
      arm_timeout(options_.request_timeout);  // a peer that reads nothing for so long is gone
      stream_.wait_writable([self = shared_from_this()](bool ok) {
        self->sending_ = false;
        if (!ok || self->state_ == State::Gone) return;
        self->send();
        if (self->sending_) return;
        if (self->state_ == State::Answering) self->after_answer();
        if (self->state_ == State::Reading && !self->parsing_) self->parse();
      });
      return;
    }
    sent_ += result.bytes;
  }
  out_.clear();
  sent_ = 0;
}

/// The answer is out: the next request, or the end.
void HttpConnection::after_answer() {
  if (keep_alive_) {
    enter(State::Reading);
    arm_timeout(options_.request_timeout);
    if (parsing_) return;  // whoever parses goes on with the next
    parse();
    wait_for_input();
    return;
  }
  enter(State::Lingering);
  received_.release();
  stream_.shutdown_send();
  arm_timeout(options_.close_timeout);
  wait_for_input();
}

void HttpConnection::arm_timeout(std::chrono::milliseconds after) {
  loop_.cancel(timeout_);
  timeout_ = loop_.at(loop_.now() + after, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->on_timeout();
  });
}

/// Tells a client that began a request and did not end it; one that sent nothing is dropped without a word.
void HttpConnection::on_timeout() {
  if (state_ == State::Reading && parser_->begun && !sending_)
    return refuse(408, "the request took too long");
  end();
}

void HttpConnection::end() {
  if (state_ == State::Gone) return;
  enter(State::Gone);
  loop_.cancel(timeout_);
  stream_.close();
  tell_gone();
}

}  // namespace gangway::transport
