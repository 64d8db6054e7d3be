#pragma once
/// From the mosaic to a picture: demosaicing, white balance, colour, tone, sharpening.

#include "sensor.h"

#include <opencv2/core.hpp>

namespace spoor::samples {

enum class Demosaic {
  kBilinear,
  kGradientCorrected,  ///< Malvar, He, Cutler 2004
};

struct Development {
  Demosaic demosaic = Demosaic::kGradientCorrected;
  double brightness = 1.12;  ///< gain before the tone curve
  double saturation = 1.15;
  double contrast = 0.25;    ///< share of an S-curve mixed into the tone curve
  double sharpening = 0.35;  ///< amount of the unsharp mask on luma
  double sharpening_radius_px = 1.0;
};

/// Linear R, G, B of the mosaic, black level taken off, white-balanced, full scale 1: CV_32FC3.
cv::Mat demosaiced(const cv::Mat& mosaic, const Sensor& sensor, Demosaic method);

/// Display values 0..1 (R' G' B', CV_32FC3) of the linear picture.
cv::Mat developed(const cv::Mat& linear, const Development& development);

/// `display` (0..1) in whole steps of 8 or 16 bits: CV_8UC3 or CV_16UC3.
cv::Mat quantised(const cv::Mat& display, int bits);

}  // namespace spoor::samples
