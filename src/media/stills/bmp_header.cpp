#include "media/stills/bmp_header.h"

#include <fmt/format.h>

#include <cstdlib>

namespace spoor::stills {
namespace {

constexpr std::uint32_t kOs2Short = 12, kOs2Cut = 16, kOs2Whole = 64, kWithMasks = 52;

Result<void> check_depth(int bits, bool holds_other_format) {
  switch (bits) {
    case 1:
    case 4:
    case 8:
    case 16:
    case 24:
    case 32:
      return {};
    case 2:
    case 64:
      return failure(Fault::kUnsupported,
                     fmt::format("the BMP has {} bits a pixel, which libavcodec does not read", bits));
    default:
      break;
  }
  if (bits == 0 && holds_other_format) return {};
  return failure(Fault::kCorrupt, fmt::format("the BMP declares {} bits a pixel, which no BMP has", bits));
}

Result<void> check_coding(std::uint32_t header, std::uint32_t coding, int bits) {
  const auto fits = [&](bool so, const char* name) -> Result<void> {
    if (so) return {};
    return failure(Fault::kCorrupt,
                   fmt::format("the BMP declares {} with {} bits a pixel, which contradict each other", name, bits));
  };
  const auto not_read = [](const char* what) -> Result<void> {
    return failure(Fault::kUnsupported, fmt::format("the BMP holds {}, which libavcodec does not read", what));
  };
  if (header == kOs2Whole && coding == 3 && bits == 1) return not_read("samples in Huffman codes");
  if (header == kOs2Whole && coding == 4) return not_read("run lengths of 24 bits");
  switch (coding) {
    case 0:
      return {};
    case 1:
      return fits(bits == 8, "run lengths of 8 bits");
    case 2:
      return fits(bits == 4, "run lengths of 4 bits");
    case 3:
      return fits(bits == 16 || bits == 32, "bit fields");
    case 4:
      return not_read("a JPEG");
    case 5:
      return not_read("a PNG");
    case 6:
      if (const auto fit = fits(bits == 16 || bits == 32, "bit fields"); !fit) return fit;
      return not_read("bit fields with alpha");
    case 11:
    case 12:
    case 13:
      return not_read("CMYK samples");
    default:
      return failure(Fault::kCorrupt, fmt::format("the BMP declares the coding {}, which no BMP has", coding));
  }
}

}  // namespace

Result<BmpHeader> read_bmp_header(Bytes file) {
  ByteReader reader(file, Endian::kLittle);
  BmpHeader bmp;
  reader.skip(2);
  bmp.declared_bytes = reader.u32().value_or(0);
  reader.skip(4);
  bmp.samples_at = reader.u32().value_or(0);
  const std::uint32_t header = reader.u32().value_or(0);
  if (header == kOs2Short) {
    bmp.width = reader.u16().value_or(0);
    bmp.height = reader.u16().value_or(0);
  } else {
    bmp.width = static_cast<std::int32_t>(reader.u32().value_or(0));
    const auto height = static_cast<std::int32_t>(reader.u32().value_or(0));
    bmp.top_down = height < 0;
    bmp.height = std::abs(std::int64_t{height});
  }
  const int planes = reader.u16().value_or(0);
  bmp.bits = reader.u16().value_or(0);
  const std::uint32_t coding = header > kOs2Cut ? reader.u32().value_or(0) : 0;
  if (reader.overrun() || file.size() < 14 || header > file.size() - 14)
    return failure(Fault::kCorrupt, "the BMP ends within its header");
  if (planes != 1)
    return failure(Fault::kCorrupt, fmt::format("the BMP declares {} planes; every BMP has one", planes));
  const bool holds_other_format = coding == 4 || coding == 5;
  if (const auto known = check_depth(bmp.bits, holds_other_format); !known) return tl::unexpected(known.error());
  if (const auto known = check_coding(header, coding, bmp.bits); !known) return tl::unexpected(known.error());
  if (header == kOs2Cut || header == kWithMasks) {
    return failure(Fault::kUnsupported,
                   fmt::format("the BMP has a header of {} bytes, a kind that libavcodec does not read", header));
  }
  if (bmp.samples_at < std::int64_t{14} + header)
    return failure(Fault::kCorrupt, "the BMP's samples are said to begin within its header");
  if (bmp.samples_at >= static_cast<std::int64_t>(file.size()))
    return failure(Fault::kCorrupt, "the BMP's samples are said to begin behind the end of the file");
  return bmp;
}

}  // namespace spoor::stills
