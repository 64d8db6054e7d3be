#include "methods/lighting/edge_intensity.h"

#include "base/parallel.h"

#include <array>
#include <cmath>
#include <limits>

namespace spoor {
namespace {

float light_of(int code, Response response) {
  const double v = code / 255.0;
  switch (response) {
    case Response::kLinear:
      return static_cast<float>(v);
    case Response::kGamma22:
      return static_cast<float>(std::pow(v, 2.2));
    case Response::kSrgb:
      break;
  }
  return static_cast<float>(v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4));
}

// Between the four samples around, whose centres are at half pixels; NaN where one is missing.
float sample_at(const cv::Mat& field, double x, double y) {
  const double fx = x - 0.5, fy = y - 0.5;
  if (!(fx >= 0 && fy >= 0 && fx < field.cols - 1 && fy < field.rows - 1)) {
    return std::numeric_limits<float>::quiet_NaN();
  }
  const int left = static_cast<int>(fx), top = static_cast<int>(fy);
  const float u = static_cast<float>(fx - left), v = static_cast<float>(fy - top);
  const float* const upper = field.ptr<float>(top) + left;
  const float* const lower = field.ptr<float>(top + 1) + left;
  return (1 - v) * ((1 - u) * upper[0] + u * upper[1]) + v * ((1 - u) * lower[0] + u * lower[1]);
}

}  // namespace

cv::Mat linear_luminance(const cv::Mat& bgr, Response response) {
  constexpr int kClipped = 253, kBlack = 2;
  std::array<float, 256> light{};
  for (int code = 0; code < 256; ++code) light[static_cast<std::size_t>(code)] = light_of(code, response);
  const float black = light[kBlack];
  cv::Mat luminance(bgr.size(), CV_32FC1);
  for_blocks(bgr.rows, 64, [&](std::int64_t begin, std::int64_t end) {
    for (int y = static_cast<int>(begin); y < end; ++y) {
      const cv::Vec3b* const from = bgr.ptr<cv::Vec3b>(y);
      float* const to = luminance.ptr<float>(y);
      for (int x = 0; x < bgr.cols; ++x) {
        const cv::Vec3b& p = from[x];
        to[x] = 0.0722F * light[p[0]] + 0.7152F * light[p[1]] + 0.2126F * light[p[2]];
        if (p[0] >= kClipped || p[1] >= kClipped || p[2] >= kClipped || to[x] <= black) {
          to[x] = std::numeric_limits<float>::quiet_NaN();
        }
      }
    }
  });
  return luminance;
}

std::optional<double> edge_intensity(const cv::Mat& luminance, const ContourSample& sample,
                                     const EdgeProfile& profile) {
  double n = 0, sx = 0, sxx = 0, sy = 0, sxy = 0;
  int wanted = 0;
  for (double t = profile.begin_px; t <= profile.begin_px + profile.depth_px + 1e-9; t += 1, ++wanted) {
    const double value = sample_at(luminance, sample.at.x - t * sample.outward.x, sample.at.y - t * sample.outward.y);
    if (std::isnan(value)) continue;
    const double x = std::sqrt(t);
    n += 1, sx += x, sxx += x * x, sy += value, sxy += x * value;
  }
  if (n < 3 || 3 * n < 2 * wanted) return std::nullopt;
  const double determinant = n * sxx - sx * sx;
  if (determinant <= 0) return std::nullopt;
  return (sxx * sy - sx * sxy) / determinant;
}

}  // namespace spoor
