#pragma once
/// A map made small enough to be kept and printed whatever its size.

#include "findings/case.h"

namespace spoor {

/// Longest side of a preview in cells.
inline constexpr int kPreviewSide = 640;

/// Each preview cell is the mean of the measured cells it covers, and "not measured" where none was.
MapPreview map_preview(const Map& map);

}  // namespace spoor
