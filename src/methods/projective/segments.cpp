#include "methods/projective/segments.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace spoor {

double EdgeSegment::length_px() const { return std::hypot(to.x - from.x, to.y - from.y); }

Segments line_segments(const cv::Mat& grey, int side) {
  Segments result;
  result.looked_at = grey;
  result.picture = grey.size();
  const int longer = std::max(grey.cols, grey.rows);
  if (longer > side) {
    const double scale = static_cast<double>(side) / longer;
    cv::resize(grey, result.looked_at, cv::Size(), scale, scale, cv::INTER_AREA);
  }
  // A rounded size: each axis has its own scale.
  result.cell = {static_cast<double>(grey.cols) / result.looked_at.cols,
                 static_cast<double>(grey.rows) / result.looked_at.rows};
  std::vector<cv::Vec4f> segments;
  cv::createLineSegmentDetector(cv::LSD_REFINE_STD)->detect(result.looked_at, segments);
  for (const cv::Vec4f& s : segments) {
    result.found.push_back({{result.cell.width * (s[0] + 0.5), result.cell.height * (s[1] + 0.5)},
                            {result.cell.width * (s[2] + 0.5), result.cell.height * (s[3] + 0.5)}});
  }
  return result;
}

}  // namespace spoor
