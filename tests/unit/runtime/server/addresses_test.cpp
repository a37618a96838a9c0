#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "server/address_book.h"
#include "server/options/values.h"
#include "server/proxies.h"
#include "support/ip_address.h"
#include "support/nearest_name.h"

using gangway::HttpHeaders;
using gangway::HttpRequest;
using namespace gangway::detail;

namespace {

/// Who asks, and how, by what trusted proxies say.
std::string behind(const std::vector<std::string>& trusted, HttpHeaders headers,
                   std::string peer = "10.0.0.1:999") {
  HttpRequest request{.headers = std::move(headers), .remote_address = std::move(peer)};
  TrustedProxies(trusted).apply(request);
  return request.remote_address + (request.secure ? " secure" : "");
}

}  // namespace

TEST_CASE("what a proxy says is believed of trusted ones alone") {
  const HttpHeaders said{{"X-Forwarded-For", "203.0.113.7"}, {"X-Forwarded-Proto", "https"}};
  CHECK(behind({}, said) == "10.0.0.1:999");
  CHECK(behind({"192.168.0.0/16"}, said) == "10.0.0.1:999");
  CHECK(behind({"10.0.0.0/8"}, said) == "203.0.113.7 secure");
  CHECK(behind({"10.0.0.1"}, said) == "203.0.113.7 secure");
  CHECK(behind({"10.0.0.0/8"}, said, "unix") == "unix");
  CHECK(behind({"unix"}, said, "unix") == "203.0.113.7 secure");
  CHECK(behind({"::1"}, said, "[::1]:5") == "203.0.113.7 secure");
}

TEST_CASE("hops are read from the right, and what the client wrote itself is not believed") {
  CHECK(behind({"10.0.0.0/8"}, {{"X-Forwarded-For", "1.1.1.1, 203.0.113.7"}}) == "203.0.113.7");
  CHECK(behind({"10.0.0.0/8"}, {{"X-Forwarded-For", "203.0.113.7, 10.0.0.9"}}) == "203.0.113.7");
  CHECK(behind({"10.0.0.0/8"}, {{"X-Forwarded-For", "1.1.1.1"}, {"X-Forwarded-For", "203.0.113.7"}}) ==
        "203.0.113.7");
  CHECK(behind({"10.0.0.0/8"}, {{"X-Forwarded-For", "nonsense"}}) == "10.0.0.1:999");
}

TEST_CASE("Forwarded has the last word") {
  CHECK(behind({"10.0.0.0/8"}, {{"Forwarded", "for=203.0.113.7;proto=https;by=10.0.0.1"},
                                {"X-Forwarded-For", "1.1.1.1"}}) == "203.0.113.7 secure");
  CHECK(behind({"10.0.0.0/8"}, {{"Forwarded", R"(For="[2001:db8::17]:4711";proto=http)"}}) ==
        "[2001:db8::17]:4711");
  CHECK(behind({"10.0.0.0/8"}, {{"Forwarded", "for=1.1.1.1, for=203.0.113.7"}}) == "203.0.113.7");
  CHECK(behind({"10.0.0.0/8"}, {{"Forwarded", "for=_hidden;proto=https"}}) == "10.0.0.1:999 secure");
  CHECK(behind({"10.0.0.0/8"}, {{"Forwarded", "for=\"unbalanced"}}) == "10.0.0.1:999");
}

TEST_CASE("networks") {
  CHECK(parse_network("10.0.0.0/8")->contains(*parse_ip("10.255.0.1")));
  CHECK_FALSE(parse_network("10.0.0.0/8")->contains(*parse_ip("11.0.0.1")));
  CHECK(parse_network("10.128.0.0/9")->contains(*parse_ip("10.200.0.1")));
  CHECK_FALSE(parse_network("10.128.0.0/9")->contains(*parse_ip("10.1.0.1")));
  CHECK(parse_network("0.0.0.0/0")->contains(*parse_ip("203.0.113.7")));
  CHECK_FALSE(parse_network("0.0.0.0/0")->contains(*parse_ip("2001:db8::1")));
  CHECK(parse_network("::ffff:10.0.0.1")->contains(*parse_ip("10.0.0.1")));
  CHECK_FALSE(parse_network("10.0.0.0/33"));
  CHECK_FALSE(parse_network("10.0.0.0/x"));
  CHECK_FALSE(parse_network("example.org"));
  CHECK_THROWS_AS(TrustedProxies({"example.org"}), options::BadValue);
}

TEST_CASE("addresses without their ports") {
  CHECK(without_port("127.0.0.1:80") == "127.0.0.1");
  CHECK(without_port("127.0.0.1") == "127.0.0.1");
  CHECK(without_port("[::1]:80") == "::1");
  CHECK(without_port("[::1]") == "::1");
  CHECK(without_port("::1") == "::1");
  CHECK(without_port("unix") == "unix");
}

TEST_CASE("an address book counts by address, and by network where a host has one") {
  AddressBook book({.connections_per_address = 2});
  const auto may = [&](const char* address) { return !book.enter(address, {}).has_value(); };
  CHECK(may("192.0.2.1:1"));
  CHECK(may("192.0.2.1:2"));
  CHECK_FALSE(may("192.0.2.1:3"));
  CHECK(may("192.0.2.2:1"));
  CHECK(may("[2001:db8::1]:1"));
  CHECK(may("[2001:db8::2]:1"));
  CHECK_FALSE(may("[2001:db8::3]:1"));
  CHECK(may("[2001:db8:0:1::1]:1"));
  for (int i = 0; i < 5; ++i) CHECK(may("unix"));
  book.leave("192.0.2.1:2");
  CHECK(may("192.0.2.1:3"));
}

TEST_CASE("an address book forgets who means nothing any more") {
  AddressBook book({.connection_rate = 60});
  TimePoint now{};
  for (int i = 0; i < 5000; ++i) {
    const std::string address = "10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250) + ":1";
    now += std::chrono::seconds(2);
    CHECK_FALSE(book.enter(address, now));
    book.leave(address);
  }
  CHECK(book.size() < 2100);
}

TEST_CASE("the nearest name") {
  const std::vector<std::string_view> names{"port", "address", "threads", "origins"};
  CHECK(nearest_name("prot", names) == "port");
  CHECK(nearest_name("adress", names) == "address");
  CHECK(nearest_name("origin", names) == "origins");
  CHECK(nearest_name("zebra", names) == "");
  CHECK(nearest_name("", names) == "");
}
