#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gangway/options.h"
#include "server/options/values.h"

namespace gangway::detail::options {

/// One option: its name, "limits.max_payload", and how it is read, written and handed on.
struct Row {
  std::string name;
  Shape shape = Shape::Text;
  std::function<bool(const ServerOptions&)> is_given;
  /// Reads it into the options; throws BadValue.
  std::function<void(ServerOptions& to, const Json& from)> read;
  /// Takes it over where it is given.
  std::function<void(ServerOptions& to, const ServerOptions& from)> take;
  /// As JSON, where it is given.
  std::function<Json(const ServerOptions&)> write;

  /// "GANGWAY_LIMITS_MAX_PAYLOAD".
  [[nodiscard]] std::string variable() const;
};

/// All that can be set from outside, in the order in which it is shown. `log`, `environment` and
/// `config_file` cannot be set in a file.
[[nodiscard]] const std::vector<Row>& rows();
[[nodiscard]] std::vector<Row> limit_rows();

/// The limits: what was set, defaults for the others.
[[nodiscard]] Limits limits_of(const LimitOptions& set);
/// All of them, as if they had been set.
[[nodiscard]] LimitOptions all_set(const Limits& limits);

/// A row of what `find` points at: null where it is not given, and made where `make` says so.
template <class T>
Row row(std::string name, Shape shape, std::function<T*(ServerOptions&, bool make)> find) {
  const auto look = [find](const ServerOptions& options) -> const T* {
    return find(const_cast<ServerOptions&>(options), false);  // which changes nothing then
  };
  return {.name = std::move(name),
          .shape = shape,
          .is_given = [look](const ServerOptions& options) { return look(options) != nullptr; },
          .read =
              [find](ServerOptions& to, const Json& from) {
                T value{};
                options::read(from, value);
                *find(to, true) = std::move(value);
              },
          .take =
              [find, look](ServerOptions& to, const ServerOptions& from) {
                if (const T* value = look(from)) *find(to, true) = *value;
              },
          .write = [look](const ServerOptions& options) { return options::write(*look(options)); }};
}

}  // namespace gangway::detail::options
