#pragma once
/// What the methods of the sun give, as curves of a result.

#include "analysis/output.h"
#include "methods/sun/sun_changes.h"

#include <optional>
#include <utility>

namespace spoor {

/// "time_posterior": over the hours of the claim's own clock (UTC where it is not known), every two minutes.
Curve curve_of_times(const TimePosterior& posterior, bool clock_known);

/// "heading_posterior": by the marks and the claim, and beside it what was known beforehand (degrees, deviation).
Curve curve_of_headings(const std::array<double, 360>& density, std::optional<std::pair<double, double>> known);

/// "places": the outlines of the 95 % band (that of `dimensions` measured) and of one deviation, over longitude and
/// latitude, and a cross at the claimed place. A curve, not a map: maps lie over the picture.
Curve curve_of_places(const PlaceField& field, int dimensions, const ClaimedPlace& place);

}  // namespace spoor
