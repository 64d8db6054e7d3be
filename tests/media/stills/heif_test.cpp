#include "media/picture.h"
#include "media/stills/heif_files.h"

#include <libheif/heif.h>
#include <opencv2/imgproc.hpp>

namespace spoor {
namespace {

using test::made_by_libheif;
using test::opened_still;

TEST(HeifStill, planes_of_real_files_equal_another_program) {
  SPOOR_MEDIA_OR_SKIP(media);
  if (!test::has_program("ffmpeg")) GTEST_SKIP() << "no ffmpeg here";
  int compared = 0;
  for (const auto& path : test::files_below(media / "hostile")) {
    if (path.extension() != ".avif") continue;
    auto still = opened_still(path);
    if (!still) continue;
    const auto frame = still.frames->frame(0);
    if (!frame || frame->info.layout.bits != 8 || frame->info.layout.log2_chroma_h != 1) continue;
    const auto other = test::output_of("ffmpeg -v error -noautorotate -i " + test::quoted(path) +
                                       " -frames:v 1 -f rawvideo -pix_fmt yuv420p -");
    std::vector<std::uint8_t> ours;
    for (std::size_t c = 0; c < 3; ++c) {
      for (int y = 0; y < frame->planes[c].rows; ++y)
        ours.insert(ours.end(), frame->planes[c].ptr(y), frame->planes[c].ptr(y) + frame->planes[c].cols);
    }
    EXPECT_TRUE(ours == other) << path;
    ++compared;
  }
  EXPECT_GT(compared, 0);
}

/// libheif's 8-bit picture of a file as B G R, untransformed: its own colour conversion, over a decoder of its own
/// for HEVC (libde265).
cv::Mat bgr_by_libheif(const std::vector<std::byte>& bytes) {
  heif_context* const context = heif_context_alloc();
  heif_context_read_from_memory_without_copy(context, bytes.data(), bytes.size(), nullptr);
  heif_image_handle* handle = nullptr;
  heif_image* image = nullptr;
  heif_context_get_primary_image_handle(context, &handle);
  heif_decoding_options* const options = heif_decoding_options_alloc();
  options->ignore_transformations = 1;
  options->convert_hdr_to_8bit = 1;
  heif_decode_image(handle, &image, heif_colorspace_RGB, heif_chroma_interleaved_RGB, options);
  int stride = 0;
  const std::uint8_t* const data = heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride);
  cv::Mat bgr;
  if (data != nullptr) {
    cv::cvtColor(cv::Mat(heif_image_get_height(image, heif_channel_interleaved),
                         heif_image_get_width(image, heif_channel_interleaved), CV_8UC3,
                         const_cast<std::uint8_t*>(data), static_cast<std::size_t>(stride)),
                 bgr, cv::COLOR_RGB2BGR);
  }
  heif_image_release(image);
  heif_decoding_options_free(options);
  heif_image_handle_release(handle);
  heif_context_free(context);
  return bgr;
}

TEST(HeifStill, colours_of_real_files_are_those_of_libheif) {
  SPOOR_MEDIA_OR_SKIP(media);
  int compared = 0;
  for (const auto& path : test::files_below(media)) {
    const auto bytes = test::bytes_of_file(path);
    auto still = opened_still(bytes);
    if (!still || (still.file->info.format != "heif" && still.file->info.format != "avif")) continue;
    if (std::int64_t{still.info->video[0].width} * still.info->video[0].height > 16'000'000) continue;  // slow
    SCOPED_TRACE(path);
    const auto frame = still.frames->frame(0);
    ASSERT_TRUE(frame) << frame.error().sentence;
    EXPECT_EQ(frame->info.layout.model, ColourModel::kYCbCr) << frame->info.layout.repacked_from;
    const auto ours = bgr8(*frame, colour_assumption(frame->info, true));
    ASSERT_TRUE(ours) << ours.error().sentence;
    const cv::Mat theirs = bgr_by_libheif(bytes);
    ASSERT_EQ(theirs.size(), ours->size());
    cv::Mat difference;
    cv::absdiff(*ours, theirs, difference);
    double largest = 0;
    cv::minMaxLoc(difference.reshape(1), nullptr, &largest);
    // libheif's fixed point is coarser than ours, and it drops the lower bits of deeper samples.
    EXPECT_LE(largest, frame->info.layout.bits > 8 ? 3 : 2);
    ++compared;
  }
  EXPECT_GT(compared, 3);
}

TEST(HeifStill, tiles_of_a_camera_file_become_one_picture) {
  SPOOR_MEDIA_OR_SKIP(media);
  auto still = opened_still(media / "camera" / "e760c80e_iphone_13_pro_max.HEIC");
  ASSERT_TRUE(still);
  const auto frame = still.frames->frame(0);
  ASSERT_TRUE(frame) << frame.error().sentence;
  EXPECT_FALSE(frame->info.concealed);
  EXPECT_TRUE(still.info->anomalies.empty());
  EXPECT_EQ(frame->info.layout.model, ColourModel::kYCbCr);
  EXPECT_EQ(frame->info.layout.log2_chroma_h, 1);
  EXPECT_EQ(frame->planes[1].size(), cv::Size(2016, 1512));
  EXPECT_EQ(frame->info.orientation, 6);
  EXPECT_EQ(frame->info.colour.icc_profile, "Display P3");
}

TEST(HeifStill, gives_the_planes_in_their_own_chroma) {
  int tried = 0;
  for (const auto format : {heif_compression_HEVC, heif_compression_AV1}) {
    const auto bytes = made_by_libheif(format, 64, 48);
    if (bytes.empty()) continue;
    ++tried;
    auto still = opened_still(bytes);
    ASSERT_TRUE(still) << still.file.error().sentence;
    const auto frame = still.frames->frame(0);
    ASSERT_TRUE(frame) << frame.error().sentence;
    EXPECT_EQ(frame->info.layout.model, ColourModel::kYCbCr);
    EXPECT_EQ(frame->info.layout.log2_chroma_w, 1);
    EXPECT_EQ(frame->planes[1].size(), cv::Size(32, 24));
    EXPECT_NEAR(test::sample(frame->planes[0], 20, 30), 40 + 60 + 20, 6) << "lossy at quality 90";
    EXPECT_NEAR(test::sample(frame->planes[1], 10, 24), 128 + 6, 4);
    OpenLimits limits;
    limits.max_side = 47;
    const auto refused = opened_still(bytes, limits);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.file.error().fault, Fault::kTooLarge) << refused.file.error().sentence;
  }
  if (tried == 0) GTEST_SKIP() << "this libheif has no encoder";
}

