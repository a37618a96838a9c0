#pragma once

#include <string>

namespace gangway::detail {

class Site;

/// What the page is about: the gateways of a server, with what was generated of them where it was.
///
/// {"gateways":[{"name":"Chat","path":"/realtime","source":"chat.gw:35","port":null,"websocket":true,
///               "namespaces":[{"name":"chat","path":"/chat"}],"description":{…} or null}]}
///
/// `port` is the one that it is served at alone, or null.
[[nodiscard]] std::string inspector_document(Site& site);

}  // namespace gangway::detail
