#include "develop.h"

#include "base/parallel.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace spoor::samples {
namespace {

// Malvar, He, Cutler, "High-quality linear interpolation for demosaicing", ICASSP 2004, figure 2; in eighths.
constexpr float kGreen[5][5] = {
    {0, 0, -1, 0, 0}, {0, 0, 2, 0, 0}, {-1, 2, 4, 2, -1}, {0, 0, 2, 0, 0}, {0, 0, -1, 0, 0}};
constexpr float kAlongRow[5][5] = {
    {0, 0, 0.5F, 0, 0}, {0, -1, 0, -1, 0}, {-1, 4, 5, 4, -1}, {0, -1, 0, -1, 0}, {0, 0, 0.5F, 0, 0}};
constexpr float kDiagonal[5][5] = {
    {0, 0, -1.5F, 0, 0}, {0, 2, 0, 2, 0}, {-1.5F, 0, 6, 0, -1.5F}, {0, 2, 0, 2, 0}, {0, 0, -1.5F, 0, 0}};
// The same three places by the mean of the nearest pixels of that colour.
constexpr float kGreenMean[5][5] = {{}, {0, 0, 2, 0, 0}, {0, 2, 0, 2, 0}, {0, 0, 2, 0, 0}, {}};
constexpr float kAlongRowMean[5][5] = {{}, {}, {0, 4, 0, 4, 0}, {}, {}};
constexpr float kDiagonalMean[5][5] = {{}, {0, 2, 0, 2, 0}, {}, {0, 2, 0, 2, 0}, {}};

using Kernel = float[5][5];

// `padded` has a border of two pixels; (x, y) counts without it.
float filtered(const cv::Mat& padded, int x, int y, const Kernel& kernel, bool transposed) {
  float sum = 0;
  for (int j = 0; j < 5; ++j) {
    const auto* row = padded.ptr<float>(y + j) + x;
    for (int i = 0; i < 5; ++i) sum += (transposed ? kernel[i][j] : kernel[j][i]) * row[i];
  }
  return sum / 8;
}

float srgb_curve(float linear) {
  return linear <= 0.0031308F ? 12.92F * linear : 1.055F * std::pow(linear, 1 / 2.4F) - 0.055F;  // IEC 61966-2-1
}

float tone(float linear, const Development& development) {
  // Highlights above 0.75 are rolled off, so that bright clouds keep their shape.
  constexpr float kKnee = 0.75F;
  if (linear > kKnee) linear = kKnee + (1 - kKnee) * (1 - std::exp(-(linear - kKnee) / (1 - kKnee)));
  const float display = srgb_curve(std::clamp(linear, 0.0F, 1.0F));
  const float bent = display * display * (3 - 2 * display);
  return display + static_cast<float>(development.contrast) * (bent - display);
}

}  // namespace

cv::Mat demosaiced(const cv::Mat& mosaic, const Sensor& sensor, Demosaic method) {
  CV_Assert(mosaic.type() == CV_16UC1);
  cv::Mat values;
  const double range = sensor.full_dn - sensor.black_dn;
  mosaic.convertTo(values, CV_32F, 1 / range, -sensor.black_dn / range);
  const double balance[] = {1 / sensor.red_response, 1.0, 1 / sensor.blue_response};
  for (int y = 0; y < values.rows; ++y) {
    auto* row = values.ptr<float>(y);
    for (int x = 0; x < values.cols; ++x) row[x] *= static_cast<float>(balance[filter_at(x, y)]);
  }
  cv::Mat padded;
  cv::copyMakeBorder(values, padded, 2, 2, 2, 2, cv::BORDER_REFLECT_101);  // keeps the filters' order
  const bool mean = method == Demosaic::kBilinear;
  const Kernel& green = mean ? kGreenMean : kGreen;
  const Kernel& along_row = mean ? kAlongRowMean : kAlongRow;
  const Kernel& diagonal = mean ? kDiagonalMean : kDiagonal;
  cv::Mat linear(values.size(), CV_32FC3);
  for_blocks(values.rows, 8, [&](std::int64_t begin, std::int64_t end) {
    for (int y = static_cast<int>(begin); y < end; ++y) {
      auto* out = linear.ptr<cv::Vec3f>(y);
      for (int x = 0; x < values.cols; ++x) {
        const float own = values.ptr<float>(y)[x];
        const int colour = filter_at(x, y);
        if (colour == 1) {
          const bool red_row = (y & 1) == 0;
          const float beside = filtered(padded, x, y, along_row, false),
                      above = filtered(padded, x, y, along_row, true);
          out[x] = red_row ? cv::Vec3f{beside, own, above} : cv::Vec3f{above, own, beside};
        } else {
          const float g = filtered(padded, x, y, green, false), other = filtered(padded, x, y, diagonal, false);
          out[x] = colour == 0 ? cv::Vec3f{own, g, other} : cv::Vec3f{other, g, own};
        }
        for (int c = 0; c < 3; ++c) out[x][c] = std::max(0.0F, out[x][c]);
      }
    }
  });
  return linear;
}

