#include "findings/preview.h"

#include "analysis/field_codec.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace spoor {
namespace {

constexpr int kLowest = 1, kHighest = 255;  // level 0 says "not measured"

std::uint8_t level_of(double value, const Map& map) {
  const double span = map.high - map.low;
  const double part = span > 0 ? std::clamp((value - map.low) / span, 0.0, 1.0) : 0.0;
  return static_cast<std::uint8_t>(kLowest + std::lround(part * (kHighest - kLowest)));
}

}  // namespace

MapPreview map_preview(const Map& map) {
  MapPreview preview;
  preview.map = map.id;
  preview.full = map.field.size();
  preview.sha256 = field_digest(map.field);
  const int side = std::max(map.field.cols, map.field.rows);
  preview.reduction = std::max(1, (side + kPreviewSide - 1) / kPreviewSide);
  const int n = preview.reduction;
  preview.levels = cv::Mat::zeros((map.field.rows + n - 1) / n, (map.field.cols + n - 1) / n, CV_8UC1);
  for (int y = 0; y < preview.levels.rows; ++y) {
    for (int x = 0; x < preview.levels.cols; ++x) {
      double sum = 0;
      int count = 0;
      for (int row = y * n; row < std::min((y + 1) * n, map.field.rows); ++row) {
        const float* cells = map.field.ptr<float>(row);
        for (int column = x * n; column < std::min((x + 1) * n, map.field.cols); ++column) {
          if (std::isnan(cells[column])) continue;
          sum += static_cast<double>(cells[column]);
          ++count;
        }
      }
      if (count > 0) preview.levels.at<std::uint8_t>(y, x) = level_of(sum / count, map);
    }
  }
  return preview;
}

FieldDifference preview_difference(const MapPreview& recorded, const MapPreview& recomputed, double low, double high) {
  const int n = recomputed.reduction;
  const double level = (high - low) / (kHighest - kLowest);
  FieldDifference difference{
      0, level,
      "its preview (" + std::to_string(kHighest) + " levels" +
          (n > 1 ? ", means of " + std::to_string(n) + "x" + std::to_string(n) + " cells)" : ")")};
  constexpr double kNoMatch = std::numeric_limits<double>::infinity();
  if (recorded.full != recomputed.full || recorded.levels.size() != recomputed.levels.size()) {
    difference.largest = kNoMatch;
    return difference;
  }
  int steps = 0;
  for (int y = 0; y < recorded.levels.rows; ++y) {
    for (int x = 0; x < recorded.levels.cols; ++x) {
      const int a = recorded.levels.at<std::uint8_t>(y, x), b = recomputed.levels.at<std::uint8_t>(y, x);
      if ((a == 0) != (b == 0)) difference.largest = kNoMatch;
      steps = std::max(steps, std::abs(a - b));
    }
  }
  difference.largest = std::max(difference.largest, steps * level);
  return difference;
}

}  // namespace spoor
