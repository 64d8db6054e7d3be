#pragma once
/// Bounds-checked reading of integers and runs from bytes that nobody vouches for.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace spoor {

using Bytes = std::span<const std::byte>;

enum class Endian { kBig, kLittle };

/// A cursor over `bytes`. A read beyond the end returns nothing (or an empty run) and sets `overrun()`;
/// from then on every read fails, so that a parser may check once at the end of a structure.
class ByteReader {
 public:
  explicit ByteReader(Bytes bytes, Endian endian = Endian::kBig) : bytes_(bytes), endian_(endian) {}

  std::optional<std::uint8_t> u8();
  std::optional<std::uint16_t> u16();
  std::optional<std::uint32_t> u32();
  std::optional<std::uint64_t> u64();

  /// The next `count` bytes; empty and overrun when there are fewer.
  Bytes run(std::size_t count);
  bool skip(std::size_t count);
  bool seek(std::size_t position);

  std::size_t position() const { return position_; }
  std::size_t remaining() const { return overrun_ ? 0 : bytes_.size() - position_; }
  bool overrun() const { return overrun_; }
  void set_endian(Endian endian) { endian_ = endian; }

 private:
  std::optional<std::uint64_t> unsigned_value(std::size_t width);

  Bytes bytes_;
  std::size_t position_ = 0;
  Endian endian_;
  bool overrun_ = false;
};

Bytes as_bytes(std::string_view text);
std::string_view as_text(Bytes bytes);

}  // namespace spoor
