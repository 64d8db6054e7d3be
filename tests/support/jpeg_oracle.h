#pragma once
/// What libjpeg itself makes of planes and pictures, as an independent answer.

#include <opencv2/core.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace spoor::test {

/// Luma samples per chroma sample, and the tables by component (row-major), or a quality of the IJG scaling.
struct JpegEncoding {
  int h = 1, v = 1;
  int quality = 90;
  std::vector<std::array<std::uint16_t, 64>> steps;  ///< empty: the standard ones at `quality`
};

/// jpeg_write_raw_data of one plane (grey) or three (YCbCr), each continued by its last column and row.
std::vector<std::byte> jpeg_from_planes(const std::vector<cv::Mat>& planes, const JpegEncoding& encoding);

/// jpeg_read_raw_data, cut to the samples that belong to the picture.
std::vector<cv::Mat> planes_from_jpeg(const std::vector<std::byte>& jpeg);

/// jpeg_write_scanlines of a CV_8UC3 picture (BGR), and jpeg_read_scanlines with libjpeg's defaults.
std::vector<std::byte> jpeg_from_bgr(const cv::Mat& bgr, const JpegEncoding& encoding);
cv::Mat bgr_from_jpeg(const std::vector<std::byte>& jpeg);

/// jpeg_read_coefficients of a component: CV_16SC1, block (i, j) at rows 8j.., columns 8i.., row-major.
cv::Mat coefficients_from_jpeg(const std::vector<std::byte>& jpeg, int component);

/// The steps in force for a component.
std::array<std::uint16_t, 64> steps_from_jpeg(const std::vector<std::byte>& jpeg, int component);

/// A picture with smooth shading, edges, texture, saturated parts and noise: CV_8UC3, the same for the same seed.
cv::Mat photographic_bgr(int width, int height, std::uint32_t seed);

}  // namespace spoor::test
