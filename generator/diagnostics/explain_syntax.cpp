#include "diagnostics/explain.h"

// Pages for GW1xxx: syntax.

namespace gangway::gen {

std::vector<Explanation> explain_syntax() {
  return {
      {"GW1001",
       "A .gw file is UTF-8. This one has bytes that are not, usually because an editor saved it in another "
       "encoding. "
       "Save it as UTF-8; nothing else in the file was read.",
       "package demo;\n// caf\xE9\n", "package demo;\n// caf\xC3\xA9\n"},
      {"GW1002",
       "Files over 4 MiB are refused before they are parsed. A schema is written by people and is a thousand "
       "times "
       "smaller; split it into files that import each other.",
       "", "package demo;\n"},
      {"GW1003",
       "Brackets of all kinds may be nested 128 deep. Give inner types a name with `type` or `struct` "
       "instead of "
       "nesting them.",
       "", "package demo;\ntype Row = list<u32>;\ntype Table = list<Row>;\n"},
      {"GW1004", "This character is not part of the language outside of strings and comments.",
       "package demo;\nstruct A { size: u32; } #\n",
       "package demo;\nstruct A { size: u32; }  // a comment\n"},
      {"GW1005", "A string ends on the line on which it begins. Write a line break in it as `\\n`.",
       "package demo;\nimport \"common.gw;\n", "package demo;\nconst Greeting: string = \"hello\\n\";\n"},
      {"GW1006",
       "A comment that begins with `/*` reaches to the next `*/`; here there is none until the end of the "
       "file.",
       "package demo;\n/* all of this\nstruct A { size: u32; }\n",
       "package demo;\n/* only this */\nstruct A { size: u32; }\n"},
      {"GW1007",
       "Strings know the escapes of JSON: \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX, and halves of "
       "surrogate pairs "
       "only together. A backslash itself is written twice.",
       "package demo;\nconst Path: string = \"C:\\data\";\n",
       "package demo;\nconst Path: string = \"C:\\\\data\";\n"},
      {"GW1008",
       "The text cannot go on like this. What could have stood here instead is named, the likeliest first; "
       "often the "
       "mistake is just before the place that is marked.",
       "package demo;\nstruct A { size u32; }\n", "package demo;\nstruct A { size: u32; }\n"},
      {"GW1009",
       "A declaration or a member begins with a keyword, and this word is none, but it is near one, or it is "
       "what "
       "another language calls it.",
       "package demo;\nstuct A { size: u32; }\n", "package demo;\nstruct A { size: u32; }\n"},
      {"GW1010",
       "Statements end with `;`, blocks with `}`. The mark is where the `;` belongs, behind what it ends.",
       "package demo;\nstruct A {\n  size: u32\n  name: string;\n}\n",
       "package demo;\nstruct A {\n  size: u32;\n  name: string;\n}\n"},
      {"GW1011", "The file ends in the middle of something, most often because a `}` is missing.",
       "package demo;\nstruct A {\n  size: u32;\n", "package demo;\nstruct A {\n  size: u32;\n}\n"},
      {"GW1012",
       "Whole numbers go up to 2^64 - 1 and others up to about 1.8e308; this one is beyond. Write larger "
       "exact numbers "
       "as `decimal` in a string.",
       "package demo;\nconst Big: u64 = 99999999999999999999;\n",
       "package demo;\nconst Big: decimal = \"99999999999999999999\";\n"},
      {"GW1013",
       "A number with letters behind it is a duration or a size, and its unit is none of the known ones.",
       "package demo;\nconst Pause: duration = 5sec;\n", "package demo;\nconst Pause: duration = 5s;\n"},
      {"GW1014",
       "`package` names the C++ namespace and the TypeScript module of all that follows, so it is the first "
       "thing in "
       "the file, and there is one.",
       "struct A { size: u32; }\npackage demo;\n", "package demo;\nstruct A { size: u32; }\n"},
      {"GW1015",
       "Imports stand together at the top, behind `package`, so that a reader sees at once what a file "
       "needs.",
       "package demo;\nstruct A { size: u32; }\nimport \"b.gw\";\n// --- b.gw\npackage demo;\n",
       "package demo;\nimport \"b.gw\";\nstruct A { b: B; }\n// --- b.gw\npackage demo;\nstruct B { size: "
       "u32; }\n"},
      {"GW1016",
       "A `;` ends a statement. A block ends with its `}` and takes no `;` behind it, unlike in C++.",
       "package demo;\nstruct A { size: u32; };\n", "package demo;\nstruct A { size: u32; }\n"},
      {"GW1017",
       "An event carries either named parameters, which become one object, or one value of a type. The two "
       "do not mix, "
       "and several values need names.",
       "package demo;\nstruct A { size: u32; }\ngateway G { on send(A, note: string); }\n",
       "package demo;\nstruct A { size: u32; }\ngateway G { on send(a: A, note: string); }\n"},
      {"GW1018", "Before the `:` of a parameter stands its name: one word, and `?` if it may be left out.",
       "package demo;\ngateway G { on send(list<u32>: string); }\n",
       "package demo;\ngateway G { on send(text: string); }\n"},
      {"GW1019",
       "After 100 syntax errors the rest of a file is not read: it is probably not a .gw file at all. Other "
       "files of "
       "the run are still checked.",
       "", "package demo;\n"},
      {"GW1020", "Durations are whole milliseconds and sizes whole bytes; this one falls in between.",
       "package demo;\nconst Pause: duration = 0.0001s;\n", "package demo;\nconst Pause: duration = 1.5s;\n"},
      {"GW1021",
       "A declaration begins where another one is still open, so the `}` of that one was forgotten. What "
       "follows is "
       "read as if it stood there.",
       "package demo;\nstruct A {\n  size: u32;\nstruct B { size: u32; }\n",
       "package demo;\nstruct A {\n  size: u32;\n}\nstruct B { size: u32; }\n"},
      {"GW1022",
       "Lines of `///` describe the declaration, field, value, event or parameter that follows them, and are "
       "carried "
       "into the generated code. Behind these there is nothing that could carry them, so nobody would read "
       "them: "
       "before a `}`, at the end of the file, before an import. Move them, or make them an ordinary comment "
       "with `//`.",
       "package demo;\nstruct A {\n  size: u32;\n  /// And more to come.\n}\n",
       "package demo;\nstruct A {\n  size: u32;\n  // And more to come.\n}\n"},
  };
}

}  // namespace gangway::gen
