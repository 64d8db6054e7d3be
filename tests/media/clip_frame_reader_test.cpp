#include "media/clip_frame_reader.h"

#include "media/clip_source.h"
#include "support/clip_maker.h"
#include "support/paths.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <numeric>
#include <random>

namespace spoor {
namespace {

using test::ClipRecipe;
using test::make_clip;
using test::number_in;

std::unique_ptr<FrameReader> reader_of(std::vector<std::byte> clip, int threads = 0) {
  auto source = open_clip(memory_source(std::move(clip)), {.decoder_threads = threads});
  if (!source) throw std::runtime_error(to_text(source.error()));
  auto reader = (*source)->frames();
  if (!reader) throw std::runtime_error(to_text(reader.error()));
  return std::move(*reader);
}

struct Sequence {
  std::vector<std::string> digests;
  std::vector<FrameInfo> infos;
  std::vector<int> numbers;
};

Sequence sequence_of(FrameReader& reader) {
  Sequence all;
  for (;;) {
    const auto frame = reader.next();
    if (!frame) throw std::runtime_error(to_text(frame.error()));
    if (!*frame) return all;
    all.digests.push_back(plane_digest(**frame));
    all.infos.push_back((*frame)->info);
    all.numbers.push_back((*frame)->planes[0].total() > 400 ? number_in(**frame) : -1);
  }
}

std::vector<std::int64_t> shuffled(std::size_t count, std::size_t most) {
  std::vector<std::int64_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), std::mt19937(7));
  order.resize(std::min(order.size(), most));
  return order;
}

struct Made {
  const char* name;
  ClipRecipe recipe;
};

void PrintTo(const Made& made, std::ostream* out) { *out << made.name; }

std::vector<std::int64_t> uneven_times(int count) {
  std::vector<std::int64_t> pts;
  for (int i = 0; i < count; ++i) pts.push_back(i * 40 + (i % 3) * 11 + (i > 20 ? 500 : 0));
  return pts;
}

const std::vector<Made>& made_clips() {
  static const std::vector<Made> clips = {
      {"mpeg4_b_frames", {.encoder = "mpeg4", .encoder_options = {{"g", "12"}, {"bf", "2"}}}},
      {"mpeg4_in_avi_without_pts", {.muxer = "avi", .encoder = "mpeg4", .encoder_options = {{"g", "12"}, {"bf", "2"}}}},
      {"h264_in_avi_without_pts", {.muxer = "avi", .encoder_options = {{"g", "12"}, {"bf", "3"}}}},
      {"h264_pyramid", {.encoder_options = {{"g", "16"}, {"bf", "3"}, {"x264-params", "b-pyramid=normal"}}}},
      {"h264_open_gop",
       {.encoder_options = {{"g", "10"},
                            {"bf", "3"},
                            {"x264-params", "open-gop=1:keyint=10:min-keyint=10:scenecut=0"}}}},
      {"h264_intra_refresh", {.encoder_options = {{"x264-params", "intra-refresh=1:keyint=12"}}}},
      {"h264_transport_stream", {.muxer = "mpegts", .encoder_options = {{"g", "12"}, {"bf", "2"}}}},
      {"h264_matroska", {.muxer = "matroska", .encoder_options = {{"g", "12"}, {"bf", "2"}}}},
      {"h264_ten_bits_odd_size", {.pixel_format = "yuv444p10le", .width = 191, .height = 127}},
      {"h264_interlaced", {.encoder_options = {{"g", "12"}, {"flags", "+ildct+ilme"}}, .interlaced = true}},
      {"h264_uneven_times",
       {.time_base = {1, 1000}, .pts = uneven_times(48), .encoder_options = {{"g", "12"}, {"bf", "2"}}}},
      {"hevc_open_gop",
       {.encoder = "libx265",
        .encoder_options = {{"x265-params",
                             "log-level=none:open-gop=1:keyint=10:min-keyint=10:bframes=3:scenecut=0"}}}},
      {"mpeg2_program_stream",
       {.muxer = "mpeg", .encoder = "mpeg2video", .encoder_options = {{"g", "12"}, {"bf", "2"}}}},
      {"mpeg1_open_gop",
       {.muxer = "mpegts", .encoder = "mpeg2video", .encoder_options = {{"g", "9"}, {"bf", "2"}, {"flags", "-cgop"}}}},
      {"vp9_hidden_frames",
       {.muxer = "webm",
        .encoder = "libvpx-vp9",
        .encoder_options = {{"g", "15"}, {"auto-alt-ref", "1"}, {"lag-in-frames", "16"}, {"cpu-used", "8"}}}},
      {"vp8_hidden_frames",
       {.muxer = "webm",
        .encoder = "libvpx",
        .encoder_options = {{"g", "15"}, {"auto-alt-ref", "1"}, {"lag-in-frames", "16"}, {"cpu-used", "8"}}}},
      {"ffv1_rgb", {.muxer = "matroska", .encoder = "ffv1", .pixel_format = "bgr0", .encoder_options = {{"g", "6"}}}},
      {"rawvideo_rgb24", {.muxer = "nut", .encoder = "rawvideo", .pixel_format = "rgb24", .frames = 12}},
      {"motion_jpeg_avi", {.muxer = "avi", .encoder = "mjpeg", .pixel_format = "yuvj420p"}},
      {"unknown_codec_counts", {.muxer = "avi", .encoder = "cinepak", .pixel_format = "rgb24", .frames = 20}},
  };
  return clips;
}

