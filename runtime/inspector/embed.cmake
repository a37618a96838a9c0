# cmake -DROOT=<runtime/inspector> -DOUT=<file.cpp> -DFILES=<a;b> -P embed.cmake
# Writes a C++ file that defines inspector_page(): every file's text under its name.
set(text "// Put together from runtime/inspector. Do not edit.\n#include \"inspector/page.h\"\n\n")
string(APPEND text "#include <array>\n\nnamespace gangway::detail {\n\nstd::span<const PageFile> inspector_page() {\n")
list(LENGTH FILES count)
string(APPEND text "  static constexpr std::array<PageFile, ${count}> files{{\n")
foreach(file IN LISTS FILES)
  file(READ "${ROOT}/${file}" content)
  string(APPEND text "      {\"${file}\", R\"gangway(${content})gangway\"},\n")
endforeach()
string(APPEND text "  }};\n  return files;\n}\n\n}  // namespace gangway::detail\n")
file(WRITE "${OUT}" "${text}")
