#pragma once

#include <memory>
#include <string>

#include <nlohmann/json.hpp>

namespace gangway::gen {

/// One file to be written: which template, with which data, under which name.
/// Every name the template uses is in `data`; nothing is decided after this.
struct View {
  std::string template_name;                   ///< Below `templates/`: "cpp/types.h.mustache".
  std::string output_path;                     ///< Below the output directory: "chat.gw.types.h".
  std::shared_ptr<const nlohmann::json> data;  ///< Files of one schema may share it.
};

}  // namespace gangway::gen
