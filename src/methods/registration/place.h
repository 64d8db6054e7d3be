#pragma once
/// Whether two pictures show one place, and how they lie upon each other.

#include "base/job.h"
#include "base/result.h"
#include "evidence/registration.h"

#include <opencv2/core.hpp>

namespace spoor {

/// Lays `right` upon `left` (CV_32FC1, luma in steps of 0..255; any sizes) by features and a robust homography.
///
/// Features: SIFT of the pictures reduced to at most 1,600 samples a side, at most 4,000 each, compared as square roots
/// of their shares; pairs are each other's nearest, with a ratio to the second nearest below 0.8. Homography: MAGSAC++,
/// then least squares over its inliers. It is accepted where more than 8 + 0.3 n of the n pairs in the overlap agree,
/// at least 15, around at least 2 % of the left picture, without mirroring it or tearing it at a horizon.
///
/// Brightness: robust line between the lumas of both where they overlap, clipped ones left out.
///
/// The same bytes for any number of threads. Errors: kNotApplicable naming what is missing.
/// Sources: Lowe, 2004; Arandjelovic and Zisserman, "Three things everyone should know to improve object retrieval",
/// 2012; Barath et al., "MAGSAC++", 2020; Brown and Lowe, "Automatic panoramic image stitching", 2007, equation 11 (the
/// number of inliers).
Result<FeatureFit> same_place(const cv::Mat& left, const cv::Mat& right, const Job& job);

}  // namespace spoor
