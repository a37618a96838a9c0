#pragma once

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "documents.gw.h"
#include "handlers.h"

namespace documents {

/// Says what happens to its instances and rooms, line by line.
class Pages final : public DocumentHandler {
 public:
  void on_open(const Path& path) override { e2e::note("open", text(path)); }
  void on_close(const Path& path) override { e2e::note("close", text(path)); }
  void on_room_created(const Path& path, const Line& line) override {
    e2e::note("line", std::to_string(line.number), "of", text(path));
  }
  void on_room_emptied(const Path& path, const Line& line) override {
    e2e::note("no line", std::to_string(line.number), "of", text(path));
  }
  gangway::Reply<void> on_join_namespace(DocumentClient client, Handshake handshake) override {
    client.set_user(handshake.user);
    return {};
  }

  gangway::Reply<std::string> on_where(DocumentClient client) override { return text(client.path()); }
  gangway::Reply<void> on_read(DocumentClient client, Read read) override {
    client.join(Line{read.line});
    return {};
  }
  gangway::Reply<void> on_mark(DocumentClient client, Mark mark) override {
    all(client.path()).in(Line{mark.line}).except(client).marked(std::to_string(mark.line));
    return {};
  }
  gangway::Reply<void> on_change(DocumentClient client, Change change) override {
    all(client.path()).changed(change.text);
    return {};
  }
  gangway::Reply<void> on_change_all(DocumentClient, ChangeAll change) override {
    all().changed(change.text);
    return {};
  }
  gangway::Reply<std::vector<Reader>> on_readers(DocumentClient client) override {
    std::vector<Reader> readers;
    for (auto& info : co_await all(client.path()).sockets()) readers.push_back({info.user, info.rooms});
    std::sort(readers.begin(), readers.end(), [](const auto& a, const auto& b) { return a.user < b.user; });
    co_return readers;
  }
  gangway::Reply<std::uint32_t> on_count(DocumentClient) override {
    co_return static_cast<std::uint32_t>(co_await all().count());
  }
  gangway::Reply<std::vector<std::uint32_t>> on_vote(DocumentClient client, Vote vote) override {
    const auto answers =
        co_await all(client.path()).confirm(vote.question).with_timeout(std::chrono::milliseconds(300));
    std::vector<std::uint32_t> counts(3);
    for (const auto& answer : answers) ++counts[answer.error ? 2 : *answer.value ? 0 : 1];
    co_return counts;
  }
  gangway::Reply<void> on_put_out(DocumentClient, PutOut put_out) override {
    all().user(put_out.user).disconnect();
    return {};
  }

 private:
  static std::string text(const Path& path) { return path.title + ":" + std::to_string(path.page); }
};

}  // namespace documents
