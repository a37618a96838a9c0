#include "gangway/server.h"
#include "office.h"

using namespace test::office;

TEST_CASE("order: guards, interceptors, constraints and pipes, handler, interceptors, filters") {
  Building building(true);
  building.start();
  Visitor ann(building);
  CHECK(ann.call(1, "line", R"("x")") == Frames{R"({"id":1,"data":"X"})"});
  CHECK(ann.log() == Log{"Open", "SignedIn", "before server", "before gateway", "before desk", "clean x",
                         "after desk", "after gateway", "after server"});
  CHECK(at(ann.call(2, "say", R"({"text":"forbid"})").at(0), "/error/code") == "forbidden");
  CHECK(ann.log() == Log{"Open", "SignedIn", "before server", "before gateway", "before desk", "say forbid",
                         "after desk", "after gateway", "after server", "filter desk forbidden",
                         "filter gateway forbidden", "filter server forbidden"});
}

TEST_CASE("order: a refused payload passes interceptors and filters, a guard's no only filters") {
  Building building(true);
  building.start();
  Visitor ann(building);
  CHECK(at(ann.call(1, "line", R"("too long!")").at(0), "/error/data/rule") == "length");
  CHECK(ann.log() == Log{"Open", "SignedIn", "before server", "before gateway", "before desk", "after desk",
                         "after gateway", "after server", "filter desk invalid_payload",
                         "filter gateway invalid_payload", "filter server invalid_payload"});
  building.desk.is_open = false;
  CHECK(at(ann.call(2, "line", R"("x")").at(0), "/error/code") == "forbidden");
  CHECK(ann.log() ==
        Log{"Open", "filter desk forbidden", "filter gateway forbidden", "filter server forbidden"});
}

TEST_CASE("interceptors: see the reply as JSON and may replace it by another of its type") {
  Building building(true);
  building.start();
  Visitor ann(building);
  building.of_gateway->do_after = [&](gangway::CallInfo& call, gangway::CallResult& result) {
    building.log.push_back(std::string(call.event()) + " " + std::string(result.value()));
    CHECK(result.ok());
    result.replace(R"( "other" )");
    return gangway::Reply<void>();
  };
  building.of_server->do_after = [&](gangway::CallInfo&, gangway::CallResult& result) {
    building.log.emplace_back(result.value());
    return gangway::Reply<void>();
  };
  CHECK(ann.call(1, "say", R"({"text":"hi"})") == Frames{R"({"id":1,"data":"other"})"});
  const Log log = ann.log();
  CHECK(std::count(log.begin(), log.end(), R"(say "hi!")") == 1);
  CHECK(log.back() == R"("other")");
  CHECK(ann.call(2, "tell", R"({"text":"hi"})").size() == 1);
}

TEST_CASE("interceptors: what is no reply of the call is a fault, and the log says so") {
  Building building(true);
  building.start();
  Visitor ann(building);
  std::string with;
  building.of_desk->do_after = [&](gangway::CallInfo&, gangway::CallResult& result) {
    result.replace(with);
    return gangway::Reply<void>();
  };
  const auto misfits = [&](std::string_view event, std::string_view data, std::string replacement) {
    with = std::move(replacement);
    building.logged.clear();
    const Frames frames = ann.call(1, event, data);
    REQUIRE(frames.size() == 1);
    CHECK(at(frames[0], "/error/code") == "internal");
    REQUIRE(building.logged.size() == 1);
    CHECK(building.logged[0].ends_with("it is no reply of this call"));  // and not what it is: it may be secret
  };
  misfits("say", R"({"text":"hi"})", "7");
  misfits("say", R"({"text":"hi"})", "\"broken");
  misfits("say", R"({"text":"hi"})", R"("two" "values")");
  misfits("say", R"({"text":"hi"})", "");
  misfits("tell", R"({"text":"hi"})", "null");
  with = "";
  CHECK(ann.call(1, "tell", R"({"text":"hi"})") == Frames{R"({"id":1})"});
}

TEST_CASE("interceptors: make an error of a reply, a reply of an error, another error") {
  Building building(true);
  building.start();
  Visitor ann(building);
  building.of_desk->do_after = [](gangway::CallInfo&, gangway::CallResult& result) {
    result.fail({gangway::ErrorCode::Unavailable, "closed"});
    return gangway::Reply<void>();
  };
  building.of_gateway->do_after = [&](gangway::CallInfo&, gangway::CallResult& result) {
    REQUIRE(result.failure() != nullptr);
    building.log.push_back(result.failure()->code + " " + result.failure()->message);
    return gangway::Reply<void>();
  };
  CHECK(at(ann.call(1, "say", R"({"text":"hi"})").at(0), "/error/message") == "closed");
  CHECK(at(ann.call(2, "say", R"({"text":"refuse"})").at(0), "/error/code") == "unavailable");
  building.of_gateway->do_after = [](gangway::CallInfo&, gangway::CallResult& result) {
    result.replace(R"("never mind")");
    return gangway::Reply<void>();
  };
  ann.log();
  CHECK(at(ann.call(3, "say", R"({"text":"throw"})").at(0), "/data") == "never mind");
  CHECK(ann.log().back() == "after server");
  building.of_server->do_after = [](gangway::CallInfo&, gangway::CallResult&) -> gangway::Reply<void> {
    return gangway::Error{gangway::ErrorCode::Overloaded, "too much"};
  };
  CHECK(at(ann.call(4, "say", R"({"text":"hi"})").at(0), "/error/code") == "overloaded");
}

