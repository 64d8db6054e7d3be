// Items and their properties (HEIF, AVIF) and the boxes of provenance records (JUMBF, ISO/IEC 19566-5).

#include "base/text.h"
#include "media/containers/isobmff.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor::containers {
namespace {

constexpr std::uint32_t kMaxItems = 4096;

// Text up to and including its NUL.
std::string text_field(Box& box) {
  std::string text;
  while (box.in.remaining() > 0) {
    const char c = static_cast<char>(box.u8());
    if (c == '\0') break;
    if (text.size() < kMaxText) text += c;
  }
  return text;
}

void item_information(Box& box) {
  box.full();
  box.field("items", box.version == 0 ? box.u16() : box.u32());
  box.children = box.position();
}

void item_entry(Box& box) {
  box.full();
  if (box.version < 2) return;
  box.field("id", box.version == 2 ? box.u16() : box.u32());
  box.in.skip(2);
  const std::string type = four_characters(box.u32());
  box.field("item_type", type);
  box.field("name", text_field(box));
  if (type == "mime" || type == "uri ") box.field("content_type", text_field(box));
}

std::uint64_t value_of_width(Box& box, std::uint32_t width) {
  return width == 8 ? box.u64() : width == 4 ? box.u32() : 0;
}

// "item 3" = "offset+length, offset+length"; construction 1 counts from the payload of idat.
void item_locations(Box& box) {
  box.full();
  const std::uint32_t widths = box.u16();
  const std::uint32_t offset_width = widths >> 12, length_width = (widths >> 8) & 15, base_width = (widths >> 4) & 15;
  const std::uint32_t index_width = box.version > 0 ? widths & 15 : 0;
  const std::uint32_t count = box.version < 2 ? box.u16() : box.u32();
  box.field("items", count);
  std::int64_t beyond = 0;
  std::uint32_t number = 0;
  for (; number < std::min(count, kMaxItems) && box.in.remaining() > 0; ++number) {
    const std::uint32_t id = box.version < 2 ? box.u16() : box.u32();
    const std::uint32_t construction = box.version > 0 ? box.u16() & 15 : 0;
    box.in.skip(2);
    const std::uint64_t base = value_of_width(box, base_width);
    const std::uint32_t extents = box.u16();
    std::string text;
    for (std::uint32_t i = 0; i < extents && !box.in.overrun(); ++i) {
      if (index_width != 0) value_of_width(box, index_width);
      const std::uint64_t offset = base + value_of_width(box, offset_width);
      const std::uint64_t length = value_of_width(box, length_width);
      const auto size = static_cast<std::uint64_t>(box.walk.size());
      if (construction == 0 && (offset > size || length > size - offset)) ++beyond;
      if (i < 16) text += fmt::format("{}{}+{}", i == 0 ? "" : ", ", offset, length);
    }
    box.field(fmt::format("item {}", id), text + (construction == 1   ? " in idat"
                                                  : construction == 2 ? " in item"
                                                                      : ""));
  }
  if (number < count && !box.in.overrun()) box.field("items_read", number);
  if (beyond > 0) {
    box.walk.anomaly(AnomalyKind::kTruncated,
                     fmt::format("{} items are said to lie beyond the end of the file", beyond), box.node.offset,
                     box.node.size);
  }
}

void primary_item(Box& box) {
  box.full();
  box.field("item", box.version == 0 ? box.u16() : box.u32());
}

void item_references(Box& box) {
  box.full();
  box.children = box.position();
}

void spatial_extent(Box& box) {
  box.full();
  box.field("width", box.u32());
  box.field("height", box.u32());
}

void pixel_information(Box& box) {
  box.full();
  const std::uint32_t channels = box.u8();
  std::string bits;
  for (std::uint32_t i = 0; i < channels && !box.in.overrun(); ++i)
    bits += fmt::format("{}{}", i == 0 ? "" : ", ", box.u8());
  box.field("bits", bits);
}

void rotation(Box& box) { box.field("angle_deg_anticlockwise", (box.u8() & 3) * 90); }

void mirroring(Box& box) { box.field("axis", (box.u8() & 1) != 0 ? "horizontal" : "vertical"); }

void auxiliary_type(Box& box) {
  box.full();
  box.field("kind", text_field(box));
}

void property_association(Box& box) {
  box.full();
  const std::uint32_t count = box.u32();
  box.field("items", count);
  for (std::uint32_t number = 0; number < std::min(count, kMaxItems) && box.in.remaining() > 0; ++number) {
    const std::uint32_t id = box.version < 1 ? box.u16() : box.u32();
    const std::uint32_t associations = box.u8();
    std::string text;
    for (std::uint32_t i = 0; i < associations && !box.in.overrun(); ++i) {
      const std::uint32_t index = (box.flags & 1) != 0 ? box.u16() & 0x7FFF : box.u8() & 0x7F;
      text += fmt::format("{}{}", i == 0 ? "" : ", ", index);
    }
    box.field(fmt::format("item {}", id), text);
  }
}

void superbox(Box& box) { box.children = box.payload; }

void description(Box& box) {
  const Bytes id = box.in.run(16);
  // The first four bytes are letters in the types of the standard ("c2pa", "json", "cbor").
  box.field("content_type", id.empty() ? "" : four_characters(ByteReader(id).u32().value_or(0)));
  box.field("uuid", hex_text(id));
  const std::uint32_t toggles = box.u8();
  if (toggles & 2) box.field("label", text_field(box));
}

constexpr std::string_view kC2pa = "d8fec3d61b0e483c92975828877ec481";
constexpr std::string_view kXmp = "be7acfcb97a942e89c71999491e3afac";

void by_uuid(Box& box) {
  const std::string uuid = box.node.fields.empty() ? "" : box.node.fields.front().second;
  if (uuid == kXmp) box.field("xmp_bytes", box.end - box.payload);
  if (uuid != kC2pa) return;
  box.full();
  const std::string purpose = text_field(box);
  box.field("purpose", purpose);
  if (purpose != "manifest" && purpose != "original" && purpose != "update") return;
  box.field("merkle_offset", std::to_string(box.u64()));
  box.children = box.position();
}

}  // namespace

