#pragma once
/// Histogram, waveform and vectorscope of a frame: how its samples are spread. For reading, not for judging.

#include "analysis/output.h"
#include "base/job.h"
#include "base/result.h"
#include "media/frame.h"

#include <opencv2/core.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace spoor {

inline constexpr int kScopeLevels = 256;

/// One plane's samples, of whatever depth, in 256 levels of equal width.
struct ScopeHistogram {
  std::string name;  ///< "Y", "Cb", "R", ...
  std::array<std::int64_t, kScopeLevels> counts{};
  double mean = 0;                   ///< in sample steps
  double least = 0, greatest = 0;    ///< in sample steps
  double at_bottom = 0, at_top = 0;  ///< share of samples at the lowest and highest code value
};

struct Scopes {
  std::int64_t frame = 0;
  int bits = 8;
  std::vector<ScopeHistogram> histograms;  ///< one a plane, alpha left out
  /// Samples of luma by picture column (at most 512 of them) and level: row 0 is the highest level. CV_32SC1.
  cv::Mat waveform;
  /// Pairs of Cb (right) and Cr (up), 256 x 256, row 0 the highest Cr. CV_32SC1; empty without colour. RGB pictures
  /// through the BT.601 matrix, full range.
  cv::Mat vectorscope;
};

/// Samples as decoded: nothing of the display enters.
///
/// Errors: kUnsupported for frames without planes.
Result<Scopes> scopes(const Frame& frame, const Job& job);

/// Counts as brightness, CV_8UC3: the square root of the share, so that rare values are seen.
cv::Mat counts_picture(const cv::Mat& counts, const cv::Vec3b& colour);

/// The 1st and 99th percentile of a map's measured cells, for a scale of its own; nothing where none was measured.
std::optional<cv::Vec2d> spread_of(const Map& map);

/// Samples at the pixel (x, y) as decoded: "Y 120  Cb 128  Cr 131". Empty outside the picture.
std::string sample_text(const Frame& frame, int x, int y);

}  // namespace spoor
