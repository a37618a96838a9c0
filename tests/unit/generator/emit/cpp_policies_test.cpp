#include <doctest/doctest.h>

#include <string>

#include "emit/cpp/views.h"
#include "render/template_engine.h"
#include "support/compile.h"

using namespace gangway;

namespace {

/// The dispatch file that is generated for a schema.
std::string dispatch_of(std::string_view text) {
  const gen::Schema schema = test::must_compile(text);
  const gen::TemplateEngine engine;
  for (const gen::View& view : gen::cpp::views(schema, gen::FileId{0})) {
    if (view.template_name == "cpp/dispatch.cpp.mustache")
      return engine.render(view.template_name, *view.data);
  }
  return {};
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("C++ policies: a plain event has none") {
  const std::string text = dispatch_of("package p; @maxPayload(1KiB) gateway G { on a(); }");
  CHECK_FALSE(has(text, "CallPolicy"));
  CHECK_FALSE(has(text, "Guard"));
}

TEST_CASE("C++ policies: guards with their arguments, each function once") {
  const std::string text = dispatch_of(R"(package p;
    enum Role { user, admin }
    guard SignedIn; guard HasRole(role: Role, level: u32 = 1);
    @requires(SignedIn) gateway G { namespace chat {
      on a();
      @requires(HasRole(admin)) on b();
      @requires(HasRole(user, 3)) on c();
      @requires(HasRole(admin)) on d();
    } })");
  CHECK(has(text, ".signed_in(ChatClient(member), call);"));
  CHECK(has(text, ".has_role(ChatClient(member), call, Role::admin, 1);"));
  CHECK(has(text, ".has_role(ChatClient(member), call, Role::user, 3);"));
  CHECK(has(text, "ask_chat_has_role_2("));
  CHECK_FALSE(has(text, "ask_chat_has_role_3("));
  CHECK(has(text,
            "constexpr std::array kChatOnBGuards{\n"
            "    gangway::detail::GuardRow{\"SignedIn\", ask_chat_signed_in},\n"
            "    gangway::detail::GuardRow{\"HasRole\", ask_chat_has_role},\n"
            "};"));
  CHECK(has(text, ".join_policy = &kChatJoinPolicy,"));
}

TEST_CASE("C++ policies: one row for each place where a rate stands") {
  const std::string text = dispatch_of(R"(package p;
    @rate(9 per 1m, by: session.user) gateway G {
      session { user: string; }
      namespace chat { on a(); on b(); }
      @rate(5 per 1s, burst: 7) namespace news { on c(); @rate(1 per 10ms, by: address) on d(); }
    })");
  CHECK(has(text,
            "RateRow kGatewayGRate{\n    .count = 9, .period_ms = 60000, .burst = 9, "
            ".by = gangway::detail::RateRow::By::Session};"));
  CHECK(has(text,
            "RateRow kNewsRate{\n    .count = 5, .period_ms = 1000, .burst = 7, "
            ".by = gangway::detail::RateRow::By::Connection};"));
  CHECK(has(text,
            "RateRow kNewsOnDRate{\n    .count = 1, .period_ms = 10, .burst = 1, "
            ".by = gangway::detail::RateRow::By::Address};"));
  CHECK(has(text, "kChatOnAPolicy{\n    .rate = &kGatewayGRate,\n    .rate_key = [](const void* session) {"));
  CHECK(has(text, "gangway::codec::String::write(out, static_cast<const GSession*>(session)->user)"));
  CHECK(has(text, "kNewsOnCPolicy{\n    .rate = &kNewsRate,\n};"));
}

TEST_CASE("C++ policies: deadlines, handlers at once, and an event's own largest payload") {
  const std::string text = dispatch_of(R"(package p;
    @maxPayload(64KiB) @deadline(3s) gateway G { namespace chat {
      on a() -> void;
      @concurrent(4) @maxPayload(1KiB) on b();
    } })");
  CHECK(has(text, "kChatOnAPolicy{\n    .deadline_ms = 3000,\n};"));
  CHECK(has(text, "kChatOnBPolicy{\n    .concurrent = 4,\n    .max_payload = 1024,\n};"));
}
