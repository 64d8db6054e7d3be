#include "gui/fonts.h"

#include <fontconfig/fontconfig.h>
#include <unicode/ubidi.h>
#include <unicode/uchar.h>
#include <unicode/ushape.h>
#include <unicode/ustring.h>

#if __has_include(<imgui_freetype.h>)
#include <imgui_freetype.h>
#define SPOOR_FREETYPE 1
#elif __has_include(<misc/freetype/imgui_freetype.h>)
#include <misc/freetype/imgui_freetype.h>
#define SPOOR_FREETYPE 1
#endif

#include <cmath>
#include <memory>
#include <vector>

namespace spoor::gui {
namespace {

// Ranges of code points, as ImGui reads them: pairs, ended by 0.
constexpr ImWchar kLetters[] = {0x0020, 0x00FF, 0x0100, 0x024F, 0x0250, 0x02FF, 0x0300, 0x036F, 0x0370,
                                0x03FF, 0x0400, 0x052F, 0x1E00, 0x1EFF, 0x2000, 0x206F, 0x2070, 0x209F,
                                0x20A0, 0x20BF, 0x2100, 0x214F, 0xFFFD, 0xFFFD, 0};
constexpr ImWchar kOthers[] = {0x0590, 0x05FF, 0x0600, 0x06FF, 0x2150, 0x218F, 0x2190, 0x21FF, 0x2200,
                               0x22FF, 0x2300, 0x23FF, 0x2500, 0x25FF, 0x2600, 0x26FF, 0x2700, 0x27BF,
                               0xFB1D, 0xFB4F, 0xFB50, 0xFBFF, 0xFE70, 0xFEFF, 0};
constexpr ImWchar kIcons[] = {0xF000, 0xF3FF, 0};
constexpr ImWchar kFixed[] = {0x0020, 0x024F, 0x0370, 0x03FF, 0x0400, 0x052F, 0x2000, 0x206F, 0x2190,
                              0x21FF, 0x2200, 0x22FF, 0x2500, 0x25FF, 0xFFFD, 0xFFFD, 0};

struct PatternEnd {
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
using Pattern = std::unique_ptr<FcPattern, PatternEnd>;

/// File of a face; empty where fontconfig has only another family for it.
std::string font_file(const char* family, int weight, bool any_family = false) {
  const Pattern wanted(FcPatternCreate());
  FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
  FcPatternAddInteger(wanted.get(), FC_WEIGHT, weight);
  FcPatternAddInteger(wanted.get(), FC_SLANT, FC_SLANT_ROMAN);
  FcPatternAddBool(wanted.get(), FC_OUTLINE, FcTrue);
  FcConfigSubstitute(nullptr, wanted.get(), FcMatchPattern);
  FcDefaultSubstitute(wanted.get());
  FcResult result = FcResultNoMatch;
  const Pattern found(FcFontMatch(nullptr, wanted.get(), &result));
  if (found == nullptr) return {};
  FcChar8 *name = nullptr, *file = nullptr;
  if (FcPatternGetString(found.get(), FC_FILE, 0, &file) != FcResultMatch) return {};
  bool same = any_family;
  for (int i = 0; !same && FcPatternGetString(found.get(), FC_FAMILY, i, &name) == FcResultMatch; ++i) {
    same = FcStrCmpIgnoreCase(name, reinterpret_cast<const FcChar8*>(family)) == 0;
  }
  return same ? reinterpret_cast<const char*>(file) : std::string();
}

struct Faces {
  std::string text, strong, others, others_strong, fixed, icons;
};

Faces found_faces() {
  Faces faces;
  faces.others = font_file("DejaVu Sans", FC_WEIGHT_REGULAR);
  faces.others_strong = font_file("DejaVu Sans", FC_WEIGHT_BOLD);
  faces.text = font_file("Inter", FC_WEIGHT_REGULAR);
  faces.strong = font_file("Inter", FC_WEIGHT_DEMIBOLD);
  if (faces.text.empty()) faces.text = faces.others;
  if (faces.text.empty()) faces.text = font_file("sans-serif", FC_WEIGHT_REGULAR, true);
  if (faces.strong.empty()) faces.strong = faces.others_strong.empty() ? faces.text : faces.others_strong;
  faces.fixed = font_file("DejaVu Sans Mono", FC_WEIGHT_REGULAR);
  if (faces.fixed.empty()) faces.fixed = font_file("monospace", FC_WEIGHT_REGULAR, true);
  if (faces.fixed.empty()) faces.fixed = faces.text;
  for (const char* family : {"forkawesome", "ForkAwesome", "FontAwesome"}) {
    if (faces.icons.empty()) faces.icons = font_file(family, FC_WEIGHT_REGULAR);
  }
  return faces;
}

ImFont* add(const std::string& file, double size, const ImWchar* ranges) {
  ImFontConfig config;
  config.OversampleH = 2;
  return ImGui::GetIO().Fonts->AddFontFromFileTTF(file.c_str(), static_cast<float>(std::round(size)), &config, ranges);
}

/// Adds a face's glyphs to the font begun last; those it has already stay.
void merge(const std::string& file, double size, const ImWchar* ranges, double down = 0) {
  if (file.empty()) return;
  ImFontConfig config;
  config.MergeMode = true;
  config.GlyphOffset.y = static_cast<float>(std::round(down));
  ImGui::GetIO().Fonts->AddFontFromFileTTF(file.c_str(), static_cast<float>(std::round(size)), &config, ranges);
}

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

Result<Fonts> load_fonts(double scale) {
  const Faces faces = found_faces();
  if (faces.text.empty()) {
    return failure(Fault::kUnavailable, "no text font is installed; the package fonts-dejavu-core has one");
  }
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
#if defined(SPOOR_FREETYPE)
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
#endif
  atlas.TexDesiredWidth = 2048;
  const double size = 15 * scale;
  Fonts fonts;
  fonts.text = add(faces.text, size, kLetters);
  merge(faces.others, size - 1, kLetters);
  merge(faces.others, size - 1, kOthers);
  merge(faces.icons, size, kIcons, scale);
  fonts.strong = add(faces.strong, size, kLetters);
  merge(faces.others_strong, size - 1, kOthers);
  fonts.fixed = add(faces.fixed, 13.5 * scale, kFixed);
  fonts.large = add(faces.strong, 21 * scale, kLetters);
  if (fonts.text == nullptr || fonts.strong == nullptr || fonts.fixed == nullptr || fonts.large == nullptr ||
      !atlas.Build()) {
    return failure(Fault::kUnavailable, "the text fonts cannot be read", faces.text);
  }
  ImGui::GetIO().FontDefault = fonts.text;
  return fonts;
}

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

}  // namespace spoor::gui
