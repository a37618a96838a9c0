#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

#include "dispatch/executor.h"
#include "protocol/host.h"
#include "protocol/session.h"
#include "protocol/websocket/deflate_budget.h"

namespace gangway::protocol::engineio {

class Answer;
class Connection;
enum class Refusal : std::uint8_t;

/// The cookie that the answer to a polling handshake sets: its value is the session's id, for load balancers
/// that keep a client with its server. Attributes as RFC 6265, 4.1 means them.
struct Cookie {
  enum class SameSite : std::uint8_t { Unset, Lax, Strict, None };

  std::string name = "io";
  std::string path = "/";  ///< Empty: the attribute is left out.
  bool http_only = true;
  SameSite same_site = SameSite::Lax;
  bool secure = false;
  std::optional<std::chrono::seconds> max_age = {};  ///< Nothing: until the browser ends.
};

/// What a server tells its clients, and holds them to. The defaults are the reference implementation's.
struct Options {
  std::chrono::milliseconds ping_interval{25'000};    ///< From a pong, or the opening, to the next ping.
  std::chrono::milliseconds ping_timeout{20'000};     ///< From a ping to the pong that it wants.
  std::chrono::milliseconds upgrade_timeout{10'000};  ///< For a WebSocket to take a session over.
  std::size_t max_payload = 1'000'000;  ///< Bytes of a POST's body and of a WebSocket's message.
  bool polling = true;                  ///< Sessions may poll.
  bool websocket = true;                ///< Sessions may have a WebSocket.
  bool allow_upgrades = true;           ///< Clients that poll are told to try a WebSocket.
  std::optional<Cookie> cookie = {};
  /// Headers that every answer to this request gets; with it, `OPTIONS` is answered as a preflight.
  std::function<HttpHeaders(const HttpRequest&)> cors = {};
  std::shared_ptr<websocket::DeflateBudget> deflate = {};  ///< Null: WebSockets do not compress.
};

/// The application's end of a new session; or why there is none. A response of status 403 becomes the
/// protocol's error 4, with the response's body as its message where it has one; any other goes out as it is.
using Open = std::function<std::variant<std::shared_ptr<Session>, HttpResponse>(const HttpRequest&)>;

/// The sessions of one Engine.IO path on one loop (Engine.IO protocol, revision 4), whether they poll or have
/// a WebSocket: hands requests to the session that they name, opens new ones, and answers what makes no sense
/// as the reference implementation does.
///
/// A session's `attach` is called once, whatever carries it; what it writes as text begins with the packet
/// type, `4`, while what it is given does not have it any more. Binary messages have no type in either
/// direction. On the loop's thread only, this and the sessions.
class Server {
 public:
  /// `sid_prefix` stands in front of the ids of this server's sessions: of characters that a query has
  /// unescaped.
  Server(Options options, std::shared_ptr<detail::Executor> executor, Open open, std::string sid_prefix = {});
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  /// Sessions that are open end as lost.
  ~Server();

  /// A request that is no WebSocket upgrade. `answer` is called once, now or later. What is returned is to be
  /// called when the client goes before that, and ends its session; it is empty where that changes nothing.
  std::function<void()> respond(HttpRequest request, std::function<void(const HttpResponse&)> answer);

  /// A WebSocket: for a new session, or to take over one that polls.
  [[nodiscard]] std::variant<Accepted, HttpResponse> upgrade(HttpRequest request);

  /// The answer to a body that is longer than `Options::max_payload`, where that was noticed before it was
  /// read whole. Its session goes on.
  [[nodiscard]] HttpResponse refuse_body(const HttpRequest& head) const;

  [[nodiscard]] const Options& options() const noexcept { return *options_; }
  /// Sessions that are open.
  [[nodiscard]] std::size_t size() const noexcept { return sessions_.size(); }

 private:
  struct Query;

  /// What is wrong with a request before anybody looks at its session.
  [[nodiscard]] std::optional<Refusal> check(const Query& query, std::string_view method, bool upgrade) const;
  [[nodiscard]] std::shared_ptr<Connection> add(std::shared_ptr<Session> session);
  void open_by_polling(const HttpRequest& request, Answer answer);

  std::shared_ptr<const Options> options_;
  std::shared_ptr<detail::Executor> executor_;
  Open open_;
  std::string sid_prefix_;
  std::unordered_map<std::string, std::shared_ptr<Connection>> sessions_;
};

}  // namespace gangway::protocol::engineio
