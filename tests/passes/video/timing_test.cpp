#include "support/clip_maker.h"
#include "support/jpeg_oracle.h"
#include "support/paths.h"
#include "support/run_pass.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <numeric>

namespace spoor {
namespace {

test::ClipRecipe recipe() {
  test::ClipRecipe r;
  r.frames = 60;
  r.encoder_options = {{"g", "12"}, {"bf", "2"}, {"sc_threshold", "0"}};
  return r;
}

TEST(TimingPass, a_plain_clip_is_regular_and_has_its_group_length) {
  const auto output = test::run_pass("video.timing", test::make_clip(recipe()));
  ASSERT_TRUE(output) << to_text(output.error());
  EXPECT_EQ(test::value_of(*output, "frames"), 60);
  EXPECT_NEAR(test::value_of(*output, "mean_rate"), 25, 1e-6);
  EXPECT_NEAR(test::value_of(*output, "usual_step"), 40, 1e-6);
  EXPECT_EQ(test::value_of(*output, "regular_share"), 1);
  EXPECT_EQ(test::value_of(*output, "usual_key_distance"), 12);
  EXPECT_EQ(test::value_of(*output, "i_frames"), 5);
  EXPECT_GT(test::value_of(*output, "b_frames"), 10);
  for (const char* id : {"gaps", "repeats", "short_steps", "decoding_order", "key_distances"}) {
    EXPECT_EQ(test::find_observation(*output, id), nullptr) << id;
  }
  EXPECT_EQ(test::find_observation(*output, "frame_rate")->bearing, Bearing::kNeutral);
}

TEST(TimingPass, a_gap_is_named_with_its_frame_and_time) {
  test::ClipRecipe r = recipe();
  for (int i = 0; i < r.frames; ++i) r.pts.push_back(i < 30 ? i : i + 5);
  const auto output = test::run_pass("video.timing", test::make_clip(r));
  ASSERT_TRUE(output) << to_text(output.error());
  const Observation* const gap = test::find_observation(*output, "gaps");
  ASSERT_NE(gap, nullptr);
  EXPECT_EQ(gap->frame, 30);
  EXPECT_EQ(gap->bearing, Bearing::kInconclusive);
  EXPECT_FALSE(gap->innocent_causes.empty());
  ASSERT_EQ(output->tables[0].rows.size(), 1u);
  EXPECT_EQ(output->tables[0].rows[0][1], "30");
  EXPECT_EQ(output->tables[0].rows[0][4], "1.400");  // (30 + 5) / 25 s
}

TEST(TimingPass, a_variable_rate_is_ordinary) {
  test::ClipRecipe r = recipe();
  r.time_base = {1, 1000};
  std::int64_t pts = 0;
  for (int i = 0; i < r.frames; ++i) {
    r.pts.push_back(pts);
    pts += 25 + (11 * i) % 37;
  }
  const auto output = test::run_pass("video.timing", test::make_clip(r));
  ASSERT_TRUE(output) << to_text(output.error());
  EXPECT_EQ(test::find_observation(*output, "gaps"), nullptr);
  const Observation* const rate = test::find_observation(*output, "frame_rate");
  EXPECT_EQ(rate->bearing, Bearing::kNeutral);
  EXPECT_NE(rate->statement.find("variable"), std::string::npos);
}

TEST(TimingPass, curves_hold_every_frame_and_every_bit) {
  const auto clip = test::make_clip(recipe());
  const auto output = test::run_pass("video.timing", clip);
  ASSERT_TRUE(output);
  double bytes = 0, bits = 0;
  std::size_t points = 0;
  for (const Curve& curve : output->curves) {
    for (const Curve::Trace& trace : curve.traces) {
      if (curve.id == "packet_size") {
        points += trace.y.size();
        bytes += std::accumulate(trace.y.begin(), trace.y.end(), 0.0);
      } else if (curve.id == "bit_rate") {
        bits += 1000 * std::accumulate(trace.y.begin(), trace.y.end(), 0.0);
      }
    }
  }
  EXPECT_EQ(points, 60u);
  EXPECT_NEAR(8 * bytes, bits, 1e-6);
  EXPECT_LT(bytes, static_cast<double>(clip.size()));
}

TEST(TimingPass, a_still_has_no_trace) {
  const auto output = test::run_pass("video.timing", test::jpeg_from_bgr(test::photographic_bgr(64, 64, 1), {}));
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().fault, Fault::kNotApplicable);
}

TEST(TimingPass, every_real_clip_gives_an_answer) {
  SPOOR_MEDIA_OR_SKIP(media);
  int answered = 0;
  for (const auto& path : test::files_below(media / "video")) {
    const auto output = test::run_pass("video.timing", test::bytes_of(path.string()));
    if (!output) {
      EXPECT_GT(output.error().sentence.size(), 10u) << path;
      continue;
    }
    ++answered;
    EXPECT_GE(test::value_of(*output, "regular_share"), 0) << path;
  }
  EXPECT_GT(answered, 5);
}

}  // namespace
}  // namespace spoor
