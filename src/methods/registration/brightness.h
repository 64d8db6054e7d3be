#pragma once
/// How the brightness of two registered pictures compares.

#include "evidence/registration.h"

#include <opencv2/core.hpp>

#include <optional>

namespace spoor {

/// Robust line left = gain * right + offset between the lumas (CV_32FC1, steps of 0..255) where the pictures overlap;
/// places that are nearly black or white in either are left out. Nothing where fewer than 500 places remain.
std::optional<BrightnessMatch> brightness_match(const cv::Mat& left, const cv::Mat& right,
                                                const Homography& right_from_left);

}  // namespace spoor
