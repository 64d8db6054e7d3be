#pragma once
/// Straight edges of a picture, and those that run towards one point, for an analyst to choose from.

#include "base/job.h"
#include "evidence/region.h"
#include "methods/projective/segments.h"

#include <opencv2/core.hpp>

#include <cstddef>
#include <vector>

namespace spoor {

struct LineCandidate {
  PicturePoint from, to;
  int family = -1;  ///< of LineSearch::families; -1: none
};

/// Lines that run towards one point more often than lines of random directions would.
struct LineFamily {
  cv::Vec3d vanishing;  ///< homogeneous, of length 1
  int members = 0;
  double log10_nfa = 0;  ///< expected number of such families among lines of random directions
};

struct LineSearch {
  std::vector<LineCandidate> lines;  ///< longest first
  std::vector<LineFamily> families;  ///< largest first, three at most
  int found = 0;                     ///< before the shortest were left out
};

/// The `most` longest segments (150 at most) of at least a thirtieth of the diagonal. Families are searched through all
/// pairs, with a tolerance of 1.5 degrees; five members at least, log10_nfa below -3.
///
/// Source: Desolneux, Moisan, Morel, "From Gestalt Theory to Image Analysis", 2008 (number of false alarms).
LineSearch line_candidates(const Segments& segments, std::size_t most, const Job& job);

}  // namespace spoor
