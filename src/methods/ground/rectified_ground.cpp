#include "methods/ground/rectified_ground.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace spoor {
namespace {

constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();
constexpr int kHideMargin = 3;   // px around what hides the ground: edges are blurred
constexpr int kMostSamples = 4;  // of one axis of a cell, where it spans several pixels
constexpr int kDarkest = 2, kBrightest = 253;

const std::array<float, 256>& light_of_codes() {
  static const std::array<float, 256> table = [] {
    std::array<float, 256> light{};
    for (std::size_t i = 0; i < light.size(); ++i) {
      const double v = static_cast<double>(i) / 255;
      light[i] = static_cast<float>(v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4));
    }
    return light;
  }();
  return table;
}

cv::Point at_pixel(const PicturePoint& p) {
  constexpr double kFar = 1e5;
  return {cvRound(std::clamp(p.x - 0.5, -kFar, kFar)), cvRound(std::clamp(p.y - 0.5, -kFar, kFar))};
}

// 255 where the ground is not seen.
cv::Mat hidden_pixels(const cv::Size& size, const GroundFrame& ground, const std::vector<StandingVehicle>& vehicles,
                      const std::vector<std::vector<PicturePoint>>& outlines) {
  cv::Mat hidden = cv::Mat::zeros(size, CV_8U);
  const auto fill = [&](const std::vector<cv::Point>& outline) {
    if (outline.size() > 2) cv::fillPoly(hidden, std::vector<std::vector<cv::Point>>{outline}, cv::Scalar(255));
  };
  for (const auto& outline : outlines) {
    std::vector<cv::Point> points;
    for (const PicturePoint& p : outline) points.push_back(at_pixel(p));
    fill(points);
  }
  for (const StandingVehicle& vehicle : vehicles) {
    std::vector<cv::Point> points, hull;
    for (const cv::Point2d& corner : vehicle.outline()) {
      for (const double z : {0.0, vehicle.size.height}) {
        if (const auto p = ground.picture_from_ground(corner, z)) points.push_back(at_pixel(*p));
      }
    }
    if (points.size() < 3) continue;
    cv::convexHull(points, hull);
    fill(hull);
  }
  cv::dilate(hidden, hidden, cv::Mat(), {-1, -1}, kHideMargin);
  return hidden;
}

class Sampler {
 public:
  Sampler(const cv::Mat& bgr, const cv::Mat& hidden) : bgr_(bgr), hidden_(hidden) {}

  // Adds the light at p; false where the ground is not seen there.
  bool add(const PicturePoint& p, cv::Vec3d& sum) const {
    const double x = p.x - 0.5, y = p.y - 0.5;
    if (!(x >= 0 && y >= 0 && x < bgr_.cols - 1 && y < bgr_.rows - 1)) return false;
    const int u = static_cast<int>(x), v = static_cast<int>(y);
    if (hidden_.at<uchar>(cvRound(y), cvRound(x)) != 0) return false;
    const double a = x - u, b = y - v;
    const auto& light = light_of_codes();
    for (int c = 0; c < 3; ++c) {
      const auto code = [&](int row, int column) { return bgr_.at<cv::Vec3b>(row, column)[c]; };
      const uchar nearest = code(cvRound(y), cvRound(x));
      if (nearest < kDarkest || nearest > kBrightest) return false;
      sum[c] += (1 - b) * ((1 - a) * light[code(v, u)] + a * light[code(v, u + 1)]) +
                b * ((1 - a) * light[code(v + 1, u)] + a * light[code(v + 1, u + 1)]);
    }
    return true;
  }

 private:
  const cv::Mat &bgr_, &hidden_;
};

}  // namespace

cv::Point2d RectifiedGround::own_from_cell(int row, int column) const {
  return {(column + 0.5) * window.cell_m - window.reach_m, window.reach_m - (row + 0.5) * window.cell_m};
}

cv::Point2d RectifiedGround::cell_from_own(const cv::Point2d& own) const {
  return {(own.x + window.reach_m) / window.cell_m - 0.5, (window.reach_m - own.y) / window.cell_m - 0.5};
}

double RectifiedGround::metres_per_pixel_across(int row, int column, const cv::Point2d& along) const {
  const auto& j = pixels_per_metre.at<cv::Vec4f>(row, column);
  const double area = std::abs(j[0] * j[3] - j[1] * j[2]);
  const double seen = std::hypot(j[0] * along.x + j[2] * along.y, j[1] * along.x + j[3] * along.y);
  return area > 0 ? seen / area : HUGE_VAL;
}

RectifiedGround rectified_ground(const cv::Mat& bgr, const GroundFrame& ground, const GroundWindow& window,
                                 const std::vector<StandingVehicle>& vehicles,
                                 const std::vector<std::vector<PicturePoint>>& hidden, const Job& job) {
  RectifiedGround result;
  result.window = window;
  const int side = std::max(1, cvRound(2 * window.reach_m / window.cell_m));
  result.log_luma = cv::Mat(side, side, CV_32F, cv::Scalar(kNothing));
  result.log_red = result.log_luma.clone();
  result.log_blue = result.log_luma.clone();
  result.pixels_per_metre = cv::Mat::zeros(side, side, CV_32FC4);
  const cv::Mat unseen = hidden_pixels(bgr.size(), ground, vehicles, hidden);
  const Sampler sampler(bgr, unseen);
  const auto picture_at = [&](double x, double y) {
    return ground.picture_from_ground(window.frame.ground_from_own({x, y}));
  };
  for (int row = 0; row < side; ++row) {
    job.tick(row, side);
    for (int column = 0; column < side; ++column) {
      const cv::Point2d own = result.own_from_cell(row, column);
      const double half = window.cell_m / 2;
      const auto middle = picture_at(own.x, own.y);
      if (!middle || middle->x < 0 || middle->y < 0 || middle->x > bgr.cols || middle->y > bgr.rows) continue;
      const auto right = picture_at(own.x + half, own.y), ahead = picture_at(own.x, own.y + half);
      if (!right || !ahead) continue;
      cv::Vec4f& j = result.pixels_per_metre.at<cv::Vec4f>(row, column);
      j = {static_cast<float>((right->x - middle->x) / half), static_cast<float>((right->y - middle->y) / half),
           static_cast<float>((ahead->x - middle->x) / half), static_cast<float>((ahead->y - middle->y) / half)};
      const double widest = window.cell_m * std::max(std::hypot(j[0], j[1]), std::hypot(j[2], j[3]));
      const int samples = std::clamp(static_cast<int>(std::ceil(widest)), 1, kMostSamples);
      cv::Vec3d light(0, 0, 0);
      bool seen = true;
      for (int k = 0; k < samples * samples && seen; ++k) {
        const double dx = ((k % samples + 0.5) / samples - 0.5) * window.cell_m;
        const double dy = ((k / samples + 0.5) / samples - 0.5) * window.cell_m;
        // Linear within a cell.
        seen = sampler.add({middle->x + j[0] * dx + j[2] * dy, middle->y + j[1] * dx + j[3] * dy}, light);
      }
      if (!seen) continue;
      light /= samples * samples;
      result.log_luma.at<float>(row, column) =
          static_cast<float>(std::log(0.0722 * light[0] + 0.7152 * light[1] + 0.2126 * light[2]));
      result.log_red.at<float>(row, column) = static_cast<float>(std::log(light[2] / light[1]));
      result.log_blue.at<float>(row, column) = static_cast<float>(std::log(light[0] / light[1]));
    }
  }
  return result;
}

}  // namespace spoor
