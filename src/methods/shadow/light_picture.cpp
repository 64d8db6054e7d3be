#include "methods/shadow/light_picture.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace spoor {
namespace {

constexpr int kClippedCode = 253, kBlackCode = 2;
constexpr double kClippedShare = 0.2;
constexpr int kClutterWindow = 41;
constexpr double kClutterShare = 0.25;
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

}  // namespace

LightPicture light_picture(const cv::Mat& bgr, int side) {
  const std::array<float, 256> light = srgb_light();
  cv::Mat linear(bgr.size(), CV_32FC3), blind(bgr.size(), CV_32FC1);
  for (int y = 0; y < bgr.rows; ++y) {
    const cv::Vec3b* const from = bgr.ptr<cv::Vec3b>(y);
    cv::Vec3f* const to = linear.ptr<cv::Vec3f>(y);
    float* const lost = blind.ptr<float>(y);
    for (int x = 0; x < bgr.cols; ++x) {
      const cv::Vec3b& p = from[x];
      to[x] = {light[p[0]], light[p[1]], light[p[2]]};
      const int most = std::max({p[0], p[1], p[2]});
      lost[x] = most >= kClippedCode || most <= kBlackCode ? 1.0F : 0.0F;
    }
  }
  LightPicture picture;
  picture.scale = std::min(1.0, static_cast<double>(side) / std::max(bgr.cols, bgr.rows));
  const cv::Size size(std::max(1, cvRound(bgr.cols * picture.scale)), std::max(1, cvRound(bgr.rows * picture.scale)));
  if (size != bgr.size()) {
    cv::resize(linear, linear, size, 0, 0, cv::INTER_AREA);
    cv::resize(blind, blind, size, 0, 0, cv::INTER_AREA);
  }
  // Below a code or two the logarithm of a code means nothing.
  cv::max(linear, cv::Scalar::all(light[kBlackCode]), linear);
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
