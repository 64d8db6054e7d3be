#pragma once
/// Where the bytes of an exhibit come from. Everything in this folder reads through here and opens no path.

#include "base/byte_reader.h"
#include "base/file.h"
#include "base/result.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace spoor {

/// Random access to an immutable run of bytes. Thread-safe.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  virtual std::int64_t size() const = 0;

  /// Fills `into` from `offset`; gives the number of bytes read, fewer only at the end of the source.
  virtual Result<std::size_t> read_at(std::int64_t offset, std::span<std::byte> into) const = 0;
};

/// Reads by pread (the descriptor may be shared with another process, whose offset stays untouched).
std::shared_ptr<const ByteSource> file_source(FileHandle file, std::int64_t size);

std::shared_ptr<const ByteSource> memory_source(std::vector<std::byte> bytes);

/// `length` bytes of `whole` from `offset` on, as a source of its own (a picture inside a file).
std::shared_ptr<const ByteSource> part_source(std::shared_ptr<const ByteSource> whole, std::int64_t offset,
                                              std::int64_t length);

/// The bytes [offset, offset + length) cut at the end of the source.
///
/// Errors: kTooLarge where more than `max_bytes` would be read.
Result<std::vector<std::byte>> read_run(const ByteSource& source, std::int64_t offset, std::int64_t length,
                                        std::int64_t max_bytes = std::int64_t{1} << 30);

}  // namespace spoor
