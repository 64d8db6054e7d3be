#pragma once
/// A map made small enough to be kept and printed whatever its size.

#include "analysis/compare_results.h"
#include "findings/case.h"

namespace spoor {

/// Longest side of a preview in cells.
inline constexpr int kPreviewSide = 640;

/// Each preview cell is the mean of the measured cells it covers, and "not measured" where none was.
MapPreview map_preview(const Map& map);

/// How far previews of a map of this range differ, in its unit. Each was rounded to a level, so the difference may be
/// less by one; values beyond the range, and moves that cancel out in a mean, are not seen.
FieldDifference preview_difference(const MapPreview& recorded, const MapPreview& recomputed, double low, double high);

}  // namespace spoor
