#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "serving/running_server.h"

namespace test::hall {

/// One HTTP response.
struct Answer {
  std::string head;
  std::string body;

  [[nodiscard]] std::string status() const { return head.substr(0, head.find("\r\n")); }
  /// The value of a header, written as it was sent; empty where there is none.
  [[nodiscard]] std::string header(std::string_view name) const {
    const std::size_t at = head.find("\r\n" + std::string(name) + ": ");
    if (at == std::string::npos) return {};
    const std::size_t begin = at + name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
  }
};

template <class Client>
Answer read_answer(Client& client) {
  Answer answer{.head = client.read_until("\r\n\r\n"), .body = {}};
  const std::string size = answer.header("Content-Length");
  if (!size.empty()) answer.body = client.read_exactly(std::stoul(size));
  return answer;
}

/// `more` are further headers, each with its line's end.
inline std::string http_request(std::string_view method, std::string_view target, std::string_view body = {},
                                std::string_view more = {}) {
  std::string text =
      std::string(method) + " " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n" + std::string(more);
  if (method == "POST") text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return text + "\r\n" + std::string(body);
}

template <class Client>
Answer ask(Client& client, std::string_view method, std::string_view target, std::string_view body = {},
           std::string_view more = {}) {
  client.send(http_request(method, target, body, more));
  return read_answer(client);
}

/// The upgrade to a WebSocket; what stands behind it may be sent at once.
inline std::string upgrade_request(std::string_view target) {
  return http_request("GET", target, {},
                      "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
}

/// What stands behind `"sid":"` of an opening packet.
inline std::string sid_in(const std::string& packet) {
  constexpr std::string_view key = "\"sid\":\"";
  const std::size_t at = packet.find(key);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + key.size();
  return packet.substr(begin, packet.find('"', begin) - begin);
}

/// A polling client of Socket.IO that is in the root namespace: one connection for what it fetches and one
/// for what it sends, or a new one for each request.
template <class Client = RawClient>
class PollingClient {
 public:
  explicit PollingClient(std::uint16_t port, std::string path = "/hall", bool fresh = false)
      : port_(port), fresh_(fresh), base_(std::move(path) + "/socket.io/?EIO=4&transport=polling") {
    opening = ask(fetching(), "GET", base_).body;
    sid = sid_in(opening);
    REQUIRE(sid != "");
    REQUIRE(post("40") == "ok");
    REQUIRE(get().starts_with("40{\"sid\":\""));
  }

  /// What one GET brings.
  std::string get() { return ask(fetching(), "GET", target()).body; }
  /// What a POST is answered.
  std::string post(std::string_view packets) { return ask(sending(), "POST", target(), packets).body; }
  /// Sends a GET and leaves its answer for later.
  Client& park() {
    Client& client = fetching();
    client.send(http_request("GET", target()));
    return client;
  }
  /// Polls until a packet has `part`; that packet.
  std::string until(std::string_view part) {
    for (;;) {
      while (!packets_.empty()) {
        const std::string packet = std::move(packets_.front());
        packets_.pop_front();
        if (packet.find(part) != std::string::npos) return packet;
        if (packet == "2") post("3");  // a heartbeat
      }
      std::string payload = get();
      if (payload.empty()) return {};
      for (std::size_t end = 0; end != std::string::npos;) {
        end = payload.find('\x1e');
        packets_.push_back(payload.substr(0, end));
        if (end != std::string::npos) payload.erase(0, end + 1);
      }
    }
  }
  [[nodiscard]] std::string target() const { return base_ + "&sid=" + sid; }
  /// Its connection for GETs goes without a farewell.
  void reset() { fetch_->reset(); }

  std::string opening;
  std::string sid;

 private:
  Client& fetching() { return connected(fetch_); }
  Client& sending() { return connected(send_); }
  Client& connected(std::unique_ptr<Client>& client) {
    if (!client || fresh_) client = std::make_unique<Client>(port_);
    return *client;
  }

  std::uint16_t port_;
  bool fresh_;
  std::string base_;
  std::unique_ptr<Client> fetch_;
  std::unique_ptr<Client> send_;
  std::deque<std::string> packets_;
};

}  // namespace test::hall
