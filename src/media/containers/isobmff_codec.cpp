// Sample entries and the records in them that configure a decoder or describe the picture.

#include "base/text.h"
#include "media/containers/isobmff.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor::containers {
namespace {

void plain_container(Box& box) { box.children = box.payload; }

void sample_descriptions(Box& box) {
  box.full();
  box.field("entries", box.u32());
  box.children = box.position();
}

void data_references(Box& box) {
  box.full();
  box.field("entries", box.u32());
  box.children = box.position();
}

void data_reference(Box& box) {
  box.full();
  if ((box.flags & 1) != 0) {
    box.field("where", "in this file");
  } else {
    box.field("location", until_nul(box.in.run(std::min<std::size_t>(box.in.remaining(), 400))));
  }
}

void video_entry(Box& box) {
  box.field("version", box.u16());
  box.field("revision", box.u16());
  box.field("vendor", four_characters(box.u32()));
  box.in.skip(8);
  box.field("width", box.u16());
  box.field("height", box.u16());
  box.field("horizontal_dpi", significant(box.u32() / 65536.0));
  box.field("vertical_dpi", significant(box.u32() / 65536.0));
  box.in.skip(4);
  box.field("frames_per_sample", box.u16());
  const Bytes name = box.in.run(32);
  if (!name.empty()) {
    const std::size_t length = std::min<std::size_t>(std::to_integer<std::size_t>(name[0]), 31);
    box.field("compressor", until_nul(name.subspan(1, length)));
  }
  box.field("depth", box.u16());
  box.in.skip(2);
  box.children = box.position();
}

void sound_entry(Box& box) {
  const std::uint32_t version = box.u16();
  box.field("version", version);
  box.in.skip(2);
  box.field("vendor", four_characters(box.u32()));
  box.field("channels", box.u16());
  box.field("bits_per_sample", box.u16());
  box.in.skip(4);
  box.field("sample_rate", significant(box.u32() / 65536.0, 8));
  // QuickTime's versions 1 and 2 carry more fields before the child boxes.
  if (version == 1) box.in.skip(16);
  if (version == 2) box.in.skip(36);
  box.children = box.position();
}

void time_code_entry(Box& box) {
  box.in.skip(4);
  box.field("flags", box.u32());
  box.field("timescale", box.u32());
  box.field("frame_duration", box.u32());
  box.field("frames_per_second", box.u8());
}

void avc_configuration(Box& box) {
  box.field("version", box.u8());
  box.field("profile", box.u8());
  box.field("constraints", fmt::format("0x{:02x}", box.u8()));
  box.field("level", box.u8());
  box.field("nal_length_bytes", (box.u8() & 3) + 1);
  for (const auto& [name, mask] : {std::pair{"sps", 31u}, std::pair{"pps", 255u}}) {
    const std::uint32_t count = box.u8() & mask;
    box.field(std::string(name) + "_count", count);
    for (std::uint32_t i = 0; i < count && !box.in.overrun(); ++i) {
      const Bytes unit = box.in.run(box.u16());
      box.field(fmt::format("{} {}", name, i + 1), hex_text(unit.first(std::min<std::size_t>(unit.size(), 64))));
    }
  }
}

void hevc_configuration(Box& box) {
  box.field("version", box.u8());
  const std::uint32_t profile = box.u8();
  box.field("profile", profile & 31);
  box.field("tier", (profile & 32) != 0 ? "high" : "main");
  box.in.skip(10);
  box.field("level", significant(box.u8() / 30.0));
  box.in.skip(3);
  box.field("chroma_format", box.u8() & 3);
  box.field("luma_bits", (box.u8() & 7) + 8);
  box.field("chroma_bits", (box.u8() & 7) + 8);
  box.in.skip(2);
  box.field("nal_length_bytes", (box.u8() & 3) + 1);
  box.field("arrays", box.u8());
}

void av1_configuration(Box& box) {
  box.field("version", box.u8() & 127);
  const std::uint32_t second = box.u8(), third = box.u8();
  box.field("profile", second >> 5);
  box.field("level", second & 31);
  box.field("tier", (third & 0x80) != 0 ? "high" : "main");
  box.field("bits", (third & 0x40) == 0 ? 8 : (third & 0x20) != 0 ? 12 : 10);
  box.field("monochrome", (third & 0x10) != 0 ? "yes" : "no");
  box.field("chroma_subsampling", fmt::format("{}{}", (third >> 3) & 1, (third >> 2) & 1));
}

void vp_configuration(Box& box) {
  box.full();
  box.field("profile", box.u8());
  box.field("level", box.u8());
  box.field("bits", box.u8() >> 4);
}

void colour(Box& box) {
  const std::string kind = four_characters(box.u32());
  box.field("kind", kind);
  if (kind == "nclx" || kind == "nclc") {
    box.field("primaries", box.u16());
    box.field("transfer", box.u16());
    box.field("matrix", box.u16());
    if (kind == "nclx") box.field("range", (box.u8() & 0x80) != 0 ? "full" : "limited");
  } else {
    box.field("profile_bytes", box.end - box.position());
  }
}

void pixel_aspect(Box& box) {
  box.field("horizontal", box.u32());
  box.field("vertical", box.u32());
}

void clean_aperture(Box& box) {
  for (const char* name : {"width", "height", "horizontal_offset", "vertical_offset"}) {
    const std::int32_t num = box.s32();
    const std::int32_t den = box.s32();
    box.field(name, fmt::format("{}/{}", num, den));
  }
}

void bit_rate(Box& box) {
  box.field("buffer_bytes", box.u32());
  box.field("largest_bits_per_second", box.u32());
  box.field("average_bits_per_second", box.u32());
}

// Length of an MPEG-4 descriptor: up to four bytes of seven bits.
std::uint32_t descriptor_length(Box& box) {
  std::uint32_t length = 0;
  for (int i = 0; i < 4; ++i) {
    const std::uint32_t byte = box.u8();
    length = (length << 7) | (byte & 127);
    if ((byte & 128) == 0) break;
  }
  return length;
}

void elementary_stream(Box& box) {
  box.full();
  if (box.u8() != 3) return;
  descriptor_length(box);
  box.field("stream_id", box.u16());
  const std::uint32_t flags = box.u8();
  if (flags & 0x80) box.in.skip(2);
  if (flags & 0x40) box.in.run(box.u8());
  if (flags & 0x20) box.in.skip(2);
  if (box.u8() != 4) return;
  descriptor_length(box);
  box.field("object_type", fmt::format("0x{:02x}", box.u8()));
  box.in.skip(4);
  box.field("largest_bits_per_second", box.u32());
  box.field("average_bits_per_second", box.u32());
  if (box.in.remaining() > 0 && box.u8() == 5) {
    const Bytes config = box.in.run(std::min<std::size_t>(descriptor_length(box), box.in.remaining()));
    box.field("configuration", hex_text(config.first(std::min<std::size_t>(config.size(), 32))));
  }
}

void field_order(Box& box) {
  box.field("fields", box.u8());
  box.field("order", box.u8());
}

void original_format(Box& box) { box.field("format", four_characters(box.u32())); }

}  // namespace

void decode_sample_entry(Box& box) {
  box.in.skip(6);
  box.field("data_reference", box.u16());
  if (box.context.handler == "vide" || box.context.handler == "pict" || box.context.handler == "auxv") {
    video_entry(box);
  } else if (box.context.handler == "soun") {
    sound_entry(box);
  } else if (box.node.type == "tmcd") {
    time_code_entry(box);
  }
}

std::vector<BoxType> codec_boxes() {
  return {{"stsd", sample_descriptions},
          {"dref", data_references},
          {"url ", data_reference},
          {"urn ", data_reference},
          {"alis", data_reference},
          {"avcC", avc_configuration},
          {"hvcC", hevc_configuration},
          {"av1C", av1_configuration},
          {"vpcC", vp_configuration},
          {"colr", colour},
          {"pasp", pixel_aspect},
          {"clap", clean_aperture},
          {"btrt", bit_rate},
          {"esds", elementary_stream},
          {"fiel", field_order},
          {"frma", original_format},
          {"rinf", plain_container}};
}

}  // namespace spoor::containers
