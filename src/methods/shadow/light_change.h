#pragma once
/// What becomes of light across an edge, and whether daylight alone can do it.

#include <opencv2/core.hpp>

namespace spoor {

/// Natural logarithms of lit over shaded. White balance cancels out: every channel is compared with itself.
struct LightChange {
  double green = 0;
  double bluer = 0;  ///< (red - blue) / green: above 0 where the shade is bluer than the light
  double off = 0;    ///< part of the change of colour, over green, that lies off the line of daylights
};

/// Of a step of ln light in blue, green and red. `green` below 0.1 counts as 0.1 in the two others.
LightChange change_of(const cv::Vec3d& step);

/// Whether the loss of the sun can do this to one material: at least by half, towards no redder and no more than 0.8
/// bluer, and within 0.12 of the line on which Planckian radiators change from one temperature to another.
///
/// Source: Finlayson, Drew, Lu 2004 (log-chromaticities of one surface under Planckian lights lie on a line).
bool daylight_can(const LightChange& change);

/// Whether a whole picture's shadows may share this change: a blue sky alone fills them. By Planck's law shade is bluer
/// by 0.114 at least, for a sky of 7,500 K or more and a sun of 5,800 K or less that adds up to eleven times the sky's
/// light (more, up to fifteen times, is left to the steepness of tone curves). The sun adds at least twice the sky's
/// light once it stands some 12 degrees high (clear sky: about 120 W/m2 of sun on level ground against 55 of sky); what
/// an overcast sky leaves in corners and under vehicles is nearer to the light around it. Openings, black things and
/// edges under an overcast sky are darker without being as much bluer.
bool blue_sky_can(const LightChange& change);

/// Whether `a` is within 20 % of `b` in green and within 0.15 of it in `bluer`.
bool alike(const LightChange& a, const LightChange& b);

/// 1 where they are the same, exp(-1/2) at the limit of either of `alike`'s bounds.
double agreement(const LightChange& a, const LightChange& b);

}  // namespace spoor
