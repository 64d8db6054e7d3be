#include "engine/shm_frames.h"

#include "engine/wire_json.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

namespace spoor::wire {

template <class A>
void describe(A& a, typename A::template Ref<MatrixPlace> v) {
  a(v.type, v.rows, v.cols, v.offset, v.stride);
}

}  // namespace spoor::wire

namespace spoor {
namespace {

constexpr std::array kTypes{CV_8UC1, CV_16UC1, CV_32FC1, CV_8UC3};
constexpr std::uint64_t kRowAlignment = 64;
constexpr std::size_t kMaxMatrices = 16;

std::uint64_t row_bytes(const MatrixPlace& place) {
  return static_cast<std::uint64_t>(place.cols) * CV_ELEM_SIZE(kTypes[static_cast<std::size_t>(place.type)]);
}

bool inside(const MatrixPlace& place, std::uint64_t slot_bytes) {
  if (place.type < 0 || place.type >= static_cast<int>(kTypes.size()) || place.rows < 0 || place.cols < 0) return false;
  if (place.rows == 0 || place.cols == 0) return true;
  const std::uint64_t row = row_bytes(place);
  const auto further_rows = static_cast<std::uint64_t>(place.rows - 1);
  if (place.offset > slot_bytes || row > slot_bytes - place.offset || place.stride < row) return false;
  return further_rows == 0 || place.stride <= (slot_bytes - place.offset - row) / further_rows;
}

}  // namespace

Mapping::~Mapping() {
  if (data_ != nullptr) ::munmap(data_, size_);
}

Mapping::Mapping(Mapping&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Mapping& Mapping::operator=(Mapping&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

Result<SharedSlot> shared_slot(std::uint64_t bytes) {
  if (bytes > kMaxSlotBytes) return failure(Fault::kTooLarge, "the picture is larger than may be handed over");
  const std::size_t size = std::bit_ceil(std::max<std::size_t>(static_cast<std::size_t>(bytes), std::size_t{1} << 20));
  SharedSlot slot;
  slot.memory = FileHandle(::memfd_create("spoor-frames", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  const auto refused = [] { return failure(Fault::kOutOfMemory, "there is not enough memory to hand over a picture"); };
  if (!slot.memory || ::ftruncate(slot.memory.get(), static_cast<off_t>(size)) != 0) return refused();
  // Without the seals a worker could shrink the memory under the reader, whose next read would be a SIGBUS.
  if (::fcntl(slot.memory.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) return refused();
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, slot.memory.get(), 0);
  if (data == MAP_FAILED) return refused();
  slot.mapping = Mapping(data, size);
  return slot;
}

Result<Mapping> writable_mapping(const FileHandle& memory, std::uint64_t size) {
  void* data = ::mmap(nullptr, static_cast<std::size_t>(size), PROT_READ | PROT_WRITE, MAP_SHARED, memory.get(), 0);
  if (data == MAP_FAILED) return failure(Fault::kOutOfMemory, "there is not enough memory to hand over a picture");
  return Mapping(data, static_cast<std::size_t>(size));
}

Result<std::vector<MatrixPlace>> places_of(const std::vector<cv::Mat>& matrices) {
  std::vector<MatrixPlace> places;
  std::uint64_t end = 0;
  for (const cv::Mat& matrix : matrices) {
    const auto type = std::find(kTypes.begin(), kTypes.end(), matrix.type());
    if (type == kTypes.end() || matrix.dims > 2) return failure(Fault::kUnsupported, "these samples have no wire form");
    MatrixPlace place{static_cast<int>(type - kTypes.begin()), matrix.rows, matrix.cols, end, 0};
    place.stride = (row_bytes(place) + kRowAlignment - 1) / kRowAlignment * kRowAlignment;
    end += place.stride * static_cast<std::uint64_t>(place.rows);
    places.push_back(place);
  }
  return places;
}

std::uint64_t bytes_of(const std::vector<MatrixPlace>& places) {
  return places.empty() ? 0
                        : places.back().offset + places.back().stride * static_cast<std::uint64_t>(places.back().rows);
}

void write_matrices(const std::vector<cv::Mat>& matrices, const std::vector<MatrixPlace>& places, std::byte* slot) {
  for (std::size_t i = 0; i < matrices.size(); ++i) {
    for (int y = 0; y < matrices[i].rows; ++y) {
      std::memcpy(slot + places[i].offset + places[i].stride * static_cast<std::uint64_t>(y), matrices[i].ptr(y),
                  row_bytes(places[i]));
    }
  }
}

nlohmann::json encode_places(const std::vector<MatrixPlace>& places) { return wire::encoded(places); }

Result<std::vector<MatrixPlace>> decode_places(const nlohmann::json& document, std::uint64_t slot_bytes) {
  auto places = wire::decoded<std::vector<MatrixPlace>>(document);
  if (!places) return places;
  const bool good =
      places->size() <= kMaxMatrices &&
      std::all_of(places->begin(), places->end(), [&](const MatrixPlace& place) { return inside(place, slot_bytes); });
  if (!good) return failure(Fault::kCorrupt, "a picture reaches beyond the memory it was given");
  return places;
}

std::vector<cv::Mat> copied_matrices(const std::vector<MatrixPlace>& places, const std::byte* slot) {
  std::vector<cv::Mat> matrices;
  for (const MatrixPlace& place : places) {
    cv::Mat& matrix = matrices.emplace_back(place.rows, place.cols, kTypes[static_cast<std::size_t>(place.type)]);
    for (int y = 0; y < place.rows; ++y) {
      std::memcpy(matrix.ptr(y), slot + place.offset + place.stride * static_cast<std::uint64_t>(y), row_bytes(place));
    }
  }
  return matrices;
}

}  // namespace spoor
