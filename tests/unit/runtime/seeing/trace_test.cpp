#include "gangway/trace.h"

#include <doctest/doctest.h>

#include <string>

#include "seeing/trace_of.h"

using gangway::parse_traceparent;
using gangway::valid_tracestate;

namespace {

const std::string kGood = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

gangway::protocol::HttpRequest request(gangway::protocol::Headers headers, std::string query = {}) {
  gangway::protocol::HttpRequest request;
  request.headers = std::move(headers);
  request.query = std::move(query);
  return request;
}

}  // namespace

TEST_CASE("the recommendation's own traceparent is read, and written as it came") {
  const auto trace = parse_traceparent(kGood);
  REQUIRE(trace);
  CHECK(trace->trace_id == "0af7651916cd43dd8448eb211c80319c");
  CHECK(trace->parent_id == "b7ad6b7169203331");
  CHECK(trace->sampled());
  CHECK(trace->traceparent() == kGood);
  CHECK(trace->traceparent("00f067aa0ba902b7") == "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01");
  CHECK_FALSE(parse_traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")->sampled());
}

TEST_CASE("a traceparent that breaks one rule is none") {
  for (const char* broken : {
           "",
           "00",
           "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
           "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
           "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future-brings",
           "00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
           "00-0af7651916cd43dd8448eb211c80319c-B7ad6b7169203331-01",
           "00-00000000000000000000000000000000-b7ad6b7169203331-01",
           "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
           "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
           "FF-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
           "0x-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
           "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
           "00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01",
           "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331_01",
           "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0G",
           "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.",
           " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
       }) {
    CAPTURE(broken);
    CHECK_FALSE(parse_traceparent(broken));
  }
}

TEST_CASE("a later version is read as far as it begins like ours") {
  CHECK(parse_traceparent("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
  CHECK(parse_traceparent("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future-brings"));
}

TEST_CASE("tracestate: keys, values, how many") {
  CHECK(valid_tracestate("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE"));
  CHECK(valid_tracestate("fw529a3039@dt=FfAb , 0tenant@sys=x"));
  CHECK(valid_tracestate("a=1,,b=2"));
  CHECK(valid_tracestate("a= b"));
  std::string many = "k0=v";
  for (int i = 1; i < 32; ++i) many += ",k" + std::to_string(i) + "=v";
  CHECK(valid_tracestate(many));
  CHECK_FALSE(valid_tracestate(many + ",k32=v"));
  CHECK(valid_tracestate("k" + std::string(255, 'a') + "=v"));
  CHECK_FALSE(valid_tracestate("k" + std::string(256, 'a') + "=v"));
  CHECK(valid_tracestate("k=" + std::string(256, 'v')));
  CHECK_FALSE(valid_tracestate("k=" + std::string(257, 'v')));
  for (const char* broken :
       {"a", "a=", "=a", "A=1", "0a=1", "a=1,a=2", "a=b=c", "a@=1", "@a=1", "a@B=1", "a@b@c=1", "a=\x01"}) {
    CAPTURE(broken);
    CHECK_FALSE(valid_tracestate(broken));
  }
}

TEST_CASE("the trace of a request: the header, or the query where a browser has no other way") {
  using gangway::seeing::trace_of;
  const auto of_header =
      trace_of(request({{"Traceparent", kGood}, {"tracestate", "a=1"}, {"TraceState", "b=2"}}));
  REQUIRE(of_header);
  CHECK(of_header->state == "a=1,b=2");
  CHECK(trace_of(request({}, "user=ann&traceparent=" + kGood + "&x=1"))->traceparent() == kGood);
  CHECK_FALSE(trace_of(request({}, "xtraceparent=" + kGood)));
  CHECK_FALSE(trace_of(request({})));

  SUBCASE("a broken header is none, whatever the query says") {
    CHECK_FALSE(trace_of(request({{"traceparent", "x"}}, "traceparent=" + kGood)));
  }
  SUBCASE("two headers are none") {
    CHECK_FALSE(trace_of(request({{"traceparent", kGood}, {"traceparent", kGood}})));
  }
  SUBCASE("a broken tracestate is left out, the trace stays") {
    const auto trace = trace_of(request({{"traceparent", kGood}, {"tracestate", "A=1"}}));
    REQUIRE(trace);
    CHECK(trace->state.empty());
  }
}
