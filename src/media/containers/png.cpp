// Portable Network Graphics (ISO/IEC 15948) with animation and EXIF chunks.

#include "base/text.h"
#include "media/containers/walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace spoor::containers {
namespace {

struct Note {
  std::string_view type, text;
};
constexpr Note kNotes[] = {
    {"IHDR", "Size, bit depth and colour type of the picture."},
    {"PLTE", "The palette."},
    {"IDAT", "Compressed picture data."},
    {"IEND", "End of the picture."},
    {"tEXt", "A key word and a text."},
    {"zTXt", "A key word and a compressed text."},
    {"iTXt", "A key word and a text in UTF-8; XMP is kept here."},
    {"tIME", "When the picture was last changed, in UTC."},
    {"eXIf", "EXIF metadata."},
    {"iCCP", "ICC colour profile."},
    {"sRGB", "States that the colours are sRGB."},
    {"gAMA", "Gamma of the picture."},
    {"cHRM", "Primary colours and white point."},
    {"cICP", "Colour primaries, transfer and matrix."},
    {"pHYs", "Pixels per metre, or the pixels' shape."},
    {"sBIT", "Significant bits of the original."},
    {"bKGD", "Background colour."},
    {"tRNS", "Transparency."},
    {"hIST", "How often each palette entry is used."},
    {"sPLT", "A suggested palette."},
    {"oFFs", "Offset of the picture on a page."},
    {"pCAL", "Calibration of sample values."},
    {"sCAL", "Physical scale of the subject."},
    {"acTL", "Announces an animation."},
    {"fcTL", "One frame of an animation."},
    {"fdAT", "Compressed data of an animation's frame."},
    {"caBX", "A C2PA provenance record."},
    {"iDOT", "Apple's layout for decoding in parallel; written by screen captures of Apple devices."},
    {"CgBI", "Apple's variant of PNG for its devices."},
    {"vpAg", "Virtual page of ImageMagick."},
    {"orNT", "Orientation written by ImageMagick."},
};

std::string_view note_of(std::string_view type) {
  for (const Note& note : kNotes) {
    if (note.type == type) return note.text;
  }
  return {};
}

constexpr std::array<std::uint32_t, 256> crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t n = 0; n < 256; ++n) {
    std::uint32_t c = n;
    for (int bit = 0; bit < 8; ++bit) c = (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
    table[n] = c;
  }
  return table;
}

// CRC over type and data (ISO/IEC 15948 annex D).
std::uint32_t chunk_crc(Walk& walk, std::int64_t begin, std::int64_t end) {
  static constexpr auto kTable = crc_table();
  std::uint32_t crc = ~0u;
  while (begin < end) {
    const Bytes run = walk.bytes(begin, end - begin);
    if (run.empty()) break;
    for (const std::byte b : run) crc = kTable[(crc ^ std::to_integer<std::uint32_t>(b)) & 0xFF] ^ (crc >> 8);
    begin += static_cast<std::int64_t>(run.size());
    walk.tick(begin);
  }
  return ~crc;
}

void header_fields(Walk& walk, ContainerNode& node, ByteReader in) {
  walk.field(node, "width", in.u32().value_or(0));
  walk.field(node, "height", in.u32().value_or(0));
  walk.field(node, "bits", in.u8().value_or(0));
  const int type = in.u8().value_or(0);
  const char* name = type == 0   ? "grey"
                     : type == 2 ? "RGB"
                     : type == 3 ? "palette"
                     : type == 4 ? "grey and alpha"
                     : type == 6 ? "RGB and alpha"
                                 : "unknown";
  walk.field(node, "colour", fmt::format("{} ({})", type, name));
  walk.field(node, "compression", in.u8().value_or(0));
  walk.field(node, "filter", in.u8().value_or(0));
  const int interlace = in.u8().value_or(0);
  walk.field(node, "interlace", interlace == 0 ? "none" : interlace == 1 ? "Adam7" : "unknown");
  if (in.overrun())
    walk.anomaly(AnomalyKind::kTruncated, "the IHDR chunk is too short for its fields", node.offset, node.size);
}

void text_fields(Walk& walk, ContainerNode& node, Bytes payload) {
  const std::string_view text = as_text(payload);
  const std::string_view key = until_nul(payload);
  walk.field(node, "keyword", key);
  if (key.size() >= text.size()) return;
  std::string_view rest = text.substr(key.size() + 1);
  if (node.type == "tEXt") walk.field(node, "text", rest);
  if (node.type != "iTXt" || rest.size() < 2) return;
  const bool compressed = rest[0] != 0;
  rest.remove_prefix(2);
  for (const char* name : {"language", "translated"}) {
    const std::size_t nul = rest.find('\0');
    walk.field(node, name, rest.substr(0, nul));
    rest.remove_prefix(nul == std::string_view::npos ? rest.size() : nul + 1);
  }
  walk.field(node, "text", compressed ? "(compressed)" : rest);
}