cv::Mat developed(const cv::Mat& linear, const Development& development) {
  CV_Assert(linear.type() == CV_32FC3);
  constexpr int kSteps = 4096;
  constexpr float kTop = 4;  // white balance lifts full wells to at most 1 / red_response times the gain
  std::vector<float> curve(kSteps + 1);
  for (int i = 0; i <= kSteps; ++i) {
    const float root = static_cast<float>(i) / kSteps;  // spaced by the square root: fine in the shadows
    curve[static_cast<std::size_t>(i)] = tone(root * root * kTop, development);
  }
  cv::Mat display(linear.size(), CV_32FC3), luma(linear.size(), CV_32FC1);
  const auto gain = static_cast<float>(development.brightness), saturation = static_cast<float>(development.saturation);
  for_blocks(linear.rows, 8, [&](std::int64_t begin, std::int64_t end) {
    for (int y = static_cast<int>(begin); y < end; ++y) {
      const auto* in = linear.ptr<cv::Vec3f>(y);
      auto* out = display.ptr<cv::Vec3f>(y);
      for (int x = 0; x < linear.cols; ++x) {
        const float grey = 0.2126F * in[x][0] + 0.7152F * in[x][1] + 0.0722F * in[x][2];
        for (int c = 0; c < 3; ++c) {
          const float value = std::clamp(gain * (grey + saturation * (in[x][c] - grey)), 0.0F, kTop);
          const float place = std::sqrt(value / kTop) * kSteps;
          const auto step = std::min(static_cast<std::size_t>(place), static_cast<std::size_t>(kSteps - 1));
          out[x][c] = curve[step] + (place - static_cast<float>(step)) * (curve[step + 1] - curve[step]);
        }
        luma.ptr<float>(y)[x] = 0.299F * out[x][0] + 0.587F * out[x][1] + 0.114F * out[x][2];
      }
    }
  });
  if (development.sharpening <= 0) return display;
  cv::Mat soft;
  cv::GaussianBlur(luma, soft, {}, development.sharpening_radius_px);
  const auto amount = static_cast<float>(development.sharpening);
  for (int y = 0; y < display.rows; ++y) {
    auto* out = display.ptr<cv::Vec3f>(y);
    for (int x = 0; x < display.cols; ++x) {
      const float detail = amount * (luma.ptr<float>(y)[x] - soft.ptr<float>(y)[x]);
      for (int c = 0; c < 3; ++c) out[x][c] = std::clamp(out[x][c] + detail, 0.0F, 1.0F);
    }
  }
  return display;
}

cv::Mat quantised(const cv::Mat& display, int bits) {
  cv::Mat whole;
  display.convertTo(whole, bits > 8 ? CV_16UC3 : CV_8UC3, bits > 8 ? 65535.0 : 255.0);
  return whole;
}

}  // namespace spoor::samples
