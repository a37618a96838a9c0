#include "gangway/interceptor.h"
#include "kit.h"

using namespace test::board;

namespace {

class Doubling final : public gangway::Interceptor {
 public:
  gangway::Reply<void> after(gangway::CallInfo& call, gangway::CallResult& result) override {
    if (call.event() == "draw" && result.ok()) result.replace("2" + std::string(result.value()));
    return {};
  }
};

}  // namespace

TEST_SUITE_BEGIN("client");

TEST_CASE("the testing server has what the real one has around calls") {
  Kit kit;
  kit.server.use(std::make_shared<Doubling>());
  auto ann = kit.guest("ann");
  CHECK(ann.canvas.draw({"base", Dot{1}}).get() == 21);
}

TEST_SUITE_END();
