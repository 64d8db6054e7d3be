#include "capture.h"

#include <gtest/gtest.h>

namespace spoor::samples {
namespace {

TEST(Capture, a_smaller_shot_sees_the_same) {
  const Shot whole = hamlet(), small = smaller(hamlet(), {480, 320});
  EXPECT_EQ(small.size, cv::Size(480, 320));
  EXPECT_NEAR(small.view.focal_px / small.size.width, whole.view.focal_px / whole.size.width, 1e-12);
  EXPECT_EQ(small.view.yaw_deg, whole.view.yaw_deg);
}

TEST(Capture, a_display_is_a_function_of_its_seed) {
  const Shot shot = smaller(hamlet(), {48, 32});
  const cv::Mat once = display_of(camera_b(), shot, 5);
  EXPECT_EQ(once.type(), CV_32FC3);
  EXPECT_EQ(once.size(), shot.size);
  EXPECT_EQ(cv::norm(once, display_of(camera_b(), shot, 5), cv::NORM_INF), 0);
  EXPECT_GT(cv::norm(once, display_of(camera_b(), shot, 6), cv::NORM_INF), 0);
}

TEST(Capture, stages_say_what_was_done) {
  EXPECT_EQ(jpeg_stage("first_encoding", settings_of(camera_b())).at("quality"), camera_b().jpeg_quality);
  const Json clip = clip_stage("final_encoding", {.crf = 31, .gop = 7}, 12, false);
  EXPECT_EQ(clip.at("stage"), "final_encoding");
  EXPECT_EQ(clip.at("crf"), 31);
  EXPECT_EQ(clip.at("frames"), 12);
  EXPECT_EQ(clip.at("sound"), "none");
  EXPECT_EQ(filming_stage(clip_camera(), {.frames = 9, .seed = 3}).at("shot_seed"), 3);
  EXPECT_EQ(clip_truth({4, 2}, 9, true).at("untouched"), true);
}

}  // namespace
}  // namespace spoor::samples
