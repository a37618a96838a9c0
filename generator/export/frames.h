#pragma once

#include <string>
#include <vector>

#include "emit/example_value.h"
#include "export/json_schema.h"

namespace gangway::gen::exports {

/// A kind of frame: its schema and an example.
struct Frame {
  Json schema;
  Json example;
};

/// The frames of a namespace's own address, where none has to name the namespace.
class Frames {
 public:
  Frames(const Schema& schema, Schemas& schemas) : schema_(schema), schemas_(schemas), examples_(schema) {}

  /// What begins an event, in either direction.
  Frame event(const EventDef& event);
  /// One value of a stream, in either direction.
  Frame item(const TypeRef& type, const std::string& name);
  static Frame end();
  Frame reply(const EventDef& event);
  /// The refusals of an event: those it declares, and those that every call may meet.
  Frame error(const EventDef& event);

  Frame join(const NamespaceDef& name_space);
  static Frame joined();
  static Frame refused();

  /// The codes that are the same for every event, as a definition of its own.
  static Json common_error();

 private:
  const Schema& schema_;
  Schemas& schemas_;
  ExampleValues examples_;
};

/// What `Frames::common_error` is called among the definitions.
inline constexpr const char* kCommonError = "gangway.Error";

}  // namespace gangway::gen::exports
