#include "server/options/rows.h"

#include <utility>

namespace gangway::detail::options {
namespace {

template <class T>
Row optional(std::string name, Shape shape, std::optional<T> ServerOptions::*member) {
  return row<T>(std::move(name), shape, [member](ServerOptions& options, bool make) -> T* {
    std::optional<T>& value = options.*member;
    if (make && !value) value.emplace();
    return value ? &*value : nullptr;
  });
}

/// Lists and maps that are given when they are not empty.
template <class T>
Row unless_empty(std::string name, Shape shape, T ServerOptions::*member) {
  return row<T>(std::move(name), shape, [member](ServerOptions& options, bool make) -> T* {
    T& value = options.*member;
    return make || !value.empty() ? &value : nullptr;
  });
}

/// Certificate and key may come from different places.
Row tls_file(std::string name, std::string TlsFiles::*file) {
  return row<std::string>(std::move(name), Shape::Text,
                          [file](ServerOptions& options, bool make) -> std::string* {
                            if (make && !options.tls) options.tls.emplace();
                            if (!options.tls) return nullptr;
                            std::string& value = (*options.tls).*file;
                            return make || !value.empty() ? &value : nullptr;
                          });
}

/// A member of one of the options' groups.
template <class Group, class T>
Row inside(Group ServerOptions::*group, std::string name, Shape shape, std::optional<T> Group::*member) {
  return row<T>(std::move(name), shape, [group, member](ServerOptions& options, bool make) -> T* {
    std::optional<T>& value = options.*group.*member;
    if (make && !value) value.emplace();
    return value ? &*value : nullptr;
  });
}

template <class T>
Row of_logging(std::string name, std::optional<T> Logging::*member) {
  return inside(&ServerOptions::logging, "logging." + std::move(name), Shape::Text, member);
}

template <class T>
Row of_socketio(std::string name, std::optional<T> SocketIoOptions::*member, Shape shape = Shape::Text) {
  return inside(&ServerOptions::socketio, "socketio." + std::move(name), shape, member);
}

std::vector<Row> all_rows() {
  std::vector<Row> rows;
  rows.push_back(optional("port", Shape::Text, &ServerOptions::port));
  rows.push_back(optional("address", Shape::Text, &ServerOptions::address));
  rows.push_back(unless_empty("listen", Shape::List, &ServerOptions::listen));
  rows.push_back(tls_file("tls.certificate", &TlsFiles::certificate));
  rows.push_back(tls_file("tls.key", &TlsFiles::key));
  rows.push_back(optional("threads", Shape::Text, &ServerOptions::threads));
  rows.push_back(optional("origins", Shape::List, &ServerOptions::origins));
  rows.push_back(optional("cors", Shape::Object, &ServerOptions::cors));
  rows.push_back(optional("compression", Shape::Text, &ServerOptions::compression));
  rows.push_back(optional("trusted_proxies", Shape::List, &ServerOptions::trusted_proxies));
  rows.push_back(of_socketio("enabled", &SocketIoOptions::enabled));
  rows.push_back(of_socketio("allow_upgrades", &SocketIoOptions::allow_upgrades));
  rows.push_back(of_socketio("upgrade_timeout", &SocketIoOptions::upgrade_timeout));
  rows.push_back(of_socketio("connect_timeout", &SocketIoOptions::connect_timeout));
  rows.push_back(of_socketio("cookie", &SocketIoOptions::cookie, Shape::Object));
  rows.push_back(unless_empty("gateways", Shape::Object, &ServerOptions::gateways));
  rows.push_back(optional("handle_signals", Shape::Text, &ServerOptions::handle_signals));
  rows.push_back(optional("metrics", Shape::Text, &ServerOptions::metrics));
  rows.push_back(of_logging("level", &Logging::level));
  rows.push_back(of_logging("format", &Logging::format));
  rows.push_back(of_logging("file", &Logging::file));
  rows.push_back(of_logging("file_bytes", &Logging::file_bytes));
  rows.push_back(of_logging("files", &Logging::files));
  rows.push_back(of_logging("repeats", &Logging::repeats));
  rows.push_back(of_logging("repeats_per_second", &Logging::repeats_per_second));
  rows.push_back(optional("print_options", Shape::Text, &ServerOptions::print_options));
  for (Row& each : limit_rows()) rows.push_back(std::move(each));
  return rows;
}

}  // namespace

std::string Row::variable() const {
  std::string text = "GANGWAY_";
  for (const char c : name) {
    const bool is_small = c >= 'a' && c <= 'z';
    text += c == '.' ? '_' : is_small ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return text;
}

const std::vector<Row>& rows() {
  static const std::vector<Row> all = all_rows();
  return all;
}

}  // namespace gangway::detail::options
