#include <charconv>
#include <optional>

#include "server/options/values.h"

// Listeners as options write them: "http://0.0.0.0:8080", "https://[::]:8443", "unix:/run/chat.sock"; as an
// object
// {"address": "0.0.0.0", "port": 8443, "certificate": "cert.pem", "key": "key.pem"}, with TLS where `tls` is
// true or a certificate is named, or {"unix": "/run/chat.sock", "mode": "660"}.

namespace gangway::detail::options {
namespace {

constexpr const char* kForms =
    "expected `http://0.0.0.0:8080`, `https://0.0.0.0:8443` or `unix:/run/name.sock`";

/// "0.0.0.0:8080" or "[::]:8080".
bool read_place(std::string_view text, std::string& address, std::uint16_t& port) {
  if (text.ends_with('/')) text.remove_suffix(1);
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  std::string_view host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const std::string_view number = text.substr(colon + 1);
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), port);
  if (host.empty() || error != std::errc() || end != number.data() + number.size()) return false;
  address.assign(host);
  return true;
}

ListenerOptions of_string(const std::string& text) {
  constexpr std::string_view plain = "http://";
  constexpr std::string_view tls = "https://";
  constexpr std::string_view socket = "unix:";
  if (text.starts_with(socket) && text.size() > socket.size())
    return UnixListener{.path = text.substr(socket.size())};
  if (TcpListener tcp; text.starts_with(plain)) {
    if (read_place(std::string_view(text).substr(plain.size()), tcp.address, tcp.port)) return tcp;
  }
  if (TlsListener https; text.starts_with(tls)) {
    if (read_place(std::string_view(text).substr(tls.size()), https.address, https.port)) return https;
  }
  throw BadValue(kForms + (", not `" + text + "`"));
}

std::uint32_t mode_of(const std::string& text) {
  std::uint32_t mode = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), mode, 8);
  if (error != std::errc() || end != text.data() + text.size() || mode > 0777)
    throw BadValue("`mode`: expected permissions like `660`, not `" + text + "`");
  return mode;
}

ListenerOptions of_object(const Json& json) {
  if (json.contains("unix")) {
    check_keys(json, {"unix", "mode"});
    UnixListener listener;
    read_member(json, "unix", listener.path);
    if (std::string mode; read_member(json, "mode", mode)) listener.mode = mode_of(mode);
    return listener;
  }
  check_keys(json, {"port", "address", "tls", "certificate", "key", "unix"});
  TlsListener listener;
  bool tls = json.contains("certificate");
  read_member(json, "tls", tls);
  if (!tls) listener.port = TcpListener().port;
  read_member(json, "port", listener.port);
  read_member(json, "address", listener.address);
  read_member(json, "certificate", listener.files.certificate);
  read_member(json, "key", listener.files.key);
  if (tls) return listener;
  return TcpListener{.port = listener.port, .address = listener.address};
}

std::string host_and_port(const std::string& address, std::uint16_t port) {
  const bool is_v6 = address.find(':') != std::string::npos;
  return (is_v6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

}  // namespace

void read(const Json& json, std::vector<ListenerOptions>& out) {
  if (!json.is_array()) throw BadValue("expected a list of places to listen");
  out.clear();
  for (const Json& each : json) {
    if (each.is_object()) {
      out.push_back(of_object(each));
    } else if (each.is_string()) {
      out.push_back(of_string(each.get<std::string>()));
    } else {
      throw BadValue(kForms);
    }
  }
}

std::string text_of(const ListenerOptions& listener) {
  if (const auto* socket = std::get_if<UnixListener>(&listener)) return "unix:" + socket->path;
  if (const auto* tls = std::get_if<TlsListener>(&listener))
    return "https://" + host_and_port(tls->address, tls->port);
  const auto& tcp = std::get<TcpListener>(listener);
  return "http://" + host_and_port(tcp.address, tcp.port);
}

Json write(const std::vector<ListenerOptions>& value) {
  Json list = Json::array();
  for (const ListenerOptions& each : value) list.push_back(text_of(each));
  return list;
}

}  // namespace gangway::detail::options
