#include "driver/depfile.h"

namespace gangway::gen {
namespace {

std::string escaped(const std::filesystem::path& path) {
  std::string result;
  for (const char c : std::filesystem::absolute(path).lexically_normal().generic_string()) {
    if (c == ' ' || c == '#') result += '\\';
    if (c == '$') result += '$';
    result += c;
  }
  return result;
}

}  // namespace

std::string depfile_text(const std::filesystem::path& target,
                         const std::vector<std::filesystem::path>& sources) {
  std::string text = escaped(target) + ':';
  for (const std::filesystem::path& source : sources) text += " \\\n  " + escaped(source);
  return text + '\n';
}

}  // namespace gangway::gen
