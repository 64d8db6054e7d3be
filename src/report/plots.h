#pragma once
/// Curves as SVG.

#include "analysis/output.h"

#include <string>
#include <vector>

namespace spoor {

/// Round values within [low, high], about `wanted` of them; at least one.
std::vector<double> axis_ticks(double low, double high, int wanted);
std::string tick_text(double value);

/// At most four points a column of `columns` equal parts of [low, high] in x: first, least, greatest and last y, so
/// that a peak of one sample survives. Points that are not finite are dropped, order is kept.
Curve::Trace decimated(const Curve::Trace& trace, double low, double high, int columns);

/// Axes with ticks and units, one dash pattern and marker a trace, a key where there is more than one.
std::string plot_svg(const Curve& curve);

/// Width and height of plot_svg's box.
cv::Size2d plot_size(const Curve& curve);

}  // namespace spoor
