#include "methods/ground/planted_track.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace spoor {
namespace {

constexpr double kSide = 40 * std::numbers::pi / 180, kFineStep = 0.01;  // rad, m
constexpr double kBlurPixels = 0.6;  // deviation of what lens, pixel and compression blur
constexpr double kAlongStep = 0.03;  // m

// Natural logarithm of the light on a slope over that on level ground.
double shade(double slope_to_right, double sun_right, double sun_up, double sky) {
  const double facing = std::max(0.0, (sun_up - slope_to_right * sun_right) / std::hypot(1, slope_to_right));
  return std::log(std::max(0.02, sky + (1 - sky) * facing / sun_up));
}

}  // namespace

double rut_height(const Rut& rut, double across_m) {
  const double u = std::abs(across_m), half = rut.width_m / 2, side = rut.depth_m / std::tan(kSide);
  if (u <= half) return -rut.depth_m;
  if (u <= half + side) return -rut.depth_m + (u - half) * std::tan(kSide);
  // A triangle of the berm's share of the volume: base and height tied by the same slope on both of its sides.
  const double displaced = rut.depth_m * (rut.width_m + side);
  const double top = std::sqrt(rut.berm_share / 2 * displaced * std::tan(kSide));
  const double beyond = u - half - side, base = top / std::tan(kSide);
  return std::max(0.0, top * (1 - std::abs(beyond - base) / base));
}

RectifiedGround with_tracks(const RectifiedGround& ground, const TrackPath& path, const VehicleSize& size,
                            const Rut& rut, const Daylight& light) {
  RectifiedGround result = ground;
  result.log_luma = ground.log_luma.clone();
  cv::Mat level = ground.log_luma.clone();
  cv::patchNaNs(level, 0);
  cv::Mat seen, smooth, weight;
  cv::Mat(ground.log_luma == ground.log_luma).convertTo(seen, CV_32F, 1.0 / 255);
  const double sigma = 0.15 / ground.window.cell_m;
  cv::GaussianBlur(level, smooth, {}, sigma, sigma);
  cv::GaussianBlur(seen, weight, {}, sigma, sigma);
  cv::max(weight, 1e-6, weight);
  cv::divide(smooth, weight, smooth);

  const double reach = rut.width_m / 2 + 5 * rut.depth_m + 0.25;
  const int half = cvRound(reach / kFineStep);
  cv::Mat done = cv::Mat::zeros(ground.log_luma.size(), CV_8U);
  for (const PathPlace& place : places_along(path, size, kAlongStep)) {
    const cv::Point2d along(std::sin(place.direction), std::cos(place.direction)), right(along.y, -along.x);
    const double sun_right = std::cos(light.sun_elevation_rad) * std::sin(light.sun_bearing_rad - place.direction);
    const double sun_up = std::sin(light.sun_elevation_rad);
    const cv::Point2d middle_cell = ground.cell_from_own(place.at);
    const cv::Point middle(cvRound(middle_cell.x), cvRound(middle_cell.y));
    if (!cv::Rect({0, 0}, done.size()).contains(middle)) continue;
    const double pixel = ground.metres_per_pixel_across(middle.y, middle.x, along);
    if (!(pixel < 1)) continue;
    // The cross-section's light, and how much of it is bottom, blurred by the pixel.
    cv::Mat lightness(1, 2 * half + 1, CV_32F), bottom(1, 2 * half + 1, CV_32F);
    for (int i = -half; i <= half; ++i) {
      const double u = i * kFineStep;
      const double slope = (rut_height(rut, u + kFineStep / 2) - rut_height(rut, u - kFineStep / 2)) / kFineStep;
      const bool inside = std::abs(u) <= rut.width_m / 2;
      lightness.at<float>(i + half) =
          static_cast<float>(shade(slope, sun_right, sun_up, light.sky_share) - (inside ? rut.darker : 0));
      bottom.at<float>(i + half) = inside ? 1.F : 0.F;
    }
    const double blur = std::max(kBlurPixels * pixel, ground.window.cell_m / 2) / kFineStep;
    cv::GaussianBlur(lightness, lightness, {}, blur, 0.01);
    cv::GaussianBlur(bottom, bottom, {}, blur, 0.01);
    for (const double wheel : {-size.track / 2, size.track / 2}) {
      for (double u = -reach; u <= reach; u += ground.window.cell_m / 2) {
        const cv::Point2d at = ground.cell_from_own(place.at + (wheel + u) * right);
        const cv::Point cell(cvRound(at.x), cvRound(at.y));
        if (!cv::Rect({0, 0}, done.size()).contains(cell) || done.at<uchar>(cell) != 0) continue;
        done.at<uchar>(cell) = 1;
        const int i = std::clamp(cvRound(u / kFineStep) + half, 0, 2 * half);
        float& value = result.log_luma.at<float>(cell);  // NaN stays NaN
        value += static_cast<float>(rut.smoothed) * bottom.at<float>(i) * (smooth.at<float>(cell) - value) +
                 lightness.at<float>(i);
      }
    }
  }
  return result;
}

TrackPath some_path(SeededNoise& noise, bool ahead) {
  constexpr double kTurn = 4 * std::numbers::pi / 180;
  TrackPath path;
  path.ahead = ahead;
  path.turn_rad = noise.uniform(-kTurn, kTurn);
  path.curvature_near = noise.uniform(-0.1, 0.1);
  path.curvature_far = noise.uniform(-0.04, 0.04);
  path.aside_m = noise.uniform(-0.08, 0.08);
  return path;
}

}  // namespace spoor
