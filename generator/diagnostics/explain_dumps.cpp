#include "diagnostics/explain.h"

namespace gangway::gen {

std::vector<Explanation> explain_dumps() {
  constexpr std::string_view kAny = "package demo;\nstruct A { size: u32; }\n";
  return {
      {"GW9010",
       "`gangway diff` was asked for a schema of a git revision and did not get it: there is no program "
       "`git`, "
       "the current directory is in no repository, or the revision or the file in it does not exist. The "
       "path "
       "is from the current directory, as that of any file.",
       "", kAny},
      {"GW9011",
       "A file whose name ends in `.json` is taken for a dump of `gangway ir`, and this one is not JSON. The "
       "message says where it stops being it.",
       "", kAny},
      {"GW9012",
       "The dump was written by a gangway whose form this one does not know. Write it again with this one, "
       "from "
       "the schema.",
       "", kAny},
      {"GW9013",
       "The file is JSON, but not what `gangway ir` writes: a key is missing or of the wrong kind, or a name "
       "is "
       "not declared. The message has a JSON Pointer to the spot.",
       "", kAny},
  };
}

}  // namespace gangway::gen
