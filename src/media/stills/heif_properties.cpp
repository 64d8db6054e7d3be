#include "media/stills/heif_properties.h"

#include "media/stills/heif_boxes.h"

#include <algorithm>
#include <array>
#include <string>

namespace spoor::stills {
namespace {

/// An orientation as a 2 x 2 matrix: where the stored axes x (right) and y (down) go on the screen.
using Axes = std::array<int, 4>;  // x -> (a, b), y -> (c, d)

Axes then(const Axes& first, const Axes& second) {
  const auto turned = [&](int x, int y) {
    return std::array<int, 2>{x * second[0] + y * second[2], x * second[1] + y * second[3]};
  };
  const auto x = turned(first[0], first[1]), y = turned(first[2], first[3]);
  return {x[0], x[1], y[0], y[1]};
}

int exif_of(const Axes& axes) {
  // EXIF 1..8: the transformation that shows the stored picture upright.
  constexpr std::array<Axes, 8> kOrientations{{{1, 0, 0, 1},
                                               {-1, 0, 0, 1},
                                               {-1, 0, 0, -1},
                                               {1, 0, 0, -1},
                                               {0, 1, 1, 0},
                                               {0, 1, -1, 0},
                                               {0, -1, -1, 0},
                                               {0, -1, 1, 0}}};
  for (std::size_t i = 0; i < kOrientations.size(); ++i) {
    if (kOrientations[i] == axes) return static_cast<int>(i) + 1;
  }
  return 1;
}

struct Property {
  std::string type;
  Bytes payload;
};

void apply(const Property& property, Axes& axes, HeifItem& item) {
  ByteReader reader(property.payload);
  if (property.type == "ispe") {
    reader.skip(4);
    item.width = reader.u32().value_or(0);
    item.height = reader.u32().value_or(0);
  } else if (property.type == "irot") {
    const int quarters = reader.u8().value_or(0) & 3;  // anti-clockwise
    for (int i = 0; i < quarters; ++i) axes = then(axes, {0, -1, 1, 0});
  } else if (property.type == "imir") {
    // 0: top and bottom change places, 1: left and right do (the reading of the 2022 edition and of libheif).
    axes = then(axes, (reader.u8().value_or(0) & 1) == 0 ? Axes{1, 0, 0, -1} : Axes{-1, 0, 0, 1});
  } else if (property.type == "auxC") {
    const std::string_view kind = as_text(property.payload.subspan(std::min<std::size_t>(4, property.payload.size())));
    item.is_alpha = kind.starts_with("urn:mpeg:hevc:2015:auxid:1") ||
                    kind.starts_with("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha");
  } else if (property.type == "hvcC") {
    item.configuration = property.payload;
    reader.skip(16);
    if (const auto byte = reader.u8()) item.chroma_format = *byte & 3;
  } else if (property.type == "av1C") {
    item.configuration = property.payload;
    reader.skip(2);
    const auto byte = reader.u8();
    if (!byte) return;
    const bool monochrome = (*byte & 0x10) != 0, half_width = (*byte & 8) != 0, half_height = (*byte & 4) != 0;
    item.chroma_format = monochrome ? 0 : half_height ? 1 : half_width ? 2 : 3;
  } else if (property.type == "clap") {
    item.cropped = true;
  }
}

void read_associations(Bytes ipma, const std::vector<Property>& properties, std::map<std::uint32_t, HeifItem>& items) {
  ByteReader reader(ipma);
  const std::uint32_t head = reader.u32().value_or(0);
  const bool long_ids = head >> 24 != 0, long_indices = (head & 1) != 0;
  const std::uint32_t count = reader.u32().value_or(0);
  for (std::uint32_t i = 0; i < count && !reader.overrun(); ++i) {
    const std::uint32_t id = long_ids ? reader.u32().value_or(0) : reader.u16().value_or(0);
    const int associations = reader.u8().value_or(0);
    Axes axes{1, 0, 0, 1};
    HeifItem item;
    for (int a = 0; a < associations && !reader.overrun(); ++a) {
      const std::size_t index = long_indices ? reader.u16().value_or(0) & 0x7FFFU : reader.u8().value_or(0) & 0x7FU;
      if (index >= 1 && index <= properties.size()) apply(properties[index - 1], axes, item);
    }
    item.orientation = exif_of(axes);
    constexpr std::size_t kMostItems = 100'000;
    if (items.size() >= kMostItems) return;
    if (!reader.overrun()) items[id] = item;
  }
}

}  // namespace

std::map<std::uint32_t, HeifItem> heif_items(Bytes file) {
  std::map<std::uint32_t, HeifItem> items;
  int metas = 0;
  walk_boxes(file, [&](std::string_view type, Bytes meta) {
    if (type != "meta" || meta.size() < 4) return;
    ++metas;
    walk_boxes(meta.subspan(4), [&](std::string_view child, Bytes iprp) {
      if (child != "iprp") return;
      std::vector<Property> properties;
      walk_boxes(iprp, [&](std::string_view kind, Bytes payload) {
        if (kind == "ipco")
          walk_boxes(payload, [&](std::string_view name, Bytes body) {
            properties.push_back({std::string(name), body});
          });
        if (kind == "ipma") read_associations(payload, properties, items);
      });
    });
  });
  // Of several descriptions libheif may believe another one.
  if (metas == 1) read_item_data(file, items);
  return items;
}

}  // namespace spoor::stills
