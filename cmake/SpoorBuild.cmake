# How the folders of src/ become libraries.
#
# Each folder is one static library `spoor_<folder>`, made of every .cpp below it. A folder may use what
# lies to its left in the order below; tests/check_layers.py holds the includes against the same order.

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

find_program(SPOOR_CCACHE ccache)
if(SPOOR_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # ccache must be told that the precompiled header stands for its text.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} ${SPOOR_CCACHE})
endif()
find_program(SPOOR_MOLD mold)

# What every target of ours is compiled with; third-party targets are left alone.
add_library(spoor_options INTERFACE)
target_include_directories(spoor_options INTERFACE
  "${PROJECT_SOURCE_DIR}/src" "${PROJECT_BINARY_DIR}/generated")
target_compile_options(spoor_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  $<$<BOOL:${SPOOR_WARNINGS_AS_ERRORS}>:-Werror>
  $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>
  -ffp-contract=off)  # a fused multiply-add would make results depend on the processor
# Hardening is for release and dev builds alike: the program reads hostile files.
target_compile_options(spoor_options INTERFACE -fstack-protector-strong)
# Debian 13's packages ask for -pthread in their flags; the precompiled header must be made with what its users have.
if("-pthread" IN_LIST heif_CFLAGS_OTHER OR "-pthread" IN_LIST hwy_CFLAGS_OTHER OR "-pthread" IN_LIST webp_CFLAGS_OTHER
   OR "-pthread" IN_LIST jxl_CFLAGS_OTHER OR "-pthread" IN_LIST libav_CFLAGS_OTHER)
  target_compile_options(spoor_options INTERFACE -pthread)
endif()
if(SPOOR_MOLD)
  target_link_options(spoor_options INTERFACE -fuse-ld=mold)
endif()
if(SPOOR_SANITIZE)
  target_compile_options(spoor_options INTERFACE
    -fsanitize=${SPOOR_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  target_link_options(spoor_options INTERFACE -fsanitize=${SPOOR_SANITIZE})
  target_compile_definitions(spoor_options INTERFACE SPOOR_SANITIZED=1)
endif()

# One precompiled header for all layers above `base` (which sees neither OpenCV nor JSON).
file(WRITE "${PROJECT_BINARY_DIR}/generated/pch.cpp.in" "// Compiled for its precompiled header alone.\n")
configure_file("${PROJECT_BINARY_DIR}/generated/pch.cpp.in" "${PROJECT_BINARY_DIR}/generated/pch.cpp" COPYONLY)
add_library(spoor_pch STATIC "${PROJECT_BINARY_DIR}/generated/pch.cpp")
target_link_libraries(spoor_pch PRIVATE spoor_options opencv_core tl::expected fmt::fmt nlohmann_json::nlohmann_json)
target_include_directories(spoor_pch PRIVATE ${OpenCV_INCLUDE_DIRS})
target_precompile_headers(spoor_pch PRIVATE
  <opencv2/core.hpp> <nlohmann/json.hpp> <tl/expected.hpp> <fmt/format.h>
  <algorithm> <array> <cstdint> <functional> <map> <memory> <optional> <span> <string> <string_view> <variant> <vector>)

# spoor_layer(<folder> [PUBLIC targets...] [PRIVATE targets...])
function(spoor_layer folder)
  cmake_parse_arguments(PARSE_ARGV 1 layer "NO_PCH" "" "PUBLIC;PRIVATE")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/${folder}/*.cpp")
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(NOT sources)
    set(sources "${PROJECT_BINARY_DIR}/generated/pch.cpp")
  endif()
  add_library(spoor_${folder} STATIC ${sources})
  target_link_libraries(spoor_${folder} PUBLIC ${layer_PUBLIC} PRIVATE spoor_options ${layer_PRIVATE})
  if(NOT layer_NO_PCH)
    target_precompile_headers(spoor_${folder} REUSE_FROM spoor_pch)
  endif()
endfunction()

# spoor_test_suite(<folder> [AS_ONE] [targets...]): tests/<folder>/**/*.cpp become one executable, whose tests CTest runs
# one by one, or AS_ONE under a virtual display.
function(spoor_test_suite folder)
  cmake_parse_arguments(PARSE_ARGV 1 suite "AS_ONE" "" "")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/${folder}/*.cpp")
  list(FILTER sources EXCLUDE REGEX "_main\\.cpp$")
  if(NOT sources)
    return()
  endif()
  string(REPLACE "/" "_" name "${folder}")
  add_executable(${name}_tests ${sources})
  target_link_libraries(${name}_tests PRIVATE spoor_options spoor_test_support ${suite_UNPARSED_ARGUMENTS} GTest::gmock_main)
  target_precompile_headers(${name}_tests REUSE_FROM spoor_pch)
  target_include_directories(${name}_tests PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  if(suite_AS_ONE)
    set(display "")
    if(SPOOR_XVFB_RUN)
      set(display "${SPOOR_XVFB_RUN}" -a -s "-screen 0 1280x1024x24")
    endif()
    add_test(NAME ${folder} COMMAND ${display} $<TARGET_FILE:${name}_tests>)
    set_tests_properties(${folder} PROPERTIES TIMEOUT 600)
    if(SPOOR_XVFB_RUN)
      set_tests_properties(${folder} PROPERTIES ENVIRONMENT SPOOR_REQUIRE_GL=1)
    endif()
    return()
  endif()
  gtest_discover_tests(${name}_tests TEST_PREFIX "${folder}." DISCOVERY_TIMEOUT 60
    PROPERTIES TIMEOUT 600)
endfunction()
