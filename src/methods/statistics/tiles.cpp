#include "methods/statistics/tiles.h"

#include "base/parallel.h"

#include <algorithm>
#include <cmath>

namespace spoor {

TileFields tile_fields(const cv::Mat& plane, int side, float low, float high, const Job& job) {
  const cv::Size tiles((plane.cols + side - 1) / side, (plane.rows + side - 1) / side);
  TileFields fields{cv::Mat(tiles, CV_32FC1), cv::Mat(tiles, CV_32FC1)};
  for_blocks(tiles.height, 1, [&](std::int64_t begin, std::int64_t end) {
    job.tick(begin, tiles.height);
    for (int j = static_cast<int>(begin); j < static_cast<int>(end); ++j) {
      for (int i = 0; i < tiles.width; ++i) {
        const cv::Rect box = cv::Rect(i * side, j * side, side, side) & cv::Rect({0, 0}, plane.size());
        double sum = 0, squares = 0;
        int clipped = 0;
        for (int y = box.y; y < box.br().y; ++y) {
          const float* const row = plane.ptr<float>(y);
          for (int x = box.x; x < box.br().x; ++x) {
            const double v = row[x];
            sum += v;
            squares += v * v;
            clipped += row[x] <= low || row[x] >= high;
          }
        }
        const double n = box.area();
        fields.deviation.at<float>(j, i) =
            static_cast<float>(std::sqrt(std::max(0.0, squares / n - (sum / n) * (sum / n))));
        fields.clipped.at<float>(j, i) = static_cast<float>(clipped / n);
      }
    }
  });
  return fields;
}

}  // namespace spoor
