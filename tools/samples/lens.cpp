#include "lens.h"

#include "base/parallel.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace spoor::samples {
namespace {

// Cubic convolution, a = -0.5 (Keys 1981): weights of the four neighbours at fraction t.
std::array<float, 4> cubic(float t) {
  const float t2 = t * t, t3 = t2 * t;
  return {-0.5F * t3 + t2 - 0.5F * t, 1.5F * t3 - 2.5F * t2 + 1, -1.5F * t3 + 2 * t2 + 0.5F * t, 0.5F * t3 - 0.5F * t2};
}

// One colour of the picture at (x, y), pixel centres at whole numbers; the border is repeated.
float at(const cv::Mat& picture, double x, double y, int channel) {
  x = std::clamp(x, 0.0, picture.cols - 1.0);
  y = std::clamp(y, 0.0, picture.rows - 1.0);
  const int ix = static_cast<int>(x), iy = static_cast<int>(y);
  const auto wx = cubic(static_cast<float>(x - ix)), wy = cubic(static_cast<float>(y - iy));
  float sum = 0;
  for (int j = 0; j < 4; ++j) {
    const auto* row = picture.ptr<cv::Vec3f>(std::clamp(iy + j - 1, 0, picture.rows - 1));
    float line = 0;
    for (int i = 0; i < 4; ++i) {
      line += wx[static_cast<std::size_t>(i)] * row[std::clamp(ix + i - 1, 0, picture.cols - 1)][channel];
    }
    sum += wy[static_cast<std::size_t>(j)] * line;
  }
  return std::max(0.0F, sum);
}

}  // namespace

cv::Mat light_on_sensor(const cv::Mat& scene_light, double focal_px, const Lens& lens, const Turn& turn,
                        cv::Size size) {
  cv::Mat soft;
  cv::GaussianBlur(scene_light, soft, {}, lens.blur_px, lens.blur_px, cv::BORDER_REPLICATE);
  const double cx = (size.width - 1) / 2.0, cy = (size.height - 1) / 2.0;
  const double sx = (soft.cols - 1) / 2.0, sy = (soft.rows - 1) / 2.0;
  const double half_diagonal = std::hypot(cx, cy);
  const double cr = std::cos(turn.roll_rad), sr = std::sin(turn.roll_rad);
  const double cp = std::cos(turn.pitch_rad), sp = std::sin(turn.pitch_rad);
  const double cw = std::cos(turn.yaw_rad), sw = std::sin(turn.yaw_rad);
  const double scale[] = {1 / (1 + lens.fringe_red), 1.0, 1 / (1 + lens.fringe_blue)};
  cv::Mat sensor(size, CV_32FC3);
  for_blocks(size.height, 8, [&](std::int64_t begin, std::int64_t end) {
    for (int y = static_cast<int>(begin); y < end; ++y) {
      auto* out = sensor.ptr<cv::Vec3f>(y);
      for (int x = 0; x < size.width; ++x) {
        const double u = (x - cx) / half_diagonal, v = (y - cy) / half_diagonal, r2 = u * u + v * v;
        const double bend = (1 + lens.k1 * r2) / (1 + lens.k1);  // corners stay inside the picture
        const double dim = 1 - lens.fall_off * r2 * r2 * (2 - r2) - 0.25 * lens.fall_off * r2 * (1 - r2);
        for (int c = 0; c < 3; ++c) {
          const double px = (x - cx) * bend * scale[c], py = (y - cy) * bend * scale[c];
          // The viewing direction (right, down, forward), rolled, then pitched, then turned.
          const double rx = cr * px - sr * py, ry = sr * px + cr * py;
          const double qy = cp * ry - sp * focal_px, qz = sp * ry + cp * focal_px;
          const double dx = cw * rx + sw * qz, dz = -sw * rx + cw * qz;
          out[x][c] = at(soft, sx + focal_px * dx / dz, sy + focal_px * qy / dz, c) * static_cast<float>(dim);
        }
      }
    }
  });
  return sensor;
}

}  // namespace spoor::samples
