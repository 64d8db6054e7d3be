#pragma once
/// The Earth's coastlines, for bands of places: only where somebody has installed them.

#include "analysis/output.h"
#include "base/result.h"

#include <opencv2/core.hpp>

#include <filesystem>
#include <vector>

namespace spoor {

/// Lines of longitude and latitude, degrees.
using Coastlines = std::vector<std::vector<cv::Point2d>>;

/// From an ESRI shapefile of lines or polygons; at most two million points. Errors: kUnreadable, kCorrupt.
Result<Coastlines> read_coastlines(const std::filesystem::path& path);

/// Read once: "spoor/coastlines.shp" in $XDG_DATA_HOME or one of $XDG_DATA_DIRS, else the coarse GSHHS of Debian's
/// python-cartopy-data. Empty where there is none.
const Coastlines& coastlines();

/// Whether a curve's axes are longitude and latitude, so that coastlines belong behind it.
bool is_world_map(const Curve& curve);

}  // namespace spoor
