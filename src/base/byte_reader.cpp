#include "base/byte_reader.h"

namespace spoor {

std::optional<std::uint64_t> ByteReader::unsigned_value(std::size_t width) {
  const Bytes source = run(width);
  if (source.size() != width) return std::nullopt;
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < width; ++i) {
    const std::size_t at = endian_ == Endian::kBig ? i : width - 1 - i;
    value = (value << 8) | std::to_integer<std::uint64_t>(source[at]);
  }
  return value;
}

std::optional<std::uint8_t> ByteReader::u8() {
  const auto value = unsigned_value(1);
  return value ? std::optional(static_cast<std::uint8_t>(*value)) : std::nullopt;
}

std::optional<std::uint16_t> ByteReader::u16() {
  const auto value = unsigned_value(2);
  return value ? std::optional(static_cast<std::uint16_t>(*value)) : std::nullopt;
}

std::optional<std::uint32_t> ByteReader::u32() {
  const auto value = unsigned_value(4);
  return value ? std::optional(static_cast<std::uint32_t>(*value)) : std::nullopt;
}

std::optional<std::uint64_t> ByteReader::u64() { return unsigned_value(8); }

Bytes ByteReader::run(std::size_t count) {
  if (overrun_ || count > bytes_.size() - position_) {
    overrun_ = true;
    return {};
  }
  const Bytes result = bytes_.subspan(position_, count);
  position_ += count;
  return result;
}

bool ByteReader::skip(std::size_t count) {
  run(count);
  return !overrun_;
}

bool ByteReader::seek(std::size_t position) {
  if (overrun_ || position > bytes_.size()) {
    overrun_ = true;
    return false;
  }
  position_ = position;
  return true;
}

Bytes as_bytes(std::string_view text) { return std::as_bytes(std::span(text.data(), text.size())); }

std::string_view as_text(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

}  // namespace spoor
