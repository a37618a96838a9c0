#include "seeing/limiter.h"

#include <doctest/doctest.h>

using gangway::seeing::Limiter;
using namespace std::chrono_literals;

TEST_CASE("a limiter lets some through at once, then so many a second, and counts the rest") {
  Limiter limiter(2, 1);
  const Limiter::Time start{};
  CHECK(limiter.admit("kind", "a", start) == 0);
  CHECK(limiter.admit("kind", "a", start) == 0);
  for (int i = 0; i < 5; ++i) CHECK_FALSE(limiter.admit("kind", "a", start + 100ms));
  CHECK(limiter.admit("kind", "a", start + 1s) == 5);
  CHECK_FALSE(limiter.admit("kind", "a", start + 1s));
  CHECK(limiter.admit("kind", "a", start + 10s) == 1);
  CHECK(limiter.admit("kind", "a", start + 10s) == 0);
  CHECK_FALSE(limiter.admit("kind", "a", start + 10s));
}

TEST_CASE("a limiter tells kinds and sources apart") {
  Limiter limiter(1, 1);
  const Limiter::Time start{};
  CHECK(limiter.admit("kind", "a", start));
  CHECK(limiter.admit("kind", "b", start));
  CHECK(limiter.admit("other", "a", start));
  CHECK_FALSE(limiter.admit("kind", "a", start));
}

TEST_CASE("a limiter's memory is bounded, and idle buckets are forgotten") {
  Limiter limiter(1, 1);
  const Limiter::Time start{};
  for (int i = 0; i < 10'000; ++i) (void)limiter.admit("kind", std::to_string(i), start);
  CHECK(limiter.size() <= Limiter::kMostBuckets + 1);
  CHECK_FALSE(limiter.admit("kind", "one more", start));
  CHECK(limiter.admit("kind", "one more", start + 2s));
  CHECK(limiter.size() == 1);
}

TEST_CASE("a limiter without a rate lets everything through") {
  Limiter limiter(1, 0);
  for (int i = 0; i < 100; ++i) CHECK(limiter.admit("kind", "a", Limiter::Time{}) == 0);
}
