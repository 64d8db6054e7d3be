#include "methods/shadow/light_picture.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace spoor {
namespace {

constexpr int kClippedCode = 253, kBlackCode = 2, kGreyCodes = 4;
constexpr double kClippedShare = 0.2;
constexpr int kClutterWindow = 41;
constexpr double kClutterShare = 0.4;
const double kClutterGradient = std::log(2.0) / 3;

std::array<float, 256> srgb_light() {
  std::array<float, 256> light{};
  for (int code = 0; code < 256; ++code) {
    const double v = code / 255.0;
    light[static_cast<std::size_t>(code)] =
        static_cast<float>(v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4));
  }
  return light;
}

cv::Mat clutter_of(const cv::Mat& level) {
  cv::Mat smooth, gx, gy, steep;
  cv::GaussianBlur(level, smooth, {}, 0.8);
  cv::Sobel(smooth, gx, CV_32F, 1, 0, 3, 1.0 / 8);
  cv::Sobel(smooth, gy, CV_32F, 0, 1, 3, 1.0 / 8);
  cv::magnitude(gx, gy, steep);
  const cv::Mat fast = steep > kClutterGradient;
  cv::Mat share;
  fast.convertTo(share, CV_32F, 1 / 255.0);
  cv::boxFilter(share, share, CV_32F, {kClutterWindow, kClutterWindow}, {-1, -1}, true, cv::BORDER_REFLECT);
  return share > kClutterShare;
}

struct Reduced {
  int block = 1;  // pixels of the picture on a side of one of these
  cv::Mat linear, blind;
  bool coloured = false;
};

// Averages of whole blocks, made row by row: a large picture is never held as floats.
Reduced reduced(const cv::Mat& bgr, int block) {
  const std::array<float, 256> light = srgb_light();
  const cv::Size size(bgr.cols / block, bgr.rows / block);
  Reduced result{block, cv::Mat::zeros(size, CV_32FC3), cv::Mat::zeros(size, CV_32FC1), false};
  const float share = 1 / static_cast<float>(block * block);
  std::int64_t coloured = 0;
  for (int y = 0; y < size.height * block; ++y) {
    const cv::Vec3b* const from = bgr.ptr<cv::Vec3b>(y);
    cv::Vec3f* const to = result.linear.ptr<cv::Vec3f>(y / block);
    float* const lost = result.blind.ptr<float>(y / block);
    for (int x = 0; x < size.width * block; ++x) {
      const cv::Vec3b& p = from[x];
      const int most = std::max({p[0], p[1], p[2]}), least = std::min({p[0], p[1], p[2]});
      to[x / block] += cv::Vec3f(light[p[0]], light[p[1]], light[p[2]]) * share;
      if (most >= kClippedCode || most <= kBlackCode) lost[x / block] += share;
      if (most - least > kGreyCodes) ++coloured;
    }
  }
  result.coloured = coloured * 100 >= static_cast<std::int64_t>(bgr.total());
  return result;
}

}  // namespace

LightPicture light_picture(const cv::Mat& bgr, int side) {
  LightPicture picture;
  const Reduced whole = reduced(bgr, std::max(1, std::max(bgr.cols, bgr.rows) / side));
  picture.coloured = whole.coloured;
  cv::Mat linear = whole.linear, blind = whole.blind;
  const double scale = std::min(1.0, static_cast<double>(side) / std::max(linear.cols, linear.rows));
  const cv::Size size(std::max(1, cvRound(linear.cols * scale)), std::max(1, cvRound(linear.rows * scale)));
  picture.cell = {static_cast<double>(whole.block) * linear.cols / size.width,
                  static_cast<double>(whole.block) * linear.rows / size.height};
  if (size != linear.size()) {
    cv::resize(linear, linear, size, 0, 0, cv::INTER_AREA);
    cv::resize(blind, blind, size, 0, 0, cv::INTER_AREA);
  }
  // Below a code or two the logarithm of a code means nothing.
  cv::max(linear, cv::Scalar::all(srgb_light()[kBlackCode]), linear);
  cv::log(linear, picture.log_light);
  picture.level.create(size, CV_32FC1);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const cv::Vec3f& p = linear.at<cv::Vec3f>(y, x);
      picture.level.at<float>(y, x) = std::log(0.0722F * p[0] + 0.7152F * p[1] + 0.2126F * p[2]);
    }
  }
  picture.blind = blind > kClippedShare;
  picture.cluttered = clutter_of(picture.level);
  picture.cluttered_share = cv::countNonZero(picture.cluttered) / static_cast<double>(size.area());
  return picture;
}

}  // namespace spoor