class MadeClip : public testing::TestWithParam<Made> {
 protected:
  void SetUp() override {
    if (!test::has_encoder(GetParam().recipe.encoder)) GTEST_SKIP() << "no encoder " << GetParam().recipe.encoder;
  }
};

TEST_P(MadeClip, gives_every_frame_in_order_and_in_any_order) {
  const auto clip = make_clip(GetParam().recipe);
  const auto in_order = reader_of(clip);
  const Sequence all = sequence_of(*in_order);
  ASSERT_EQ(all.digests.size(), static_cast<std::size_t>(GetParam().recipe.frames));
  for (std::size_t i = 0; i < all.numbers.size(); ++i) {
    EXPECT_EQ(all.numbers[i], static_cast<int>(i));
    EXPECT_EQ(all.infos[i].index, static_cast<std::int64_t>(i));
    ASSERT_TRUE(all.infos[i].pts.has_value());
    if (i > 0) {
      EXPECT_GT(*all.infos[i].pts, *all.infos[i - 1].pts);
    }
    EXPECT_FALSE(all.infos[i].concealed);
  }
  EXPECT_TRUE(in_order->access().random) << in_order->access().reason;
  EXPECT_EQ(in_order->frame_count(), std::int64_t{GetParam().recipe.frames});

  // A reader that never ran in sequence, and one that did.
  const auto fresh = reader_of(clip, 3);
  for (const std::int64_t i : shuffled(all.digests.size(), 48)) {
    for (FrameReader* reader : {fresh.get(), in_order.get()}) {
      const auto frame = reader->frame(i);
      ASSERT_TRUE(frame.has_value()) << to_text(frame.error());
      EXPECT_EQ(number_in(*frame), static_cast<int>(i));
      EXPECT_EQ(plane_digest(*frame), all.digests[static_cast<std::size_t>(i)]);
      EXPECT_TRUE(frame->info.pts == all.infos[static_cast<std::size_t>(i)].pts);
    }
  }
  EXPECT_TRUE(fresh->access().random) << fresh->access().reason;
  EXPECT_EQ(fresh->frame(GetParam().recipe.frames).error().fault, Fault::kBadArgument);
  EXPECT_EQ(fresh->frame(-1).error().fault, Fault::kBadArgument);
}

TEST_P(MadeClip, agrees_with_ffmpeg_on_every_frame) {
  const auto clip = make_clip(GetParam().recipe);
  const test::TemporaryDir folder;
  const auto path = folder.path() / "clip";
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(clip.data()), static_cast<std::streamsize>(clip.size()));
  const auto expected = test::framemd5_of(path.string(), 0);
  if (expected.empty()) GTEST_SKIP() << "no ffmpeg program";
  const auto reader = reader_of(clip);
  std::vector<std::string> digests;
  for (auto frame = reader->next(); frame && *frame; frame = reader->next())
    digests.push_back(framemd5_digest(**frame));
  EXPECT_EQ(digests, expected);
}

INSTANTIATE_TEST_SUITE_P(all, MadeClip, testing::ValuesIn(made_clips()),
                         [](const auto& made) { return std::string(made.param.name); });

