#include "server/options/effective.h"

#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "gangway/server.h"
#include "server/options/layers.h"
#include "server/options/rows.h"
#include "server/origins.h"
#include "server/proxies.h"

namespace gangway::detail::options {
namespace {

constexpr std::size_t kMostThreads = 1024;
constexpr std::chrono::milliseconds kUpgradeTimeout{10'000};  // the reference implementation's

ServerOptions defaults() {
  ServerOptions options;
  options.port = TcpListener().port;
  options.address = TcpListener().address;
  options.threads = 1;
  options.trusted_proxies.emplace();
  options.handle_signals = true;
  options.print_options = false;
  options.metrics = false;
  options.socketio.enabled = true;
  options.socketio.allow_upgrades = true;
  options.socketio.upgrade_timeout = kUpgradeTimeout;
  options.limits = all_set(Limits());
  return options;
}

/// `listen` and the short form exclude each other: the stronger one holds.
void choose_places(Effective& in_force) {
  const auto& listen = in_force.origin("listen");
  const auto& port = in_force.origin("port");
  const auto& address = in_force.origin("address");
  const auto& shorter = port.source >= address.source ? port : address;
  if (in_force.options.listen.empty()) return;
  if (listen.source == shorter.source) {
    throw StartError("both the list `listen` (" + listen.place +
                     ") and the short form `port` or `address` (" + shorter.place +
                     ") say where to listen; give one of them");
  }
  if (listen.source > shorter.source) {
    in_force.options.port.reset();
    in_force.options.address.reset();
  } else {
    in_force.options.listen.clear();
  }
}

/// Runs `check`, which throws BadValue, and names the place of that option.
template <class Check>
void checked(const Effective& in_force, const std::string& name, Check check) {
  try {
    check();
  } catch (const BadValue& bad) {
    throw StartError("the option `" + name + "` (" + in_force.origin(name).place + "): " + bad.what());
  }
}

/// RFC 6265, 4.1.1: a name is a token, an attribute's value ends at a semicolon.
void check_cookie(const SocketIoCookie& cookie) {
  constexpr std::string_view separators = "()<>@,;:\\\"/[]?={} \t";
  const auto is_plain = [](char c) { return c > ' ' && c < '\x7f'; };
  if (cookie.name.empty() || cookie.name.find_first_of(separators) != std::string::npos ||
      !std::all_of(cookie.name.begin(), cookie.name.end(), is_plain))
    throw BadValue("`name`: `" + cookie.name + "` is no name of a cookie");
  if (cookie.path.find(';') != std::string::npos ||
      !std::all_of(cookie.path.begin(), cookie.path.end(), is_plain))
    throw BadValue("`path`: `" + cookie.path + "` is no path");
  if (cookie.same_site == SocketIoCookie::SameSite::None && !cookie.secure)
    throw BadValue("`same_site` `none` needs `secure`: browsers refuse it without");
}

void check_values(const Effective& in_force) {
  const ServerOptions& options = in_force.options;
  checked(in_force, "threads", [&] {
    if (*options.threads < 1 || *options.threads > kMostThreads) throw BadValue("expected 1 to 1024");
  });
  checked(in_force, "origins", [&] {
    if (options.origins) (void)Origins(*options.origins);
  });
  checked(in_force, "gateways", [&] {
    for (const auto& [name, gateway] : options.gateways)
      if (gateway.origins) (void)Origins(*gateway.origins);
  });
  checked(in_force, "trusted_proxies", [&] { (void)TrustedProxies(*options.trusted_proxies); });
  checked(in_force, "cors", [&] {
    if (!options.cors) return;
    const Origins origins(options.cors->origins);
    if (options.cors->credentials && origins.any())
      throw BadValue("`credentials` needs origins that are named: browsers refuse them with `*`");
  });
  const auto check_time = [&](const char* name, std::optional<std::chrono::milliseconds> time) {
    checked(in_force, name, [&] {
      if (time && time->count() <= 0) throw BadValue("expected more than nothing");
    });
  };
  check_time("socketio.upgrade_timeout", options.socketio.upgrade_timeout);
  check_time("socketio.connect_timeout", options.socketio.connect_timeout);
  checked(in_force, "socketio.cookie", [&] {
    if (options.socketio.cookie) check_cookie(*options.socketio.cookie);
  });
  if (options.tls) {
    const bool has_both = !options.tls->certificate.empty() && !options.tls->key.empty();
    if (!has_both) throw StartError("`tls.certificate` and `tls.key` go together: one of them is not given");
  }
}

}  // namespace

Effective effective(const ServerOptions& code, const Variables& environment) {
  ServerOptions from_environment;
  ServerOptions from_file;
  std::string file = code.config_file.value_or("");
  if (code.environment) {
    read_environment(environment, from_environment);
    if (file.empty()) file = from_environment.config_file.value_or("");
  }
  if (!file.empty()) read_file(file, from_file);

  Effective in_force;
  in_force.options = code;
  const ServerOptions fallback = defaults();
  for (const Row& row : rows()) {
    const auto take = [&](const ServerOptions& from, Source source, std::string place) {
      row.take(in_force.options, from);
      in_force.origins[row.name] = {source, std::move(place)};
    };
    if (row.is_given(code)) {
      take(code, Source::Code, "code");
    } else if (row.is_given(from_environment)) {
      take(from_environment, Source::Environment, row.variable());
    } else if (row.is_given(from_file)) {
      take(from_file, Source::File, "`" + row.name + "` in " + file);
    } else {
      take(fallback, Source::Default, "default");
    }
  }
  in_force.limits = limits_of(in_force.options.limits);
  check_values(in_force);
  choose_places(in_force);
  return in_force;
}

std::string Effective::text() const {
  std::string lines;
  for (const Row& row : rows()) {
    const std::string value = row.is_given(options) ? row.write(options).dump() : "not given";
    lines += row.name + " = " + value + "  (" + origin(row.name).place + ")\n";
  }
  return lines;
}

Variables process_environment() {
  Variables variables;
  for (char** each = ::environ; each != nullptr && *each != nullptr; ++each) {
    if (const char* equals = std::strchr(*each, '='))
      variables.emplace_back(std::string(static_cast<const char*>(*each), equals), equals + 1);
  }
  return variables;
}

}  // namespace gangway::detail::options
