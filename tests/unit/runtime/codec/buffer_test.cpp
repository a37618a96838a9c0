#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "gangway/codec/buffer.h"

using gangway::Buffer;

TEST_CASE("a buffer grows and keeps its memory when cleared") {
  Buffer buffer;
  CHECK(buffer.empty());
  CHECK(buffer.view().empty());
  std::string expected;
  for (int i = 0; i < 2000; ++i) {
    buffer.append("ab");
    buffer.push_back('c');
    expected += "abc";
  }
  CHECK(buffer.view() == expected);
  const std::size_t capacity = buffer.capacity();
  buffer.clear();
  CHECK(buffer.empty());
  CHECK(buffer.capacity() == capacity);
  buffer.release();
  CHECK(buffer.capacity() == 0);
  buffer.append("x");
  CHECK(buffer.view() == "x");
}

TEST_CASE("gaps open and close anywhere") {
  Buffer buffer;
  buffer.append("held");
  std::memcpy(buffer.insert_gap(2, 3), "-o-", 3);
  CHECK(buffer.view() == "he-o-ld");
  std::memcpy(buffer.insert_gap(7, 1), "!", 1);
  std::memcpy(buffer.insert_gap(0, 1), "?", 1);
  CHECK(buffer.view() == "?he-o-ld!");
  buffer.erase(3, 3);
  CHECK(buffer.view() == "?held!");
  buffer.erase(0, 6);
  CHECK(buffer.empty());
}

TEST_CASE("only what is committed counts") {
  Buffer buffer;
  char* to = buffer.ensure(10);
  std::memcpy(to, "0123456789", 10);
  CHECK(buffer.empty());
  buffer.commit(to + 4);
  CHECK(buffer.view() == "0123");
  buffer.pad(32);
  CHECK(buffer.view() == "0123");
  CHECK(buffer.data()[buffer.size() + 31] == '\0');
  buffer.truncate(1);
  CHECK(buffer.view() == "0");
}

TEST_CASE("a moved-from buffer is empty and usable") {
  Buffer first;
  first.append("x");
  Buffer second = std::move(first);
  CHECK(second.view() == "x");
  first.append("y");
  second = std::move(first);
  CHECK(second.view() == "y");
}
