// Headers, handlers, edit lists and fragments of a movie.

#include "base/text.h"
#include "media/containers/isobmff.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor::containers {
namespace {

void plain_container(Box& box) { box.children = box.payload; }

void file_type(Box& box) {
  box.field("major_brand", four_characters(box.u32()));
  box.field("minor_version", box.u32());
  std::string brands;
  while (box.in.remaining() >= 4 && brands.size() < 400)
    brands += (brands.empty() ? "" : ", ") + four_characters(box.u32());
  box.field("compatible_brands", brands);
}

void durations(Box& box) {
  const std::uint32_t scale = box.u32();
  const std::uint64_t duration = box.u32_or_64();
  box.field("timescale", scale);
  const bool unknown = duration == (box.version == 1 ? ~std::uint64_t{0} : 0xFFFFFFFFu);
  box.field("duration", unknown ? "unknown" : std::to_string(duration));
  if (scale != 0 && !unknown) box.field("seconds", significant(static_cast<double>(duration) / scale, 9));
}

std::string matrix_text(Box& box) {
  std::string text;
  for (int i = 0; i < 9; ++i) {
    // The third column (u, v, w) is 2.30, the others 16.16.
    const double unit = i % 3 == 2 ? 1073741824.0 : 65536.0;
    text += (i == 0 ? "" : " ") + significant(box.s32() / unit, 6);
  }
  return text;
}

void movie_header(Box& box) {
  box.full();
  time_field(box, "creation_time", box.u32_or_64());
  time_field(box, "modification_time", box.u32_or_64());
  durations(box);
  box.field("rate", significant(box.fixed_16_16()));
  box.field("volume", significant(static_cast<std::int16_t>(box.u16()) / 256.0));
  box.in.skip(10);
  box.field("matrix", matrix_text(box));
  box.in.skip(24);
  box.field("next_track_id", box.u32());
}

void track_header(Box& box) {
  box.full();
  box.field("enabled", (box.flags & 1) != 0 ? "yes" : "no");
  time_field(box, "creation_time", box.u32_or_64());
  time_field(box, "modification_time", box.u32_or_64());
  box.field("track_id", box.u32());
  box.in.skip(4);
  box.field("duration", std::to_string(box.u32_or_64()));
  box.in.skip(8);
  box.field("layer", static_cast<std::int16_t>(box.u16()));
  box.field("alternate_group", static_cast<std::int16_t>(box.u16()));
  box.field("volume", significant(static_cast<std::int16_t>(box.u16()) / 256.0));
  box.in.skip(2);
  box.field("matrix", matrix_text(box));
  box.field("width", significant(box.u32() / 65536.0, 8));
  box.field("height", significant(box.u32() / 65536.0, 8));
}

std::string language(std::uint32_t code) {
  if (code < 0x400 || code == 0x7FFF) return fmt::format("QuickTime code {}", code);
  std::string text;
  for (const int shift : {10, 5, 0}) text += static_cast<char>(0x60 + ((code >> shift) & 31));
  return text;
}

void media_header(Box& box) {
  box.full();
  time_field(box, "creation_time", box.u32_or_64());
  time_field(box, "modification_time", box.u32_or_64());
  durations(box);
  box.field("language", language(box.u16()));
}

void handler(Box& box) {
  box.full();
  box.field("component_type", four_characters(box.u32()));
  const std::string type = four_characters(box.u32());
  box.field("handler", type);
  box.field("manufacturer", four_characters(box.u32()));
  box.in.skip(8);
  Bytes name = box.in.run(box.in.remaining());
  // QuickTime writes a counted string, ISO one that ends with NUL.
  if (!name.empty() && std::to_integer<std::size_t>(name[0]) == name.size() - 1) name = name.subspan(1);
  box.field("name", until_nul(name));
  // The handler of QuickTime's data reference ("alis", "url ") names no medium.
  if (box.parent != "minf") box.context.handler = type;
}

void edit_list(Box& box) {
  box.full();
  const std::uint32_t count = box.u32();
  box.field("entries", count);
  const bool wide = box.version == 1;
  int number = 0;
  each_entry(box, count, wide ? 20 : 12, [&](ByteReader in) {
    const std::uint64_t duration = wide ? in.u64().value_or(0) : in.u32().value_or(0);
    const std::int64_t start =
        wide ? static_cast<std::int64_t>(in.u64().value_or(0)) : static_cast<std::int32_t>(in.u32().value_or(0));
    const double rate = static_cast<std::int32_t>(in.u32().value_or(0)) / 65536.0;
    if (++number > 64) return;
    box.field(fmt::format("edit {}", number), fmt::format("duration {}, media time {}{}, rate {}", duration, start,
                                                          start == -1 ? " (empty edit)" : "", significant(rate)));
  });
}

void video_media_header(Box& box) {
  box.full();
  box.field("graphics_mode", box.u16());
}

void fragment_header(Box& box) {
  box.full();
  box.field("sequence_number", box.u32());
}

void track_fragment_header(Box& box) {
  box.full();
  box.field("track_id", box.u32());
  if (box.flags & 0x1) box.field("base_data_offset", std::to_string(box.u64()));
  if (box.flags & 0x2) box.field("sample_description", box.u32());
  if (box.flags & 0x8) box.field("default_duration", box.u32());
  if (box.flags & 0x10) box.field("default_size", box.u32());
  if (box.flags & 0x20) box.field("default_flags", fmt::format("0x{:08x}", box.u32()));
}

void fragment_time(Box& box) {
  box.full();
  box.field("base_media_decode_time", std::to_string(box.u32_or_64()));
}

void track_extends(Box& box) {
  box.full();
  box.field("track_id", box.u32());
  box.field("sample_description", box.u32());
  box.field("default_duration", box.u32());
  box.field("default_size", box.u32());
}

void movie_extends_header(Box& box) {
  box.full();
  box.field("fragment_duration", std::to_string(box.u32_or_64()));
}

void producer_time(Box& box) {
  box.full();
  box.field("track_id", box.u32());
  // NTP: 32 bits of seconds since 1900, 32 bits of fraction. 1904 lies 1461 days later.
  const std::uint64_t ntp = box.u64();
  const std::uint64_t seconds = ntp >> 32;
  constexpr std::uint64_t k1904 = 1461ULL * 86400;
  time_field(box, "ntp_time", seconds > k1904 ? seconds - k1904 : 0);
  box.field("media_time", std::to_string(box.u32_or_64()));
}

void event_message(Box& box) {
  box.full();
  if (box.version != 0) return;
  box.field("scheme", until_nul(box.in.run(std::min<std::size_t>(box.in.remaining(), 200))));
}

void padding(Box& box) {
  const Bytes head = box.in.run(std::min<std::size_t>(box.in.remaining(), 64));
  const bool zeros = std::all_of(head.begin(), head.end(), [](std::byte b) { return b == std::byte{0}; });
  if (!zeros) box.field("text", until_nul(head));
}

// Encoders leave their name in the first packets; the place in the file lets an examiner look it up.
void media_data(Box& box) {
  const std::string_view head =
      as_text(box.walk.bytes(box.payload, std::min<std::int64_t>(kMaxRead, box.end - box.payload)));
  for (const std::string_view sign :
       {"x264 - core", "x265 (build", "Lavc", "LAME3", "HandBrake", "SVT-AV1", "AOM AV1"}) {
    const std::size_t at = head.find(sign);
    if (at == std::string_view::npos) continue;
    std::string_view text = head.substr(at, 600);
    text = text.substr(0, text.find_first_of(std::string_view("\0\x80\xFF", 3)));
    const auto end = std::find_if(text.begin(), text.end(), [](char c) { return c < 0x20 || c > 0x7E; });
    const std::string found(text.begin(), end);
    box.field("encoder_text", found);
    box.field("encoder_text_offset", box.payload + static_cast<std::int64_t>(at));
    return;
  }
}

}  // namespace

std::vector<BoxType> movie_boxes() {
  std::vector<BoxType> list{{"ftyp", file_type},
                            {"styp", file_type},
                            {"mvhd", movie_header},
                            {"tkhd", track_header},
                            {"mdhd", media_header},
                            {"hdlr", handler},
                            {"elst", edit_list},
                            {"vmhd", video_media_header},
                            {"mfhd", fragment_header},
                            {"tfhd", track_fragment_header},
                            {"tfdt", fragment_time},
                            {"trex", track_extends},
                            {"mehd", movie_extends_header},
                            {"prft", producer_time},
                            {"emsg", event_message},
                            {"free", padding},
                            {"skip", padding},
                            {"wide", padding},
                            {"mdat", media_data}};
  for (const std::string_view type :
       {"moov", "trak", "mdia", "minf", "stbl", "dinf", "edts", "udta", "moof", "traf", "mvex",
        "mfra", "tref", "gmhd", "wave", "sinf", "schi", "tapt", "iprp", "ipco", "strk", "cmov",
        "rmra", "rmda", "grpl", "clip", "matt", "gsst", "ilst", "jp2h", "res "}) {
    list.push_back({type, plain_container});
  }
  return list;
}

}  // namespace spoor::containers
