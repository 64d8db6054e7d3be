#pragma once
/// Connected parts of a field of standard scores that deviate more than chance allows.

#include <opencv2/core.hpp>

#include <vector>

namespace spoor {

struct DeviatingRegion {
  cv::Rect box;          ///< in cells
  int cells = 0;         ///< cells of the region
  double mean_z = 0;     ///< over its cells
  double log10_nfa = 0;  ///< below 0: expected less than once by chance in the whole field
};

struct DeviatingRegions {
  double share = 0;                      ///< of cells with |z| >= 2, either sign
  double correlated_unit = 1;            ///< cells that vote as one, from the field's own autocorrelation
  std::vector<DeviatingRegion> regions;  ///< meaningful ones (log10 NFA < 0), strongest first
};

/// Regions are grown on the 5x5 mean of z clamped to +-5 where it departs by more than 3 robust deviations from its
/// median, by sign, with 8 neighbours; regions of fewer than 9 cells are dropped.
///
/// Significance by counting votes inside the bounding box (background model; Desolneux, Moisan, Morel 2000):
///   NFA = (W H)^2 / 4 * P(Bin(box / A, p) >= votes / A)
/// with votes = cells of that sign with |z| >= 2, p their share outside the box and A the correlated unit: the sum of
/// the votes' autocorrelation over lags up to 4 cells, outside the box as well. The null is thus "like the rest of
/// this field", with all its other regions. The 32 largest regions of each sign are tested. `z` is CV_32FC1; NaN
/// neither votes nor counts.
DeviatingRegions deviating_regions(const cv::Mat& z);

}  // namespace spoor
