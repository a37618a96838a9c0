#pragma once

#include <string_view>

#include "lsp/rpc/frames.h"
#include "lsp/rpc/inbox.h"

namespace gangway::gen::lsp {

/// Standard input and output, or whatever else these file descriptors are.
class Streams {
 public:
  Streams(int in, int out) : in_(in), out_(out) {}

  /// Takes in what has arrived; waits for something when `wait` is set. False when nothing will come any
  /// more.
  bool receive(Inbox& inbox, bool wait);

  void send(const json& message);

 private:
  [[nodiscard]] bool is_readable(bool wait) const;
  void write(std::string_view bytes) const;

  int in_;
  int out_;
  FrameReader frames_;
};

}  // namespace gangway::gen::lsp
