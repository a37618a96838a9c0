#pragma once

#include <limits>

#include "../board.h"
#include "gangway/interceptor.h"
#include "parcel.gw.h"

namespace test::parcel {

using board::Frames;
using board::Talk;

class Root final : public ParcelRootHandler {
 public:
  gangway::Reply<void> on_join_namespace(ParcelRootClient client, Handshake handshake) override {
    log.push_back((client.resumed() ? "resume " : "join ") + handshake.user + " " +
                  std::to_string(client.session().visits));
    last = client;
    ++client.session().visits;
    if (handshake.user == "early") client.shown({"early", {7}});
    if (handshake.user == "slow") return slow_join();
    return {};
  }
  void on_leave_namespace(ParcelRootClient, gangway::LeaveReason reason) override {
    log.push_back("leave " + std::string(to_string(reason)));
  }
  gangway::Reply<Picture, Broken> on_echo(ParcelRootClient, Picture picture) override {
    if (picture.title == "broken") return Broken{picture.data};
    return picture;
  }
  gangway::Reply<void> on_enter(ParcelRootClient client, Enter enter) override {
    client.join(Wall{enter.name});
    return {};
  }
  gangway::Stream<gangway::Bytes> on_unpack(ParcelRootClient, Unpack unpack) override {
    for (const auto& picture : unpack.pictures) co_yield picture;
  }
  gangway::Reply<Picture> on_later(ParcelRootClient client, Picture picture) override {
    try {
      picture.data = co_await client.develop(picture);
    } catch (const gangway::CallError& error) {
      log.push_back("develop: " + error.code());
    }
    co_return picture;
  }
  gangway::Reply<std::string> on_weigh_it(ParcelRootClient client, WeighIt) override {
    try {
      co_return co_await client.weigh(std::numeric_limits<double>::infinity()) ? "yes" : "no";
    } catch (const gangway::CallError& error) {
      co_return error.code();
    }
  }
  using ParcelRootHandler::all;

  std::vector<std::string> log;
  std::optional<ParcelRootClient> last;

 private:
  static gangway::Reply<void> slow_join() { co_await gangway::sleep_for(std::chrono::milliseconds(100)); }
};

class Doc final : public DocHandler {
 public:
  gangway::Reply<void> on_join_namespace(DocClient client, Handshake) override {
    last = client;
    return {};
  }
  gangway::Reply<std::uint32_t> on_turn(DocClient client, Picture picture) override {
    const auto size = static_cast<std::uint32_t>(picture.data.size());
    all(client.path()).turned(picture);
    return size;
  }
  gangway::Reply<void> on_put_out(DocClient client) override {
    client.disconnect();
    return {};
  }
  using DocHandler::all;

  std::optional<DocClient> last;
};

class Parcels : public board::Served {
 public:
  explicit Parcels(std::size_t loops = 1, gangway::Limits limits = {}, gangway::Hooks hooks = {})
      : Served(loops) {
    serve(Parcel{.root = root, .doc = doc}.binding(), limits, {}, std::move(hooks));
    gateway->start({});
  }
  /// As a server ends: what is kept for clients who might come back, or waits for its turn, holds the
  /// gateway.
  ~Parcels() {
    gateway->forget_clients();
    run_posted();
  }
  Parcels(const Parcels&) = delete;
  Parcels& operator=(const Parcels&) = delete;

  Root root;
  Doc doc;
};

}  // namespace test::parcel
