# gangway_test_in_all_places(<program> NAME <test> SOURCES <file>... SCHEMAS <file.gw>...)
#
# One test text, compiled three times: with the testing kit (<test>.memory), and against a real server by TCP
# (<test>.network) and by TLS (<test>.tls). See place.h.
find_package(doctest REQUIRED)
find_package(OpenSSL REQUIRED)

function(gangway_test_in_all_places program)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAME" "SOURCES;SCHEMAS")
  set(support "${PROJECT_SOURCE_DIR}/tests")
  foreach(place memory network tls)
    add_executable(${program}_${place} "${support}/unit/runtime/main.cpp" ${arg_SOURCES})
    target_link_libraries(${program}_${place} PRIVATE gangway::warnings doctest::doctest)
    gangway_generate(TARGET ${program}_${place} SCHEMAS ${arg_SCHEMAS} CLIENT)
    add_test(NAME ${arg_NAME}.${place} COMMAND ${program}_${place})
    set_tests_properties(${arg_NAME}.${place} PROPERTIES TIMEOUT 120)
  endforeach()
  target_compile_definitions(${program}_network PRIVATE GANGWAY_TEST_NETWORK)
  target_compile_definitions(${program}_tls PRIVATE GANGWAY_TEST_NETWORK GANGWAY_TEST_TLS)
  target_sources(${program}_tls PRIVATE "${support}/support/tls_client.cpp")
  target_link_libraries(${program}_tls PRIVATE OpenSSL::SSL OpenSSL::Crypto)
endfunction()
