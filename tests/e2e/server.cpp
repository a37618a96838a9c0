// The server of the end-to-end tests: `e2e_server [PORT]`. Says where it listens, then what happens, line by
// line.
#include <cstdio>
#include <cstdlib>
#include <memory>

#include <gangway/server.h>

#include "../support/array_format.h"
#include "around.h"
#include "delivery_handlers.h"
#include "documents_handlers.h"
#include "handlers.h"
#include "leaving_handlers.h"
#include "nest_handlers.h"
#include "routes.h"
#include "worker.h"

int main(int count, char** arguments) {
  try {
    gangway::ServerOptions options{.port = 0, .address = "127.0.0.1"};
    if (count > 1) options.port = static_cast<std::uint16_t>(std::atoi(arguments[1]));
    options.limits.max_payload = 8 * 1024 * 1024;
    options.limits.grace = std::chrono::seconds(1);
    if (const char* most = std::getenv("E2E_VIOLATIONS")) {
      options.limits.violations = static_cast<std::size_t>(std::atoi(most));
    }

    e2e::Worker worker;
    e2e::Root root;
    e2e::Values values;
    e2e::Replies replies(worker);
    e2e::Talk talk(worker);
    e2e::Flow flow;
    e2e::Admin admin;
    e2e::BriefEcho brief;
    delivery::Root delivery_root;
    documents::Pages pages;
    leaving::Calls leaving_calls;
    nest::Root nest_root(worker);
    nest::Passed passed;
    nest::Enhanced nest_enhanced(passed);
    nest_enhanced.use(std::make_shared<nest::Brackets>(passed));
    nest_enhanced.use(std::make_shared<nest::OtherWords>(passed));
    nest::Two nest_two;
    nest::TestSpace nest_test;
    using e2e::around::Polite;
    using e2e::around::Witness;
    e2e::around::Desk desk;
    desk.use(std::make_shared<Witness>("desk"));
    desk.use(std::make_shared<Polite>("desk"));
    gangway::Server server(options);
    server.serve(e2e::Everything{
        .root = root, .values = values, .replies = replies, .talk = talk, .flow = flow, .admin = admin});
    server.serve(e2e::Brief{.brief = brief});
    server.serve(e2e::around::Around{.desk = desk}, {.interceptors = {std::make_shared<Witness>("gateway")},
                                                     .filters = {std::make_shared<Polite>("gateway")}});
    server.serve(delivery::Delivery{.root = delivery_root});
    server.serve(documents::Documents{.document = pages});
    server.serve(leaving::Leaving{.calls = leaving_calls});
    server.serve(nest::Nest{.root = nest_root, .enhanced = nest_enhanced});
    server.serve(nest::NestTwo{.root = nest_two, .test = nest_test});
    e2e::add_routes(server);
    server.inspector();
    server.speak("array", std::make_shared<gangway::testing::ArrayFormat>());
    server.listen();
    e2e::note("listening on http://127.0.0.1:" + std::to_string(server.port()) + "/");
    server.run();
    return 0;
  } catch (const gangway::StartError& error) {
    std::fprintf(stderr, "e2e_server: %s\n", error.what());
    return 1;
  }
}
