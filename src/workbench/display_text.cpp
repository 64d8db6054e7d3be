#include "workbench/display_text.h"

#include <unicode/ubidi.h>
#include <unicode/uchar.h>
#include <unicode/ushape.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <vector>

namespace spoor {
namespace {

bool has_right_to_left(const std::vector<UChar>& text) {
  for (std::size_t i = 0; i < text.size();) {
    UChar32 c = 0;
    U16_NEXT(text.data(), i, text.size(), c);
    const UCharDirection direction = u_charDirection(c);
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) return true;
  }
  return false;
}

std::vector<UChar> utf16_of(std::string_view utf8) {
  std::vector<UChar> text(utf8.size());
  int32_t length = 0;
  UErrorCode error = U_ZERO_ERROR;
  u_strFromUTF8WithSub(text.data(), static_cast<int32_t>(text.size()), &length, utf8.data(),
                       static_cast<int32_t>(utf8.size()), 0xFFFD, nullptr, &error);
  text.resize(U_SUCCESS(error) ? static_cast<std::size_t>(length) : 0);
  return text;
}

std::string utf8_of(const std::vector<UChar>& text) {
  std::string utf8(text.size() * 3, '\0');
  int32_t length = 0;
  UErrorCode error = U_ZERO_ERROR;
  u_strToUTF8WithSub(utf8.data(), static_cast<int32_t>(utf8.size()), &length, text.data(),
                     static_cast<int32_t>(text.size()), 0xFFFD, nullptr, &error);
  utf8.resize(U_SUCCESS(error) ? static_cast<std::size_t>(length) : 0);
  return utf8;
}

struct BidiEnd {
  void operator()(UBiDi* bidi) const { ubidi_close(bidi); }
};

std::string line_for_display(std::string_view utf8) {
  const std::vector<UChar> text = utf16_of(utf8);
  if (text.empty() || !has_right_to_left(text)) return std::string(utf8);
  UErrorCode error = U_ZERO_ERROR;
  // Letters are joined while they stand in reading order.
  std::vector<UChar> shaped(text.size() * 2 + 4);
  const int32_t shaped_length =
      u_shapeArabic(text.data(), static_cast<int32_t>(text.size()), shaped.data(), static_cast<int32_t>(shaped.size()),
                    U_SHAPE_LETTERS_SHAPE | U_SHAPE_LENGTH_GROW_SHRINK | U_SHAPE_TEXT_DIRECTION_LOGICAL, &error);
  if (U_FAILURE(error)) return std::string(utf8);
  const std::unique_ptr<UBiDi, BidiEnd> bidi(ubidi_open());
  if (bidi == nullptr) return std::string(utf8);
  ubidi_setPara(bidi.get(), shaped.data(), shaped_length, UBIDI_DEFAULT_LTR, nullptr, &error);
  std::vector<UChar> visual(static_cast<std::size_t>(shaped_length) * 2 + 4);
  const int32_t length =
      ubidi_writeReordered(bidi.get(), visual.data(), static_cast<int32_t>(visual.size()),
                           UBIDI_DO_MIRRORING | UBIDI_REMOVE_BIDI_CONTROLS | UBIDI_KEEP_BASE_COMBINING, &error);
  if (U_FAILURE(error)) return std::string(utf8);
  visual.resize(static_cast<std::size_t>(length));
  return utf8_of(visual);
}

}  // namespace

std::string for_display(std::string_view utf8) {
  // Right-to-left letters begin at U+0590; nothing below has such bytes.
  bool plain = true;
  for (const char c : utf8) plain = plain && static_cast<unsigned char>(c) < 0xD6;
  if (plain) return std::string(utf8);
  std::string result;
  for (std::size_t at = 0; at <= utf8.size();) {
    const std::size_t end = std::min(utf8.find('\n', at), utf8.size());
    result += line_for_display(utf8.substr(at, end - at));
    if (end < utf8.size()) result += '\n';
    at = end + 1;
  }
  return result;
}

}  // namespace spoor
