#include "findings/pack.h"

#include <zstd.h>

#include <stdexcept>

namespace spoor {

std::vector<std::byte> packed(std::span<const std::byte> bytes) {
  std::vector<std::byte> result(ZSTD_compressBound(bytes.size()));
  const std::size_t size = ZSTD_compress(result.data(), result.size(), bytes.data(), bytes.size(), 3);
  if (ZSTD_isError(size) != 0U) throw std::runtime_error(ZSTD_getErrorName(size));
  result.resize(size);
  return result;
}

std::vector<std::byte> packed(const cv::Mat& mat) {
  const cv::Mat whole = mat.isContinuous() ? mat : mat.clone();
  return packed(std::as_bytes(std::span(whole.data, whole.total() * whole.elemSize())));
}

std::optional<cv::Mat> unpacked(std::span<const std::byte> bytes, cv::Size size, int type) {
  if (size.width <= 0 || size.height <= 0) return std::nullopt;
  // The frame's own statement of its size comes first, so that a hostile one costs no memory.
  const std::size_t wanted =
      static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * CV_ELEM_SIZE(type);
  if (ZSTD_getFrameContentSize(bytes.data(), bytes.size()) != wanted) return std::nullopt;
  cv::Mat mat(size, type);
  if (ZSTD_decompress(mat.data, wanted, bytes.data(), bytes.size()) != wanted) return std::nullopt;
  return mat;
}

}  // namespace spoor