TEST(HeifStill, alpha_is_the_last_plane) {
  for (const auto format : {heif_compression_HEVC, heif_compression_AV1}) {
    const auto bytes = made_by_libheif(format, 64, 48, true);
    if (bytes.empty()) continue;
    auto still = opened_still(bytes);
    ASSERT_TRUE(still) << still.file.error().sentence;
    const auto frame = still.frames->frame(0);
    ASSERT_TRUE(frame) << frame.error().sentence;
    EXPECT_EQ(frame->info.layout.model, ColourModel::kYCbCr);
    ASSERT_TRUE(frame->info.layout.has_alpha);
    ASSERT_EQ(frame->planes.size(), 4U);
    EXPECT_EQ(frame->planes[3].size(), cv::Size(64, 48));
    EXPECT_NEAR(test::sample(frame->planes[3], 20, 30), 120, 8) << "lossy at quality 90";
  }
}

TEST(HeifStill, survives_damage_anywhere) {
  const auto whole = made_by_libheif(heif_compression_HEVC, 64, 48);
  if (whole.empty()) GTEST_SKIP() << "this libheif has no encoder";
  test::Noise noise(11);
  for (int round = 0; round < 150; ++round) {
    auto bytes = whole;
    for (int i = 0; i < 3; ++i)
      bytes[16 + (static_cast<std::size_t>(noise.byte()) << 8 | noise.byte()) % (bytes.size() - 16)] =
          static_cast<std::byte>(noise.byte());
    OpenLimits limits;
    limits.max_pixels = 1'000'000;
    auto still = opened_still(bytes, limits);
    if (!still) continue;
    const auto frame = still.frames->frame(0);
    if (frame) {
      EXPECT_LE(frame->info.width * frame->info.height, 1'000'000);
    } else {
      EXPECT_FALSE(frame.error().sentence.empty());
    }
  }
}

}  // namespace
}  // namespace spoor
