#pragma once

namespace gangway {

/// How `Server::inspector` is served.
struct InspectorOptions {
  /// Answers everybody who reaches the server. Without it, only requests that come straight from this
  /// machine, to one of its own names (`localhost`, 127.0.0.1, [::1]): not through a proxy, not by a Unix
  /// socket. The page tells all that the schema says, so have something in front of the server that asks who
  /// somebody is before you set it.
  bool remote = false;
};

}  // namespace gangway
