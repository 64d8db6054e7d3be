#pragma once
/// Where the build left its programs. A function, not a definition on the compiler's command line: what a compiler
/// cache keeps for one build tree then serves every other.

#include <filesystem>
#include <string>

namespace spoor::test {

std::filesystem::path spoor_program();  ///< the program, whose hidden subcommand is the worker
std::filesystem::path test_worker();    ///< the worker of the engine's own tests, honest or not
std::filesystem::path report_schema_file();
std::string python();  ///< the interpreter that the build found

}  // namespace spoor::test
