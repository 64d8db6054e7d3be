#include "media/packet_facts.h"

#include <algorithm>
#include <initializer_list>
#include <span>

namespace spoor {
namespace {

std::uint8_t byte_at(Bytes bytes, std::size_t i) { return std::to_integer<std::uint8_t>(bytes[i]); }

/// Position behind the next 00 00 01 at or after `from`; the end where there is none.
std::size_t after_start_code(Bytes bytes, std::size_t from) {
  for (std::size_t i = from; i + 3 <= bytes.size(); ++i) {
    if (byte_at(bytes, i) == 0 && byte_at(bytes, i + 1) == 0 && byte_at(bytes, i + 2) == 1) return i + 3;
  }
  return bytes.size();
}

/// Calls `visit(nal)` for every NAL unit until it answers false. The end of a unit is not exact with start codes
/// (the next code's zeros belong to it), which does not matter for its first bytes.
template <class Visit>
void for_nal_units(Bytes packet, int length_bytes, Visit visit) {
  if (length_bytes == 0) {
    std::size_t begin = after_start_code(packet, 0);
    while (begin < packet.size()) {
      const std::size_t next = after_start_code(packet, begin);
      if (!visit(packet.subspan(begin, next - begin))) return;
      begin = next;
    }
    return;
  }
  ByteReader reader(packet);
  while (reader.remaining() > static_cast<std::size_t>(length_bytes)) {
    std::size_t length = 0;
    for (int i = 0; i < length_bytes; ++i) length = length << 8 | reader.u8().value_or(0);
    if (length > reader.remaining()) return;  // damage, which the decoder will report
    const Bytes nal = reader.run(length);
    if (nal.empty()) continue;
    if (!visit(nal)) return;
  }
}

bool mpeg4_is_intra(Bytes packet) {
  for (std::size_t at = after_start_code(packet, 0); at + 1 < packet.size(); at = after_start_code(packet, at)) {
    if (byte_at(packet, at) == 0xB6) return byte_at(packet, at + 1) >> 6 == 0;
  }
  return false;
}

/// An I picture behind a sequence header: quantiser matrices of a header live on until the next one, so that
/// without it a start would depend on the past.
bool mpeg12_is_start(Bytes packet) {
  bool header = false;
  for (std::size_t at = after_start_code(packet, 0); at + 2 < packet.size(); at = after_start_code(packet, at)) {
    if (byte_at(packet, at) == 0xB3) header = true;
    if (byte_at(packet, at) == 0x00) return header && (byte_at(packet, at + 2) >> 3 & 7) == 1;
  }
  return false;
}

bool vp9_shows(Bytes packet) {
  const std::uint8_t first = byte_at(packet, 0);
  if ((byte_at(packet, packet.size() - 1) & 0xE0) == 0xC0) return true;  // a superframe ends with a shown picture
  const int profile = (first >> 5 & 1) | (first >> 4 & 1) << 1;
  const int shift = profile == 3 ? 2 : 3;  // profile 3 has a reserved bit more
  const bool shows_existing = (first >> shift & 1) != 0;
  const bool show_frame = (first >> (shift - 2) & 1) != 0;
  return shows_existing || show_frame;
}

bool in(AVCodecID codec, std::initializer_list<AVCodecID> list) {
  return std::find(list.begin(), list.end(), codec) != list.end();
}

}  // namespace

PacketInspector::PacketInspector(const AVCodecParameters& stream) : codec_(stream.codec_id) {
  const AVCodecDescriptor* known = avcodec_descriptor_get(codec_);
  const int properties = known == nullptr ? AV_CODEC_PROP_REORDER : known->props;
  intra_only_ = (properties & AV_CODEC_PROP_INTRA_ONLY) != 0;
  reorders_ = (properties & AV_CODEC_PROP_REORDER) != 0;
  counted_ = intra_only_ || in(codec_, {AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_CODEC_ID_AV1, AV_CODEC_ID_VP8,
                                        AV_CODEC_ID_VP9, AV_CODEC_ID_MPEG1VIDEO, AV_CODEC_ID_MPEG2VIDEO,
                                        AV_CODEC_ID_MPEG4, AV_CODEC_ID_H263, AV_CODEC_ID_FFV1, AV_CODEC_ID_THEORA});
  const Bytes extra = stream.extradata == nullptr || stream.extradata_size <= 0
                          ? Bytes{}
                          : std::as_bytes(std::span(stream.extradata, static_cast<std::size_t>(stream.extradata_size)));
  // avcC and hvcC begin with a version number, start codes with zeros.
  if (codec_ == AV_CODEC_ID_H264 && extra.size() > 6 && byte_at(extra, 0) == 1) {
    length_bytes_ = (byte_at(extra, 4) & 3) + 1;
  }
  if (codec_ == AV_CODEC_ID_HEVC && extra.size() > 22 && (byte_at(extra, 0) != 0 || byte_at(extra, 1) != 0)) {
    length_bytes_ = (byte_at(extra, 21) & 3) + 1;
  }
}

PacketFacts PacketInspector::look_h264(Bytes packet) const {
  PacketFacts facts{.shows = false, .safe_start = false};
  for_nal_units(packet, length_bytes_, [&](Bytes nal) {
    const int type = byte_at(nal, 0) & 31;
    if (type < 1 || type > 5) return true;
    facts.shows = true;
    // An I picture with a recovery point may be followed by pictures that refer to what came before it.
    facts.safe_start = type == 5;
    return false;
  });
  return facts;
}

PacketFacts PacketInspector::look_hevc(Bytes packet) {
  PacketFacts facts{.shows = false, .safe_start = false};
  bool ends_sequence = false, skips = false;
  for_nal_units(packet, length_bytes_, [&](Bytes nal) {
    if (nal.size() < 2) return true;
    const int type = byte_at(nal, 0) >> 1 & 63;
    const int layer = (byte_at(nal, 0) & 1) << 5 | byte_at(nal, 1) >> 3;
    if (type == 36 || type == 37) ends_sequence = true;
    if (type > 31 || layer != 0 || facts.shows) return true;
    facts.shows = true;
    facts.safe_start = type >= 16 && type <= 21;
    // RASL pictures (8, 9) refer to pictures before their access point. Where that begins the sequence or is a
    // broken link (16..18), they cannot be decoded and are never output.
    if (facts.safe_start) rasl_is_skipped_ = begins_sequence_ || type <= 18;
    if (facts.safe_start) begins_sequence_ = false;
    if ((type == 8 || type == 9) && rasl_is_skipped_) skips = true;
    return true;
  });
  if (ends_sequence) begins_sequence_ = true;
  if (skips) facts.shows = false;
  return facts;
}

PacketFacts PacketInspector::look(const AVPacket& packet) {
  if (packet.data == nullptr || packet.size <= 0) return {.shows = false, .safe_start = false};
  const Bytes bytes = std::as_bytes(std::span(packet.data, static_cast<std::size_t>(packet.size)));
  const bool key = (packet.flags & AV_PKT_FLAG_KEY) != 0;
  if (intra_only_) return {.shows = true, .safe_start = true};
  switch (codec_) {
    case AV_CODEC_ID_H264:
      return look_h264(bytes);
    case AV_CODEC_ID_HEVC:
      return look_hevc(bytes);
    case AV_CODEC_ID_VP8:
      return {.shows = (byte_at(bytes, 0) >> 4 & 1) != 0, .safe_start = key};
    case AV_CODEC_ID_VP9:
      return {.shows = vp9_shows(bytes), .safe_start = key};
    case AV_CODEC_ID_AV1:
    case AV_CODEC_ID_FFV1:
    case AV_CODEC_ID_THEORA:
      return {.shows = true, .safe_start = key};
    case AV_CODEC_ID_MPEG4:
      return {.shows = true, .safe_start = key && mpeg4_is_intra(bytes)};
    case AV_CODEC_ID_MPEG1VIDEO:
    case AV_CODEC_ID_MPEG2VIDEO:
      return {.shows = true, .safe_start = key && mpeg12_is_start(bytes)};
    default:
      return {.shows = true, .safe_start = false};
  }
}

}  // namespace spoor
