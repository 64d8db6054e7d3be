#include "methods/registration/place.h"

#include "base/parallel.h"
#include "methods/registration/homography.h"
#include "support/made_scene.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

const cv::Size kSize(640, 480);

/// Right picture's point for a left one, as planted: the right camera is turned, nearer and tilted.
const cv::Matx33d kPlanted(1.12, -0.18, 35, 0.16, 1.05, -40, 0.00022, -0.00012, 1);

Homography of(const cv::Matx33d& h) {
  Homography result{};
  std::copy(h.val, h.val + 9, result.begin());
  return result;
}

cv::Mat left_picture() { return test::seen_through(test::made_place(kSize, 7), cv::Matx33d::eye(), kSize, 2, 1); }
cv::Mat right_picture(double gain = 1, double offset = 0) {
  const cv::Mat place = test::made_place(kSize, 7);
  return test::seen_through(place * gain + offset, kPlanted.inv(), kSize, 2, 2);
}

double greatest_error(const Homography& found, const Homography& wanted, const std::vector<PicturePoint>& places) {
  double most = 0;
  for (const PicturePoint& place : places) {
    const auto a = mapped(found, place), b = mapped(wanted, place);
    most = std::max(most, a && b ? std::hypot(a->x - b->x, a->y - b->y) : 1e9);
  }
  return most;
}

TEST(Place, finds_a_planted_homography_to_half_a_pixel) {
  const auto fit = same_place(left_picture(), right_picture(), Job());
  ASSERT_TRUE(fit) << to_text(fit.error());
  EXPECT_LT(
      greatest_error(fit->right_from_left, of(kPlanted), {{40, 60}, {560, 60}, {540, 430}, {60, 420}, {320, 240}}),
      0.5);
  EXPECT_GT(fit->inliers, 60);
  EXPECT_LE(fit->inliers, fit->matches);
  EXPECT_LT(fit->error_px, 0.6);
  EXPECT_GE(fit->error_95_px, fit->error_px);
  EXPECT_GT(fit->coverage, 0.4);
  EXPECT_LE(fit->coverage, 1);
}

TEST(Place, pictures_of_different_sizes_are_laid_upon_each_other) {
  cv::Mat large;
  cv::resize(left_picture(), large, {1920, 1440}, 0, 0, cv::INTER_CUBIC);
  const auto fit = same_place(large, right_picture(), Job());
  ASSERT_TRUE(fit) << to_text(fit.error());
  const cv::Matx33d small_from_large(1 / 3.0, 0, 0, 0, 1 / 3.0, 0, 0, 0, 1);
  EXPECT_LT(greatest_error(fit->right_from_left, of(kPlanted * small_from_large), {{150, 150}, {1500, 1200}}), 0.7);
}

TEST(Place, tells_how_brightness_differs_though_part_of_the_scene_changed) {
  cv::Mat right = right_picture(0.7, 30);
  cv::rectangle(right, {300, 200, 90, 90}, cv::Scalar(240), cv::FILLED);
  const auto fit = same_place(left_picture(), right, Job());
  ASSERT_TRUE(fit) << to_text(fit.error());
  ASSERT_TRUE(fit->brightness);
  // left = (right - 30) / 0.7
  EXPECT_NEAR(fit->brightness->gain, 1 / 0.7, 0.04);
  EXPECT_NEAR(fit->brightness->offset, -30 / 0.7, 4);
  EXPECT_GT(fit->brightness->correlation, 0.7);
}

TEST(Place, declines_unrelated_pictures) {
  for (std::uint64_t seed = 20; seed < 28; ++seed) {
    const cv::Mat other = test::seen_through(test::made_place(kSize, seed), cv::Matx33d::eye(), kSize, 2, seed);
    const auto fit = same_place(left_picture(), other, Job());
    ASSERT_FALSE(fit) << "seed " << seed << ": " << fit->inliers << " of " << fit->matches;
    EXPECT_EQ(fit.error().fault, Fault::kNotApplicable);
    EXPECT_FALSE(fit.error().sentence.empty());
  }
}

TEST(Place, declines_pictures_without_features) {
  const cv::Mat flat(kSize, CV_32FC1, cv::Scalar(90));
  const auto fit = same_place(left_picture(), flat, Job());
  ASSERT_FALSE(fit);
  EXPECT_NE(fit.error().sentence.find("too few features"), std::string::npos);
}

TEST(Place, declines_what_agrees_in_a_corner_only) {
  cv::Mat other = test::seen_through(test::made_place(kSize, 31), cv::Matx33d::eye(), kSize, 2, 3);
  const cv::Rect same(20, 20, 70, 70);
  left_picture()(same).copyTo(other(same));
  EXPECT_FALSE(same_place(left_picture(), other, Job()));
}

TEST(Place, a_mirrored_picture_is_not_the_same_place) {
  cv::Mat mirrored;
  cv::flip(left_picture(), mirrored, 1);
  EXPECT_FALSE(same_place(left_picture(), mirrored, Job()));
}

TEST(Place, gives_the_same_for_any_number_of_threads) {
  const auto with = [](int threads) {
    const ThreadLimit limit(threads);
    cv::setNumThreads(threads);
    return same_place(left_picture(), right_picture(), Job());
  };
  const auto one = with(1), four = with(4);
  cv::setNumThreads(-1);
  ASSERT_TRUE(one && four);
  EXPECT_EQ(*one, *four);
}

TEST(Place, stops_when_asked_to) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW((void)same_place(left_picture(), right_picture(), Job(stop.get_token())), Cancelled);
}

}  // namespace
}  // namespace spoor
