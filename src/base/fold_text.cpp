#include "base/fold_text.h"

#include <array>
#include <cstdint>

namespace spoor {
namespace {

// Latin letters from U+00C0 to U+017F without their accents, one entry a code point; empty: stays as it is.
constexpr std::array<std::string_view, 0x180 - 0xC0> kLatin{
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",   // U+00C0
    "d", "n", "o",  "o",  "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "ss",  // U+00D0
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",   // U+00E0
    "d", "n", "o",  "o",  "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "y",   // U+00F0
    "a", "a", "a",  "a",  "a", "a", "c",  "c", "c", "c", "c", "c", "c", "c", "d",  "d",   // U+0100
    "d", "d", "e",  "e",  "e", "e", "e",  "e", "e", "e", "e", "e", "g", "g", "g",  "g",   // U+0110
    "g", "g", "g",  "g",  "h", "h", "h",  "h", "i", "i", "i", "i", "i", "i", "i",  "i",   // U+0120
    "i", "i", "ij", "ij", "j", "j", "k",  "k", "k", "l", "l", "l", "l", "l", "l",  "l",   // U+0130
    "l", "l", "l",  "n",  "n", "n", "n",  "n", "n", "n", "n", "n", "o", "o", "o",  "o",   // U+0140
    "o", "o", "oe", "oe", "r", "r", "r",  "r", "r", "r", "s", "s", "s", "s", "s",  "s",   // U+0150
    "s", "s", "t",  "t",  "t", "t", "t",  "t", "u", "u", "u", "u", "u", "u", "u",  "u",   // U+0160
    "u", "u", "u",  "u",  "w", "w", "y",  "y", "y", "z", "z", "z", "z", "z", "z",  "s"};  // U+0170

struct Decoded {
  std::uint32_t code = 0;
  std::size_t bytes = 1;
  bool valid = false;
};

/// Two-byte sequences are all that is folded; longer ones are passed over whole by their bytes.
Decoded two_bytes(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0xC2 || first > 0xDF || text.size() < 2) return {};
  const auto second = static_cast<unsigned char>(text[1]);
  if ((second & 0xC0) != 0x80) return {};
  return {(first & 0x1Fu) << 6 | (second & 0x3Fu), 2, true};
}

std::uint32_t small_greek(std::uint32_t code) {
  switch (code) {
    case 0x386:
    case 0x3AC:
      return 0x3B1;
    case 0x388:
    case 0x3AD:
      return 0x3B5;
    case 0x389:
    case 0x3AE:
      return 0x3B7;
    case 0x38A:
    case 0x390:
    case 0x3AA:
    case 0x3AF:
    case 0x3CA:
      return 0x3B9;
    case 0x38C:
    case 0x3CC:
      return 0x3BF;
    case 0x38E:
    case 0x3AB:
    case 0x3B0:
    case 0x3CB:
    case 0x3CD:
      return 0x3C5;
    case 0x38F:
    case 0x3CE:
      return 0x3C9;
    case 0x3C2:  // sigma at the end of a word
      return 0x3C3;
    default:
      return code >= 0x391 && code <= 0x3A9 ? code + 0x20 : code;
  }
}

std::uint32_t small_cyrillic(std::uint32_t code) {
  if (code == 0x401 || code == 0x451) return 0x435;  // io is commonly written as ie
  if (code >= 0x410 && code <= 0x42F) return code + 0x20;
  if (code >= 0x400 && code <= 0x40F) return code + 0x50;
  if (code >= 0x460 && code <= 0x52F && code % 2 == 0 && !(code >= 0x482 && code <= 0x489) &&
      !(code >= 0x4C0 && code <= 0x4CE)) {
    return code + 1;
  }
  return code;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Decoded letter = two_bytes(text);
    if (!letter.valid) {
      const char c = text[0];
      result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      text.remove_prefix(1);
      continue;
    }
    const std::string_view as_is = text.substr(0, letter.bytes);
    text.remove_prefix(letter.bytes);
    if (letter.code >= 0x300 && letter.code <= 0x36F) continue;  // combining accents
    if (letter.code >= 0xC0 && letter.code < 0x180) {
      const std::string_view plain = kLatin[letter.code - 0xC0];
      result += plain.empty() ? as_is : plain;
      continue;
    }
    std::uint32_t code = letter.code;
    if (code >= 0x370 && code < 0x400) code = small_greek(code);
    if (code >= 0x400 && code < 0x530) code = small_cyrillic(code);
    result += static_cast<char>(0xC0 | code >> 6);
    result += static_cast<char>(0x80 | (code & 0x3F));
  }
  return result;
}

bool contains_folded(std::string_view text, std::string_view query) {
  return folded(text).find(folded(query)) != std::string::npos;
}

}  // namespace spoor
