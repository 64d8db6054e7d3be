#include "media/byte_source.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace spoor {
namespace {

class FileSource : public ByteSource {
 public:
  FileSource(FileHandle file, std::int64_t size) : file_(std::move(file)), size_(size) {}

  std::int64_t size() const override { return size_; }

  Result<std::size_t> read_at(std::int64_t offset, std::span<std::byte> into) const override {
    if (offset < 0) return failure(Fault::kBadArgument, "a read before the beginning of the file was asked for");
    // The size was taken when the exhibit was hashed; what is appended later is not part of the exhibit.
    const std::int64_t left = std::max<std::int64_t>(0, size_ - offset);
    into = into.first(static_cast<std::size_t>(std::min<std::int64_t>(left, static_cast<std::int64_t>(into.size()))));
    std::size_t filled = 0;
    while (filled < into.size()) {
      const ssize_t got = ::pread(file_.get(), into.data() + filled, into.size() - filled,
                                  static_cast<off_t>(offset + static_cast<std::int64_t>(filled)));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0)
        return failure(Fault::kUnreadable, std::string("the file cannot be read (") + std::strerror(errno) + ")");
      if (got == 0) break;
      filled += static_cast<std::size_t>(got);
    }
    return filled;
  }

 private:
  FileHandle file_;
  std::int64_t size_;
};

class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::vector<std::byte> bytes) : bytes_(std::move(bytes)) {}

  std::int64_t size() const override { return static_cast<std::int64_t>(bytes_.size()); }

  Result<std::size_t> read_at(std::int64_t offset, std::span<std::byte> into) const override {
    if (offset < 0) return failure(Fault::kBadArgument, "a read before the beginning of the bytes was asked for");
    if (offset >= size()) return std::size_t{0};
    const std::size_t count = std::min(into.size(), bytes_.size() - static_cast<std::size_t>(offset));
    std::memcpy(into.data(), bytes_.data() + offset, count);
    return count;
  }

 private:
  std::vector<std::byte> bytes_;
};

class PartSource : public ByteSource {
 public:
  PartSource(std::shared_ptr<const ByteSource> whole, std::int64_t offset, std::int64_t length)
      : whole_(std::move(whole)), offset_(offset), length_(length) {}

  std::int64_t size() const override { return length_; }

  Result<std::size_t> read_at(std::int64_t offset, std::span<std::byte> into) const override {
    if (offset < 0) return failure(Fault::kBadArgument, "a read before the beginning of the part was asked for");
    if (offset >= length_) return std::size_t{0};
    const auto count = std::min<std::int64_t>(static_cast<std::int64_t>(into.size()), length_ - offset);
    return whole_->read_at(offset_ + offset, into.first(static_cast<std::size_t>(count)));
  }

 private:
  std::shared_ptr<const ByteSource> whole_;
  std::int64_t offset_;
  std::int64_t length_;
};

}  // namespace

std::shared_ptr<const ByteSource> file_source(FileHandle file, std::int64_t size) {
  return std::make_shared<FileSource>(std::move(file), size);
}

std::shared_ptr<const ByteSource> memory_source(std::vector<std::byte> bytes) {
  return std::make_shared<MemorySource>(std::move(bytes));
}

std::shared_ptr<const ByteSource> part_source(std::shared_ptr<const ByteSource> whole, std::int64_t offset,
                                              std::int64_t length) {
  const std::int64_t first = std::clamp<std::int64_t>(offset, 0, whole->size());
  const std::int64_t count = std::clamp<std::int64_t>(length, 0, whole->size() - first);
  return std::make_shared<PartSource>(std::move(whole), first, count);
}

Result<std::vector<std::byte>> read_run(const ByteSource& source, std::int64_t offset, std::int64_t length,
                                        std::int64_t max_bytes) {
  if (offset < 0 || length < 0) return failure(Fault::kBadArgument, "a negative range of bytes was asked for");
  const std::int64_t available = std::clamp<std::int64_t>(source.size() - offset, 0, length);
  if (available > max_bytes)
    return failure(Fault::kTooLarge, "more bytes would have to be read at once than is allowed");
  std::vector<std::byte> bytes(static_cast<std::size_t>(available));
  const auto got = source.read_at(offset, bytes);
  if (!got) return tl::unexpected(got.error());
  bytes.resize(*got);
  return bytes;
}

}  // namespace spoor
