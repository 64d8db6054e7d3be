#include "analysis/pass.h"
#include "base/parallel.h"
#include "media/jpeg_structure.h"
#include "methods/jpeg/picture_error_level.h"
#include "support/jpeg_oracle.h"
#include "support/run_pass.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

const cv::Rect kPatch(256, 160, 192, 160);
constexpr int kWidth = 768, kHeight = 512;

ParamValues qualities(std::vector<std::int64_t> list) { return {{"qualities", ParamValue(std::move(list))}}; }

std::vector<std::byte> saved(const cv::Mat& bgr, int quality) { return test::jpeg_from_bgr(bgr, {1, 1, quality, {}}); }

// A picture with a patch that was once saved at quality 60, the whole saved at `last`.
std::vector<std::byte> patched(int last) {
  cv::Mat bgr = test::photographic_bgr(kWidth, kHeight, 7);
  const cv::Mat coarse = test::bgr_from_jpeg(saved(bgr, 60));
  coarse(kPatch).copyTo(bgr(kPatch));
  return saved(bgr, last);
}

struct InsideOutside {
  double inside = 0, outside = 0;
};

InsideOutside means(const Map& map) {
  double sum[2] = {}, count[2] = {};
  for (int j = 0; j < map.field.rows; ++j) {
    for (int i = 0; i < map.field.cols; ++i) {
      const float v = map.field.at<float>(j, i);
      if (std::isnan(v)) continue;
      const int where = kPatch.contains(cv::Point(8 * i, 8 * j)) ? 0 : 1;
      sum[where] += static_cast<double>(v);
      count[where] += 1;
    }
  }
  return {sum[0] / count[0], sum[1] / count[1]};
}

TEST(ErrorLevelPass, a_patch_once_saved_harder_is_darker_and_marked) {
  const auto output = test::run_pass("jpeg.ela", patched(95), qualities({90}));
  ASSERT_TRUE(output) << to_text(output.error());
  const InsideOutside level = means(*test::find_map(*output, "error_q90"));
  EXPECT_LT(level.inside, 0.25 * level.outside);
  const InsideOutside z = means(*test::find_map(*output, "z_q90"));
  EXPECT_LT(z.inside, -2);
  EXPECT_NEAR(z.outside, 0, 0.5);

  ASSERT_FALSE(output->regions.empty());
  const Region& region = output->regions.front();
  const cv::Rect marked(cv::Point(static_cast<int>(region.points[0].x), static_cast<int>(region.points[0].y)),
                        cv::Point(static_cast<int>(region.points[1].x), static_cast<int>(region.points[1].y)));
  EXPECT_GT((marked & kPatch).area(), 0.6 * (marked | kPatch).area());
  const Observation* const said = test::find_observation(*output, "regions_q90");
  ASSERT_NE(said, nullptr);
  EXPECT_EQ(said->bearing, Bearing::kInconclusive);
  EXPECT_FALSE(said->innocent_causes.empty());
}

TEST(ErrorLevelPass, a_third_save_at_75_makes_the_difference_fade) {
  const std::vector<std::byte> second = patched(90);
  const std::vector<std::byte> third = saved(test::bgr_from_jpeg(second), 75);
  const auto before = test::run_pass("jpeg.ela", second, qualities({85}));
  const auto after = test::run_pass("jpeg.ela", third, qualities({85}));
  ASSERT_TRUE(before && after);
  const InsideOutside z_before = means(*test::find_map(*before, "z_q85"));
  const InsideOutside z_after = means(*test::find_map(*after, "z_q85"));
  EXPECT_LT(z_before.inside - z_before.outside, -1.7);
  EXPECT_GT(z_after.inside - z_after.outside, 0.5 * (z_before.inside - z_before.outside));
}

TEST(ErrorLevelPass, at_the_files_own_quality_nothing_is_compared) {
  const auto output = test::run_pass("jpeg.ela", patched(90), qualities({90}));
  ASSERT_TRUE(output);
  EXPECT_LT(test::value_of(*output, "p95_q90"), 0.1);
  EXPECT_TRUE(output->regions.empty());
  EXPECT_NE(test::find_observation(*output, "regions_q90")->statement.find("last saved with"), std::string::npos);
}

TEST(ErrorLevelPass, an_untouched_picture_stays_quiet) {
  for (std::uint32_t seed : {7U, 8U, 9U}) {
    const auto output = test::run_pass("jpeg.ela", saved(test::photographic_bgr(kWidth, kHeight, seed), 95));
    ASSERT_TRUE(output);
    EXPECT_TRUE(output->regions.empty()) << "seed " << seed;
    for (const Observation& o : output->observations) EXPECT_EQ(o.bearing, Bearing::kInconclusive);
  }
}