TEST_CASE("interceptors: before may refuse or answer; whoever came before sees how it ended") {
  Building building(true);
  building.start();
  Visitor ann(building);
  building.of_gateway->do_before = [](gangway::CallInfo&) -> gangway::Reply<void> {
    return gangway::Error{gangway::ErrorCode::RateLimited, "later"};
  };
  CHECK(at(ann.call(1, "say", R"({"text":"hi"})").at(0), "/error/code") == "rate_limited");
  CHECK(ann.log() == Log{"Open", "SignedIn", "before server", "before gateway", "after server",
                         "filter desk rate_limited", "filter gateway rate_limited",
                         "filter server rate_limited"});
  building.of_gateway->do_before = [](gangway::CallInfo& call) {
    call.answer(call.event() == "say" ? R"("cached")" : "");
    return gangway::Reply<void>();
  };
  CHECK(ann.call(2, "say", R"({"text":"hi"})") == Frames{R"({"id":2,"data":"cached"})"});
  CHECK(ann.log() ==
        Log{"Open", "SignedIn", "before server", "before gateway", "after gateway", "after server"});
  CHECK(ann.call(3, "tell", "7") == Frames{R"({"id":3})"});
  CHECK(ann.call(4, "count", R"({"to":3})") == Frames{R"({"id":4,"end":true})"});
  CHECK(at(ann.call(5, "send", "7").at(0), "/error/code") == "internal");
}

TEST_CASE("interceptors: exceptions are contained, whatever hook throws") {
  Building building(true);
  building.start();
  Visitor ann(building);
  building.of_gateway->do_before = [](gangway::CallInfo&) -> gangway::Reply<void> {
    throw std::runtime_error("a secret");
  };
  CHECK(at(ann.call(1, "say", R"({"text":"hi"})").at(0), "/error/message") == "the server failed");
  CHECK(building.logged ==
        Log{"127.0.0.1:5000: an interceptor's before() of `say` of /desk failed: a secret"});
  building.logged.clear();
  building.of_gateway->do_before = nullptr;
  building.of_gateway->do_after = [](gangway::CallInfo&, gangway::CallResult&) -> gangway::Reply<void> {
    throw 7;
  };
  CHECK(at(ann.call(2, "say", R"({"text":"hi"})").at(0), "/error/message") == "the server failed");
  CHECK(building.logged.size() == 1);
}

TEST_CASE("interceptors: those that wait keep the order of their client's calls") {
  Building building(true);
  building.start();
  Visitor ann(building);
  building.of_gateway->do_before = [](gangway::CallInfo& call) -> gangway::Reply<void> {
    co_await gangway::sleep_for(milliseconds(10));
    if (call.event() == "number") throw gangway::Error{gangway::ErrorCode::Forbidden, "no numbers"};
  };
  building.of_desk->do_after = [](gangway::CallInfo& call,
                                  gangway::CallResult& result) -> gangway::Reply<void> {
    co_await gangway::sleep_for(milliseconds(10));
    if (call.event() == "say" && call.payload() == R"({"text":"hi"})") result.replace(R"("slowly")");
  };
  CHECK(ann.call(1, "say", R"({"text":"hi"})").empty());
  CHECK(ann.call(2, "later", R"({"after":30})").empty());
  CHECK(ann.call(3, "number", "7").empty());
  building.executor->advance(milliseconds(1000));
  const Frames frames = ann.talk.heard();
  REQUIRE(frames.size() == 3);
  CHECK(frames[0] == R"({"id":1,"data":"slowly"})");
  CHECK(frames[1] == R"({"id":2,"data":"late"})");
  CHECK(at(frames[2], "/error/code") == "forbidden");

  ann.call(4, "later", R"({"after":30})");
  building.executor->advance(milliseconds(15));
  CHECK(building.desk.running == 1);
  CHECK(at(ann.talk.ask(R"({"id":4,"cancel":true})").at(0), "/error/code") == "cancelled");
  CHECK(building.desk.running == 0);
}

TEST_CASE("interceptors: around a stream, after it once at its end; streams hold up nobody") {
  Building building(true);
  building.start();
  Visitor ann(building);
  building.of_desk->do_before = [](gangway::CallInfo&) -> gangway::Reply<void> {
    co_await gangway::sleep_for(milliseconds(10));
  };
  ann.call(1, "count", R"({"to":20})");
  ann.call(2, "tell", R"({"text":"hi"})");
  building.executor->advance(milliseconds(30));
  Frames frames = ann.talk.heard();
  REQUIRE(frames.size() == 17);
  CHECK(frames[16] == R"({"id":2})");
  ann.log();
  frames = ann.talk.ask(R"({"id":1,"more":90})");
  CHECK(frames.size() == 5);
  CHECK(frames.back() == R"({"id":1,"end":true})");
  CHECK(ann.log() == Log{"after desk", "after gateway", "after server"});

  ann.call(3, "count", R"({"to":100})");
  building.executor->advance(milliseconds(30));
  ann.talk.heard();
  CHECK(at(ann.talk.ask(R"({"id":3,"more":90})").back(), "/error/code") == "Refused");
}

