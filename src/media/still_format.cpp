#include "media/still_source.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace spoor {
namespace {

bool has_any(std::string_view brands, std::initializer_list<std::string_view> wanted) {
  for (std::size_t at = 0; at + 4 <= brands.size(); at += 4) {
    if (std::find(wanted.begin(), wanted.end(), brands.substr(at, 4)) != wanted.end()) return true;
  }
  return false;
}

/// By the brands of an ISO-BMFF file's first box. A clip may carry still brands among its compatible ones, so
/// that only a still major brand decides.
std::optional<StillFormat> by_brands(Bytes head) {
  ByteReader reader(head);
  const auto length = reader.u32();
  if (!length || *length < 16 || as_text(reader.run(4)) != "ftyp") return std::nullopt;
  const std::string_view major = as_text(reader.run(4));
  if (reader.overrun()) return std::nullopt;
  reader.skip(4);
  const std::string_view compatible =
      as_text(reader.run(std::min<std::size_t>(*length - 16, reader.remaining() / 4 * 4)));
  if (major == "crx ") return StillFormat::kRaw;
  if (has_any(major, {"avif", "avis"})) return StillFormat::kAvif;
  if (has_any(major, {"heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"})) return StillFormat::kHeif;
  if (!has_any(major, {"mif1", "msf1", "miaf", "MiHB", "MiHE", "mif2", "jpeg", "j2ki"})) return std::nullopt;
  return has_any(compatible, {"avif", "avis"}) ? StillFormat::kAvif : StillFormat::kHeif;
}

/// Whether the first directory of a TIFF is a camera raw's: a DNG version, a colour filter array or linear raw,
/// or (Nikon, Sony, Samsung ...) a reduced preview of a named camera with the picture itself in a sub-directory.
bool is_raw_directory(Bytes head, Endian endian) {
  ByteReader reader(head, endian);
  reader.skip(4);
  const auto offset = reader.u32();
  if (!offset || !reader.seek(*offset)) return false;
  bool make = false, children = false, reduced = false;
  const auto count = reader.u16();
  for (int i = 0; count && i < *count; ++i) {
    const auto tag = reader.u16();
    const auto type = reader.u16();
    reader.skip(4);
    const auto word = reader.u32();
    if (!word) return false;
    const std::uint32_t value = *type == 3 && endian == Endian::kBig ? *word >> 16 : *word;
    constexpr std::uint32_t kColourFilterArray = 32803, kLinearRaw = 34892;
    if (*tag == 0xC612) return true;
    if (*tag == 0x0106 && (value == kColourFilterArray || value == kLinearRaw)) return true;
    make = make || *tag == 0x010F;
    children = children || *tag == 0x014A;
    reduced = reduced || (*tag == 0x00FE && value == 1);
  }
  return make && children && reduced;
}

std::optional<StillFormat> by_tiff_head(Bytes head) {
  const std::string_view text = as_text(head);
  const bool little = text.starts_with("II"), big = text.starts_with("MM");
  if ((!little && !big) || head.size() < 8) return std::nullopt;
  if (text.starts_with("IIRO") || text.starts_with("IIRS") || text.starts_with("MMOR"))
    return StillFormat::kRaw;                                                    // ORF
  if (text.starts_with(std::string_view("IIU\0", 4))) return StillFormat::kRaw;  // RW2
  if (text.substr(6).starts_with("HEAPCCDR")) return StillFormat::kRaw;          // CRW
  ByteReader reader(head, little ? Endian::kLittle : Endian::kBig);
  reader.skip(2);
  const auto version = reader.u16();
  if (version == 43) return StillFormat::kTiff;
  if (version != 42) return std::nullopt;
  if (text.substr(8).starts_with("CR\x02")) return StillFormat::kRaw;
  return is_raw_directory(head, little ? Endian::kLittle : Endian::kBig) ? StillFormat::kRaw : StillFormat::kTiff;
}

/// "BM" is a word like another: a known size of the second header must follow.
bool is_bmp(Bytes head) {
  if (!as_text(head).starts_with("BM")) return false;
  ByteReader reader(head, Endian::kLittle);
  reader.skip(14);
  const auto header = reader.u32();
  constexpr std::array<std::uint32_t, 8> kHeaders{12, 16, 40, 52, 56, 64, 108, 124};
  return header && std::find(kHeaders.begin(), kHeaders.end(), *header) != kHeaders.end();
}

}  // namespace

std::optional<StillFormat> still_format(Bytes head, std::int64_t size) {
  if (size < static_cast<std::int64_t>(head.size()))
    head = head.first(static_cast<std::size_t>(std::max<std::int64_t>(0, size)));
  const std::string_view text = as_text(head);
  using namespace std::string_view_literals;
  if (text.starts_with("\xFF\xD8\xFF"sv)) return StillFormat::kJpeg;
  if (text.starts_with("\x89PNG\r\n\x1A\n"sv)) return StillFormat::kPng;
  if (text.starts_with("GIF87a"sv) || text.starts_with("GIF89a"sv)) return StillFormat::kGif;
  if (text.starts_with("RIFF"sv) && text.substr(std::min<std::size_t>(8, text.size())).starts_with("WEBP"sv))
    return StillFormat::kWebp;
  if (text.starts_with("\xFF\x0A"sv) || text.starts_with("\0\0\0\x0CJXL \r\n\x87\n"sv)) return StillFormat::kJxl;
  if (text.starts_with("FUJIFILMCCD-RAW"sv) || text.starts_with("\0MRM"sv) || text.starts_with("FOVb"sv))
    return StillFormat::kRaw;
  if (is_bmp(head)) return StillFormat::kBmp;
  if (const auto format = by_tiff_head(head)) return format;
  return by_brands(head);
}

const char* still_format_name(StillFormat format) {
  switch (format) {
    case StillFormat::kJpeg:
      return "jpeg";
    case StillFormat::kPng:
      return "png";
    case StillFormat::kTiff:
      return "tiff";
    case StillFormat::kWebp:
      return "webp";
    case StillFormat::kBmp:
      return "bmp";
    case StillFormat::kGif:
      return "gif";
    case StillFormat::kHeif:
      return "heif";
    case StillFormat::kAvif:
      return "avif";
    case StillFormat::kJxl:
      return "jxl";
    case StillFormat::kRaw:
      break;
  }
  return "raw";
}

}  // namespace spoor
