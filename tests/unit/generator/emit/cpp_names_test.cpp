#include "emit/cpp/names.h"

#include <doctest/doctest.h>

using namespace gangway::gen::cpp;

TEST_CASE("names become snake_case without breaking up abbreviations") {
  CHECK(snake("sentAt") == "sent_at");
  CHECK(snake("whoAmI") == "who_am_i");
  CHECK(snake("URLPath") == "url_path");
  CHECK(snake("userID") == "user_id");
  CHECK(snake("already_snake") == "already_snake");
  CHECK(snake("x2Y") == "x2_y");
  CHECK(pascal("send_to") == "SendTo");
  CHECK(pascal("sendTo") == "SendTo");
}

TEST_CASE("names that mean something to C++ or to a macro get an underscore") {
  for (const char* name : {"delete", "namespace", "co_await", "typeof", "linux", "errno", "major", "codec"}) {
    CHECK(member(name) == std::string(name) + "_");
  }
  CHECK(member("Delete") == "delete_");
  CHECK(member("deleted") == "deleted");
  CHECK(argument("out") == "out_");
  CHECK(argument("lead") == "lead_");
  CHECK(package_namespace({"demo", "default"}) == "demo::default_");
}

TEST_CASE("string literals mean what they were made from") {
  CHECK(literal("say \"hi\\\"") == "say \\\"hi\\\\\\\"");
  CHECK(literal("a\nb") == "a\\x0a\" \"b");
  CHECK(literal("a\nz") == "a\\x0az");
  CHECK(literal("ä") == "ä");
}
