#pragma once
/// The light's direction in the picture by one marked contour, with the deviation that clicks and surface leave it.

#include "base/job.h"
#include "base/result.h"
#include "methods/lighting/edge_intensity.h"
#include "methods/lighting/light_fit.h"

#include <cstdint>
#include <string>
#include <vector>

namespace spoor {

struct ContourMark {
  std::string id;
  std::vector<PicturePoint> clicks;
  bool closed = false;
  ObjectSide side = ObjectSide::kRight;
  double sigma_px = 2;  ///< of each coordinate of a click
};

struct ContourLight {
  LightFit fit;
  double sigma_deg = 0;            ///< of the direction: both parts below together
  double clicks_sigma_deg = 0;     ///< by moving the clicks
  double residuals_sigma_deg = 0;  ///< by what the fit leaves, of which clicks in the wrong depth are a part
  double strength_sigma = 0;
  double covered_deg = 0;    ///< of the circle, by the normals that were used
  double used_share = 0;     ///< of the places along the contour; the rest is clipped or out of the picture
  double correlated_px = 0;  ///< length along the contour over which residuals hang together
  std::vector<ContourSample> samples;
  std::vector<ContourIntensity> intensities;  ///< of the same places
};

struct ContourOptions {
  LightModel model = LightModel::kSingleLight;
  double depth_px = 12;  ///< of the profile; less on a contour whose smaller extent is below 8 times it
  double least_covered_deg = 90;
  int draws = 200;
  std::uint64_t seed = 1;
};

/// The fit, and its deviation in two parts, each by `draws` repetitions: every click moved by its deviation, which
/// turns the normals; and the residuals added to the fit in blocks as long as they are correlated, each block with a
/// random sign (the wild bootstrap: Wu 1986). The profile starts 1 pixel plus the clicks' deviation inside the contour.
///
/// Errors: kNotApplicable in one sentence where the contour says nothing of a direction: fewer than five clicks, less
/// than 40 pixels long, normals that cover less than `least_covered_deg`, less than half of it unclipped, or a
/// brightness that varies with the normal by less than 3 deviations or 2 %.
Result<ContourLight> contour_light(const cv::Mat& luminance, const ContourMark& mark, const ContourOptions& options,
                                   const Job& job);

}  // namespace spoor
