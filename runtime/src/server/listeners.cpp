#include "server/listeners.h"

#include <algorithm>
#include <utility>

#include "gangway/server.h"
#include "server/options/values.h"
#include "support/ip_address.h"

namespace gangway::detail {
namespace {

struct Port {
  const std::string* address;
  std::uint16_t port;
};

std::optional<Port> port_of(const ListenerOptions& listener) {
  if (const auto* tcp = std::get_if<TcpListener>(&listener)) return Port{&tcp->address, tcp->port};
  if (const auto* tls = std::get_if<TlsListener>(&listener)) return Port{&tls->address, tls->port};
  return std::nullopt;
}

/// Whether one of two addresses stands for the other as well.
bool overlap(const std::string& a, const std::string& b) {
  if (a == b || a == "::" || b == "::") return true;
  const bool both_v4 = a.find(':') == std::string::npos && b.find(':') == std::string::npos;
  return both_v4 && (a == "0.0.0.0" || b == "0.0.0.0");
}

bool collide(const ListenerOptions& a, const ListenerOptions& b) {
  const auto x = port_of(a);
  const auto y = port_of(b);
  if (x && y) return x->port != 0 && x->port == y->port && overlap(*x->address, *y->address);
  const auto* s = std::get_if<UnixListener>(&a);
  const auto* t = std::get_if<UnixListener>(&b);
  return s != nullptr && t != nullptr && s->path == t->path;
}

class Planner {
 public:
  Planner(const options::Effective& in_force, Site& site) : in_force_(in_force), site_(site) {}

  std::vector<PlannedListener> run() {
    general();
    for (std::size_t i = 0; i < site_.gateways().size(); ++i) {
      if (site_.gateways()[i].port) bound(i);
    }
    for (PlannedListener& each : plan_) {
      if (auto* tls = std::get_if<TlsListener>(&each.at)) give_certificate(*tls, each.place);
    }
    return std::move(plan_);
  }

 private:
  /// What the options say.
  void general() {
    const ServerOptions& options = in_force_.options;
    for (std::size_t i = 0; i < options.listen.size(); ++i) {
      add({.at = options.listen[i],
           .place = "`listen[" + std::to_string(i) + "]` (" + in_force_.origin("listen").place + ")"});
    }
    if (!options.listen.empty() || !is_short_form_wanted()) return;
    add({.at = tcp_or_tls(*options.port), .place = "`port` (" + in_force_.origin("port").place + ")"});
  }

  /// Where every gateway has its own port, the default one would serve nothing.
  [[nodiscard]] bool is_short_form_wanted() const {
    const auto& gateways = site_.gateways();
    const bool all_bound =
        !gateways.empty() &&
        std::all_of(gateways.begin(), gateways.end(), [](const auto& each) { return each.port.has_value(); });
    return !all_bound || site_.has_http() || in_force_.origin("port").source != options::Source::Default;
  }

  /// The port of a gateway: one that is there already, or its own.
  void bound(std::size_t index) {
    const ServedGateway& gateway = site_.gateways()[index];
    for (PlannedListener& each : plan_) {
      const auto port = port_of(each.at);
      if (!port || port->port == 0 || port->port != *gateway.port) continue;
      if (!each.own) site_.check_meeting(gateway);
      each.gateways.push_back(index);
      return;
    }
    add({.at = tcp_or_tls(*gateway.port),
         .place = "the gateway " + gateway.place(),
         .gateways = {index},
         .own = true});
  }

  [[nodiscard]] ListenerOptions tcp_or_tls(std::uint16_t port) const {
    const ServerOptions& options = in_force_.options;
    const std::string address = options.address.value_or(TcpListener().address);
    if (options.tls) return TlsListener{.port = port, .address = address};
    return TcpListener{.port = port, .address = address};
  }

  void add(PlannedListener listener) {
    for (const PlannedListener& other : plan_) {
      if (!collide(other.at, listener.at)) continue;
      throw StartError(other.place + " and " + listener.place + " both listen on " +
                       options::text_of(listener.at) + "; give one of them another place");
    }
    plan_.push_back(std::move(listener));
  }

  void give_certificate(TlsListener& listener, const std::string& place) const {
    TlsFiles& files = listener.files;
    if (files.certificate.empty() && files.key.empty() && in_force_.options.tls)
      files = *in_force_.options.tls;
    if (!files.certificate.empty() && !files.key.empty()) return;
    throw StartError(place +
                     " speaks TLS and has no certificate; give it one, or all of them by `tls.certificate` "
                     "and `tls.key`");
  }

  const options::Effective& in_force_;
  Site& site_;
  std::vector<PlannedListener> plan_;
};

}  // namespace

std::vector<PlannedListener> plan_listeners(const options::Effective& in_force, Site& site) {
  site.check_gateways();
  return Planner(in_force, site).run();
}

}  // namespace gangway::detail
