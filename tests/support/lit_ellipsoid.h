#pragma once
/// A rendered matt ellipsoid before a plain background, with its light known.

#include "evidence/region.h"
#include "methods/statistics/seeded_noise.h"

#include <opencv2/core.hpp>

#include <cmath>
#include <numbers>
#include <vector>

namespace spoor::test {

struct LitEllipsoid {
  cv::Point2d centre{150, 150};
  double a = 90, b = 70, c = 80;  ///< half axes in px: in the picture, and towards the camera
  double turned_deg = 0;          ///< of the first axis, clockwise on the screen
  cv::Vec3d to_light{0, -1, 0};   ///< x right, y down, z to the camera; unit
  double strength = 0.5, ambience = 0.15, texture = 0, background = 0.3;
};

inline double srgb_code(double light) {
  const double v = light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
  return std::clamp(255 * v, 0.0, 255.0);
}

/// Draws it into a CV_8UC3 picture by the sRGB curve, 2x2 samples a pixel, with `noise` codes of sensor noise.
inline void draw(cv::Mat& bgr, const LitEllipsoid& e, double noise_codes, SeededNoise& noise) {
  const double cosine = std::cos(e.turned_deg * std::numbers::pi / 180),
               sine = std::sin(e.turned_deg * std::numbers::pi / 180);
  const double reach = std::max(e.a, e.b) + 20;
  for (int y = std::max(0, int(e.centre.y - reach)); y < std::min(bgr.rows, int(e.centre.y + reach)); ++y) {
    for (int x = std::max(0, int(e.centre.x - reach)); x < std::min(bgr.cols, int(e.centre.x + reach)); ++x) {
      double sum = 0;
      for (int k = 0; k < 4; ++k) {
        const double dx = x + 0.25 + 0.5 * (k % 2) - e.centre.x, dy = y + 0.25 + 0.5 * (k / 2) - e.centre.y;
        const double u = (cosine * dx + sine * dy) / e.a, v = (-sine * dx + cosine * dy) / e.b;
        const double inside = 1 - u * u - v * v;
        if (inside <= 0) {
          sum += e.background;
          continue;
        }
        const double nu = u / e.a, nv = v / e.b, nz = std::sqrt(inside) / e.c, size = std::hypot(nu, nv, nz);
        const double nx = (cosine * nu - sine * nv) / size, ny = (sine * nu + cosine * nv) / size;
        const double facing = nx * e.to_light[0] + ny * e.to_light[1] + nz / size * e.to_light[2];
        sum += e.ambience + e.strength * std::max(0.0, facing);
      }
      const double light = sum / 4 * (1 + e.texture * noise.normal());
      const double code = std::clamp(srgb_code(std::max(0.0, light)) + noise_codes * noise.normal(), 0.0, 255.0);
      const auto byte = static_cast<uchar>(std::lround(code));
      bgr.at<cv::Vec3b>(y, x) = {byte, byte, byte};
    }
  }
}

/// `count` clicks on its outline from `first_deg` over `span_deg` of the ellipse's own angle, clockwise on the screen.
inline std::vector<PicturePoint> outline(const LitEllipsoid& e, int count, double first_deg, double span_deg,
                                         double sigma_px, SeededNoise& noise) {
  const double cosine = std::cos(e.turned_deg * std::numbers::pi / 180),
               sine = std::sin(e.turned_deg * std::numbers::pi / 180);
  std::vector<PicturePoint> clicks;
  for (int i = 0; i < count; ++i) {
    const double step = span_deg >= 360 ? span_deg / count : span_deg / (count - 1);
    const double t = (first_deg + step * i) * std::numbers::pi / 180;
    const double u = e.a * std::cos(t), v = e.b * std::sin(t);
    clicks.push_back({e.centre.x + cosine * u - sine * v + sigma_px * noise.normal(),
                      e.centre.y + sine * u + cosine * v + sigma_px * noise.normal()});
  }
  return clicks;
}

}  // namespace spoor::test