void decode_reference(Box& box) {
  if (box.parent == "tref") {
    std::string tracks;
    for (int i = 0; i < 64 && box.in.remaining() >= 4; ++i)
      tracks += fmt::format("{}{}", i == 0 ? "" : ", ", box.u32());
    box.field("tracks", tracks);
    return;
  }
  // ISO/IEC 14496-12, 8.11.12: item numbers have two bytes or four by the version of iref, which is not at hand
  // here; the count that fills the box tells them apart.
  const auto bytes = static_cast<std::uint64_t>(box.end - box.payload);
  ByteReader narrow = box.in;
  narrow.skip(2);
  const std::uint64_t count = narrow.u16().value_or(0);
  const bool wide = 4 + 2 * count != bytes;
  box.field("from", wide ? box.u32() : box.u16());
  const std::uint32_t items = box.u16();
  std::string text;
  for (std::uint32_t i = 0; i < items && !box.in.overrun(); ++i) {
    const std::uint32_t id = wide ? box.u32() : box.u16();
    if (i < 64) text += fmt::format("{}{}", i == 0 ? "" : ", ", id);
  }
  box.field("to", text);
}

std::vector<BoxType> item_boxes() {
  return {{"iinf", item_information}, {"infe", item_entry},     {"iloc", item_locations},       {"pitm", primary_item},
          {"iref", item_references},  {"ispe", spatial_extent}, {"pixi", pixel_information},    {"irot", rotation},
          {"imir", mirroring},        {"auxC", auxiliary_type}, {"ipma", property_association}, {"jumb", superbox},
          {"jumd", description},      {"uuid", by_uuid}};
}

}  // namespace spoor::containers
