// Attachments in the places of their placeholders, as base64 text.
#include "script.h"

using namespace gangway::protocol::socketio;

namespace {

const std::vector<std::string> kTwo = {"ab", "xyz"};

std::pair<Placed, std::string> placed(std::string json, std::size_t limit = 1000,
                                      const std::vector<std::string>& attachments = kTwo) {
  const std::size_t size = json.size();
  json.append(gangway::kReadPadding, '}');
  std::string out;
  const Placed how = place_attachments(std::string_view(json).substr(0, size), attachments, limit, out);
  return {how, how == Placed::Fine ? out : ""};
}

std::string fine(const std::string& json) {
  const auto [how, text] = placed(json);
  CHECK(how == Placed::Fine);
  return text;
}

}  // namespace

TEST_CASE("attachments take their placeholders' places, and everything else stays as it is") {
  CHECK(fine(R"({"_placeholder":true,"num":0})") == R"("YWI=")");
  CHECK(fine(R"( { "num" : 1 , "_placeholder" : true } )") == R"( "eHl6" )");
  CHECK(fine(R"({"a": 1.50,"p":[{"_placeholder":true,"num":1},"\u0061",{"_placeholder":true,"num":0}]} )") ==
        R"({"a": 1.50,"p":["eHl6","\u0061","YWI="]} )");
  CHECK(fine(R"([{"_placeholder":true,"num":0},{"_placeholder":true,"num":0}])") == R"(["YWI=","YWI="])");
  CHECK(fine(R"({"a":1})") == R"({"a":1})");
  CHECK(fine("7") == "7");
}

TEST_CASE("what looks like a placeholder and is none") {
  for (const char* json : {R"({"_placeholder":false,"num":0})", R"({"_placeholder":"true","num":0})",
                           R"({"_placeholder":1,"num":9})", R"({"num":0})", R"("_placeholder")",
                           R"({"_placeholder":true,"num":0,"_placeholder":false})"}) {
    CAPTURE(json);
    CHECK(fine(json) == json);
  }
}

TEST_CASE("whatever is inside a placeholder goes with it") {
  CHECK(fine(R"([{"x":{"_placeholder":true,"num":1},"_placeholder":true,"num":0},{}])") == R"(["YWI=",{}])");
  CHECK(fine(R"({"x":{"_placeholder":true,"num":7},"_placeholder":true,"num":0})") == R"("YWI=")");
  CHECK(placed(R"([{"_placeholder":true,"num":7},{"_placeholder":true,"num":0}])").first == Placed::Illegal);
}

TEST_CASE("an attachment named often takes no more room than there is") {
  std::string json = "[";
  for (int i = 0; i < 100; ++i) json += R"({"_placeholder":true,"num":0},)";
  json.back() = ']';
  const std::vector<std::string> long_one = {std::string(3000, 'x')};
  CHECK(placed(json, 100'000, long_one).first == Placed::TooLong);
  CHECK(placed(json, 400'301, long_one).first == Placed::Fine);
  CHECK(placed(json, 400'300, long_one).first == Placed::TooLong);
}
