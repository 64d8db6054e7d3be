#include "media/stills/heif_boxes.h"

#include <algorithm>

namespace spoor::stills {
namespace {

constexpr std::size_t kMostParts = 65'536;     // a grid has at most 256 x 256 tiles
constexpr std::size_t kMostExtents = 200'000;  // of all items together

void read_types(Bytes iinf, std::map<std::uint32_t, HeifItem>& items) {
  if (iinf.empty()) return;
  const std::size_t head = iinf[0] == std::byte{0} ? 6 : 8;
  if (iinf.size() < head) return;
  walk_boxes(iinf.subspan(head), [&](std::string_view type, Bytes infe) {
    if (type != "infe") return;
    ByteReader reader(infe);
    const int version = reader.u8().value_or(0);
    reader.skip(3);
    if (version < 2) return;
    const std::uint32_t id = version == 2 ? reader.u16().value_or(0) : reader.u32().value_or(0);
    reader.skip(2);
    const std::string_view kind = as_text(reader.run(4));
    const auto item = items.find(id);
    if (!reader.overrun() && item != items.end()) item->second.type = kind;
  });
}

/// An unsigned number of 0, 4 or 8 bytes.
std::uint64_t sized(ByteReader& reader, int bytes) {
  if (bytes == 4) return reader.u32().value_or(0);
  if (bytes == 8) return reader.u64().value_or(0);
  return 0;
}

void read_locations(Bytes iloc, Bytes file, Bytes idat, std::map<std::uint32_t, HeifItem>& items) {
  ByteReader reader(iloc);
  const int version = reader.u8().value_or(0);
  reader.skip(3);
  const int sizes = reader.u16().value_or(0);
  const int offset_bytes = sizes >> 12, length_bytes = sizes >> 8 & 15, base_bytes = sizes >> 4 & 15;
  const int index_bytes = version == 0 ? 0 : sizes & 15;
  const auto known = [](int bytes) { return bytes == 0 || bytes == 4 || bytes == 8; };
  if (!known(offset_bytes) || !known(length_bytes) || !known(base_bytes) || !known(index_bytes)) return;
  const auto number = [&]() -> std::uint32_t {
    return version < 2 ? reader.u16().value_or(0) : reader.u32().value_or(0);
  };
  const std::uint32_t count = number();
  std::size_t kept = 0;
  for (std::uint32_t i = 0; i < count && !reader.overrun(); ++i) {
    const std::uint32_t id = number();
    const int method = version == 0 ? 0 : reader.u16().value_or(0) & 15;
    reader.skip(2);
    const std::uint64_t base = sized(reader, base_bytes);
    const int extents = reader.u16().value_or(0);
    // Extents that take no byte to state could be stated without end.
    if (extents > 1 && index_bytes + offset_bytes + length_bytes == 0) return;
    const auto item = items.find(id);
    const Bytes whole = method == 1 ? idat : file;
    std::size_t total = 0;
    bool sound = method <= 1;
    std::vector<Bytes> found;
    for (int e = 0; e < extents && !reader.overrun(); ++e) {
      sized(reader, index_bytes);
      const std::uint64_t offset = sized(reader, offset_bytes), length = sized(reader, length_bytes);
      if (reader.overrun() || item == items.end() || !sound) continue;
      sound = base <= whole.size() && offset <= whole.size() - base && ++kept <= kMostExtents;
      if (!sound) continue;
      const Bytes rest = whole.subspan(static_cast<std::size_t>(base + offset));
      // A length of zero means up to the end.
      const std::uint64_t there = length == 0 ? rest.size() : std::min<std::uint64_t>(length, rest.size());
      found.push_back(rest.first(static_cast<std::size_t>(there)));
      total += found.back().size();
      // Extents that overlap could make the item larger than the file, as often as they are many.
      sound = total <= file.size();
    }
    if (sound && !reader.overrun() && item != items.end()) item->second.extents = std::move(found);
  }
}

void read_references(Bytes iref, std::map<std::uint32_t, HeifItem>& items) {
  if (iref.size() < 4) return;
  const bool long_ids = iref[0] != std::byte{0};
  walk_boxes(iref.subspan(4), [&](std::string_view type, Bytes payload) {
    ByteReader reader(payload);
    const auto id = [&]() -> std::uint32_t { return long_ids ? reader.u32().value_or(0) : reader.u16().value_or(0); };
    const auto from = items.find(id());
    const int count = reader.u16().value_or(0);
    for (int i = 0; i < count && from != items.end(); ++i) {
      const std::uint32_t to = id();
      if (reader.overrun()) return;
      const auto other = items.find(to);
      if (type == "dimg" && from->second.parts.size() < kMostParts) from->second.parts.push_back(to);
      if (type == "auxl" && from->second.is_alpha && other != items.end()) other->second.alpha = from->first;
    }
  });
}

}  // namespace

void walk_boxes(Bytes bytes, const std::function<void(std::string_view type, Bytes payload)>& visit) {
  constexpr int kMost = 100'000;
  for (int n = 0; n < kMost && bytes.size() >= 8; ++n) {
    ByteReader reader(bytes);
    std::uint64_t size = reader.u32().value_or(0);
    const std::string_view type = as_text(reader.run(4));
    if (size == 1) size = reader.u64().value_or(0);
    if (size == 0) size = bytes.size();
    if (reader.overrun() || size < reader.position() || size > bytes.size()) return;
    visit(type, bytes.subspan(reader.position(), static_cast<std::size_t>(size) - reader.position()));
    bytes = bytes.subspan(static_cast<std::size_t>(size));
  }
}

void read_item_data(Bytes file, std::map<std::uint32_t, HeifItem>& items) {
  walk_boxes(file, [&](std::string_view type, Bytes meta) {
    if (type != "meta" || meta.size() < 4) return;
    const Bytes children = meta.subspan(4);
    Bytes idat;
    walk_boxes(children, [&](std::string_view child, Bytes payload) {
      if (child == "idat") idat = payload;
    });
    walk_boxes(children, [&](std::string_view child, Bytes payload) {
      if (child == "iinf") read_types(payload, items);
      if (child == "iloc") read_locations(payload, file, idat, items);
      if (child == "iref") read_references(payload, items);
    });
  });
  for (auto& [id, item] : items) {
    if (item.chroma_format >= 0 || item.parts.empty()) continue;
    const auto part = items.find(item.parts.front());
    if (part != items.end()) item.chroma_format = part->second.chroma_format;
  }
}

}  // namespace spoor::stills
