# gangway_test_in_all_places(<program> NAME <test> SOURCES <file>... SCHEMAS <file.gw>...)
#
# One program, run three times: with the testing kit (<test>.memory), and against a real server by TCP
# (<test>.network) and by TLS (<test>.tls). See place.h.
find_package(doctest REQUIRED)
find_package(OpenSSL REQUIRED)

function(gangway_test_in_all_places program)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAME" "SOURCES;SCHEMAS")
  set(tests "${PROJECT_SOURCE_DIR}/tests")
  add_executable(${program} "${tests}/unit/runtime/main.cpp" "${tests}/support/tls_client.cpp" ${arg_SOURCES})
  target_link_libraries(${program} PRIVATE gangway::warnings doctest::doctest OpenSSL::SSL OpenSSL::Crypto)
  gangway_generate(TARGET ${program} SCHEMAS ${arg_SCHEMAS} CLIENT)
  foreach(place memory network tls)
    add_test(NAME ${arg_NAME}.${place} COMMAND ${program})
    set_tests_properties(${arg_NAME}.${place} PROPERTIES TIMEOUT 120 ENVIRONMENT GANGWAY_TEST_PLACE=${place})
  endforeach()
endfunction()
