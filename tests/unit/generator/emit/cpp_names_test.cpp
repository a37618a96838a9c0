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
  for (const char* name : {"EOF", "DELETE", "ERROR", "IN", "OPTIONAL", "near", "signals", "None", "OK"}) {
    CHECK(safe(name) == std::string(name) + "_");
  }
  CHECK(safe("Status") == "Status");
  CHECK(member("small") == "small");
  CHECK(member("Delete") == "delete_");
  CHECK(member("deleted") == "deleted");
  CHECK(argument("out") == "out_");
  CHECK(argument("lead") == "lead_");
  CHECK(argument("write") == "write_");
  CHECK(type_name("value") == "value_");
  CHECK(gateway_name("binding") == "binding_");
  CHECK(package_namespace({"demo", "default"}) == "demo::default_");
}

TEST_CASE("macros with arguments are only in the way of functions") {
  CHECK(member("max") == "max");
  CHECK(method("max") == "max_");
  CHECK(method("clear") == "clear_");
  CHECK(method("delete") == "delete_");
  CHECK(method("posted") == "posted");
}

TEST_CASE("string literals mean what they were made from") {
  CHECK(literal("say \"hi\\\"") == "say \\\"hi\\\\\\\"");
  CHECK(literal("a\nb") == "a\\x0a\" \"b");
  CHECK(literal("a\nz") == "a\\x0az");
  CHECK(literal("ä") == "ä");
}
