#include "workbench/font_files.h"

#include <fontconfig/fontconfig.h>

#include <memory>

namespace spoor {
namespace {

struct PatternEnd {
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
using Pattern = std::unique_ptr<FcPattern, PatternEnd>;

int number_of(FontWeight weight) {
  switch (weight) {
    case FontWeight::kDemibold:
      return FC_WEIGHT_DEMIBOLD;
    case FontWeight::kBold:
      return FC_WEIGHT_BOLD;
    default:
      return FC_WEIGHT_REGULAR;
  }
}

}  // namespace

std::string font_file(const char* family, FontWeight weight, bool any_family) {
  const Pattern wanted(FcPatternCreate());
  FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
  FcPatternAddInteger(wanted.get(), FC_WEIGHT, number_of(weight));
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

}  // namespace spoor
