#include "media/stills/embedded.h"

#include "base/text.h"

#include <lcms2.h>

#include <algorithm>
#include <memory>

namespace spoor::stills {
namespace {

/// One entry of a directory that holds a single SHORT or LONG in place.
struct Entry {
  std::uint16_t tag = 0;
  std::uint32_t value = 0;
};

/// Calls `visit` for each entry of the directory at `offset`; gives the offset of the next one, 0 at the end.
template <class Visit>
std::uint32_t walk_directory(Bytes tiff, Endian endian, std::uint32_t offset, const Visit& visit) {
  ByteReader reader(tiff, endian);
  if (!reader.seek(offset)) return 0;
  const auto count = reader.u16();
  for (int i = 0; count && i < *count; ++i) {
    const auto tag = reader.u16();
    const auto type = reader.u16();
    const auto values = reader.u32();
    const std::size_t value_position = reader.position();
    const auto value = reader.u32();
    if (!value) return 0;
    if (*values != 1) continue;
    if (*type == 4) visit(Entry{*tag, *value});
    if (*type == 3) {
      ByteReader narrow(tiff, endian);
      narrow.seek(value_position);
      visit(Entry{*tag, narrow.u16().value_or(0)});
    }
  }
  return reader.u32().value_or(0);
}

struct TiffHead {
  Endian endian;
  std::uint32_t first_directory;
};

std::optional<TiffHead> tiff_head(Bytes tiff) {
  if (tiff.size() < 8) return std::nullopt;
  const std::string_view order = as_text(tiff.first(2));
  if (order != "II" && order != "MM") return std::nullopt;
  ByteReader reader(tiff, order == "II" ? Endian::kLittle : Endian::kBig);
  reader.skip(2);
  if (reader.u16() != 42) return std::nullopt;
  return TiffHead{order == "II" ? Endian::kLittle : Endian::kBig, reader.u32().value_or(0)};
}

}  // namespace

int exif_orientation(Bytes exif) {
  if (as_text(exif).starts_with(std::string_view("Exif\0", 5)) && exif.size() > 6) exif = exif.subspan(6);
  const auto head = tiff_head(exif);
  if (!head) return 1;
  int orientation = 1;
  walk_directory(exif, head->endian, head->first_directory, [&](const Entry& entry) {
    if (entry.tag == 0x0112 && entry.value >= 1 && entry.value <= 8) orientation = static_cast<int>(entry.value);
  });
  return orientation;
}

std::optional<StatedPlace> exif_thumbnail(Bytes tiff) {
  const auto head = tiff_head(tiff);
  if (!head) return std::nullopt;
  const std::uint32_t second = walk_directory(tiff, head->endian, head->first_directory, [](const Entry&) {});
  if (second == 0) return std::nullopt;
  StatedPlace place;
  walk_directory(tiff, head->endian, second, [&](const Entry& entry) {
    if (entry.tag == 0x0201) place.offset = entry.value;
    if (entry.tag == 0x0202) place.length = entry.value;
  });
  if (place.offset == 0 || place.length == 0) return std::nullopt;
  return place;
}

std::vector<StatedPlace> mpf_pictures(Bytes tiff) {
  std::vector<StatedPlace> places;
  const auto head = tiff_head(tiff);
  if (!head) return places;
  ByteReader reader(tiff, head->endian);
  reader.seek(head->first_directory);
  const int count = reader.u16().value_or(0);
  for (int i = 0; i < count && !reader.overrun(); ++i) {
    const auto tag = reader.u16();
    reader.skip(2);
    const auto bytes = reader.u32(), offset = reader.u32();
    if (tag != 0xB002 || !offset) continue;
    constexpr std::uint32_t kEntry = 16, kMost = 64;
    ByteReader entries(tiff, head->endian);
    entries.seek(*offset);
    for (std::uint32_t entry = 0; entry < std::min(*bytes / kEntry, kMost); ++entry) {
      entries.skip(4);
      const auto length = entries.u32(), place = entries.u32();
      entries.skip(4);
      if (entries.overrun()) break;
      if (entry > 0 && *place != 0) places.push_back({*place, *length});
    }
  }
  return places;
}

std::string icc_description(Bytes profile) {
  if (profile.empty()) return {};
  // A context of its own has no error handler, so that nothing is printed and threads do not meet.
  const std::unique_ptr<std::remove_pointer_t<cmsContext>, decltype(&cmsDeleteContext)> context(
      cmsCreateContext(nullptr, nullptr), &cmsDeleteContext);
  if (!context) return "unreadable profile";
  const std::unique_ptr<void, decltype(&cmsCloseProfile)> opened(
      cmsOpenProfileFromMemTHR(context.get(), profile.data(), static_cast<cmsUInt32Number>(profile.size())),
      &cmsCloseProfile);
  if (!opened) return "unreadable profile";
  char text[256] = {};
  const cmsUInt32Number length =
      cmsGetProfileInfoASCII(opened.get(), cmsInfoDescription, cmsNoLanguage, cmsNoCountry, text, sizeof text);
  const std::string description =
      printable(std::string_view(text, length > 0 ? std::char_traits<char>::length(text) : 0));
  return description.empty() ? "unnamed profile" : description;
}

}  // namespace spoor::stills
