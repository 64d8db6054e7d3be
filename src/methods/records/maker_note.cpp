#include "methods/records/maker_note.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace spoor {
namespace {

struct Family {
  std::string_view name;
  std::array<std::string_view, 5> makes;  // in lower case; part of the make
};

constexpr Family kFamilies[] = {
    {"Canon", {"canon"}},
    {"Nikon", {"nikon"}},
    {"Fujifilm", {"fuji", "general"}},
    {"Casio", {"casio"}},
    {"Sigma", {"sigma", "foveon"}},
    {"Minolta", {"minolta", "sony"}},
    {"Sony", {"sony", "minolta", "hasselblad"}},
    {"Olympus", {"olympus", "epson", "agfa", "om digital"}},
    {"Panasonic", {"panasonic", "leica"}},
    {"Pentax", {"pentax", "asahi", "ricoh", "samsung"}},
    {"Samsung", {"samsung"}},
};

const Family* find_family(std::string_view name) {
  const auto* found =
      std::find_if(std::begin(kFamilies), std::end(kFamilies), [&](const Family& f) { return f.name == name; });
  return found == std::end(kFamilies) ? nullptr : found;
}

}  // namespace

std::string_view maker_note_family(std::string_view key) {
  constexpr std::string_view kHead = "Exif.";
  if (!key.starts_with(kHead)) return {};
  key.remove_prefix(kHead.size());
  const auto* found = std::find_if(std::begin(kFamilies), std::end(kFamilies),
                                   [&](const Family& f) { return key.starts_with(f.name); });
  return found == std::end(kFamilies) ? std::string_view() : found->name;
}

bool maker_writes_family(std::string_view make, std::string_view family) {
  const Family* known = find_family(family);
  if (known == nullptr) return true;
  std::string low(make);
  for (char& c : low) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  return std::any_of(known->makes.begin(), known->makes.end(),
                     [&](std::string_view part) { return !part.empty() && low.find(part) != std::string::npos; });
}

}  // namespace spoor
