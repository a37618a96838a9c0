#include "diagnostics/explain.h"

// Pages for GW32xx: constraints.

namespace gangway::gen {

std::vector<Explanation> explain_constraints() {
  return {
      {"GW3201",
       "The text is no regular expression: a group or class does not end, a repeat has nothing before it, a "
       "range "
       "goes backwards. The mark is under the piece. In a .gw file a backslash of the pattern is written "
       "twice.",
       "package demo;\nstruct A { name: string @pattern(\"(ab\"); }\n",
       "package demo;\nstruct A { name: string @pattern(\"(ab)\"); }\n"},
      {"GW3202",
       "A pattern is checked by RE2 in C++ and by RegExp in JavaScript, so it is made of what both read "
       "alike: "
       "characters, `.`, classes, `\\d \\D \\w \\W`, groups, `|`, and repeats. It is always about the whole "
       "string, "
       "so there are no anchors. `.` is any character but a line feed.",
       "package demo;\nstruct A { name: string @pattern(\"^[a-z]+$\"); }\n",
       "package demo;\nstruct A { name: string @pattern(\"[a-z]+\"); }\n"},
      {"GW3203",
       "A part may be repeated up to 1000 times, counted through repeats inside repeats; more is a matter of "
       "`@length`.",
       "package demo;\nstruct A { name: string @pattern(\"[a-z]{1,2000}\"); }\n",
       "package demo;\nstruct A { name: string @pattern(\"[a-z]+\") @length(1..2000); }\n"},
      {"GW3204",
       "The repeat matches some texts in several ways, each time it goes around. An engine that backtracks, "
       "as "
       "JavaScript's does, tries them all before it says no: twice the time for each character more. Write "
       "it so "
       "that there is one way, as with a separator between the parts. A count of ten or more is taken for "
       "any "
       "number here, unless it is an exact count of something that has one length.",
       "package demo;\nstruct A { name: string @pattern(\"([a-z]+-?)+\"); }\n",
       "package demo;\nstruct A { name: string @pattern(\"[a-z]+(-[a-z]+)*\"); }\n"},
      {"GW3205",
       "The pattern is larger than RE2 takes with its usual memory, or than can be checked for how long it "
       "takes.",
       "package demo;\nstruct A { name: string "
       "@pattern(\"[a-zä]{1000}[a-zö]{1000}[a-zü]{1000}\"); }\n",
       "package demo;\nstruct A { name: string @pattern(\"[a-zäöü]*\") @length(3000..3000); }\n"},
      {"GW3211",
       "Nothing can satisfy the two: a range and one that lies beside it, perhaps of an alias on the way; a "
       "pattern "
       "and a length that it never has; `@lowercase` and a pattern that asks for a capital letter.",
       "package demo;\ntype Name = string @length(10..20);\nstruct A { name: Name @length(..5); }\n",
       "package demo;\ntype Name = string @length(10..20);\nstruct A { name: Name @length(..15); }\n"},
      {"GW3212",
       "A default or a constant is checked like a value that comes in, after `@trim` and `@lowercase`; this "
       "one "
       "would be refused.",
       "package demo;\nstruct A { name: string @length(1..) = \"\"; }\n",
       "package demo;\nstruct A { name: string @length(1..) = \"nobody\"; }\n"},
      {"GW3213",
       "`@unique` compares elements. That is beyond doubt for booleans, integers, strings, bytes, times, "
       "dates, "
       "uuids and enums. Fractions that look alike may differ, `1.5` and `1.50` are equal and written "
       "differently, "
       "and structures may hold either.",
       "package demo;\nstruct A { sizes: list<f64> @unique; }\n",
       "package demo;\nstruct A { sizes: list<u32> @unique; }\n"},
      {"GW3214",
       "Annotations of an alias come before those behind its use. So here the text is checked, then changed, "
       "and the "
       "changed text might not pass the check any more at the other end. Normalise where the check is.",
       "package demo;\ntype Name = string @length(3..10);\nstruct A { name: Name @trim; }\n",
       "package demo;\ntype Name = string @trim @length(3..10);\nstruct A { name: Name; }\n"},
  };
}

}  // namespace gangway::gen
