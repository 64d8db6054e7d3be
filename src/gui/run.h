#pragma once
/// The program from its window's opening to its closing.

#include "base/result.h"

#include <filesystem>
#include <vector>

namespace spoor::gui {

struct RunOptions {
  std::vector<std::filesystem::path> open;  ///< exhibits, or a case
  std::filesystem::path worker;             ///< the program `spoor`, which becomes an exhibit's worker
  std::filesystem::path items;              ///< where the list of named items goes; empty: none is kept
};

/// Returns when the window was closed. Errors: kUnavailable where there is no display, OpenGL 3.3 or font; kNotFound
/// where the program's own data are missing.
Result<void> run(const RunOptions& options);

}  // namespace spoor::gui
