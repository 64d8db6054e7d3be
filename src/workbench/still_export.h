#pragma once
/// A picture to hand on: what is seen, with marks, map and legend as the analyst chose.

#include "analysis/output.h"
#include "evidence/region.h"

#include <opencv2/core.hpp>

#include <string>
#include <vector>

namespace spoor {

struct StillParts {
  cv::Mat seen;      ///< CV_8UC3, BGR
  double scale = 1;  ///< pixels of `seen` per picture pixel
  double aspect = 1;             ///< horizontal stretch of `seen` by the sample aspect ratio
  const Map* map = nullptr;      ///< laid over `seen`, and explained by the legend
  double opacity = 0.6;          ///< of the map
  std::vector<Region> marks;     ///< drawn as they stand at `frame`
  std::int64_t frame = 0;
  std::vector<std::string> caption;  ///< lines below; empty: none
  bool legend = true;                ///< of the map; without a map there is none
};

/// CV_8UC3. Cells of the map that were not measured leave the picture as it is.
cv::Mat still_picture(const StillParts& parts);

}  // namespace spoor
