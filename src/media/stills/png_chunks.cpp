#include "media/stills/png_chunks.h"

extern "C" {
#include <libavutil/crc.h>
}

#include "base/text.h"
#include "media/stills/embedded.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

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

void append_chunk(std::vector<std::byte>& to, std::string_view type, Bytes data) {
  const std::size_t begin = to.size();
  to.resize(begin + kFrame + data.size());
  put_u32(to.data() + begin, static_cast<std::uint32_t>(data.size()));
  std::copy_n(as_bytes(type).data(), 4, to.data() + begin + 4);
  std::copy(data.begin(), data.end(), to.data() + begin + 8);
  put_u32(to.data() + begin + 8 + data.size(), checksum(Bytes(to).subspan(begin + 4, 4 + data.size())));
}

/// Calls `visit` for each chunk; one that announces more than there is comes cut and is the last.
void walk_runs(Bytes file, const std::function<void(std::string_view type, Bytes data)>& visit) {
  std::size_t position = kSignature;
  while (file.size() > position && file.size() - position > 8) {
    ByteReader reader(file.subspan(position));
    const std::size_t length = reader.u32().value_or(0);
    const std::string_view type = as_text(reader.run(4));
    const std::size_t there = std::min(length, file.size() - position - 8);
    visit(type, file.subspan(position + 8, there));
    position += 8 + there + 4;
  }
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
           fmt::format("the {} chunk announces {} bytes and a checksum, {} are left", printable(type), length,
                       file.size() - position - kFrame + 4),
           here, static_cast<std::int64_t>(file.size() - position));
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
  const bool told = !chunks.anomalies.empty() && chunks.anomalies.back().kind == AnomalyKind::kTruncated;
  if (!ended && !told) note(chunks.anomalies, AnomalyKind::kTruncated, "the PNG has no end chunk", end, left);
  if (ended && left > 0)
    note(chunks.anomalies, AnomalyKind::kUnknownData, "bytes follow the PNG's end chunk", end, left);
  constexpr std::size_t kMost = 100;
  if (chunks.anomalies.size() > kMost) chunks.anomalies.resize(kMost);
  return chunks;
}

std::size_t png_sample_bytes(Bytes file) {
  std::size_t total = 0;
  walk_runs(file, [&](std::string_view type, Bytes data) {
    if (type == "IDAT") total += data.size();
  });
  return total;
}

std::vector<std::byte> png_of_first_samples(Bytes file, std::size_t bytes) {
  const Bytes signature = file.first(std::min(file.size(), kSignature));
  std::vector<std::byte> made(signature.begin(), signature.end()), samples;
  walk_runs(file, [&](std::string_view type, Bytes data) {
    const bool needed = type == "IHDR" || type == "PLTE" || type == "tRNS";
    if (needed && samples.empty()) append_chunk(made, type, data);
    if (type == "IDAT")
      samples.insert(samples.end(), data.begin(),
                     data.begin() + static_cast<std::ptrdiff_t>(std::min(data.size(), bytes - samples.size())));
  });
  append_chunk(made, "IDAT", samples);
  append_chunk(made, "IEND", {});
  return made;
}

}  // namespace spoor::stills