TEST(clip_frame_reader, next_keeps_its_place_beside_random_access) {
  const auto reader = reader_of(make_clip({.encoder_options = {{"g", "12"}, {"bf", "2"}}}));
  for (int i = 0; i < 20; ++i) {
    const auto frame = reader->next();
    ASSERT_TRUE(frame && *frame);
    EXPECT_EQ(number_in(**frame), i);
    if (i % 4 == 0) {
      EXPECT_EQ(number_in(*reader->frame(40 - i)), 40 - i);
    }
  }
  ASSERT_TRUE(reader->rewind());
  EXPECT_EQ(number_in(**reader->next()), 0);
}

TEST(clip_frame_reader, finds_the_frame_shown_at_a_time) {
  const auto pts = uneven_times(48);
  const auto reader = reader_of(make_clip({.time_base = {1, 1000}, .pts = pts, .encoder_options = {{"bf", "2"}}}));
  EXPECT_EQ(*reader->index_at({pts[30], {1, 1000}}), 30);
  EXPECT_EQ(*reader->index_at({pts[31] - 1, {1, 1000}}), 30);
  EXPECT_EQ(*reader->index_at({1000, {1, 1}}), 47);
  EXPECT_EQ(reader->index_at({-1, {1, 1}}).error().fault, Fault::kBadArgument);
}

TEST(clip_frame_reader, keeps_negative_times) {
  std::vector<std::int64_t> pts(30);
  std::iota(pts.begin(), pts.end(), -7);
  const auto reader = reader_of(
      make_clip({.muxer = "mpegts",
                 .frames = 30,
                 .pts = pts,
                 .encoder_options = {{"bf", "0"}},
                 .muxer_options = {{"muxdelay", "0"}, {"muxpreload", "0"}, {"avoid_negative_ts", "disabled"}}}));
  const auto first = reader->frame(0);
  ASSERT_TRUE(first.has_value()) << to_text(first.error());
  EXPECT_TRUE(first->info.pts == (TimeStamp{-7, {1, 25}}));
  EXPECT_EQ(*reader->index_at({0, {1, 25}}), 7);
}

TEST(clip_frame_reader, reports_rotation_aspect_fields_and_depth_without_applying_them) {
  const std::int32_t one = 1 << 16;
  const auto turned = reader_of(
      make_clip({.frames = 3, .sample_aspect = {4, 3}, .display_matrix = {0, one, 0, -one, 0, 0, 0, 0, 1 << 30}}));
  const auto frame = turned->frame(0);
  ASSERT_TRUE(frame.has_value());
  EXPECT_EQ(frame->info.orientation, 6);
  EXPECT_EQ(frame->info.width, 192);
  EXPECT_EQ(frame->info.sample_aspect, (Rational{4, 3}));
  EXPECT_EQ(frame->info.fields, FieldOrder::kProgressive);
  const auto fields = reader_of(
      make_clip({.frames = 3, .encoder_options = {{"flags", "+ildct"}}, .interlaced = true, .top_first = false}));
  EXPECT_EQ(fields->frame(1)->info.fields, FieldOrder::kBottomFirst);
  const auto deep = reader_of(make_clip({.pixel_format = "yuv420p10le", .width = 62, .height = 38, .frames = 3}));
  const auto ten = deep->frame(2);
  ASSERT_TRUE(ten.has_value());
  EXPECT_EQ(ten->info.layout.bits, 10);
  EXPECT_EQ(ten->planes[1].size(), cv::Size(31, 19));
  EXPECT_EQ(ten->planes[0].type(), CV_16UC1);
}

TEST(clip_frame_reader, reports_the_declared_crop) {
  const auto reader = reader_of(make_clip({.width = 190, .height = 122, .frames = 2}));
  const auto frame = reader->frame(0);
  ASSERT_TRUE(frame.has_value());
  EXPECT_EQ(frame->info.crop, (Crop{0, 0, 2, 6}));
  EXPECT_EQ(frame->planes[0].size(), cv::Size(190, 122));
}

TEST(clip_frame_reader, leaves_out_frames_before_the_edit_list) {
  // B frames shift the times; the muxer writes an edit list that begins where the first frame is shown.
  const auto reader = reader_of(make_clip({.encoder_options = {{"bf", "2"}}}));
  EXPECT_TRUE(reader->frame(0)->info.pts == (TimeStamp{0, {1, 1}}));
  EXPECT_EQ(reader->frame_count(), 48);
}

