#include "media/stills/png_chunks.h"

extern "C" {
#include <libavutil/crc.h>
}

#include "base/text.h"
#include "media/stills/embedded.h"

#include <fmt/format.h>

#include <array>

namespace spoor::stills {
namespace {

constexpr std::size_t kSignature = 8, kFrame = 12;  // length, type and checksum of a chunk

std::uint32_t checksum(Bytes type_and_data) {
  const AVCRC* const table = av_crc_get_table(AV_CRC_32_IEEE_LE);
  return ~av_crc(table, ~0U, reinterpret_cast<const std::uint8_t*>(type_and_data.data()), type_and_data.size());
}

void put_u32(std::byte* to, std::uint32_t value) {
  for (int i = 0; i < 4; ++i) to[i] = static_cast<std::byte>(value >> (24 - 8 * i));
}

void read_header(Bytes data, PngChunks& chunks) {
  ByteReader reader(data);
  chunks.width = reader.u32().value_or(0);
  chunks.height = reader.u32().value_or(0);
  chunks.bit_depth = reader.u8().value_or(0);
  chunks.colour_type = reader.u8().value_or(0);
}

}  // namespace

std::optional<PngChunks> read_png_chunks(Bytes file) {
  if (file.size() < kSignature + kFrame) return std::nullopt;
  PngChunks chunks;
  bool header = false, samples = false, ended = false;
  std::size_t position = kSignature;
  while (!ended && file.size() - position >= kFrame) {
    ByteReader reader(file.subspan(position));
    const std::uint32_t length = reader.u32().value_or(0);
    const std::string type(as_text(reader.run(4)));
    const auto here = static_cast<std::int64_t>(position);
    if (type == "IDAT") samples = true;
    if (length > file.size() - position - kFrame) {
      note(chunks.anomalies, AnomalyKind::kTruncated,
           fmt::format("the {} chunk announces {} bytes, {} are left", printable(type), length,
                       file.size() - position - kFrame + 4),
           here, static_cast<std::int64_t>(file.size() - position));
      if (type == "IDAT" || type == "fdAT") chunks.cut_chunk = position;
      break;
    }
    const Bytes data = reader.run(length);
    const bool intact = reader.u32() == checksum(file.subspan(position + 4, length + 4));
    if (!intact) {
      note(chunks.anomalies, AnomalyKind::kMalformed, "the checksum of the " + printable(type) + " chunk is wrong",
           here, static_cast<std::int64_t>(length + kFrame));
      chunks.samples_damaged = chunks.samples_damaged || type == "IDAT";
    }
    if (type == "IHDR" && !header) {
      read_header(data, chunks);
      header = true;
    }
    if (type == "acTL" && !samples) chunks.animated = true;
    if (type == "eXIf") chunks.orientation = exif_orientation(data);
    if (type == "sRGB") chunks.srgb = true;
    if (type == "pHYs" && length == 9) {
      ByteReader pixels(data);
      const std::uint32_t x = pixels.u32().value_or(0), y = pixels.u32().value_or(0);
      chunks.pixels_per_unit = {x, y};
    }
    ended = type == "IEND";
    position += length + kFrame;
  }
  if (!header) return std::nullopt;
  chunks.samples_cut = !ended;
  const auto end = static_cast<std::int64_t>(position), left = static_cast<std::int64_t>(file.size() - position);
  if (!ended && !chunks.cut_chunk)
    note(chunks.anomalies, AnomalyKind::kTruncated, "the PNG has no end chunk", end, left);
  if (ended && left > 0)
    note(chunks.anomalies, AnomalyKind::kUnknownData, "bytes follow the PNG's end chunk", end, left);
  constexpr std::size_t kMost = 100;
  if (chunks.anomalies.size() > kMost) chunks.anomalies.resize(kMost);
  return chunks;
}

std::vector<std::byte> with_closed_chunk(Bytes file, std::size_t chunk) {
  const std::size_t length = file.size() - chunk - 8;
  std::vector<std::byte> closed(file.begin(), file.end());
  put_u32(closed.data() + chunk, static_cast<std::uint32_t>(length));
  const std::uint32_t sum = checksum(Bytes(closed).subspan(chunk + 4));
  closed.resize(closed.size() + 4 + kFrame);
  std::byte* const tail = closed.data() + file.size();
  put_u32(tail, sum);
  put_u32(tail + 4, 0);
  std::copy_n(as_bytes("IEND").data(), 4, tail + 8);
  put_u32(tail + 12, checksum(as_bytes("IEND")));
  return closed;
}

}  // namespace spoor::stills
