# gangway_generate(TARGET <target> SCHEMAS <file.gw>...
#                  [IMPORT_DIRS <dir>...]        where imports are looked for, after the importing file's folder
#                  [CPP_OUT <dir>]               default: <target>.gangway in the current binary directory
#                  [CLIENT]                      also the C++ client: "chat.gw.client.h"
#                  [INSPECTOR]                   with what `gangway::Server::inspector` shows: docs, types, examples
#                  [TS_OUT <dir>]                also write TypeScript there; may lie in the source tree
#                  [TS_SOCKETIO]                 with them types for socket.io-client: "chat.gw.socketio.ts"
#                  [TS_RUNTIME package|vendored] import "@gangway/client", or write the runtime beside the modules
#                  [NPM_PACKAGE <name[@version]>] TS_OUT is the folder of this npm package; the version is the
#                                                project's where none is given
#                  [NO_CPP])                     TypeScript only
#
# Generates C++ from the schemas, adds it to <target>, which must exist, and links gangway::runtime. For
# `chat.gw`, <target> and what links it may then include "chat.gw.h" and "chat.gw.types.h"; a schema in a folder
# below the current source directory, or below an IMPORT_DIR, keeps that folder in its name.
#
# One process generates all schemas of a call; it runs again when one of them, a file they import, or the
# generator changes, and rewrites only files whose text changes. A schema that others import has to be listed
# too, in this call or in that of a target that <target> links.
#
# The generator is the target gangway::gangway, or the program GANGWAY_EXECUTABLE where that is set: a host
# build's, when cross-compiling.

cmake_policy(PUSH)
cmake_policy(VERSION 3.25)

