#pragma once
/// Compressed bytes of the case file (zstd), unpacked only to a size that is known beforehand.

#include "base/result.h"

#include <opencv2/core.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace spoor {

std::vector<std::byte> packed(std::span<const std::byte> bytes);

/// A continuous matrix as bytes.
std::vector<std::byte> packed(const cv::Mat& mat);

/// Nothing unless `bytes` unpack to exactly one matrix of this size and type.
std::optional<cv::Mat> unpacked(std::span<const std::byte> bytes, cv::Size size, int type);

}  // namespace spoor
