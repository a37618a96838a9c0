#include "diagnostics/explain.h"

namespace gangway::gen {

std::vector<Explanation> explain_diff_policies() {
  return {
      {"GW6111", "Clients that were let through may be refused.",
       "package demo;\nguard In;\nguard HasRole(role: string);\ngateway G { @requires(In) on ping() -> void; "
       "}\n",
       "", "package demo;\nguard In;\nguard HasRole(role: string);\ngateway G {  on ping() -> void; }\n"},
      {"GW6112", "Clients that were refused are let through.",
       "package demo;\nguard In;\nguard HasRole(role: string);\ngateway G {  on ping() -> void; }\n", "",
       "package demo;\nguard In;\nguard HasRole(role: string);\ngateway G { @requires(In) on ping() -> void; "
       "}\n"},
      {"GW6113", "Other clients are let through than before.",
       "package demo;\nguard In;\nguard HasRole(role: string);\ngateway G { @requires(HasRole(\"admin\")) on "
       "ping() -> void; }\n",
       "",
       "package demo;\nguard In;\nguard HasRole(role: string);\ngateway G { @requires(HasRole(\"guest\")) on "
       "ping() -> void; }\n"},
      {"GW6114", "Clients that were within the limit are refused with `rate_limited`.",
       "package demo;\n gateway G { @rate(10 per 10s) on ping() -> void; }\n", "",
       "package demo;\n gateway G { @rate(20 per 10s) on ping() -> void; }\n"},
      {"GW6115", "Clients may do more than before.",
       "package demo;\n gateway G { @rate(20 per 10s, burst: 40) on ping() -> void; }\n", "",
       "package demo;\n gateway G { @rate(20 per 10s) on ping() -> void; }\n"},
      {"GW6116", "Calls that were in time are answered `deadline_exceeded`.",
       "package demo;\n gateway G { @deadline(1s) on ping() -> void; }\n", "",
       "package demo;\n gateway G { @deadline(3s) on ping() -> void; }\n"},
      {"GW6117", "Calls may take longer than before.", "package demo;\n gateway G { on ping() -> void; }\n",
       "", "package demo;\n gateway G { @deadline(3s) on ping() -> void; }\n"},
      {"GW6118", "Frames that were taken are refused.",
       "package demo;\n@maxPayload(32KiB) gateway G { on ping() -> void; }\n", "",
       "package demo;\n@maxPayload(64KiB) gateway G { on ping() -> void; }\n"},
      {"GW6119", "Larger frames are taken. A client hears from each server how much it takes.",
       "package demo;\n@maxPayload(128KiB) gateway G { on ping() -> void; }\n", "",
       "package demo;\n@maxPayload(64KiB) gateway G { on ping() -> void; }\n"},
      {"GW6120", "The server tells every client the heartbeat when it connects.",
       "package demo;\n@heartbeat(10s, timeout: 5s) gateway G { on ping() -> void; }\n", "",
       "package demo;\n@heartbeat(25s, timeout: 20s) gateway G { on ping() -> void; }\n"},
      {"GW6121", "Clients may miss events that always came.",
       "package demo;\ngateway G { on ping(); @latest(x) emit got(x: u32); @volatile emit kept(u32); "
       "@replay(1m) emit old(u32); }\n",
       "",
       "package demo;\ngateway G { on ping(); emit got(x: u32); emit kept(u32); @replay(5m) emit old(u32); "
       "}\n"},
      {"GW6122", "Clients get events that they might have missed.",
       "package demo;\ngateway G { on ping(); emit got(x: u32); }\n", "",
       "package demo;\ngateway G { on ping(); @volatile emit got(x: u32); }\n"},
      {"GW6123", "Two events of one client may overtake each other.",
       "package demo;\ngateway G { @concurrent(4) on ping() -> void; }\n", "",
       "package demo;\ngateway G { on ping() -> void; }\n"},
      {"GW6124", "Events of one client wait longer for each other.",
       "package demo;\ngateway G { on ping() -> void; }\n", "",
       "package demo;\ngateway G { @concurrent(4) on ping() -> void; }\n"},
      {"GW6125", "Pages that could connect cannot any more.",
       "package demo;\n@origins(\"https://a.example\") gateway G { on ping() -> void; }\n", "",
       "package demo;\n@origins(\"https://a.example\", \"https://b.example\") gateway G { on ping() -> void; "
       "}\n"},
      {"GW6126", "Pages of more origins may connect.",
       "package demo;\n@origins(\"https://a.example\", \"https://b.example\") gateway G { on ping() -> void; "
       "}\n",
       "", "package demo;\n@origins(\"https://a.example\") gateway G { on ping() -> void; }\n"},
      {"GW6127", "Clients that connect this way cannot any more.",
       "package demo;\n@transports(websocket) gateway G { on ping() -> void; }\n", "",
       "package demo;\n@transports(websocket, polling) gateway G { on ping() -> void; }\n"},
      {"GW6128", "Clients may connect in another way, to a new server.",
       "package demo;\n@transports(websocket, polling) gateway G { on ping() -> void; }\n", "",
       "package demo;\n@transports(websocket) gateway G { on ping() -> void; }\n"},
      {"GW6129", "Clients look for the server at another port, unless the application says otherwise.",
       "package demo;\n@port(8081) gateway G { on ping() -> void; }\n", "",
       "package demo;\n@port(8080) gateway G { on ping() -> void; }\n"},
      {"GW6130", "The two ends agree on compression when they connect.",
       "package demo;\n@compression gateway G { on ping() -> void; }\n", "",
       "package demo;\n gateway G { on ping() -> void; }\n"},
      {"GW6131", "Compilers warn where it is used.",
       "package demo;\nstruct A { x: u32; @deprecated(\"use x\") y?: u32; }\ngateway G { on put(A); emit "
       "got(A); }\n",
       "", "package demo;\nstruct A { x: u32; y?: u32; }\ngateway G { on put(A); emit got(A); }\n"},
      {"GW6132", "It is here to stay, and compilers no longer warn.",
       "package demo;\nstruct A { x: u32; y?: u32; }\ngateway G { on put(A); emit got(A); }\n", "",
       "package demo;\nstruct A { x: u32; @deprecated(\"use x\") y?: u32; }\ngateway G { on put(A); emit "
       "got(A); }\n"},
      {"GW6133", "The application has to implement it.",
       "package demo;\nguard In;\nguard HasRole(role: string);\ngateway G {  on ping() -> void; }\n", "",
       "package demo;\nguard HasRole(role: string);\ngateway G {  on ping() -> void; }\n"},
      {"GW6134", "What implements it does not compile any more.",
       "package demo;\nguard HasRole(level: u32);\ngateway G {  on ping() -> void; }\n", "",
       "package demo;\nguard In;\nguard HasRole(role: string);\ngateway G {  on ping() -> void; }\n"},
      {"GW6135", "Only documentation changed: shown with `--verbose`.",
       "package demo;\n/// Somebody, or something.\nstruct A { x: u32; }\n", "",
       "package demo;\n/// Somebody.\nstruct A { x: u32; }\n"},
      {"GW6136",
       "Nobody who connects notices: what is asked of an event is said by its guards. It is about the "
       "next one who "
       "writes an event into this gateway.",
       "package demo;\n@denyByDefault @public gateway G { on ping() -> void; }\n", "",
       "package demo;\n@public gateway G { on ping() -> void; }\n"},
      {"GW6137",
       "Clients make the call again where the connection is lost before the answer. The handler has to be "
       "ready for that before they are.",
       "package demo;\ngateway G { @idempotent on put(x: u32) -> void; }\n", "",
       "package demo;\ngateway G { on put(x: u32) -> void; }\n"},
      {"GW6138",
       "Clients that were generated before go on making the call again where the connection is lost, and it "
       "may be done twice. Handlers have to bear that for as long as there are such clients.",
       "package demo;\ngateway G { on put(x: u32) -> void; }\n", "",
       "package demo;\ngateway G { @idempotent on put(x: u32) -> void; }\n"},
  };
}

}  // namespace gangway::gen
