#include "transport/unix_socket.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "gangway/server.h"

namespace gangway::transport {
namespace {

[[noreturn]] void fail(const std::string& path, const std::string& why) {
  throw StartError("cannot listen on unix:" + path + ": " + why);
}

/// Whether somebody accepts connections there.
bool is_served(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.c_str(), path.size());
  const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (probe < 0) fail(path, std::strerror(errno));
  const int done = ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  const int error = errno;
  ::close(probe);
  // A server whose queue is full makes us wait, which is an answer as well; so is one that we may not ask.
  return done == 0 || error != ECONNREFUSED;
}

}  // namespace

void UnixSocketFile::make_room(const std::string& path) {
  if (path.size() >= sizeof(sockaddr_un::sun_path)) {
    fail(path, "the path is too long for a socket; at most " +
                   std::to_string(sizeof(sockaddr_un::sun_path) - 1) + " bytes");
  }
  struct stat file {};
  if (::lstat(path.c_str(), &file) != 0) return;
  if (!S_ISSOCK(file.st_mode)) fail(path, "a file that is no socket has this name");
  if (is_served(path)) fail(path, "another program listens there; stop it, or choose another path");
  if (::unlink(path.c_str()) != 0)
    fail(path, std::string("a dead server left its socket there, which cannot be removed: ") +
                   std::strerror(errno));
}

bool UnixSocketFile::bound(const std::string& path, mode_t mode) {
  struct stat file {};
  if (::chmod(path.c_str(), mode) != 0 || ::lstat(path.c_str(), &file) != 0) return false;
  path_ = path;
  device_ = file.st_dev;
  inode_ = file.st_ino;
  return true;
}

void UnixSocketFile::remove() noexcept {
  struct stat file {};
  const bool is_ours =
      !path_.empty() && ::lstat(path_.c_str(), &file) == 0 && file.st_dev == device_ && file.st_ino == inode_;
  if (is_ours) ::unlink(path_.c_str());
  path_.clear();
}

}  // namespace gangway::transport
