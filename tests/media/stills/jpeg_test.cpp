#include "media/jpeg_structure.h"
#include "media/stills/jpeg_files.h"

#include <cmath>
#include <numbers>

namespace spoor {
namespace {

using test::JpegRecipe;
using test::made_by_libjpeg;
using test::marker_position;
using test::opened_still;

/// Samples of a component by the definition of the inverse DCT, in double precision.
cv::Mat plane_by_definition(const JpegCoefficients::Component& component) {
  cv::Mat plane(component.blocks.size(), CV_8UC1);
  std::array<std::array<double, 8>, 8> basis{};
  for (std::size_t k = 0; k < 8; ++k) {
    for (std::size_t x = 0; x < 8; ++x) {
      basis[k][x] = (k == 0 ? std::sqrt(0.125) : 0.5) *
                    std::cos((2.0 * static_cast<double>(x) + 1) * static_cast<double>(k) * std::numbers::pi / 16);
    }
  }
  for (int top = 0; top < plane.rows; top += 8) {
    for (int left = 0; left < plane.cols; left += 8) {
      for (int y = 0; y < 8; ++y) {
        for (int x = 0; x < 8; ++x) {
          double sum = 128;
          for (int v = 0; v < 8; ++v) {
            for (int u = 0; u < 8; ++u) {
              sum += component.blocks.at<std::int16_t>(top + v, left + u) *
                     component.steps[static_cast<std::size_t>(8 * v + u)] *
                     basis[static_cast<std::size_t>(v)][static_cast<std::size_t>(y)] *
                     basis[static_cast<std::size_t>(u)][static_cast<std::size_t>(x)];
            }
          }
          plane.at<std::uint8_t>(top + y, left + x) = cv::saturate_cast<std::uint8_t>(sum);
        }
      }
    }
  }
  return plane(cv::Rect(0, 0, component.width, component.height));
}

struct Case {
  const char* name;
  J_COLOR_SPACE space;
  int components;
  std::vector<std::pair<int, int>> factors;
  ColourModel model;
  int log2_w, log2_h;
};

TEST(JpegStill, gives_each_component_as_its_coefficients_define_it) {
  const std::vector<Case> cases{{"444", JCS_YCbCr, 3, {{1, 1}, {1, 1}, {1, 1}}, ColourModel::kYCbCr, 0, 0},
                                {"422", JCS_YCbCr, 3, {{2, 1}, {1, 1}, {1, 1}}, ColourModel::kYCbCr, 1, 0},
                                {"420", JCS_YCbCr, 3, {{2, 2}, {1, 1}, {1, 1}}, ColourModel::kYCbCr, 1, 1},
                                {"440", JCS_YCbCr, 3, {{1, 2}, {1, 1}, {1, 1}}, ColourModel::kYCbCr, 0, 1},
                                {"411", JCS_YCbCr, 3, {{4, 1}, {1, 1}, {1, 1}}, ColourModel::kYCbCr, 2, 0},
                                {"444 as 2x1", JCS_YCbCr, 3, {{2, 1}, {2, 1}, {2, 1}}, ColourModel::kYCbCr, 0, 0},
                                {"grey", JCS_GRAYSCALE, 1, {{1, 1}}, ColourModel::kGrey, 0, 0},
                                {"grey as 2x2", JCS_GRAYSCALE, 1, {{2, 2}}, ColourModel::kGrey, 0, 0},
                                {"rgb", JCS_RGB, 3, {{1, 1}, {1, 1}, {1, 1}}, ColourModel::kRgb, 0, 0},
                                {"cmyk", JCS_CMYK, 4, {{1, 1}, {1, 1}, {1, 1}, {1, 1}}, ColourModel::kCmyk, 0, 0},
                                {"ycck 420", JCS_YCCK, 4, {{2, 2}, {1, 1}, {1, 1}, {2, 2}}, ColourModel::kYcck, 1, 1}};
  for (const Case& c : cases) {
    for (const bool progressive : {false, true}) {
      SCOPED_TRACE(std::string(c.name) + (progressive ? " progressive" : ""));
      JpegRecipe recipe;
      recipe.space = c.space;
      recipe.components = c.components;
      recipe.factors = c.factors;
      recipe.progressive = progressive;
      const auto bytes = made_by_libjpeg(recipe);
      auto still = opened_still(bytes);
      ASSERT_TRUE(still) << still.file.error().sentence;
      const auto frame = still.frames->frame(0);
      ASSERT_TRUE(frame) << frame.error().sentence;
      EXPECT_FALSE(frame->info.concealed);
      EXPECT_TRUE(still.info->anomalies.empty());
      EXPECT_EQ(frame->info.layout.model, c.model);
      EXPECT_EQ(frame->info.layout.log2_chroma_w, c.log2_w);
      EXPECT_EQ(frame->info.layout.log2_chroma_h, c.log2_h);
      const auto coefficients = read_jpeg_coefficients(bytes);
      ASSERT_TRUE(coefficients);
      ASSERT_EQ(frame->planes.size(), coefficients->components.size());
      for (std::size_t i = 0; i < frame->planes.size(); ++i) {
        EXPECT_EQ(frame->planes[i].size(), plane_size(frame->info.layout, 37, 29, static_cast<int>(i)));
        cv::Mat difference;
        cv::absdiff(frame->planes[i], plane_by_definition(coefficients->components[i]), difference);
        double largest = 0;
        cv::minMaxLoc(difference, nullptr, &largest);
        EXPECT_LE(largest, 1) << "plane " << i;  // libjpeg's integer transform is exact to one step
      }
    }
  }
}

TEST(JpegStill, names_the_way_out_for_factors_that_no_layout_holds) {
  JpegRecipe recipe;
  recipe.factors = {{1, 1}, {2, 2}, {1, 1}};
  auto still = opened_still(made_by_libjpeg(recipe));
  ASSERT_TRUE(still);
  const auto frame = still.frames->frame(0);
  ASSERT_TRUE(frame) << frame.error().sentence;
  EXPECT_NE(frame->info.layout.repacked_from.find("1x1,2x2,1x1, upsampled"), std::string::npos);
  EXPECT_FALSE(frame->info.layout.jpeg_planes);
  for (const cv::Mat& plane : frame->planes) EXPECT_EQ(plane.size(), cv::Size(37, 29));
}

TEST(JpegStill, luma_of_camera_files_equals_djpeg) {
  SPOOR_MEDIA_OR_SKIP(media);
  if (!test::has_program("djpeg")) GTEST_SKIP() << "no djpeg here";
  int compared = 0;
  for (const auto& path : test::files_below(media / "camera")) {
    if (path.extension() != ".jpg") continue;
    auto still = opened_still(path);
    ASSERT_TRUE(still) << path << still.file.error().sentence;
    const auto frame = still.frames->frame(0);
    ASSERT_TRUE(frame) << path;
    if (frame->info.layout.model != ColourModel::kYCbCr && frame->info.layout.model != ColourModel::kGrey) continue;
    const auto grey = test::output_of("djpeg -dct int -grayscale -pnm " + test::quoted(path));
    const auto samples = static_cast<std::size_t>(frame->info.width) * static_cast<std::size_t>(frame->info.height);
    ASSERT_GE(grey.size(), samples) << path;
    const cv::Mat luma(frame->info.height, frame->info.width, CV_8UC1,
                       const_cast<std::uint8_t*>(grey.data() + grey.size() - samples));
    EXPECT_EQ(cv::norm(luma, frame->planes[0], cv::NORM_INF), 0) << path;
    ++compared;
  }
  EXPECT_GT(compared, 40);
}

TEST(JpegStill, gives_what_a_cut_file_holds_and_says_where_it_ends) {
  auto bytes = made_by_libjpeg({.width = 160, .height = 160});
  const auto whole = opened_still(bytes).frames->frame(0);
  bytes.resize(bytes.size() * 6 / 10);
  auto still = opened_still(bytes);
  ASSERT_TRUE(still);
  const auto frame = still.frames->frame(0);
  ASSERT_TRUE(frame) << frame.error().sentence;
  EXPECT_TRUE(frame->info.concealed);
  EXPECT_EQ(cv::norm(frame->planes[0].rowRange(0, 64), whole->planes[0].rowRange(0, 64), cv::NORM_INF), 0);
  ASSERT_FALSE(still.info->anomalies.empty());
  EXPECT_GT(still.info->anomalies.front().offset, static_cast<std::int64_t>(bytes.size() / 2));
  EXPECT_LE(still.info->anomalies.front().offset, static_cast<std::int64_t>(bytes.size()));
  const auto count = still.info->anomalies.size();
  EXPECT_TRUE(still.frames->frame(0));
  EXPECT_EQ(still.info->anomalies.size(), count) << "the same damage is told once";
}

TEST(JpegStill, a_missing_end_marker_alone_conceals_nothing) {
  auto bytes = made_by_libjpeg({});
  bytes.resize(bytes.size() - 2);
  auto still = opened_still(bytes);
  const auto frame = still.frames->frame(0);
  ASSERT_TRUE(frame);
  EXPECT_FALSE(frame->info.concealed);
  ASSERT_EQ(still.info->anomalies.size(), 1U);
  EXPECT_EQ(still.info->anomalies[0].kind, AnomalyKind::kTruncated);
}

TEST(JpegStill, reads_a_progressive_file_up_to_the_scan_that_breaks) {
  auto bytes = made_by_libjpeg({.width = 96, .height = 96, .progressive = true});
  const std::size_t third = marker_position(bytes, 0xDA, 2);
  ASSERT_LT(third, bytes.size());
  bytes[third + 4] = std::byte{200};  // a scan of 200 components is a fatal error to libjpeg
  auto still = opened_still(bytes);
  ASSERT_TRUE(still);
  const auto frame = still.frames->frame(0);
  ASSERT_TRUE(frame) << frame.error().sentence;
  EXPECT_TRUE(frame->info.concealed);
  EXPECT_FALSE(still.info->anomalies.empty());
}

TEST(JpegStill, survives_a_second_frame_header_with_more_components) {
  auto bytes =
      made_by_libjpeg({.width = 64, .height = 64, .space = JCS_GRAYSCALE, .components = 1, .factors = {{1, 1}}});
  const std::size_t frame_header = marker_position(bytes, 0xC0);
  std::vector<std::byte> header(bytes.begin() + static_cast<std::ptrdiff_t>(frame_header),
                                bytes.begin() + static_cast<std::ptrdiff_t>(frame_header + 13));
  header[9] = std::byte{9};
  bytes.insert(bytes.end() - 2, header.begin(), header.end());
  auto still = opened_still(bytes);
  ASSERT_TRUE(still);
  const auto frame = still.frames->frame(0);
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->planes.size(), 1U);
}

TEST(JpegStill, refuses_a_huge_claim_in_one_sentence) {
  auto bytes = made_by_libjpeg({});
  const std::size_t frame_header = marker_position(bytes, 0xC0);
  bytes[frame_header + 5] = bytes[frame_header + 7] = std::byte{0xEA};  // 60,000 and a few rows and columns
  bytes.resize(marker_position(bytes, 0xDA) + 20);
  const auto still = opened_still(bytes);
  ASSERT_FALSE(still);
  EXPECT_EQ(still.file.error().fault, Fault::kTooLarge);
}

TEST(JpegStill, says_what_libjpeg_does_not_read) {
  for (const auto& [offset, value] : std::vector<std::pair<std::size_t, int>>{{1, 0xC3}, {4, 12}}) {
    auto bytes = made_by_libjpeg({});
    bytes[marker_position(bytes, 0xC0) + offset] = static_cast<std::byte>(value);
    const auto still = opened_still(bytes);
    ASSERT_FALSE(still);
    EXPECT_EQ(still.file.error().fault, Fault::kUnsupported) << still.file.error().sentence;
  }
}

TEST(JpegStill, survives_damage_anywhere) {
  const auto whole =
      made_by_libjpeg({.width = 48, .height = 48, .factors = {{2, 2}, {1, 1}, {1, 1}}, .progressive = true});
  test::Noise noise(3);
  for (int round = 0; round < 300; ++round) {
    auto bytes = whole;
    for (int i = 0; i < 4; ++i)
      bytes[(static_cast<std::size_t>(noise.byte()) << 8 | noise.byte()) % bytes.size()] =
          static_cast<std::byte>(noise.byte());
    OpenLimits limits;
    limits.max_pixels = 1'000'000;
    auto still = opened_still(bytes, limits);
    if (!still) {
      EXPECT_FALSE(still.file.error().sentence.empty());
      continue;
    }
    const auto frame = still.frames->frame(0);
    if (!frame) {
      EXPECT_FALSE(frame.error().sentence.empty());
    }
  }
}

}  // namespace
}  // namespace spoor
