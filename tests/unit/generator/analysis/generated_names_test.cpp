#include "analysis/generated_names.h"

#include <doctest/doctest.h>

#include "emit/cpp/names.h"
#include "support/compile.h"

namespace gangway::test {
namespace {

TEST_CASE("names are spelt here as the C++ emitter spells them") {
  for (const char* name :
       {"chat", "isTyping", "HTTPPort", "whoAmI", "user_list", "A", "a1B2", "URL", "_id", "sentAt2X"}) {
    CAPTURE(name);
    CHECK(gen::lower_snake(name) == gen::cpp::snake(name));
    CHECK(gen::pascal(name) == gen::cpp::pascal(name));
  }
}

TEST_CASE("an empty namespace and a type of its name live together") {
  CHECK(compile("package d; struct Chat { a: u8; } gateway G { namespace chat { on leave(); } }").codes() ==
        "");
  CHECK(compile("package d; struct ChatClient { a: u8; } gateway G { namespace chat { on leave(); } }")
            .codes() == "GW2302");
}

}  // namespace
}  // namespace gangway::test
