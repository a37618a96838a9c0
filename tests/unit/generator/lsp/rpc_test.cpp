#include <doctest/doctest.h>

#include "lsp/rpc/frames.h"
#include "lsp/rpc/inbox.h"

namespace gangway::test::language_server {
namespace {

using namespace gen::lsp;

TEST_CASE("a message is cut out of the stream, however its bytes arrive") {
  const std::string stream =
      frame(R"({"a":1})") + "content-length:  2\r\nContent-Type: x\r\n\r\n[]" + frame("");
  FrameReader whole;
  whole.feed(stream);
  CHECK(whole.next() == R"({"a":1})");
  CHECK(whole.next() == "[]");
  CHECK(whole.next() == "");
  CHECK_FALSE(whole.next());

  FrameReader bytes;
  std::vector<std::string> bodies;
  for (const char byte : stream) {
    bytes.feed({&byte, 1});
    while (auto body = bytes.next()) bodies.push_back(*body);
  }
  CHECK(bodies == std::vector<std::string>{R"({"a":1})", "[]", ""});
}

TEST_CASE("what is no header is skipped up to the next one") {
  for (const char* broken : {"Content-Type: x\r\n\r\n", "Content-Length: no\r\n\r\n",
                             "Content-Length: -1\r\n\r\n", "Content-Length: 99999999999999999999\r\n\r\n",
                             "Content-Length: 999999999\r\n\r\n", "\r\n\r\n", "rubbish"}) {
    CAPTURE(broken);
    FrameReader reader;
    reader.feed(broken + frame("{}"));
    CHECK(reader.next() == "{}");
  }
}

TEST_CASE("a request that is taken back is refused, another one is not") {
  Inbox inbox;
  inbox.push(R"({"id":1,"method":"a"})");
  inbox.push(R"({"id":2,"method":"b"})");
  inbox.push(R"({"method":"$/cancelRequest","params":{"id":1}})");
  inbox.push(R"({"method":"$/cancelRequest","params":[]})");
  inbox.push(R"({"id":2,"result":null})");
  const auto first = inbox.pop();
  REQUIRE(first->refused);
  CHECK((*first->refused)["id"] == 1);
  CHECK((*first->refused)["error"]["code"] == static_cast<int>(RpcCode::RequestCancelled));
  CHECK_FALSE(inbox.pop()->refused);
  CHECK_FALSE(inbox.pop()->refused);
  CHECK_FALSE(inbox.pop());
}

TEST_CASE("what is no JSON, or no message, is refused") {
  Inbox inbox;
  for (const char* text : {"", "{", "[1]", "7", R"({"method":7})"}) inbox.push(text);
  while (const auto item = inbox.pop()) CHECK(item->refused);
}

}  // namespace
}  // namespace gangway::test::language_server
