#pragma once
/// Samples from a worker through shared memory that the program makes, seals, and reads without trusting it.

#include "base/byte_reader.h"
#include "base/file.h"
#include "base/result.h"

#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace spoor {

/// Where one matrix lies in a slot. `type` is the protocol's own code: 0 CV_8UC1, 1 CV_16UC1, 2 CV_32FC1, 3 CV_8UC3.
struct MatrixPlace {
  int type = 0;
  int rows = 0, cols = 0;
  std::uint64_t offset = 0;
  std::uint64_t stride = 0;  ///< bytes from row to row
};

/// A mapping that is undone at the end of its life.
class Mapping {
 public:
  Mapping() = default;
  Mapping(void* data, std::size_t size) : data_(data), size_(size) {}
  ~Mapping();
  Mapping(Mapping&& other) noexcept;
  Mapping& operator=(Mapping&& other) noexcept;

  std::byte* data() const { return static_cast<std::byte*>(data_); }
  std::size_t size() const { return size_; }

 private:
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

/// The program's end: sealed against change of size, mapped for reading.
struct SharedSlot {
  FileHandle memory;
  Mapping mapping;
};

/// Largest slot a worker may ask for.
inline constexpr std::uint64_t kMaxSlotBytes = std::uint64_t{1} << 30;

/// At least `bytes`, rounded up so that it need not be made anew for every larger picture. kTooLarge beyond the limit.
Result<SharedSlot> shared_slot(std::uint64_t bytes);

/// The worker's end: `size` bytes of `memory` mapped for writing.
Result<Mapping> writable_mapping(const FileHandle& memory, std::uint64_t size);

/// Places for `matrices` one after the other, rows on 64-byte boundaries. Errors: kUnsupported for another type.
Result<std::vector<MatrixPlace>> places_of(const std::vector<cv::Mat>& matrices);
std::uint64_t bytes_of(const std::vector<MatrixPlace>& places);

/// Copies rows to their places in `slot`, which is large enough.
void write_matrices(const std::vector<cv::Mat>& matrices, const std::vector<MatrixPlace>& places, std::byte* slot);

nlohmann::json encode_places(const std::vector<MatrixPlace>& places);

/// At most 16 places, each with every byte inside a slot of `slot_bytes`. Errors: kCorrupt.
Result<std::vector<MatrixPlace>> decode_places(const nlohmann::json& document, std::uint64_t slot_bytes);

/// Private copies of what lies at `places` (checked by decode_places): the worker can still write to the slot.
std::vector<cv::Mat> copied_matrices(const std::vector<MatrixPlace>& places, const std::byte* slot);

}  // namespace spoor
