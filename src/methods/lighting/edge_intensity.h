#pragma once
/// Light sent by the edge of an object, read from the pixels inside it.

#include "methods/lighting/contour.h"

#include <opencv2/core.hpp>

#include <optional>

namespace spoor {

/// How codes are taken to light: cameras publish no response, so that this is an assumption to be stated.
enum class Response { kSrgb, kGamma22, kLinear };

/// Luminance 0..1 of an 8-bit BGR picture, each channel taken to light by `response` and weighted 0.2126, 0.7152,
/// 0.0722 (BT.709). NaN where a channel is clipped: at or above 253, or luminance code at or below 2.
cv::Mat linear_luminance(const cv::Mat& bgr, Response response);

/// From `begin_px` to `begin_px` + `depth_px` inside the contour (start behind the blur and the clicks' errors).
struct EdgeProfile {
  double begin_px = 3;
  double depth_px = 12;
};

/// Intensity extrapolated to the contour: least squares of c0 + c1 sqrt(t) to the profile at depth t against the
/// normal, at t = 0. Near the limb of a smooth surface the normal's part towards the camera grows with sqrt(t), so
/// that this form is exact to first order; the power law of Johnson and Farid 2005 (section 2.4) has no constant and
/// leaves no room for light from all around.
///
/// Nothing where fewer than two thirds of the profile lie in the picture and are not NaN.
std::optional<double> edge_intensity(const cv::Mat& luminance, const ContourSample& sample, const EdgeProfile& profile);

}  // namespace spoor
