#include "media/stills/heif_properties.h"
#include "media/stills/still_files.h"

#include <libheif/heif.h>

namespace spoor {
namespace {

using test::opened_still;

/// A small picture coded by libheif; empty where it has no such encoder.
std::vector<std::byte> made_by_libheif(heif_compression_format format, int width, int height) {
  heif_context* const context = heif_context_alloc();
  heif_encoder* encoder = nullptr;
  std::vector<std::byte> bytes;
  if (heif_context_get_encoder_for_format(context, format, &encoder).code == heif_error_Ok) {
    heif_encoder_set_lossy_quality(encoder, 90);
    heif_image* image = nullptr;
    heif_image_create(width, height, heif_colorspace_YCbCr, heif_chroma_420, &image);
    const heif_channel channels[] = {heif_channel_Y, heif_channel_Cb, heif_channel_Cr};
    for (const heif_channel channel : channels) {
      const int w = channel == heif_channel_Y ? width : (width + 1) / 2,
                h = channel == heif_channel_Y ? height : (height + 1) / 2;
      heif_image_add_plane(image, channel, w, h, 8);
      int stride = 0;
      std::uint8_t* const data = heif_image_get_plane(image, channel, &stride);
      for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x)
          data[y * stride + x] = static_cast<std::uint8_t>(channel == heif_channel_Y ? 40 + 2 * x + y : 128 + x / 4);
      }
    }
    heif_image_handle* handle = nullptr;
    heif_context_encode_image(context, image, encoder, nullptr, &handle);
    heif_writer writer{1, [](heif_context*, const void* data, std::size_t size, void* to) {
                         const auto* const first = static_cast<const std::byte*>(data);
                         static_cast<std::vector<std::byte>*>(to)->assign(first, first + size);
                         return heif_error{heif_error_Ok, heif_suberror_Unspecified, ""};
                       }};
    heif_context_write(context, &writer, &bytes);
    heif_image_handle_release(handle);
    heif_image_release(image);
    heif_encoder_release(encoder);
  }
  heif_context_free(context);
  return bytes;
}

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

/// libheif's RGB of a file; a picture of its own colour conversion over a decoder of its own (libde265 for HEVC).
cv::Mat green_by_libheif(const std::vector<std::byte>& bytes) {
  heif_context* const context = heif_context_alloc();
  heif_context_read_from_memory_without_copy(context, bytes.data(), bytes.size(), nullptr);
  heif_image_handle* handle = nullptr;
  heif_image* image = nullptr;
  heif_context_get_primary_image_handle(context, &handle);
  heif_decoding_options* const options = heif_decoding_options_alloc();
  options->ignore_transformations = 1;
  heif_decode_image(handle, &image, heif_colorspace_RGB, heif_chroma_444, options);
  int stride = 0;
  const std::uint8_t* const data = heif_image_get_plane_readonly(image, heif_channel_G, &stride);
  const cv::Mat green =
      cv::Mat(heif_image_get_height(image, heif_channel_G), heif_image_get_width(image, heif_channel_G), CV_8UC1,
              const_cast<std::uint8_t*>(data), static_cast<std::size_t>(stride))
          .clone();
  heif_image_release(image);
  heif_decoding_options_free(options);
  heif_image_handle_release(handle);
  heif_context_free(context);
  return green;
}

TEST(HeifStill, tiles_of_a_camera_file_lie_where_libheif_lays_them) {
  SPOOR_MEDIA_OR_SKIP(media);
  const auto bytes = test::bytes_of_file(media / "camera" / "e760c80e_iphone_13_pro_max.HEIC");
  auto still = opened_still(bytes);
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
  const cv::Mat green = green_by_libheif(bytes);
  ASSERT_EQ(green.size(), frame->planes[0].size());
  // Luma and green are not the same, but follow each other closely in every tile of 512 pixels.
  for (int y = 0; y < green.rows; y += 512) {
    for (int x = 0; x < green.cols; x += 512) {
      const cv::Rect tile(x, y, std::min(512, green.cols - x), std::min(512, green.rows - y));
      cv::Mat difference;
      cv::absdiff(green(tile), frame->planes[0](tile), difference);
      EXPECT_LT(cv::mean(difference)[0], 12) << x << ' ' << y;
    }
  }
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

/// meta/iprp with the given properties, all associated with item 1.
std::vector<std::byte> with_properties(const std::vector<std::string>& properties) {
  const auto box = [](const std::string& type, const std::string& body) {
    const auto size = static_cast<std::uint32_t>(body.size() + 8);
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 8) text += static_cast<char>(size >> shift & 0xFF);
    return text + type + body;
  };
  std::string all, links(std::string("\0\0\0\0\0\0\0\1\0\1", 10));
  links += static_cast<char>(properties.size());
  for (std::size_t i = 0; i < properties.size(); ++i) {
    all += box(properties[i].substr(0, 4), properties[i].substr(4));
    links += static_cast<char>(i + 1);
  }
  const std::string file = box("meta", std::string(4, '\0') + box("iprp", box("ipco", all) + box("ipma", links)));
  const Bytes bytes = as_bytes(file);
  return {bytes.begin(), bytes.end()};
}

TEST(HeifProperties, number_rotation_and_mirror_as_exif_does) {
  using namespace std::string_literals;
  const std::vector<std::pair<std::vector<std::string>, int>> cases{
      {{}, 1},
      {{"irot\0"s}, 1},
      {{"irot\1"s}, 8},  // 90 degrees anti-clockwise
      {{"irot\2"s}, 3},
      {{"irot\3"s}, 6},
      {{"imir\0"s}, 4},             // top and bottom exchanged
      {{"imir\1"s}, 2},             // left and right exchanged
      {{"irot\1"s, "imir\1"s}, 7},  // turned, then mirrored
      {{"irot\3"s, "imir\1"s}, 5}};
  for (const auto& [properties, orientation] : cases) {
    const auto items = stills::heif_items(with_properties(properties));
    ASSERT_EQ(items.count(1), 1U);
    EXPECT_EQ(items.at(1).orientation, orientation) << properties.size();
  }
}

TEST(HeifProperties, survive_every_cut) {
  const auto whole = with_properties({std::string("ispe\0\0\0\0\0\0\0\x40\0\0\0\x30", 16), std::string("irot\1")});
  EXPECT_EQ(stills::heif_items(whole).at(1).width, 64U);
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_TRUE(stills::heif_items(Bytes(whole).first(length)).empty());
}

}  // namespace
}  // namespace spoor
