#pragma once
/// Opening what the user names, without being stopped by what it turns out to be.

#include "base/job.h"
#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace spoor {

/// Owner of a POSIX file descriptor.
class FileHandle {
 public:
  FileHandle() = default;
  explicit FileHandle(int descriptor) : descriptor_(descriptor) {}
  ~FileHandle();
  FileHandle(FileHandle&& other) noexcept;
  FileHandle& operator=(FileHandle&& other) noexcept;

  int get() const { return descriptor_; }
  int release();
  explicit operator bool() const { return descriptor_ >= 0; }

 private:
  int descriptor_ = -1;
};

/// Opens a regular file for reading, close-on-exec.
///
/// Errors: kNotFound; kUnreadable for a directory, FIFO, socket or device, or without permission. Never blocks.
Result<FileHandle> open_regular_file(const std::filesystem::path& path);

Result<std::int64_t> file_size(const FileHandle& file);

/// SHA-256 of the whole file by pread, so that the descriptor's offset is untouched. `size` bytes are expected.
Result<std::string> file_sha256(const FileHandle& file, const Job& job);

/// Writes `content` so that a crash leaves either the old file or the new one.
Result<void> write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// The whole of a small text file (a marks file, a claim), at most `max_bytes`.
Result<std::string> read_small_file(const std::filesystem::path& path, std::int64_t max_bytes);

}  // namespace spoor
