#pragma once
/// Where the files stand that belong to the program and are not built into it: examples, shaders, fonts.

#include <filesystem>
#include <optional>

namespace spoor {

/// $SPOOR_DATA where it is set; else share/spoor beside the folder of the running program's file (true of an
/// installed program and of a build tree), else where this build would install it. Nothing where there is no such
/// folder.
std::optional<std::filesystem::path> data_directory();

}  // namespace spoor
