#pragma once
/// Samples as a TIFF stores them: any depth from 1 to 64 bits, integers or floating point, to plane rows.

#include <opencv2/core.hpp>

#include <cstdint>
#include <optional>

namespace spoor::stills {

struct TiffSampleKind {
  int bits = 8;
  bool is_float = false;

  /// Bits of the plane's samples: as stored up to 16; the upper 16 of larger integers; 32 for floats.
  int plane_bits() const { return is_float ? 32 : bits > 16 ? 16 : bits; }
};

/// What can be read: integers of 1..16, 24, 32 and 64 bits; floats of 16, 24, 32 and 64.
bool is_readable(const TiffSampleKind& kind);

/// Copies `count` samples out of `row` (native byte order for 16, 32 and 64 bits, as libtiff gives them), beginning
/// with sample `first` and taking every `step`-th, to columns `left`... of row `y` of `plane`. `row_bytes` bounds
/// what is read; samples beyond it stay as they are.
void copy_samples(const std::uint8_t* row, std::size_t row_bytes, const TiffSampleKind& kind, int first, int step,
                  int count, cv::Mat& plane, int y, int left);

}  // namespace spoor::stills
