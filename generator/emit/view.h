#pragma once

#include <string>

#include <nlohmann/json.hpp>
#include <nlohmann/json_fwd.hpp>

namespace gangway::gen {

/// One file to be written: which template, with which data, under which name.
/// Every name the template uses is in `data`; nothing is decided after this.
struct View {
  std::string template_name;  ///< Below `templates/`: "cpp/types.h.mustache".
  std::string output_path;    ///< Below the output directory: "chat.gw.types.h".
  nlohmann::json data;
};

}  // namespace gangway::gen
