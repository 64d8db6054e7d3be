// Windows and OS/2 bitmaps.

#include "media/containers/walk.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor::containers {
namespace {

const char* compression_name(std::uint32_t code) {
  constexpr const char* kNames[] = {"none", "RLE8", "RLE4", "bit fields", "JPEG", "PNG", "alpha bit fields"};
  return code < std::size(kNames) ? kNames[code] : "unknown";
}

const char* header_note(std::uint32_t size) {
  switch (size) {
    case 12:
      return "Picture header of OS/2 1.x.";
    case 16:
    case 64:
      return "Picture header of OS/2 2.x.";
    case 40:
      return "Picture header of Windows 3.";
    case 52:
    case 56:
      return "Picture header of Windows 3 with colour masks, as Adobe's programs write it.";
    case 108:
      return "Picture header of Windows 95.";
    case 124:
      return "Picture header of Windows 98, with room for an ICC profile.";
    default:
      return "Picture header of no known version.";
  }
}

}  // namespace

void read_bmp(Walk& walk) {
  const Bytes view = walk.bytes(0, 14 + 124);
  const std::vector<std::byte> head(view.begin(), view.end());
  ByteReader in(head, Endian::kLittle);
  in.skip(2);
  const std::int64_t declared = in.u32().value_or(0);
  in.skip(4);
  const std::int64_t data = in.u32().value_or(0);
  ContainerNode* file = walk.add_node(walk.nodes(), "file header", 0, 14, 14, 0);
  if (file == nullptr) return;
  file->note = "Size of the file and place of the pixels.";
  walk.field(*file, "file_bytes", declared);
  walk.field(*file, "data_offset", data);
  const std::uint32_t header = in.u32().value_or(0);
  const std::int64_t header_end = std::min<std::int64_t>(walk.size(), std::int64_t{14} + header);
  ContainerNode* picture = walk.add_node(walk.nodes(), "picture header", 14, std::max<std::int64_t>(0, header_end - 14),
                                         std::max<std::int64_t>(0, header_end - 14), 0);
  if (picture == nullptr) return;
  picture->note = header_note(header);
  walk.field(*picture, "header_bytes", header);
  std::uint32_t compression = 0, profile_offset = 0, profile_size = 0;
  if (header == 12) {
    walk.field(*picture, "width", in.u16().value_or(0));
    walk.field(*picture, "height", in.u16().value_or(0));
    in.skip(2);
    walk.field(*picture, "bits", in.u16().value_or(0));
  } else if (header >= 16) {
    walk.field(*picture, "width", static_cast<std::int32_t>(in.u32().value_or(0)));
    // A negative height means rows from top to bottom.
    walk.field(*picture, "height", static_cast<std::int32_t>(in.u32().value_or(0)));
    in.skip(2);
    walk.field(*picture, "bits", in.u16().value_or(0));
    if (header >= 40) {
      compression = in.u32().value_or(0);
      walk.field(*picture, "compression", fmt::format("{} ({})", compression, compression_name(compression)));
      for (const char* name :
           {"data_bytes", "horizontal_per_metre", "vertical_per_metre", "palette_entries", "important_entries"})
        walk.field(*picture, name, in.u32().value_or(0));
    }
    if (header >= 124) {
      in.seek(14 + 56);
      walk.field(*picture, "colour_space", four_characters(in.u32().value_or(0)));
      in.seek(14 + 112);
      profile_offset = in.u32().value_or(0);
      profile_size = in.u32().value_or(0);
    }
  }
  if (in.overrun())
    walk.anomaly(AnomalyKind::kTruncated, "the file ends inside the picture header", 14, walk.size() - 14);
  if (std::int64_t{14} + header > walk.size())
    walk.anomaly(AnomalyKind::kMalformed,
                 fmt::format("the picture header announces {} bytes, more than the file has", header), 14,
                 walk.size() - 14);
  if (declared > walk.size()) {
    walk.anomaly(AnomalyKind::kTruncated,
                 fmt::format("the header announces a file of {} bytes, there are {}", declared, walk.size()), 2, 4);
  } else if (declared != 0 && declared < walk.size()) {
    walk.anomaly(AnomalyKind::kUnknownData,
                 fmt::format("{} bytes follow the end of the file that the header announces", walk.size() - declared),
                 declared, walk.size() - declared);
  }
  if (data < header_end || data > walk.size()) {
    walk.anomaly(
        AnomalyKind::kMalformed,
        fmt::format("the pixels are said to begin at {}, which is not behind the headers or beyond the file", data), 10,
        4);
    return;
  }
  if (data > header_end) {
    if (ContainerNode* node = walk.add_node(walk.nodes(), "palette or masks", header_end, 0, data - header_end, 0))
      node->note = "Palette or colour masks.";
  }
  if (ContainerNode* node = walk.add_node(walk.nodes(), "pixels", data, 0, walk.size() - data, 0))
    node->note = "The pixels.";
  if (profile_size != 0) {
    const std::int64_t at = std::int64_t{14} + profile_offset;
    if (at + profile_size > walk.size()) {
      walk.anomaly(AnomalyKind::kTruncated, "the colour profile is said to lie beyond the end of the file", at,
                   profile_size);
    } else if (ContainerNode* node = walk.add_node(walk.nodes(), "profile", at, 0, profile_size, 0)) {
      node->note = "ICC colour profile.";
    }
  }
}

}  // namespace spoor::containers
