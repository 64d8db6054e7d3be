#pragma once
/// The sensor: colour filters, unequal pixels, photons, electronics.

#include <opencv2/core.hpp>

#include <cstdint>

namespace spoor::samples {

/// RGGB: red at even rows and columns, blue at odd ones. DN: numbers as the converter gives them.
struct Sensor {
  std::uint64_t body_seed = 1;  ///< which camera body: decides the pixel responses
  double prnu_sigma = 0.010;    ///< relative spread of the pixels' responses
  double black_dn = 256;
  double full_dn = 4095;   ///< 12 bits
  double exposure = 0.72;  ///< share of the range between black and full that a light of 1.0 fills in green
  double red_response = 0.52, blue_response = 0.68;  ///< against green
  double electrons_per_dn = 3.2;
  double read_noise_dn = 1.8;
};

/// The body's pixel responses K: a pixel gives (1 + K) times the mean signal. CV_32FC1.
cv::Mat response_field(const Sensor& sensor, cv::Size size);

/// Colour of the filter at (x, y): 0 red, 1 green, 2 blue.
constexpr int filter_at(int x, int y) { return (x & 1) + (y & 1); }

/// The mosaic that `light` (CV_32FC3, R G B) gives: CV_16UC1 in DN. Pixel variance in DN^2:
/// signal / electrons_per_dn + read_noise_dn^2 + 1/12 for the rounding. `shot_seed` differs for every exposure.
cv::Mat exposed(const cv::Mat& light, const Sensor& sensor, const cv::Mat& responses, std::uint64_t shot_seed);

}  // namespace spoor::samples
