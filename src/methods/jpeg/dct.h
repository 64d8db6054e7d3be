#pragma once
/// The integer DCT of 8x8 blocks as libjpeg's accurate method ("islow") has it, and its quantisation: the same
/// numbers as an encoder and a decoder give, without entropy coding between them.
///
/// Bit-exact with libjpeg-turbo for 8-bit samples and steps 1..255; the same on every processor.

#include <opencv2/core.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace spoor {

using QuantSteps = std::array<std::uint16_t, 64>;  ///< row-major, each at least 1

/// Steps prepared for division.
///
/// A coefficient c (8 times the orthonormal one) becomes k = sign(c) floor((|c| + 4q) / 8q). The quotient is taken
/// as (|c| + 4q + 1/2) times the rounded reciprocal of 8q in single precision: the half keeps the product at least
/// 1/(16q) from an integer, and two roundings cannot bridge that below a numerator of 2^22.
class QuantTable {
 public:
  explicit QuantTable(const QuantSteps& steps);

  std::array<std::int32_t, 64> step;
  std::array<float, 64> half, reciprocal;
};

/// Where the results of one table go; null: not wanted.
struct BlockRowTarget {
  std::uint8_t* restored = nullptr;      ///< samples after quantisation, 8 rows
  std::ptrdiff_t restored_stride = 0;    ///< bytes from row to row
  std::uint32_t* error = nullptr;        ///< per block: sum of |sample - restored| over its 64 samples
  std::int16_t* coefficients = nullptr;  ///< quantised, 64 per block, row-major
};

/// Transforms a row of `blocks` blocks, and quantises and restores it by each of `tables`.
///
/// `samples` points at 8 rows of 8 * blocks samples. `texture` (may be null) takes each block's AC energy, 64 times
/// the sum of squared deviations from its mean: exact, and by Parseval's theorem the sum of its squared AC
/// coefficients in the orthonormal DCT, times 64.
void requantise_block_row(const std::uint8_t* samples, std::ptrdiff_t stride, int blocks,
                          std::span<const QuantTable> tables, std::span<const BlockRowTarget> targets,
                          std::uint32_t* texture);

/// Quantised coefficients of `plane` (CV_8UC1), which is continued to whole blocks by repeating its last column and
/// row.
///
/// Shape: CV_16SC1, laid out as JpegCoefficients::Component::blocks.
cv::Mat quantised_blocks(const cv::Mat& plane, const QuantSteps& steps);

}  // namespace spoor
