#pragma once
/// Pictures of a report as PNG.

#include "base/result.h"

#include <opencv2/core.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace spoor {

/// Lossless. `picture` is CV_8UC1, CV_8UC3 (BGR) or CV_8UC4 (BGRA). Equal pictures give equal bytes.
///
/// Errors: kBadArgument for an empty matrix or another type; kInternal where the encoder fails.
Result<std::vector<std::byte>> png(const cv::Mat& picture);

/// "data:image/png;base64,...".
std::string png_uri(const std::vector<std::byte>& png);

std::string base64(const std::vector<std::byte>& bytes);

}  // namespace spoor