TEST_CASE("interceptors: around joins, too") {
  Building building(true);
  building.start();
  Talk ann(building);
  ann.heard();
  CHECK(ann.ask(R"({"ns":"/desk","join":{"user":"ann"}})").at(0).find("joined") != std::string::npos);
  CHECK(building.log == Log{"Open", "SignedIn", "before server", "before gateway", "before desk", "join ann",
                            "after desk", "after gateway", "after server"});
  building.of_server->do_before = [](gangway::CallInfo& call) -> gangway::Reply<void> {
    if (call.is_join()) return gangway::Error{gangway::ErrorCode::Unavailable, "closed today"};
    return {};
  };
  Talk bob(building);
  bob.heard();
  CHECK(bob.ask(R"({"ns":"/desk","join":{"user":"bob"}})") ==
        Frames{R"({"ns":"/desk","error":{"code":"unavailable","message":"closed today"}})"});
}

TEST_CASE("interceptors: a reply without a JSON form is one fault") {
  Building building(true);
  building.start();
  Visitor ann(building);
  const Frames frames = ann.call(1, "number", "7");
  REQUIRE(frames.size() == 1);
  CHECK(at(frames[0], "/error/code") == "internal");
  CHECK(building.logged.size() == 1);
}

TEST_CASE("filters: the most specific first; one that has dealt with it is the last") {
  Building building(true);
  building.start();
  Visitor ann(building);
  building.filter_of_desk->what = [](gangway::CallInfo&, gangway::CallFailure& failure) {
    failure.message += ", says the desk";
    return gangway::Reply<bool>(false);
  };
  building.filter_of_gateway->what = [](gangway::CallInfo& call, gangway::CallFailure& failure) {
    failure = {.code = "Moved",
               .message = failure.message + " of " + std::string(call.event()),
               .data = R"({"to":9})"};
    return gangway::Reply<bool>(true);
  };
  CHECK(
      ann.call(1, "say", R"({"text":"refuse"})") ==
      Frames{
          R"({"id":1,"error":{"code":"Moved","message":"Refused, says the desk of say","data":{"to":9}}})"});
  CHECK(ann.log().back() == "filter gateway Refused");
}

TEST_CASE("filters: see what an exception said, clients never") {
  Building building(true);
  building.start();
  Visitor ann(building);
  building.filter_of_server->what = [&](gangway::CallInfo&, gangway::CallFailure& failure) {
    building.log.push_back(failure.exception);
    failure.message = "ask ann";
    return gangway::Reply<bool>(true);
  };
  CHECK(ann.call(1, "say", R"({"text":"throw"})") ==
        Frames{R"({"id":1,"error":{"code":"internal","message":"ask ann"}})"});
  CHECK(ann.log().back() == "a secret");
  CHECK(building.logged == Log{"127.0.0.1:5000: the handler of `say` of /desk failed: a secret"});
}

TEST_CASE("filters: one that fails is logged and passed over; one that answers with an error replaces it") {
  Building building(true);
  building.start();
  Visitor ann(building);
  building.filter_of_desk->what = [](gangway::CallInfo&, gangway::CallFailure&) -> gangway::Reply<bool> {
    throw std::runtime_error("itself");
  };
  building.filter_of_gateway->what = [](gangway::CallInfo&, gangway::CallFailure&) -> gangway::Reply<bool> {
    co_await gangway::sleep_for(milliseconds(10));
    throw gangway::Error{gangway::ErrorCode::Unavailable, "try later"};
  };
  CHECK(ann.call(1, "say", R"({"text":"forbid"})").empty());
  building.executor->advance(milliseconds(10));
  CHECK(ann.talk.heard() == Frames{R"({"id":1,"error":{"code":"unavailable","message":"try later"}})"});
  CHECK(building.logged == Log{"127.0.0.1:5000: an error filter of `say` of /desk failed: itself"});
  CHECK(ann.log().back() == "filter gateway forbidden");
}

TEST_CASE("filters: data that is no JSON is left out") {
  Building building(true);
  building.start();
  Visitor ann(building);
  building.filter_of_desk->what = [](gangway::CallInfo&, gangway::CallFailure& failure) {
    failure.data = R"({"a":)";
    return gangway::Reply<bool>(true);
  };
  CHECK(ann.call(1, "say", R"({"text":"forbid"})") ==
        Frames{R"({"id":1,"error":{"code":"forbidden","message":"not you"}})"});
}

TEST_CASE("after_init is called before anything; a throw ends the start and is named") {
  Building building;
  building.gateway->start({});
  CHECK(building.log == Log{"init"});
  building.desk.fails_to_start = true;
  CHECK_THROWS_WITH_AS(building.gateway->start({}),
                       "after_init of /desk in gateway `Office` threw: no coffee", gangway::StartError);
}
