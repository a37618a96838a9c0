#include "seeing/metrics.h"

#include <thread>

#include "../protocol/board.h"
#include "prometheus.h"
#include "seeing/exposition.h"

using namespace test::board;
using namespace std::chrono_literals;
using gangway::testing::PrometheusText;

namespace {

struct Counted {
  std::shared_ptr<gangway::seeing::Metrics> metrics = std::make_shared<gangway::seeing::Metrics>();
  Table table{{}, metrics};

  [[nodiscard]] PrometheusText scrape() const { return PrometheusText(metrics->text(7)); }
};

const std::string kCanvas = R"({gateway="Board",namespace="/canvas"})";

std::string of_event(const std::string& event, const std::string& more = {}) {
  return R"({gateway="Board",namespace="/canvas",event=")" + event + '"' + more + '}';
}

}  // namespace

TEST_CASE("metrics: clients, rooms and connections come and go") {
  Counted counted;
  CHECK(counted.scrape().value("gangway_connections") == 0);
  CHECK(counted.scrape().value("gangway_outbox_bytes") == 7);
  {
    Talk ann(counted.table);
    Talk bob(counted.table);
    ann.as("ann").ask(R"({"ns":"/canvas","event":"enter","data":{"layer":"a"}})");
    bob.as("nobody");
    const PrometheusText text = counted.scrape();
    CHECK(text.value("gangway_connections") == 2);
    CHECK(text.value("gangway_clients" + kCanvas) == 1);
    CHECK(text.value("gangway_rooms" + kCanvas) == 1);
    CHECK(text.value(R"(gangway_joins_total{gateway="Board",namespace="/canvas",code="ok"})") == 1);
    CHECK(text.value(R"(gangway_joins_total{gateway="Board",namespace="/canvas",code="unauthenticated"})") ==
          1);
  }
  const PrometheusText text = counted.scrape();
  CHECK(text.value("gangway_connections") == 0);
  CHECK(text.value("gangway_connections_opened_total") == 2);
  CHECK(text.value("gangway_clients" + kCanvas) == 0);
  CHECK(text.value("gangway_rooms" + kCanvas) == 0);
  CHECK(text.value(R"(gangway_leaves_total{gateway="Board",namespace="/canvas",reason="transport_lost"})") ==
        1);
}

TEST_CASE("metrics: calls by code, and how long they took") {
  Counted counted;
  Talk ann(counted.table);
  ann.as("ann");
  ann.ask(R"({"ns":"/canvas","event":"draw","data":{"layer":"a","shape":{"shape":"dot","at":1}}})");
  ann.ask(R"({"ns":"/canvas","event":"draw","data":{"layer":"full","shape":{"shape":"dot","at":1}}})");
  ann.ask(R"({"ns":"/canvas","event":"draw","data":{"layer":"broken","shape":{"shape":"dot","at":1}}})");
  ann.ask(R"({"ns":"/canvas","event":"later","data":{"after":40}})");
  counted.table.executor->advance(40ms);
  const PrometheusText text = counted.scrape();
  CHECK(text.value("gangway_calls_total" + of_event("draw", R"(,code="ok")")) == 1);
  CHECK(text.value("gangway_calls_total" + of_event("draw", R"(,code="Full")")) == 1);
  CHECK(text.value("gangway_calls_total" + of_event("draw", R"(,code="internal")")) == 1);
  CHECK(text.value("gangway_call_seconds_count" + of_event("draw")) == 3);
  CHECK(text.value("gangway_call_seconds_sum" + of_event("later")) == doctest::Approx(0.04));
  CHECK(text.value("gangway_call_seconds_bucket" + of_event("later", R"(,le="0.025")")) == 0);
  CHECK(text.value("gangway_call_seconds_bucket" + of_event("later", R"(,le="0.05")")) == 1);
  CHECK(text.value("gangway_call_seconds_bucket" + of_event("later", R"(,le="+Inf")")) == 1);
}

TEST_CASE("metrics: events count for each client, calls to clients by code") {
  Counted counted;
  Talk ann(counted.table);
  Talk bob(counted.table);
  ann.as("ann");
  bob.as("bob");
  counted.table.canvas.all().notice("hello");
  ann.say(R"({"ns":"/canvas","event":"ask","id":1,"data":{"question":"?"}})");
  ann.ask(R"({"id":1,"data":true})");
  ann.say(R"({"ns":"/canvas","event":"ask","id":1,"data":{"question":"?"}})");
  ann.ask(R"({"id":2,"error":{"code":"whatever a client invents","message":""}})");
  const PrometheusText text = counted.scrape();
  CHECK(text.value("gangway_events_sent_total" + of_event("notice")) == 2);
  CHECK(text.value("gangway_client_calls_total" + of_event("confirm", R"(,code="ok")")) == 1);
  CHECK(text.value("gangway_client_calls_total" + of_event("confirm", R"(,code="refused")")) == 1);
}

TEST_CASE("metrics: what clients invent makes no new series") {
  Counted counted;
  Talk ann(counted.table);
  ann.as("ann");
  ann.ask(R"({"ns":"/canvas","event":"nonsense"})");
  const std::size_t before = counted.scrape().size();
  for (int i = 0; i < 100; ++i) {
    const std::string word = "x" + std::to_string(i);
    ann.ask(R"({"ns":"/canvas","event":")" + word + R"("})");
    ann.ask(R"({"ns":"/canvas","event":"enter","data":{"layer":")" + word + R"("}})");
  }
  const PrometheusText text = counted.scrape();
  CHECK(text.value("gangway_calls_total" + of_event("", R"(,code="unknown_event")")) == 101);
  CHECK(text.value("gangway_rooms" + kCanvas) == 100);
  // `enter` is new: its code, its buckets, its sum and its count.
  CHECK(text.size() == before + 1 + gangway::seeing::Histogram::kBounds.size() + 1 + 2);
}

TEST_CASE("metrics: threads count for themselves and are summed") {
  gangway::seeing::Metrics metrics;
  Counted counted;
  Talk ann(counted.table);
  ann.as("ann");
  const auto entered = counted.table.gateway->enter("/canvas");
  const auto& space = *entered;
  const auto count = [&] {
    for (int i = 0; i < 1000; ++i) metrics.event_sent(space, "tick", 2);
  };
  std::thread first(count);
  std::thread second(count);
  for (int i = 0; i < 20; ++i) (void)PrometheusText(metrics.text(0));
  first.join();
  second.join();
  CHECK(PrometheusText(metrics.text(0)).value("gangway_events_sent_total" + of_event("tick")) == 4000);
}

TEST_CASE("metrics: names stand in quotes, whatever they are; too many codes are one") {
  gangway::seeing::Counters counters;
  auto& space = counters.of(&counters, "a\"b\\c\nd", "/");
  for (int i = 0; i < 100; ++i) space.joins.of("code" + std::to_string(i), counters.lock).add(1);
  gangway::seeing::Exposition sums;
  sums.add(counters);
  const PrometheusText text(sums.text(0));
  CHECK(text.value(R"(gangway_joins_total{gateway="a\"b\\c\nd",namespace="/",code="code0"})") == 1);
  CHECK(text.value(R"(gangway_joins_total{gateway="a\"b\\c\nd",namespace="/",code="other"})") == 52);
}
