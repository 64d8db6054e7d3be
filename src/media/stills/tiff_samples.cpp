#include "media/stills/tiff_samples.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace spoor::stills {
namespace {

template <class T>
T loaded(const std::uint8_t* at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

/// IEEE 754 binary16 and the 24-bit form of TIFF (sign, 7 bits of exponent, 16 of fraction).
float small_float(std::uint32_t word, int exponent_bits, int fraction_bits) {
  const std::uint32_t fraction = word & ((1U << fraction_bits) - 1);
  const std::uint32_t exponent = word >> fraction_bits & ((1U << exponent_bits) - 1);
  const int bias = (1 << (exponent_bits - 1)) - 1;
  const float sign = (word >> (exponent_bits + fraction_bits) & 1U) != 0 ? -1.0F : 1.0F;
  if (exponent == (1U << exponent_bits) - 1) {
    return fraction == 0 ? sign * std::numeric_limits<float>::infinity() : std::numeric_limits<float>::quiet_NaN();
  }
  if (exponent == 0) return sign * std::ldexp(static_cast<float>(fraction), 1 - bias - fraction_bits);
  return sign * std::ldexp(static_cast<float>(fraction | 1U << fraction_bits),
                           static_cast<int>(exponent) - bias - fraction_bits);
}

/// 24-bit samples stay in the byte order of the file's machine in libtiff; its predictor leaves them big-endian on
/// none: the low byte comes first on this (little-endian) machine.
std::uint32_t loaded24(const std::uint8_t* at) {
  return static_cast<std::uint32_t>(at[0]) | static_cast<std::uint32_t>(at[1]) << 8 |
         static_cast<std::uint32_t>(at[2]) << 16;
}

float float_sample(const std::uint8_t* at, int bits) {
  switch (bits) {
    case 16:
      return small_float(loaded<std::uint16_t>(at), 5, 10);
    case 24:
      return small_float(loaded24(at), 7, 16);
    case 32:
      return loaded<float>(at);
    default:
      return static_cast<float>(loaded<double>(at));
  }
}

/// `bits` (up to 16) bits from bit position `bit`, most significant first.
std::uint16_t packed_sample(const std::uint8_t* row, std::size_t bit, int bits) {
  std::uint32_t value = 0;
  for (int i = 0; i < bits; ++i, ++bit) value = value << 1 | (row[bit / 8] >> (7 - bit % 8) & 1U);
  return static_cast<std::uint16_t>(value);
}

std::uint16_t whole_sample(const std::uint8_t* row, std::size_t index, int bits) {
  const std::uint8_t* const at = row + index * static_cast<std::size_t>(bits) / 8;
  switch (bits) {
    case 8:
      return *at;
    case 16:
      return loaded<std::uint16_t>(at);
    case 24:
      return static_cast<std::uint16_t>(loaded24(at) >> 8);
    case 32:
      return static_cast<std::uint16_t>(loaded<std::uint32_t>(at) >> 16);
    case 64:
      return static_cast<std::uint16_t>(loaded<std::uint64_t>(at) >> 48);
    default:
      return packed_sample(row, index * static_cast<std::size_t>(bits), bits);
  }
}

}  // namespace

bool is_readable(const TiffSampleKind& kind) {
  const int bits = kind.bits;
  if (kind.is_float) return bits == 16 || bits == 24 || bits == 32 || bits == 64;
  return (bits >= 1 && bits <= 16) || bits == 24 || bits == 32 || bits == 64;
}

void copy_samples(const std::uint8_t* row, std::size_t row_bytes, const TiffSampleKind& kind, int first, int step,
                  int count, cv::Mat& plane, int y, int left) {
  const auto samples = static_cast<std::int64_t>(row_bytes * 8 / static_cast<std::size_t>(kind.bits));
  const std::int64_t readable = samples <= first ? 0 : (samples - first + step - 1) / step;
  count = static_cast<int>(std::min<std::int64_t>({count, readable, plane.cols - left}));
  for (int i = 0; i < count; ++i) {
    const auto index = static_cast<std::size_t>(first) + static_cast<std::size_t>(i) * static_cast<std::size_t>(step);
    if (kind.is_float) {
      plane.ptr<float>(y)[left + i] = float_sample(row + index * static_cast<std::size_t>(kind.bits) / 8, kind.bits);
    } else if (plane.depth() == CV_8U) {
      plane.ptr(y)[left + i] = static_cast<std::uint8_t>(whole_sample(row, index, kind.bits));
    } else {
      plane.ptr<std::uint16_t>(y)[left + i] = whole_sample(row, index, kind.bits);
    }
  }
}

}  // namespace spoor::stills
