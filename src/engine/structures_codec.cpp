#include "engine/structures_codec.h"

#include "engine/wire_describe.h"

#include <algorithm>
#include <cmath>

namespace spoor::wire {

constexpr int kMaxSide = 1 << 20;

// Each structure's members in order, once for both directions.
SPOOR_DESCRIBE(Anomaly) {
  a.enumerator(v.kind, AnomalyKind::kConcealed);
  a(v.what, v.offset, v.length);
}

SPOOR_DESCRIBE(SampleLayout) {
  a.enumerator(v.model, ColourModel::kOther);
  a(v.components, v.has_alpha, v.bits, v.is_float, v.log2_chroma_w, v.log2_chroma_h, v.repacked_from, v.jpeg_planes,
    v.inverted_inks);
  a.require(v.components >= 0 && v.components <= 8 && v.bits >= 1 && v.bits <= 32);
  a.require(v.log2_chroma_w >= 0 && v.log2_chroma_w <= 4 && v.log2_chroma_h >= 0 && v.log2_chroma_h <= 4);
}
SPOOR_DESCRIBE(DeclaredColour) {
  a(v.primaries, v.transfer, v.matrix, v.chroma_location, v.icc_profile);
  a.enumerator(v.range, ColourRange::kFull);
}
SPOOR_DESCRIBE(Crop) { a(v.left, v.top, v.right, v.bottom); }
SPOOR_DESCRIBE(FrameInfo) {
  a(v.index, v.pts, v.duration, v.width, v.height, v.layout, v.colour, v.sample_aspect);
  a.enumerator(v.fields, FieldOrder::kBottomFirst);
  a(v.crop, v.orientation);
  a.enumerator(v.type, PictureType::kOther);
  a(v.key, v.concealed);
  a.require(v.index >= 0 && v.width > 0 && v.width <= kMaxSide && v.height > 0 && v.height <= kMaxSide);
  a.require(v.orientation >= 1 && v.orientation <= 8);
}
SPOOR_DESCRIBE(FrameRow) {
  a(v.info, v.digest, v.framemd5, v.bytes);
  a.require(v.bytes >= 0);
}
SPOOR_DESCRIBE(FrameReader::Access) {
  a(v.random, v.reason);
  a.require(v.random == v.reason.empty());
}
SPOOR_DESCRIBE(DecodedClip) {
  a(v.frames, v.complete, v.concealed, v.access);
  a.require(v.frames > 0 && v.concealed >= 0 && v.concealed <= v.frames);
}
SPOOR_DESCRIBE(ColourAssumption) {
  a(v.matrix, v.assumed);
  a.enumerator(v.range, ColourRange::kFull);
}
SPOOR_DESCRIBE(PictureHead) { a(v.info, v.scale, v.assumption); }
SPOOR_DESCRIBE(SoundHead) {
  a(v.first_sample, v.start, v.sample_rate);
  a.require(v.sample_rate > 0);
}
SPOOR_DESCRIBE(MapHead) {
  a(v.id, v.title, v.unit, v.reading, v.low, v.high, v.cell_width, v.cell_height, v.origin_x, v.origin_y, v.frame);
}

SPOOR_DESCRIBE(VideoStreamInfo) {
  a(v.index, v.codec, v.profile, v.width, v.height, v.pixel_format, v.time_base, v.average_rate, v.sample_aspect,
    v.start, v.duration, v.declared_frames, v.orientation, v.attached_picture);
  a.require(v.orientation >= 1 && v.orientation <= 8);
}
SPOOR_DESCRIBE(AudioStreamInfo) { a(v.index, v.codec, v.sample_rate, v.channels, v.time_base, v.start, v.duration); }
SPOOR_DESCRIBE(DataStreamInfo) { a(v.index, v.kind, v.codec, v.handler); }
SPOOR_DESCRIBE(MediaInfo) {
  a.enumerator(v.kind, MediaKind::kRecord);
  a(v.format, v.decoder, v.video, v.audio, v.data, v.start, v.duration, v.still_pictures, v.anomalies);
}

SPOOR_DESCRIBE(ContainerNode) { a(v.type, v.offset, v.header, v.size, v.note, v.fields, v.children); }
SPOOR_DESCRIBE(ContainerTree) { a(v.format, v.nodes, v.anomalies); }

SPOOR_DESCRIBE(MetadataItem) { a(v.source, v.key, v.value, v.type); }
SPOOR_DESCRIBE(TimeItem::Civil) { a(v.year, v.month, v.day, v.hour, v.minute, v.second); }
SPOOR_DESCRIBE(TimeItem) {
  a(v.key, v.role, v.text, v.civil, v.offset_minutes, v.note);
  a.enumerator(v.clock, Clock::kUnknown);
}
SPOOR_DESCRIBE(GeoPoint) { a(v.latitude_deg, v.longitude_deg, v.altitude_m, v.source); }
SPOOR_DESCRIBE(Metadata) {
  a(v.items, v.times, v.places, v.make, v.model, v.software, v.orientation, v.icc_profile, v.anomalies);
}

SPOOR_DESCRIBE(JpegSegment) { a(v.marker, v.name, v.offset, v.length, v.identifier, v.picture); }
SPOOR_DESCRIBE(JpegQuantTable) { a(v.id, v.precision_bits, v.steps, v.offset); }
SPOOR_DESCRIBE(JpegHuffmanTable) { a(v.table_class, v.id, v.counts, v.symbols, v.standard); }
SPOOR_DESCRIBE(JpegComponent) { a(v.id, v.h, v.v, v.quant_table); }
SPOOR_DESCRIBE(JpegScan) { a(v.components, v.spectral_start, v.spectral_end, v.approx_high, v.approx_low, v.offset); }
SPOOR_DESCRIBE(JpegQuality) { a(v.quality, v.exact, v.total_distance); }
SPOOR_DESCRIBE(JpegPicture) {
  a(v.role, v.offset, v.length);
  a.enumerator(v.process, JpegProcess::kUnknown);
  a(v.width, v.height, v.precision_bits, v.components, v.quant_tables, v.huffman_tables, v.scans, v.restart_interval,
    v.luma_quality, v.chroma_quality, v.subsampling, v.adobe_transform);
}
SPOOR_DESCRIBE(JpegTrailer) { a(v.kind, v.offset, v.length); }
SPOOR_DESCRIBE(JpegStructure) {
  a(v.segments, v.pictures, v.trailers, v.anomalies);
  a.require(!v.pictures.empty());
  a.require(std::all_of(v.segments.begin(), v.segments.end(), [&](const JpegSegment& segment) {
    return segment.picture >= 0 && static_cast<std::size_t>(segment.picture) < v.pictures.size();
  }));
}

SPOOR_DESCRIBE(PacketRecord) {
  a(v.offset, v.size, v.duration, v.pts, v.dts, v.key, v.discard);
  a.enumerator(v.type, PictureType::kOther);
}
SPOOR_DESCRIBE(CodecTrace) { a(v.stream, v.time_base, v.packets, v.anomalies); }
SPOOR_DESCRIBE(Series::Point) { a(v.time, v.value); }
SPOOR_DESCRIBE(Series) { a(v.id, v.unit, v.clock, v.source, v.points, v.left_out); }

SPOOR_DESCRIBE(Similarity) {
  a(v.a, v.b, v.shift_x, v.shift_y);
  a.require(std::isfinite(v.a) && std::isfinite(v.b) && std::isfinite(v.shift_x) && std::isfinite(v.shift_y));
}
SPOOR_DESCRIBE(TrackedFrame) {
  a(v.frame, v.from_start, v.confidence, v.error_px);
  a.require(v.frame >= 0 && v.confidence >= 0 && v.confidence <= 1 && v.error_px >= 0);
}
SPOOR_DESCRIBE(Track) { a(v.frames, v.lost_at, v.lost_why, v.method); }
SPOOR_DESCRIBE(BrightnessMatch) {
  a(v.gain, v.offset, v.correlation);
  a.require(std::isfinite(v.gain) && std::isfinite(v.offset) && std::isfinite(v.correlation));
}
SPOOR_DESCRIBE(FeatureFit) {
  a(v.right_from_left, v.left_features, v.right_features, v.matches, v.inliers, v.error_px, v.error_95_px, v.coverage,
    v.brightness, v.method);
  a.require(v.inliers >= 0 && v.matches >= v.inliers && v.error_px >= 0 && v.error_95_px >= 0);
  a.require(v.coverage >= 0 && v.coverage <= 1);
  a.require(std::all_of(v.right_from_left.begin(), v.right_from_left.end(), [](double h) { return std::isfinite(h); }));
}
SPOOR_DESCRIBE(AveragedHead) {
  a(v.info, v.frames.first, v.frames.last, v.used, v.rejected, v.error_px);
  a.require(v.frames.first >= 0 && v.frames.last >= v.frames.first && v.used > 0 && v.error_px >= 0);
}

}  // namespace spoor::wire

namespace spoor {

template <class T>
nlohmann::json encode_structure(const T& structure) {
  return wire::encoded(structure);
}

template <class T>
Result<T> decode_structure(const nlohmann::json& document) {
  return wire::decoded<T>(document);
}

#define SPOOR_CROSSES(...) SPOOR_CROSSES_AS(encode_structure, decode_structure, __VA_ARGS__)
SPOOR_CROSSES(MediaInfo);
SPOOR_CROSSES(ContainerTree);
SPOOR_CROSSES(Metadata);
SPOOR_CROSSES(JpegStructure);
SPOOR_CROSSES(CodecTrace);
SPOOR_CROSSES(std::vector<Series>);
SPOOR_CROSSES(FrameInfo);
SPOOR_CROSSES(std::vector<FrameRow>);
SPOOR_CROSSES(DecodedClip);
SPOOR_CROSSES(PictureHead);
SPOOR_CROSSES(SoundHead);
SPOOR_CROSSES(MapHead);
SPOOR_CROSSES(Track);
SPOOR_CROSSES(FeatureFit);
SPOOR_CROSSES(AveragedHead);
#undef SPOOR_CROSSES

}  // namespace spoor
