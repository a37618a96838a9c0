#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "emit/cpp/space_names.h"
#include "emit/cpp/types.h"

namespace gangway::gen::cpp {

/// The pipes that the clients' payloads of a namespace reach: the handler's methods for them, and functions
/// that find the piped values in a payload.
class SpacePipes {
 public:
  /// `taken`: the names that the handler has already; those of the pipes' methods are added.
  SpacePipes(const Types& types, const SpaceNames& names, std::set<std::string>& taken)
      : types_(types), names_(names), taken_(taken) {}

  /// The function that walks through a payload: `walk_chat_on_send`; empty where it has no pipes.
  std::string payload(const EventDef& event);
  /// The same of a handshake.
  std::string handshake(const NamespaceDef& space);

  /// `{doc, pipe, method, type, function}` for each pipe: `clean`, `std::string`, `pipe_chat_clean`.
  [[nodiscard]] nlohmann::json pipes() const { return pipes_; }
  /// `{function, type, lines}` for each function that walks.
  [[nodiscard]] nlohmann::json walks() const { return walks_; }

 private:
  using Lines = std::vector<std::string>;

  [[nodiscard]] bool has_pipes(const TypeRef& type) const;
  [[nodiscard]] bool has_pipes(const std::vector<FieldDef>& fields) const;
  [[nodiscard]] bool reaches_pipes(const TypeRef& type, std::set<TypeId>& seen) const;
  /// Walks through a value that is there: the lines for it, behind `indent`.
  void value(Lines& out, const TypeRef& type, const std::string& expression, const std::string& indent,
             int depth);
  void bare(Lines& out, const TypeRef& type, const std::string& expression, const std::string& indent,
            int depth);
  void fields(Lines& out, const std::vector<FieldDef>& fields, std::optional<TypeId> owner);
  std::string function_of(TypeId type);
  std::string function_of(PipeId pipe);
  std::string add_walk(std::string function, std::string type, const Lines& lines);

  const Types& types_;
  const SpaceNames& names_;
  std::set<std::string>& taken_;
  std::set<std::string> functions_;
  std::map<TypeId, std::string> known_types_;
  std::map<PipeId, std::string> known_pipes_;
  nlohmann::json pipes_ = nlohmann::json::array();
  nlohmann::json walks_ = nlohmann::json::array();
};

}  // namespace gangway::gen::cpp
