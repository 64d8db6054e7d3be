#include "gui/fonts.h"

#include "workbench/font_files.h"

#if __has_include(<imgui_freetype.h>)
#include <imgui_freetype.h>
#define SPOOR_FREETYPE 1
#elif __has_include(<misc/freetype/imgui_freetype.h>)
#include <misc/freetype/imgui_freetype.h>
#define SPOOR_FREETYPE 1
#endif

#include <cmath>

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

struct Faces {
  std::string text, strong, others, others_strong, fixed, icons;
};

Faces found_faces() {
  Faces faces;
  faces.others = font_file("DejaVu Sans", FontWeight::kRegular);
  faces.others_strong = font_file("DejaVu Sans", FontWeight::kBold);
  faces.text = font_file("Inter", FontWeight::kRegular);
  faces.strong = font_file("Inter", FontWeight::kDemibold);
  if (faces.text.empty()) faces.text = faces.others;
  if (faces.text.empty()) faces.text = font_file("sans-serif", FontWeight::kRegular, true);
  if (faces.strong.empty()) faces.strong = faces.others_strong.empty() ? faces.text : faces.others_strong;
  faces.fixed = font_file("DejaVu Sans Mono", FontWeight::kRegular);
  if (faces.fixed.empty()) faces.fixed = font_file("monospace", FontWeight::kRegular, true);
  if (faces.fixed.empty()) faces.fixed = faces.text;
  for (const char* family : {"forkawesome", "ForkAwesome", "FontAwesome"}) {
    if (faces.icons.empty()) faces.icons = font_file(family, FontWeight::kRegular);
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

}  // namespace spoor::gui
