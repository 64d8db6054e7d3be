#pragma once
/// The figures of bgr8 (media/picture.h), for whoever converts planes elsewhere: a graphics card.

#include "base/result.h"
#include "media/picture.h"

#include <opencv2/core.hpp>

namespace spoor {

/// Luma weights of red and blue of an H.273 matrix; zero for one that is not of that kind (YCgCo, GBR, unknown).
struct LumaWeights {
  double red = 0, blue = 0;
};
LumaWeights luma_weights(int matrix);

/// R, G, B in 0..1 of the sample values of planes 0, 1 and 2 (not of shares of full range): `matrix` * samples +
/// `offset`, to be clipped. Of grey only the first column is not zero.
struct RgbFromSamples {
  cv::Matx33d matrix = cv::Matx33d::zeros();
  cv::Vec3d offset;
  /// Inks: what the fourth plane lets through of the clipped R, G, B, `gain` * sample + `offset`, clipped as well.
  bool has_inks = false;
  double ink_gain = 0, ink_offset = 1;
  double red = 0.299, blue = 0.114;  ///< weights of luma in R, G, B
  double most = 255;                 ///< greatest sample value of the depth; larger ones count as it
};

/// Errors: as bgr8.
Result<RgbFromSamples> rgb_from_samples(const SampleLayout& layout, const ColourAssumption& assumption);

}  // namespace spoor