std::vector<std::byte> damaged_clip() {
  auto clip = make_clip(
      {.muxer = "matroska", .width = 320, .height = 240, .frames = 60, .encoder_options = {{"g", "15"}, {"bf", "2"}}});
  std::mt19937 random(3);
  for (int i = 0; i < 60; ++i) {
    const std::size_t at = clip.size() / 3 + random() % (clip.size() / 3);
    clip[at] ^= std::byte{0x55};
  }
  return clip;
}

TEST(clip_frame_reader, damage_makes_access_sequential_and_independent_of_threads) {
  const auto clip = damaged_clip();
  std::vector<std::vector<std::string>> results;
  for (const int threads : {1, 2, 4}) {
    const auto reader = reader_of(clip, threads);
    const Sequence all = sequence_of(*reader);
    EXPECT_FALSE(reader->access().random);
    EXPECT_FALSE(reader->access().reason.empty());
    EXPECT_EQ(reader->frame(0).error().fault, Fault::kUnsupported);
    EXPECT_EQ(reader->frame_count(), static_cast<std::int64_t>(all.digests.size()));
    results.push_back(all.digests);
    ASSERT_TRUE(reader->rewind());
    EXPECT_EQ(sequence_of(*reader).digests, all.digests);
  }
  EXPECT_GT(results[0].size(), 20U);
  EXPECT_EQ(results[0], results[1]);
  EXPECT_EQ(results[0], results[2]);
}

TEST(clip_frame_reader, a_clip_cut_short_is_sequential) {
  auto clip = make_clip({.muxer = "matroska", .frames = 60, .encoder_options = {{"g", "15"}}});
  clip.resize(clip.size() * 2 / 3);
  const auto reader = reader_of(clip);
  const auto all = sequence_of(*reader);
  EXPECT_GT(all.numbers.size(), 5U);
  EXPECT_LT(all.numbers.size(), 60U);
  EXPECT_FALSE(reader->access().random);
}

TEST(clip_frame_reader, holds_a_bounded_number_of_frames) {
  const auto before = decoded_frames_alive();
  {
    const auto reader = reader_of(make_clip({.frames = 200, .encoder_options = {{"g", "50"}, {"bf", "2"}}}), 2);
    std::int64_t most = 0;
    for (auto frame = reader->next(); frame && *frame; frame = reader->next()) {
      most = std::max(most, decoded_frames_alive() - before);
    }
    EXPECT_EQ(most, 1);
    for (const std::int64_t i : shuffled(200, 60)) {
      ASSERT_TRUE(reader->frame(i).has_value());
      EXPECT_LE(decoded_frames_alive() - before, 17);
    }
  }
  EXPECT_EQ(decoded_frames_alive(), before);
}

TEST(clip_frame_reader, frames_outlive_their_reader) {
  Result<Frame> kept = failure(Fault::kInternal, "");
  std::string digest;
  {
    const auto reader = reader_of(make_clip({.frames = 5}));
    kept = reader->frame(3);
    digest = plane_digest(*kept);
  }
  EXPECT_EQ(plane_digest(*kept), digest);
  EXPECT_EQ(number_in(*kept), 3);
}

TEST(clip_frame_reader, real_clips_give_the_same_frames_in_any_order) {
  SPOOR_MEDIA_OR_SKIP(media);
  for (const auto& path : test::files_below(media / "video")) {
    auto file = open_regular_file(path);
    ASSERT_TRUE(file.has_value());
    const std::int64_t size = *file_size(*file);
    const auto source = open_clip(file_source(std::move(*file), size), {});
    if (!source) continue;
    SCOPED_TRACE(path.filename().string());
    const auto in_order = (*source)->frames();
    ASSERT_TRUE(in_order.has_value());
    std::vector<std::string> digests, md5s;
    for (auto frame = (*in_order)->next(); frame && *frame; frame = (*in_order)->next()) {
      digests.push_back(plane_digest(**frame));
      md5s.push_back(framemd5_digest(**frame));
    }
    const auto expected = test::framemd5_of(path.string(), (*source)->info().video.front().index);
    if (!expected.empty()) {
      EXPECT_EQ(md5s, expected);
    }
    const auto in_any_order = (*source)->frames();
    for (const std::int64_t i : shuffled(digests.size(), 8)) {
      const auto frame = (*in_any_order)->frame(i);
      ASSERT_TRUE(frame.has_value()) << to_text(frame.error());
      EXPECT_EQ(plane_digest(*frame), digests[static_cast<std::size_t>(i)]) << i;
    }
  }
}

}  // namespace
}  // namespace spoor
