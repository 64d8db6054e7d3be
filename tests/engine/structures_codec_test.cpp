#include "engine/structures_codec.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace spoor {
namespace {

using nlohmann::json;

FrameInfo some_info() {
  FrameInfo info;
  info.index = 41;
  info.pts = TimeStamp{-7, {1, 90000}};
  info.width = 1919;
  info.height = 3;
  info.layout = {ColourModel::kYCbCr, 3, false, 10, false, 1, 1, "yuv420p10le", true, true};
  info.colour = {9, 16, 9, ColourRange::kLimited, 2, "a profile"};
  info.sample_aspect = {4, 3};
  info.fields = FieldOrder::kTopFirst;
  info.crop = {1, 2, 3, 4};
  info.orientation = 6;
  info.type = PictureType::kB;
  info.concealed = true;
  return info;
}

JpegStructure some_jpeg() {
  JpegStructure jpeg;
  jpeg.segments.push_back({0xD8, "SOI", 0, 2, "", 0});
  auto& picture = jpeg.pictures.emplace_back();
  picture.role = "main";
  picture.process = JpegProcess::kProgressive;
  picture.quant_tables.emplace_back().steps[63] = 65535;
  auto& table = picture.huffman_tables.emplace_back();
  table.symbols = {0, 255, 7};
  table.counts[15] = 3;
  picture.luma_quality = JpegQuality{92, true, 0};
  return jpeg;
}

/// Encoding, decoding and encoding again changes nothing.
template <class T>
void comes_back(const T& value) {
  const json there = encode_structure(value);
  const auto back = decode_structure<T>(json::parse(there.dump()));
  ASSERT_TRUE(back);
  EXPECT_EQ(encode_structure(*back), there);
}

TEST(StructuresCodec, structures_come_back_whole) {
  comes_back(some_info());
  comes_back(some_jpeg());
  comes_back(std::vector<FrameRow>{{some_info(), "ab", "cd", 5}});

  ContainerTree tree{"isobmff", {{"moov", 8, 8, 100, "index", {{"a", "1"}}, {{"trak", 16, 8, 50, "", {}, {}}}}}, {}};
  tree.anomalies.push_back({AnomalyKind::kUnknownData, "bytes", 5, 6});
  comes_back(tree);

  Metadata metadata;
  metadata.items.push_back({"exif", "Exif.Image.Make", "A", "Ascii"});
  metadata.times.push_back(
      {"k", "original", "2020", Clock::kLocalWithOffset, TimeItem::Civil{2020, 2, 3, 4, 5, 6.25}, -60, "a note"});
  metadata.places.push_back({50.123456789012345, -3, 12.5, "gps"});
  comes_back(metadata);

  CodecTrace trace;
  trace.packets.push_back({100, 20, 1, 5, std::nullopt, PictureType::kI, true, false});
  comes_back(trace);
  comes_back(std::vector<Series>{{"gps.latitude", "deg", "media", "stream 3", {{{1, {1, 30}}, 0.1}}, 7}});

  MediaInfo info;
  info.kind = MediaKind::kClip;
  info.video.emplace_back().duration = TimeStamp{5, {1, 2}};
  info.audio.emplace_back().channels = 2;
  info.data.push_back({2, "data", "gpmd", "GoPro"});
  comes_back(info);

  const auto back = decode_structure<FrameInfo>(encode_structure(some_info()));
  EXPECT_EQ(back->pts, some_info().pts);
  EXPECT_EQ(back->colour, some_info().colour);
  EXPECT_EQ(back->layout, some_info().layout);
}

/// Number of members of an aggregate, found by how many values it can be made of.
struct Anything {
  template <class T>
  operator T() const;
};
template <class T, class... Found>
constexpr std::size_t members_of() {
  if constexpr (requires { T{Found()..., Anything()}; }) {
    return members_of<T, Found..., Anything>();
  } else {
    return sizeof...(Found);
  }
}

/// A member added to a structure must be added to its description, or it would get lost on the way.
TEST(StructuresCodec, no_member_is_forgotten) {
  const auto first = [](const auto& structure) { return encode_structure(structure)[0]; };
  const json info = first(some_info());
  EXPECT_EQ(info.size(), members_of<FrameInfo>());
  EXPECT_EQ(info[5].size(), members_of<SampleLayout>());
  EXPECT_EQ(info[6].size(), members_of<DeclaredColour>());
  EXPECT_EQ(first(std::vector<FrameRow>(1))[0].size(), members_of<FrameRow>());
  EXPECT_EQ(first(PictureHead())[2].size(), members_of<ColourAssumption>());

  MediaInfo media;
  media.video.resize(1);
  media.audio.resize(1);
  media.data.resize(1);
  const json told = first(media);
  EXPECT_EQ(told.size(), members_of<MediaInfo>());
  EXPECT_EQ(told[3][0].size(), members_of<VideoStreamInfo>());
  EXPECT_EQ(told[4][0].size(), members_of<AudioStreamInfo>());
  EXPECT_EQ(told[5][0].size(), members_of<DataStreamInfo>());

  ContainerTree tree;
  tree.nodes.resize(1);
  tree.anomalies.resize(1);
  EXPECT_EQ(first(tree).size(), members_of<ContainerTree>());
  EXPECT_EQ(first(tree)[1][0].size(), members_of<ContainerNode>());
  EXPECT_EQ(first(tree)[2][0].size(), members_of<Anomaly>());

  Metadata metadata;
  metadata.items.resize(1);
  metadata.times.resize(1);
  metadata.times[0].civil.emplace();
  metadata.places.resize(1);
  const json said = first(metadata);
  EXPECT_EQ(said.size(), members_of<Metadata>());
  EXPECT_EQ(said[0][0].size(), members_of<MetadataItem>());
  EXPECT_EQ(said[1][0].size(), members_of<TimeItem>());
  EXPECT_EQ(said[1][0][3].size(), members_of<TimeItem::Civil>());
  EXPECT_EQ(said[2][0].size(), members_of<GeoPoint>());

  JpegStructure jpeg = some_jpeg();
  jpeg.pictures[0].components.resize(1);
  jpeg.pictures[0].scans.resize(1);
  jpeg.trailers.resize(1);
  const json found = first(jpeg), picture = found[1][0];
  EXPECT_EQ(found.size(), members_of<JpegStructure>());
  EXPECT_EQ(found[0][0].size(), members_of<JpegSegment>());
  EXPECT_EQ(found[2][0].size(), members_of<JpegTrailer>());
  EXPECT_EQ(picture.size(), members_of<JpegPicture>());
  EXPECT_EQ(picture[7][0].size(), members_of<JpegComponent>());
  EXPECT_EQ(picture[8][0].size(), members_of<JpegQuantTable>());
  EXPECT_EQ(picture[9][0].size(), members_of<JpegHuffmanTable>());
  EXPECT_EQ(picture[10][0].size(), members_of<JpegScan>());
  EXPECT_EQ(picture[12].size(), members_of<JpegQuality>());

  CodecTrace trace;
  trace.packets.resize(1);
  EXPECT_EQ(first(trace).size(), members_of<CodecTrace>());
  EXPECT_EQ(first(trace)[2][0].size(), members_of<PacketRecord>());
  std::vector<Series> series(1);
  series[0].points.resize(1);
  EXPECT_EQ(first(series)[0].size(), members_of<Series>());
  EXPECT_EQ(first(series)[0][4][0].size(), members_of<Series::Point>());
}

TEST(StructuresCodec, values_that_would_hurt_are_refused) {
  const auto refused = [](auto change) {
    FrameInfo info = some_info();
    change(info);
    return !decode_structure<FrameInfo>(encode_structure(info));
  };
  EXPECT_FALSE(refused([](FrameInfo&) {}));
  EXPECT_TRUE(refused([](FrameInfo& info) { info.pts->base.den = 0; }));
  EXPECT_TRUE(refused([](FrameInfo& info) { info.width = -1; }));
  EXPECT_TRUE(refused([](FrameInfo& info) { info.height = 1 << 30; }));
  EXPECT_TRUE(refused([](FrameInfo& info) { info.orientation = 9; }));
  EXPECT_TRUE(refused([](FrameInfo& info) { info.type = static_cast<PictureType>(99); }));
  EXPECT_TRUE(refused([](FrameInfo& info) { info.layout.components = 1000; }));
  EXPECT_TRUE(refused([](FrameInfo& info) { info.layout.log2_chroma_w = 40; }));

  JpegStructure jpeg = some_jpeg();
  jpeg.segments[0].picture = 1;
  EXPECT_FALSE(decode_structure<JpegStructure>(encode_structure(jpeg))) << "an index beyond the pictures";
  jpeg = some_jpeg();
  jpeg.pictures.clear();
  jpeg.segments.clear();
  EXPECT_FALSE(decode_structure<JpegStructure>(encode_structure(jpeg)));
}

TEST(StructuresCodec, what_was_decoded_comes_back_and_must_make_sense) {
  comes_back(DecodedClip{48, true, 3, {false, "the decoder reported damage"}});
  comes_back(DecodedClip{7, false, 0, {}});
  const auto refused = [](const DecodedClip& clip) { return !decode_structure<DecodedClip>(encode_structure(clip)); };
  EXPECT_TRUE(refused({0, true, 0, {}})) << "no frames";
  EXPECT_TRUE(refused({5, true, 6, {}})) << "more made up than decoded";
  EXPECT_TRUE(refused({5, true, -1, {}}));
  EXPECT_TRUE(refused({5, true, 0, {false, ""}})) << "no reason given";
  EXPECT_TRUE(refused({5, true, 0, {true, "a reason for nothing"}}));
}

TEST(StructuresCodec, texts_arrive_printable) {
  MediaInfo info;
  info.format = "a\x1B[2Jb";
  EXPECT_THAT(decode_structure<MediaInfo>(encode_structure(info))->format, testing::Not(testing::HasSubstr("\x1B")));
}

/// Every place of a document is replaced by every kind of value: nothing may be read beyond its type.
TEST(StructuresCodec, any_other_value_in_any_place_is_refused_or_harmless) {
  const std::vector<json> odd{nullptr,       true,           -1,         1e300,     "x",
                              json::array(), json::object(), UINT64_MAX, INT64_MIN, json::array({1, 2, 3})};
  const std::function<void(json&, const json&)> spoil = [&](json& place, const json& whole) {
    const json kept = place;
    for (const json& value : odd) {
      place = value;
      (void)decode_structure<JpegStructure>(whole);
      (void)decode_structure<std::vector<FrameRow>>(whole);
    }
    place = kept;
    if (place.is_array()) {
      for (std::size_t i = 0; i < place.size(); ++i) spoil(place[i], whole);
    }
  };
  json jpeg = encode_structure(some_jpeg());
  jpeg[0][1][0][8][0][2] = json::array();  // 64 steps behave alike
  spoil(jpeg, jpeg);
  json rows = encode_structure(std::vector<FrameRow>{{some_info(), "ab", "cd", 5}});
  spoil(rows, rows);
  EXPECT_FALSE(decode_structure<JpegStructure>(json::array()));
  EXPECT_FALSE(decode_structure<JpegStructure>(json("text")));
}

TEST(StructuresCodec, tracks_and_registrations_are_held_to_what_they_may_say) {
  Track track{{{5, {1, 0.1, 2, 3}, 0.5, 0.2}}, 6, "gone", "m"};
  const json good = encode_structure(track);
  const auto same = decode_structure<Track>(good);
  ASSERT_TRUE(same);
  EXPECT_EQ(same->frames.at(0).from_start, track.frames[0].from_start);
  EXPECT_EQ(same->lost_at, 6);
  track.frames[0].confidence = 2;
  EXPECT_FALSE(decode_structure<Track>(encode_structure(track)));
  track.frames[0] = {-1, {}, 0.5, 0};
  EXPECT_FALSE(decode_structure<Track>(encode_structure(track)));
  track.frames[0] = {1, {std::nan(""), 0, 0, 0}, 0.5, 0};
  EXPECT_FALSE(decode_structure<Track>(encode_structure(track)));
  FeatureFit fit;
  fit.matches = 20;
  fit.inliers = 15;
  fit.brightness = BrightnessMatch{1, 2, 0.5};
  EXPECT_EQ(decode_structure<FeatureFit>(encode_structure(fit)).value(), fit);
  fit.inliers = 21;
  EXPECT_FALSE(decode_structure<FeatureFit>(encode_structure(fit)));
  fit.inliers = 15;
  fit.right_from_left[4] = std::nan("");
  EXPECT_FALSE(decode_structure<FeatureFit>(encode_structure(fit)));
}

}  // namespace
}  // namespace spoor
