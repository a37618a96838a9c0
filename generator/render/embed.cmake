# cmake -DROOT=<templates> -DOUT=<file.cpp> -DFILES=<a;b> -P embed.cmake
# Writes a C++ file that defines embedded_templates(): every template's text under its name below ROOT.
set(text "// Generated from templates/. Do not edit.\n#include \"render/template_engine.h\"\n\n")
string(APPEND text "namespace gangway::gen {\n\nconst TemplateSet& embedded_templates() {\n")
string(APPEND text "  static const TemplateSet templates{\n")
foreach(file IN LISTS FILES)
  file(READ "${ROOT}/${file}" content)
  string(APPEND text "      {\"${file}\", R\"gangway(${content})gangway\"},\n")
endforeach()
string(APPEND text "  };\n  return templates;\n}\n\n}  // namespace gangway::gen\n")
file(WRITE "${OUT}" "${text}")
