#include "driver/git_source.h"

#include <charconv>
#include <string_view>
#include <utility>

#include "driver/run_program.h"

namespace gangway::gen {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kPrefix = "git:";

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

/// The names in a list that is separated by zeros.
std::vector<std::string> schema_names(std::string_view list) {
  std::vector<std::string> names;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('\0'), list.size());
    const std::string_view name = list.substr(0, end);
    // A name with a line break could not be asked for by line.
    if (name.ends_with(".gw") && name.find('\n') == std::string_view::npos) names.emplace_back(name);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return names;
}

/// What `git cat-file --batch` answers to `names`, in their order: `<id> blob <size>`, the text, a line
/// break.
bool take_blobs(std::string_view output, const std::vector<std::string>& names, const std::string& root,
                Overlay& files) {
  for (const std::string& name : names) {
    const std::size_t end = output.find('\n');
    if (end == std::string_view::npos) return false;
    const std::string_view header = output.substr(0, end);
    const std::size_t space = header.rfind(' ');
    std::size_t size = 0;
    const char* const digits_end = header.data() + header.size();
    const bool is_blob = space != std::string_view::npos && header.find(" blob ") != std::string_view::npos;
    if (!is_blob || std::from_chars(header.data() + space + 1, digits_end, size).ptr != digits_end)
      return false;
    if (output.size() < end + 1 + size) return false;
    files[identity_of(root + '/' + name)] = std::string(output.substr(end + 1, size));
    output.remove_prefix(std::min(end + 2 + size, output.size()));
  }
  return true;
}

}  // namespace

std::optional<GitSpec> parse_git_spec(const std::string& text) {
  if (!text.starts_with(kPrefix)) return std::nullopt;
  // Revisions may hold colons (`:/words`), paths of schemas hardly: the last one divides them.
  const std::size_t colon = text.rfind(':');
  if (colon < kPrefix.size()) return std::nullopt;
  return GitSpec{text.substr(kPrefix.size(), colon - kPrefix.size()), text.substr(colon + 1)};
}

std::variant<GitTree, std::string> read_git(const GitSpec& spec, const std::vector<fs::path>& include_dirs) {
  if (spec.revision.empty() || spec.path.empty()) return "write git:REV:path";
  // What begins with a dash would be an option to git.
  if (spec.revision.starts_with('-')) return "`" + spec.revision + "` is not a revision";
  const auto prefix = run_program({"git", "rev-parse", "--show-prefix"}, "");
  if (!prefix) return "there is no program `git`";
  if (prefix->exit_code != 0) return "this is not in a git repository";
  const auto commit = run_program(
      {"git", "rev-parse", "--verify", "--quiet", "--end-of-options", spec.revision + "^{tree}"}, "");
  if (!commit || commit->exit_code != 0) return "there is no revision `" + spec.revision + "`";
  const std::string tree = first_line(commit->output);

  const auto list = run_program({"git", "ls-tree", "-r", "-z", "--full-tree", "--name-only", tree}, "");
  if (!list || list->exit_code != 0) return "git cannot list the revision `" + spec.revision + "`";
  const std::vector<std::string> names = schema_names(list->output);
  std::string wanted;
  for (const std::string& name : names) wanted += tree + ':' + name + '\n';
  const auto blobs = run_program({"git", "cat-file", "--batch"}, wanted);
  GitTree result;
  const std::string root = "git:" + spec.revision + ":.";
  if (!blobs || blobs->exit_code != 0 || !take_blobs(blobs->output, names, root, result.files)) {
    return "git cannot show the files of the revision `" + spec.revision + "`";
  }
  // Paths are from the current directory, which lies somewhere in the repository.
  const auto in_revision = [&](const fs::path& path) {
    const std::string below = first_line(prefix->output);
    return (fs::path(root) / (fs::path(below) / path).lexically_normal()).generic_string();
  };
  result.path = in_revision(spec.path);
  if (!result.files.contains(identity_of(result.path))) {
    return "the revision `" + spec.revision + "` has no schema `" + spec.path + "`";
  }
  for (const fs::path& dir : include_dirs) result.include_dirs.emplace_back(in_revision(dir));
  return result;
}

}  // namespace gangway::gen
