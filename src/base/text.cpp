#include "base/text.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

namespace spoor {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

// Length of the valid UTF-8 sequence at the start of `text`, or 0 (overlong forms, surrogates and values
// above U+10FFFF are invalid).
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 && lead <= 0xF4  ? 4
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xC2 && lead < 0xE0 ? 2
                                                           : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  if (lead == 0xE0 && byte(1) < 0xA0) return 0;
  if (lead == 0xED && byte(1) > 0x9F) return 0;
  if (lead == 0xF0 && byte(1) < 0x90) return 0;
  if (lead == 0xF4 && byte(1) > 0x8F) return 0;
  return length;
}

// C1 controls and the bidirectional overrides that could make a report read otherwise than it is written.
bool deceptive(std::string_view sequence) {
  if (sequence.size() == 2) return sequence[0] == '\xC2' && static_cast<std::uint8_t>(sequence[1]) < 0xA0;
  if (sequence.size() != 3 || sequence[0] != '\xE2') return false;
  const auto second = static_cast<std::uint8_t>(sequence[1]);
  const auto third = static_cast<std::uint8_t>(sequence[2]);
  return (second == 0x80 && third >= 0xAA && third <= 0xAE) || (second == 0x81 && third >= 0xA6 && third <= 0xA9);
}

}  // namespace

std::string printable(std::string_view text, std::size_t max_bytes) {
  std::string result;
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    std::string_view piece = kReplacement;
    if (length == 1) {
      const auto byte = static_cast<std::uint8_t>(text[0]);
      if (byte == '\n' || byte == '\t' || byte == '\r') {
        piece = " ";
      } else if (byte >= 0x20 && byte != 0x7F) {
        piece = text.substr(0, 1);
      }
    } else if (length > 1 && !deceptive(text.substr(0, length))) {
      piece = text.substr(0, length);
    }
    if (result.size() + piece.size() > max_bytes) {
      result += kEllipsis;
      break;
    }
    result += piece;
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return result;
}

std::string shortest(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  return fmt::format("{}", value);
}

std::string significant(double value, int digits) {
  if (!std::isfinite(value)) return shortest(value);
  return fmt::format("{:.{}g}", value, digits);
}

}  // namespace spoor
