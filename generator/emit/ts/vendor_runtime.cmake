# cmake -DROOT=<runtime/ts/src> -DOUT=<file.cpp> -DMODULES=<a;b> -DSOCKETIO_MODULES=<c;d> -P vendor_runtime.cmake
# Writes a C++ file that defines vendored_runtime() and vendored_socketio_runtime(): the modules one after the other,
# without their imports of each other. What index.ts does not export is exported too; nobody is kept from it, nobody
# should use it.
set(text "// Put together from runtime/ts/src. Do not edit.\n#include \"emit/ts/vendored_runtime.h\"\n\n")
string(APPEND text "namespace gangway::gen::ts {\n")

function(put_together function modules)
  string(APPEND text "\nstd::string_view ${function}() {\n  return ")
  foreach(module IN LISTS modules)
    file(READ "${ROOT}/${module}.ts" content)
    # Imports stand first in a file and end with their semicolon; none has another inside.
    string(REGEX REPLACE "(^|\n)import [^;]*\;" "\\1" content "${content}")
    string(REGEX REPLACE "(^|\n)export [^;\n]* from [^;\n]*\;" "\\1" content "${content}")
    string(STRIP "${content}" content)
    string(APPEND text "R\"gangway(\n// ${module}.ts\n\n${content}\n)gangway\"\n")
  endforeach()
  string(APPEND text "      ;\n}\n")
  set(text "${text}" PARENT_SCOPE)
endfunction()

put_together(vendored_runtime "${MODULES}")
put_together(vendored_socketio_runtime "${SOCKETIO_MODULES}")
file(WRITE "${OUT}" "${text}\n}  // namespace gangway::gen::ts\n")
