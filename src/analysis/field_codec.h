#pragma once
/// Fields of maps as bytes: float rows, little-endian, compressed with zstd.

#include "base/result.h"

#include <opencv2/core.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace spoor {

/// SHA-256 of the field's floats, row by row. Every NaN counts as the same value.
std::string field_digest(const cv::Mat& field);

std::vector<std::byte> compressed_field(const cv::Mat& field);

/// Errors: kCorrupt unless the bytes hold exactly columns x rows floats; kTooLarge above 300 million cells.
Result<cv::Mat> decompressed_field(std::span<const std::byte> bytes, std::int64_t columns, std::int64_t rows);

}  // namespace spoor
