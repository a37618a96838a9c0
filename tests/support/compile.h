#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/sink.h"
#include "load/load.h"
#include "schema/schema.h"

namespace gangway::test {

/// One file of a case. `// --- name` lines split a text into several; what stands before the first is
/// "main.gw".
struct CaseFile {
  std::string name;
  std::string text;
};

std::vector<CaseFile> split_case(std::string_view text);

/// What the stages before `emit` make of a case; its first file is the one that is asked for.
struct Compiled {
  gen::LoadedFiles loaded;
  std::vector<gen::Diagnostic> diagnostics;
  std::optional<gen::Schema> schema;

  /// The codes of all diagnostics in order: "GW2101 GW2104".
  [[nodiscard]] std::string codes() const;
  /// The messages of all diagnostics in order.
  [[nodiscard]] std::vector<std::string> messages() const;
};

/// Compiles `text`, which is put into an empty directory of its own; the names in messages do not depend on
/// it.
Compiled compile(std::string_view text, const std::vector<std::filesystem::path>& include_dirs = {});

/// The same, and then what `gangway generate` refuses beyond.
Compiled compile_for_generation(std::string_view text);

/// The same, and what `gangway lint` advises after it.
Compiled compile_and_lint(std::string_view text);

/// The schema of a text that has no mistakes; fails the test otherwise.
gen::Schema must_compile(std::string_view text);

/// A directory that is the current one, and empty, until this is gone.
class ScratchDirectory {
 public:
  ScratchDirectory();
  ~ScratchDirectory();
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  void write(const std::filesystem::path& name, std::string_view text) const;
  [[nodiscard]] std::string read(const std::filesystem::path& name) const;

 private:
  std::filesystem::path path_;
  std::filesystem::path before_;
};

}  // namespace gangway::test
