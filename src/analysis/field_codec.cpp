#include "analysis/field_codec.h"

#include "base/digest.h"

#include <zstd.h>

#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace spoor {
namespace {

static_assert(std::endian::native == std::endian::little, "fields are written as the processor holds them");

constexpr std::int64_t kMaxCells = 300'000'000;
constexpr int kCompressionLevel = 3;

// A continuous copy in which every NaN has the same bits, so that equal fields have equal bytes.
cv::Mat canonical(const cv::Mat& field) {
  if (field.type() != CV_32FC1) throw std::invalid_argument("a map's field must be CV_32FC1");
  cv::Mat copy = field.clone();
  float* values = copy.ptr<float>();
  for (std::size_t i = 0; i < copy.total(); ++i) {
    if (std::isnan(values[i])) values[i] = std::numeric_limits<float>::quiet_NaN();
  }
  return copy;
}

}  // namespace

std::string field_digest(const cv::Mat& field) {
  const cv::Mat copy = canonical(field);
  return sha256_hex(std::as_bytes(std::span(copy.ptr<float>(), copy.total())));
}

std::vector<std::byte> compressed_field(const cv::Mat& field) {
  const cv::Mat copy = canonical(field);
  const std::size_t bytes = copy.total() * sizeof(float);
  std::vector<std::byte> packed(ZSTD_compressBound(bytes));
  const std::size_t length = ZSTD_compress(packed.data(), packed.size(), copy.data, bytes, kCompressionLevel);
  if (ZSTD_isError(length) != 0U) throw std::runtime_error("a map could not be compressed");
  packed.resize(length);
  return packed;
}

Result<cv::Mat> decompressed_field(std::span<const std::byte> bytes, std::int64_t columns, std::int64_t rows) {
  if (columns < 1 || rows < 1) return failure(Fault::kCorrupt, "a map's size is not positive");
  if (columns > kMaxCells || rows > kMaxCells / columns) return failure(Fault::kTooLarge, "a map is too large");
  const std::size_t expected = static_cast<std::size_t>(columns * rows) * sizeof(float);
  if (ZSTD_getFrameContentSize(bytes.data(), bytes.size()) != expected) {
    return failure(Fault::kCorrupt, "a map's field has another size than it announces");
  }
  cv::Mat field(static_cast<int>(rows), static_cast<int>(columns), CV_32FC1);
  const std::size_t length = ZSTD_decompress(field.data, expected, bytes.data(), bytes.size());
  if (length != expected) return failure(Fault::kCorrupt, "a map's field cannot be unpacked");
  return field;
}

}  // namespace spoor
