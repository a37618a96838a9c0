#pragma once

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gangway/codec/reader.h"
#include "protocol/socketio/attachments.h"
#include "protocol/socketio/packet_reader.h"

namespace test::socketio {

using Lines = std::vector<std::string>;

/// Somebody behind a client's packets who lets everybody in but to /closed, and writes down what it is told.
class Script final : public gangway::protocol::socketio::Application {
 public:
  explicit Script(std::size_t max_bytes = 1000) : reader_(*this, max_bytes) {}

  /// What comes of one text message.
  Lines say(std::string_view text) { return feed(gangway::protocol::MessageKind::Text, text); }
  Lines attach(std::string_view bytes) { return feed(gangway::protocol::MessageKind::Binary, bytes); }
  /// In the root, and what that takes forgotten.
  Script& in(const std::string& ns = "/") {
    say(ns == "/" ? "0" : "0" + ns + ",");
    return *this;
  }
  void put_out(const std::string& ns) { members_.erase(ns); }

 private:
  Lines feed(gangway::protocol::MessageKind kind, std::string_view text) {
    std::string padded(text);
    padded.append(gangway::kReadPadding, '#');
    reader_.on_message(kind, std::string_view(padded).substr(0, text.size()));
    return std::exchange(told_, {});
  }

  bool knows(std::string_view ns) override { return members_.count(std::string(ns)) > 0; }
  void connect(std::string_view ns, const std::string_view* auth) override {
    told_.push_back("connect " + std::string(ns) + " " + (auth ? std::string(*auth) : "-"));
    if (ns != "/closed") members_.emplace(ns);
  }
  void disconnect(std::string_view ns) override {
    told_.push_back("disconnect " + std::string(ns));
    put_out(std::string(ns));
  }
  void event(std::string_view ns, std::optional<std::uint64_t> id,
             const gangway::protocol::socketio::Arguments& arguments) override {
    tell("event " + std::string(ns) + " " + std::string(arguments.name), id, arguments);
  }
  void ack(std::string_view ns, std::uint64_t id,
           const gangway::protocol::socketio::Arguments& arguments) override {
    tell("ack " + std::string(ns), id, arguments);
  }
  void violation(std::string_view what) override { told_.push_back("violation: " + std::string(what)); }

  void tell(std::string line, std::optional<std::uint64_t> id,
            const gangway::protocol::socketio::Arguments& arguments) {
    if (id) line += " #" + std::to_string(*id);
    line += " " + std::to_string(arguments.count) + " " + std::string(arguments.first) + " | " +
            std::string(arguments.behind);
    for (const std::string& bytes : arguments.attachments) line += " +" + bytes;
    told_.push_back(std::move(line));
  }

  gangway::protocol::socketio::PacketReader reader_;
  std::set<std::string> members_;
  Lines told_;
};

}  // namespace test::socketio
