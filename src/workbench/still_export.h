#pragma once
/// A picture to hand on: what is seen, with marks, map and legend as the analyst chose.

#include "analysis/output.h"
#include "evidence/region.h"
#include "workbench/canvas_view.h"

#include <opencv2/core.hpp>

#include <string>
#include <vector>

namespace spoor {

struct StillParts {
  cv::Mat seen;               ///< CV_8UC3, BGR: the canvas of `view`, and beside it what it is compared with
  CanvasView view;            ///< where the picture lies on it
  const Map* map = nullptr;   ///< laid over `seen`, and explained by the legend
  double opacity = 0.6;       ///< of the map
  std::vector<Region> marks;  ///< drawn as they stand at `frame`
  std::int64_t frame = 0;
  std::vector<std::string> caption;  ///< lines below; empty: none
  bool legend = true;                ///< of the map; without a map there is none
};

/// View of the whole picture on a canvas of its own size (wider or narrower where samples are not square), turned as
/// `view` is.
CanvasView whole_picture(CanvasView view);

/// CV_8UC3. Cells of the map that were not measured leave the picture as it is.
cv::Mat still_picture(const StillParts& parts);

}  // namespace spoor
