#pragma once

#include <string>

#include <sys/types.h>

namespace gangway::transport {

/// The file of a listening Unix socket: makes room for it, and takes it away.
class UnixSocketFile {
 public:
  UnixSocketFile() = default;
  ~UnixSocketFile() { remove(); }
  UnixSocketFile(const UnixSocketFile&) = delete;
  UnixSocketFile& operator=(const UnixSocketFile&) = delete;

  /// Removes a socket that nobody listens to any more. Throws StartError where another server does, where the
  /// path is another kind of file's, or is too long for a socket.
  static void make_room(const std::string& path);

  /// The socket is bound: gives its file the permissions, and remembers it. False with errno.
  [[nodiscard]] bool bound(const std::string& path, mode_t mode);

  /// Removes the file, unless it is another's by now.
  void remove() noexcept;

 private:
  std::string path_;
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

}  // namespace gangway::transport