void fields_of(Walk& walk, ContainerNode& node, Bytes payload) {
  ByteReader in(payload);
  const auto number = [&](const char* name, std::int64_t value) { walk.field(node, name, value); };
  if (node.type == "IHDR") {
    header_fields(walk, node, in);
  } else if (node.type == "tEXt" || node.type == "zTXt" || node.type == "iTXt") {
    text_fields(walk, node, payload);
  } else if (node.type == "iCCP") {
    walk.field(node, "profile", until_nul(payload));
  } else if (node.type == "tIME") {
    const int year = in.u16().value_or(0), month = in.u8().value_or(0), day = in.u8().value_or(0);
    const int hour = in.u8().value_or(0), minute = in.u8().value_or(0), second = in.u8().value_or(0);
    walk.field(node, "time",
               fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", year, month, day, hour, minute, second));
  } else if (node.type == "pHYs") {
    number("horizontal", in.u32().value_or(0));
    number("vertical", in.u32().value_or(0));
    walk.field(node, "unit", in.u8().value_or(0) == 1 ? "pixels per metre" : "none");
  } else if (node.type == "gAMA") {
    walk.field(node, "gamma", shortest(in.u32().value_or(0) / 100000.0));
  } else if (node.type == "sRGB") {
    number("intent", in.u8().value_or(0));
  } else if (node.type == "acTL") {
    number("frames", in.u32().value_or(0));
    number("plays", in.u32().value_or(0));
  } else if (node.type == "fcTL") {
    for (const char* name : {"sequence", "width", "height", "x", "y"}) number(name, in.u32().value_or(0));
  }
}

// Order of the chunks as the standard's table 5.3 asks for it.
struct Order {
  std::set<std::string> seen;
  bool data = false, data_over = false, end = false;

  std::string fault(const std::string& type) const {
    static const std::set<std::string> kOnce{"IHDR", "PLTE", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "bKGD",
                                             "hIST", "tRNS", "pHYs", "tIME", "eXIf", "acTL", "IEND"};
    static const std::set<std::string> kBeforePalette{"cHRM", "gAMA", "iCCP", "sBIT", "sRGB"};
    static const std::set<std::string> kBeforeData{"PLTE", "bKGD", "hIST", "tRNS", "pHYs", "sPLT", "acTL"};
    if (seen.empty() && type != "IHDR" && type != "CgBI") return "the first chunk is not IHDR";
    if (kOnce.contains(type) && seen.contains(type)) return "the chunk " + type + " occurs more than once";
    if (type == "IDAT" && data_over) return "the IDAT chunks do not follow each other";
    if (kBeforePalette.contains(type) && (data || seen.contains("PLTE")))
      return "the chunk " + type + " stands behind the palette or the picture data";
    if (kBeforeData.contains(type) && data) return "the chunk " + type + " stands behind the picture data";
    if (type == "IEND" && !data) return "the picture ends without any picture data";
    return {};
  }

  void add(const std::string& type) {
    if (type == "IDAT") data = true;
    if (data && type != "IDAT") data_over = true;
    if (type == "IEND") end = true;
    // Names come from the file: only a few kinds need remembering.
    if (seen.size() < 64) seen.insert(type);
  }
};

bool letters(Bytes type) {
  return std::all_of(type.begin(), type.end(), [](std::byte b) {
    const auto c = std::to_integer<unsigned>(b) | 0x20;
    return c >= 'a' && c <= 'z';
  });
}

}  // namespace

void read_png(Walk& walk) {
  ContainerNode* signature = walk.add_node(walk.nodes(), "signature", 0, 8, 8, 0);
  if (signature != nullptr) signature->note = "Eight fixed bytes by which a PNG is known.";
  Order order;
  std::int64_t at = 8;
  while (at < walk.size() && !order.end) {
    const Bytes head = walk.bytes(at, 8);
    if (head.size() < 8) break;
    if (!letters(head.subspan(4))) {
      walk.anomaly(AnomalyKind::kUnknownData,
                   "bytes that are no chunk stand where a chunk is expected; the rest is not read", at,
                   walk.size() - at);
      return;
    }
    const std::int64_t length = ByteReader(head).u32().value_or(0);
    const std::string type(as_text(head.subspan(4)));
    const std::int64_t left = walk.size() - at - 8;
    const bool cut = length + 4 > left;
    ContainerNode* node = walk.add_node(walk.nodes(), type, at, 8, cut ? left + 8 : length + 12, 0);
    if (node == nullptr) return;
    node->note = note_of(type);
    if (const std::string fault = order.fault(type); !fault.empty())
      walk.anomaly(AnomalyKind::kOutOfPlace, fault, at, node->size);
    order.add(type);
    if (node->note.empty() && (type[0] & 0x20) == 0) {
      walk.anomaly(
          AnomalyKind::kMalformed,
          fmt::format("the chunk {} is marked as necessary but belongs to no known version of the format", type), at,
          node->size);
    }
    fields_of(walk, *node, walk.bytes(at + 8, std::min(length, left)));
    if (cut) {
      walk.field(*node, "declared_bytes", length);
      walk.anomaly(
          AnomalyKind::kTruncated,
          fmt::format("the chunk {} announces {} bytes and a check sum, {} are left in the file", type, length, left),
          at, left + 8);
      return;
    }
    const std::uint32_t crc = chunk_crc(walk, at + 4, at + 8 + length);
    const std::uint32_t stated = ByteReader(walk.bytes(at + 8 + length, 4)).u32().value_or(0);
    if (crc != stated) {
      walk.field(*node, "crc", fmt::format("{:08x}, computed {:08x}", stated, crc));
      walk.anomaly(AnomalyKind::kMalformed,
                   fmt::format("the check sum of the chunk {} does not match its content", type), at, node->size);
    }
    at += length + 12;
  }
  if (!order.end) {
    walk.anomaly(AnomalyKind::kTruncated, "the file ends before the chunk that ends the picture", walk.size());
  } else if (at < walk.size()) {
    walk.anomaly(AnomalyKind::kUnknownData, fmt::format("{} bytes follow the end of the picture", walk.size() - at), at,
                 walk.size() - at);
    ContainerNode* node = walk.add_node(walk.nodes(), "trailing", at, 0, walk.size() - at, 0);
    if (node != nullptr) node->note = "Bytes behind the end of the picture.";
  }
}

}  // namespace spoor::containers
