#pragma once
/// What of the ground may show a wheel's track, free of light and of slow changes.

#include "methods/ground/rectified_ground.h"

#include <opencv2/core.hpp>

namespace spoor {

/// CV_32FC4 of the window's cells, NaN where nothing is seen: brightness, fine roughness, red to green, blue to green;
/// each band-passed between 0.05 and 0.35 m (deviations of Gaussians), divided by its own root mean square within about
/// 2 m, and held within 3.
cv::Mat track_features(const RectifiedGround& ground);

}  // namespace spoor