// The map against the difference of planes that libjpeg itself encoded and decoded.
TEST(ErrorLevelPass, equals_libjpegs_own_round_trip) {
  const auto jpeg = test::jpeg_from_bgr(test::photographic_bgr(203, 131, 3), {2, 2, 93, {}});
  const auto planes = test::planes_from_jpeg(jpeg);
  const auto again = test::planes_from_jpeg(test::jpeg_from_planes(planes, {2, 2, 80, {}}));
  const auto output = test::run_pass("jpeg.ela", jpeg, qualities({80}));
  ASSERT_TRUE(output) << to_text(output.error());
  const Map& map = *test::find_map(*output, "error_q80");
  const Map& chroma = *test::find_map(*output, "chroma_q80");
  EXPECT_EQ(chroma.cell, cv::Size2d(16, 16));
  for (int j = 0; j < map.field.rows; ++j) {
    for (int i = 0; i < map.field.cols; ++i) {
      const cv::Rect block = cv::Rect(8 * i, 8 * j, 8, 8) & cv::Rect({0, 0}, planes[0].size());
      const double mean = cv::norm(planes[0](block), again[0](block), cv::NORM_L1) / block.area();
      ASSERT_NEAR(map.field.at<float>(j, i), mean, 1e-5);
    }
  }
}

TEST(ErrorLevelPass, own_tables_are_used_where_there_are_any) {
  const auto output = test::run_pass("jpeg.ela", patched(83), {{"tables", ParamValue(std::string("own"))}});
  ASSERT_TRUE(output) << to_text(output.error());
  EXPECT_EQ(output->maps.front().id, "error_own");
  EXPECT_LT(test::value_of(*output, "p95_own"), 0.2);
}

TEST(ErrorLevelPass, declines_what_is_too_small) {
  const auto output = test::run_pass("jpeg.ela", saved(test::photographic_bgr(63, 200, 1), 90));
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().fault, Fault::kNotApplicable);
}

TEST(ErrorLevelPass, one_and_four_threads_give_the_same) {
  const auto many = test::run_pass("jpeg.ela", patched(95));
  const ThreadLimit limit(1);
  const auto one = test::run_pass("jpeg.ela", patched(95));
  ASSERT_TRUE(many && one);
  for (std::size_t m = 0; m < many->maps.size(); ++m) {
    const cv::Mat a = many->maps[m].field, b = one->maps[m].field;
    EXPECT_EQ(std::memcmp(a.data, b.data, a.total() * a.elemSize()), 0) << many->maps[m].id;
  }
  EXPECT_EQ(many->regions, one->regions);
}

Frame first_frame(const std::vector<std::byte>& file) {
  const auto source = open_media(memory_source(file));
  EXPECT_TRUE(source);
  auto reader = (*source)->frames();
  EXPECT_TRUE(reader);
  auto frame = (*reader)->next();
  EXPECT_TRUE(frame && *frame);
  return std::move(**frame);
}

void compare_with_preview(const Frame& frame, const ParamValues& given, const Map& whole, const cv::Rect& rectangle) {
  const PassDescriptor& pass = *find_pass(all_passes(), "jpeg.ela");
  const auto params = resolve_params(pass.params, given);
  ASSERT_TRUE(params);
  const FrameContext context(frame, true);
  const auto part = pass.preview(context, rectangle, *params, {});
  ASSERT_TRUE(part) << to_text(part.error());
  EXPECT_LE(part->origin.x, rectangle.x);
  EXPECT_LE(part->origin.y, rectangle.y);
  const int left = static_cast<int>(part->origin.x) / 8, top = static_cast<int>(part->origin.y) / 8;
  EXPECT_GE(left * 8 + part->field.cols * 8, std::min(rectangle.br().x, frame.info.width));
  for (int j = 0; j < part->field.rows; ++j) {
    for (int i = 0; i < part->field.cols; ++i) {
      ASSERT_EQ(part->field.at<float>(j, i), whole.field.at<float>(top + j, left + i)) << i << "," << j;
    }
  }
}

TEST(ErrorLevelPreview, equals_the_same_part_of_the_whole) {
  const auto jpeg = test::jpeg_from_bgr(test::photographic_bgr(333, 251, 5), {2, 2, 95, {}});
  const auto output = test::run_pass("jpeg.ela", jpeg, qualities({80}));
  ASSERT_TRUE(output);
  const Frame frame = first_frame(jpeg);
  for (const cv::Rect& r : {cv::Rect(70, 45, 100, 60), cv::Rect(0, 0, 1, 1), cv::Rect(300, 240, 200, 200)}) {
    compare_with_preview(frame, qualities({80}), *test::find_map(*output, "error_q80"), r);
  }
}

TEST(ErrorLevelPreview, equals_the_whole_through_rgb_as_well) {
  // The same planes as if another reader had given them: measured through RGB.
  Frame frame = first_frame(test::jpeg_from_bgr(test::photographic_bgr(333, 251, 5), {2, 2, 95, {}}));
  frame.info.layout.jpeg_planes = false;
  const FrameContext context(frame, true);
  const auto bgr = context.derived(DerivedKind::kBgr8);
  ASSERT_TRUE(bgr);
  for (const char* const sampling : {"4:4:4", "4:2:0"}) {
    const Subsampling s = std::string(sampling) == "4:2:0" ? Subsampling::k420 : Subsampling::k444;
    const JpegTables tables{standard_luma_table(80), standard_chroma_table(80)};
    Map whole;
    whole.field = main_error(rgb_error_level(*bgr, s, std::span(&tables, 1), {}), 0);
    ParamValues params = qualities({80});
    params["subsampling"] = std::string(sampling);
    for (const cv::Rect& r : {cv::Rect(70, 45, 100, 60), cv::Rect(0, 0, 1, 1), cv::Rect(300, 240, 200, 200)}) {
      compare_with_preview(frame, params, whole, r);
    }
  }
}

}  // namespace
}  // namespace spoor