function(gangway_generate)
  cmake_parse_arguments(PARSE_ARGV 0 arg "NO_CPP;CLIENT;INSPECTOR;TS_SOCKETIO" "TARGET;CPP_OUT;TS_OUT;TS_RUNTIME;NPM_PACKAGE" "SCHEMAS;IMPORT_DIRS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "gangway_generate: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT arg_TARGET OR NOT arg_SCHEMAS)
    message(FATAL_ERROR "gangway_generate: expected TARGET <target> SCHEMAS <file.gw>...")
  endif()
  if(NOT TARGET ${arg_TARGET})
    message(FATAL_ERROR "gangway_generate: there is no target `${arg_TARGET}`; add it before")
  endif()
  if(arg_NO_CPP AND NOT arg_TS_OUT)
    message(FATAL_ERROR "gangway_generate: NO_CPP without TS_OUT leaves nothing to generate")
  endif()
  if(arg_NO_CPP AND arg_CLIENT)
    message(FATAL_ERROR "gangway_generate: CLIENT is C++, which NO_CPP leaves out")
  endif()
  if(arg_NO_CPP AND arg_INSPECTOR)
    message(FATAL_ERROR "gangway_generate: INSPECTOR is for C++, which NO_CPP leaves out")
  endif()
  if(arg_TS_SOCKETIO AND NOT arg_TS_OUT)
    message(FATAL_ERROR "gangway_generate: TS_SOCKETIO is TypeScript, which goes to TS_OUT")
  endif()
  if(arg_NPM_PACKAGE AND NOT arg_TS_OUT)
    message(FATAL_ERROR "gangway_generate: NPM_PACKAGE is TypeScript, which goes to TS_OUT")
  endif()
  if(arg_TS_RUNTIME AND NOT arg_TS_RUNTIME MATCHES "^(package|vendored)$")
    message(FATAL_ERROR "gangway_generate: TS_RUNTIME is `package` or `vendored`, not `${arg_TS_RUNTIME}`")
  endif()

  if(GANGWAY_EXECUTABLE)
    set(tool "${GANGWAY_EXECUTABLE}")
    set(tool_dependency "${GANGWAY_EXECUTABLE}")
  elseif(TARGET gangway::gangway)
    set(tool gangway::gangway)
    set(tool_dependency gangway::gangway)
  else()
    message(FATAL_ERROR "gangway_generate: no generator; set GANGWAY_EXECUTABLE to a gangway program of this machine")
  endif()

  set(import_dirs "")
  foreach(dir IN LISTS arg_IMPORT_DIRS ITEMS "${CMAKE_CURRENT_SOURCE_DIR}")
    cmake_path(ABSOLUTE_PATH dir NORMALIZE)
    list(APPEND import_dirs "${dir}")
  endforeach()
  if(NOT arg_CPP_OUT)
    set(arg_CPP_OUT "${arg_TARGET}.gangway")
  endif()
  cmake_path(ABSOLUTE_PATH arg_CPP_OUT BASE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}" NORMALIZE OUTPUT_VARIABLE cpp_out)
  # Two calls for one target are told apart by their first schema.
  list(GET arg_SCHEMAS 0 first)
  cmake_path(GET first FILENAME first)
  set(state "${CMAKE_CURRENT_BINARY_DIR}/${arg_TARGET}.gangway-state/${first}")

  if(arg_TS_OUT)
    cmake_path(ABSOLUTE_PATH arg_TS_OUT NORMALIZE OUTPUT_VARIABLE ts_out)
    set(modules_out "${ts_out}")
    if(arg_NPM_PACKAGE)
      set(modules_out "${ts_out}/src")
    endif()
  endif()

  set(inputs "")
  set(sources "")
  set(byproducts "")
  foreach(schema IN LISTS arg_SCHEMAS)
    cmake_path(ABSOLUTE_PATH schema NORMALIZE OUTPUT_VARIABLE input)
    if(NOT EXISTS "${input}")
      message(FATAL_ERROR "gangway_generate: there is no file `${input}`")
    endif()
    list(APPEND inputs "${input}")
    _gangway_output_name("${input}" "${import_dirs}" name)
    if(NOT arg_NO_CPP)
      list(APPEND sources "${cpp_out}/${name}.cpp" "${cpp_out}/${name}.codec.cpp")
      list(APPEND byproducts "${cpp_out}/${name}.h" "${cpp_out}/${name}.types.h" "${cpp_out}/${name}.codec.h")
      if(arg_CLIENT)
        list(APPEND sources "${cpp_out}/${name}.client.cpp")
        list(APPEND byproducts "${cpp_out}/${name}.client.h")
      endif()
    endif()
    if(arg_TS_OUT)
      list(APPEND byproducts "${modules_out}/${name}.ts")
      if(arg_TS_SOCKETIO)
        list(APPEND byproducts "${modules_out}/${name}.socketio.ts")
      endif()
    endif()
  endforeach()

  set(options --depfile "${state}.d" --stamp "${state}.stamp")
  foreach(dir IN LISTS import_dirs)
    list(APPEND options -I "${dir}")
  endforeach()
  if(NOT arg_NO_CPP)
    list(APPEND options --cpp-out "${cpp_out}")
    if(arg_CLIENT)
      list(APPEND options --cpp-client)
    endif()
    if(arg_INSPECTOR)
      list(APPEND options --cpp-inspector)
    endif()
  endif()
  if(arg_TS_OUT)
    list(APPEND options --ts-out "${ts_out}")
    if(arg_TS_SOCKETIO)
      list(APPEND options --ts-socketio)
    endif()
    if(arg_TS_RUNTIME STREQUAL "vendored")
      list(APPEND options --ts-runtime=vendored)
      list(APPEND byproducts "${modules_out}/gangway.ts")
      if(arg_TS_SOCKETIO)
        list(APPEND byproducts "${modules_out}/gangway.socketio.ts")
      endif()
    endif()
    if(arg_NPM_PACKAGE)
      if(NOT arg_NPM_PACKAGE MATCHES ".@" AND PROJECT_VERSION MATCHES "^[0-9]+\\.[0-9]+\\.[0-9]+$")
        string(APPEND arg_NPM_PACKAGE "@${PROJECT_VERSION}")
      endif()
      list(APPEND options --npm-package "${arg_NPM_PACKAGE}")
      foreach(name package.json tsconfig.json README.md .gitignore src/index.ts)
        list(APPEND byproducts "${ts_out}/${name}")
      endforeach()
    endif()
  endif()

  # The stamp, not the files, is the output: files that did not change keep their old time, and a build tool
  # that compared those with the schema's would generate again for ever.
  cmake_path(GET state PARENT_PATH state_dir)
  file(MAKE_DIRECTORY "${state_dir}")
  add_custom_command(
    OUTPUT "${state}.stamp"
    BYPRODUCTS ${sources} ${byproducts}
    COMMAND ${tool} generate ${inputs} ${options}
    DEPENDS ${inputs} ${tool_dependency}
    DEPFILE "${state}.d"
    COMMENT "Generating from ${arg_SCHEMAS}"
    VERBATIM)
  string(MAKE_C_IDENTIFIER "${arg_TARGET}_gangway_${first}" generation)
  add_custom_target(${generation} DEPENDS "${state}.stamp")
  add_dependencies(${arg_TARGET} ${generation})

  if(NOT arg_NO_CPP)
    set_source_files_properties(${sources} PROPERTIES GENERATED TRUE)
    target_sources(${arg_TARGET} PRIVATE ${sources})
    target_include_directories(${arg_TARGET} PUBLIC "$<BUILD_INTERFACE:${cpp_out}>")
    target_link_libraries(${arg_TARGET} PUBLIC gangway::runtime)
  endif()
endfunction()

# How the generator names the outputs of `input`: by its shortest path below an import directory, else by its
# last part.
function(_gangway_output_name input import_dirs result)
  cmake_path(GET input FILENAME name)
  set(best "")
  foreach(dir IN LISTS import_dirs)
    cmake_path(IS_PREFIX dir "${input}" NORMALIZE below)
    if(below)
      cmake_path(RELATIVE_PATH input BASE_DIRECTORY "${dir}" OUTPUT_VARIABLE candidate)
      string(LENGTH "${candidate}" length)
      string(LENGTH "${best}" best_length)
      if(best STREQUAL "" OR length LESS best_length)
        set(best "${candidate}")
      endif()
    endif()
  endforeach()
  if(NOT best STREQUAL "")
    set(name "${best}")
  endif()
  set(${result} "${name}" PARENT_SCOPE)
endfunction()

cmake_policy(POP)
