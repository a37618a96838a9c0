#include "diagnostics/explain.h"

// Pages for GW4xxx and GW9xxx: values and files.

namespace gangway::gen {

std::vector<Explanation> explain_values() {
  return {
      {"GW4001", "A default or a constant is a value of its type, and this is a value of another kind.",
       "package demo;\nstruct A { size: u32 = \"ten\"; }\n", "package demo;\nstruct A { size: u32 = 10; }\n"},
      {"GW4002", "The number does not fit its type.", "package demo;\nstruct A { size: u8 = 300; }\n",
       "package demo;\nstruct A { size: u16 = 300; }\n"},
      {"GW4003", "The enum declares no value of this name.",
       "package demo;\nenum Presence { online, away }\nstruct A { now: Presence = onlin; }\n",
       "package demo;\nenum Presence { online, away }\nstruct A { now: Presence = online; }\n"},
      {"GW4004", "A word as a value is the name of a constant, and none of this name can be seen here.",
       "package demo;\nconst Limit: u32 = 10;\nstruct A { size: u32 = Limt; }\n",
       "package demo;\nconst Limit: u32 = 10;\nstruct A { size: u32 = Limit; }\n"},
      {"GW4005",
       "`name?: T` may be left out and then is absent. `name: T = v` may be left out and then is v. A field "
       "is one or "
       "the other.",
       "package demo;\nstruct A { size?: u32 = 10; }\n", "package demo;\nstruct A { size: u32 = 10; }\n"},
      {"GW4006", "The constant's value is a constant whose value is the first one: there is no value in it.",
       "package demo;\nconst A: u32 = B;\nconst B: u32 = A;\n",
       "package demo;\nconst A: u32 = B;\nconst B: u32 = 10;\n"},
      {"GW4007", "The string is not a uuid, date, timestamp, decimal or base64 text, as its type asks for.",
       "package demo;\nconst Start: date = \"2026-02-30\";\n",
       "package demo;\nconst Start: date = \"2026-02-28\";\n"},
      {"GW4008", "Structs and unions have no written values; make the field optional instead.",
       "package demo;\nstruct B { size: u32; }\nstruct A { b: B = 1; }\n",
       "package demo;\nstruct B { size: u32; }\nstruct A { b?: B; }\n"},
      {"GW4009", "Constants are scalars: numbers, strings, durations, and what is written as a string.",
       "package demo;\nconst Names: list<string> = [];\n", "package demo;\nconst Name: string = \"\";\n"},
      {"GW4010", "The name is declared, but not as a constant.",
       "package demo;\nstruct Limit { size: u32; }\nstruct A { size: u32 = Limit; }\n",
       "package demo;\nconst Limit: u32 = 10;\nstruct A { size: u32 = Limit; }\n"},
  };
}

std::vector<Explanation> explain_files() {
  return {
      {"GW9001",
       "The file named on the command line or in an import is not there, or may not be read. Exit code 3.",
       "", "package demo;\n"},
      {"GW9002",
       "An output could not be written: the directory may be read-only, or the disk full. Outputs that were "
       "there "
       "before are untouched. Exit code 3.",
       "", "package demo;\n"},
  };
}

}  // namespace gangway::gen
