#include "methods/motion/follower.h"

#include "base/parallel.h"
#include "methods/motion/similarity.h"
#include "support/made_scene.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

const cv::Size kSize(480, 320);
constexpr double kSide = 60;

/// A textured target over a textured background; both move, each by itself.
struct Scene {
  cv::Mat background = test::made_place({900, 700}, 51);
  cv::Mat target = test::made_place({140, 140}, 77);

  /// The target's middle at `at`, turned and scaled; the background shifted by `pan`.
  cv::Mat frame(const PicturePoint& at, double turn_deg, double scale, double pan, std::uint64_t seed) const {
    const cv::Matx33d of_background(1, 0, 150 + pan, 0, 1, 120, 0, 0, 1);
    cv::Mat seen = test::seen_through(background, of_background, kSize, 0, 1);
    const double c = std::cos(turn_deg * CV_PI / 180) / scale, s = std::sin(turn_deg * CV_PI / 180) / scale;
    const cv::Matx33d of_target(c, s, 70 - c * at.x - s * at.y, -s, c, 70 + s * at.x - c * at.y, 0, 0, 1);
    const cv::Mat over = test::seen_through(target, of_target, kSize, 0, 1);
    for (int y = 0; y < seen.rows; ++y) {
      for (int x = 0; x < seen.cols; ++x) {
        const cv::Vec3d p = of_target * cv::Vec3d(x + 0.5, y + 0.5, 1);
        if (std::abs(p[0] - 70) < kSide / 2 && std::abs(p[1] - 70) < kSide / 2)
          seen.at<float>(y, x) = over.at<float>(y, x);
      }
    }
    cv::Mat noise(kSize, CV_32FC1);
    cv::RNG(seed).fill(noise, cv::RNG::NORMAL, 0, 2);
    return seen + noise;
  }
};

std::vector<PicturePoint> square(const PicturePoint& middle, double half) {
  return {{middle.x - half, middle.y - half},
          {middle.x + half, middle.y - half},
          {middle.x + half, middle.y + half},
          {middle.x - half, middle.y + half}};
}

double away(const PicturePoint& a, const PicturePoint& b) { return std::hypot(a.x - b.x, a.y - b.y); }

TEST(Follower, follows_a_target_that_moves_turns_and_grows_over_a_moving_background) {
  const Scene scene;
  const auto place = [](int i) { return PicturePoint{120 + 4.5 * i, 120 + 30 * std::sin(0.15 * i)}; };
  const auto turn = [](int i) { return 0.9 * i; };
  const auto scale = [](int i) { return 1 + 0.008 * i; };
  auto follower = Follower::start(scene.frame(place(0), 0, 1, 0, 1), Shape::kPolygon, square(place(0), 28));
  ASSERT_TRUE(follower) << to_text(follower.error());
  for (int i = 1; i <= 50; ++i) {
    const auto step =
        follower->next(scene.frame(place(i), turn(i), scale(i), -2.0 * i, 100 + static_cast<std::uint64_t>(i)));
    ASSERT_TRUE(step) << i << ": " << to_text(step.error());
    EXPECT_LT(away(moved(step->from_start, place(0)), place(i)), 1) << i;
    EXPECT_NEAR(turn_deg(step->from_start), turn(i), 1) << i;
    EXPECT_NEAR(scale_of(step->from_start), scale(i), 0.02) << i;
    EXPECT_GT(step->confidence, 0.4) << i;
    EXPECT_LE(step->confidence, 1) << i;
  }
}

TEST(Follower, does_not_drift_from_what_stands_still) {
  const Scene scene;
  auto follower = Follower::start(scene.frame({200, 150}, 0, 1, 0, 1), Shape::kPolygon, square({200, 150}, 28));
  ASSERT_TRUE(follower);
  for (int i = 1; i <= 60; ++i) {
    const auto step = follower->next(scene.frame({200, 150}, 0, 1, 0, 500 + static_cast<std::uint64_t>(i)));
    ASSERT_TRUE(step);
    EXPECT_LT(away(moved(step->from_start, {200, 150}), {200, 150}), 0.25) << i;
  }
}

TEST(Follower, loses_a_target_that_leaves_the_picture) {
  const Scene scene;
  const auto place = [](int i) { return PicturePoint{330 + 8.0 * i, 150}; };
  auto follower = Follower::start(scene.frame(place(0), 0, 1, 0, 1), Shape::kPolygon, square(place(0), 28));
  ASSERT_TRUE(follower);
  int lost = 0;
  for (int i = 1; i <= 30 && lost == 0; ++i) {
    const auto step = follower->next(scene.frame(place(i), 0, 1, 0, 100 + static_cast<std::uint64_t>(i)));
    if (!step) {
      lost = i;
      EXPECT_EQ(step.error().fault, Fault::kNotApplicable);
      EXPECT_FALSE(step.error().sentence.empty());
    } else {
      EXPECT_LT(away(moved(step->from_start, place(0)), place(i)), 2) << i;
    }
  }
  // Its middle crosses the border at frame 19, its last column at 23.
  EXPECT_GE(lost, 14);
  EXPECT_LE(lost, 23);
}

TEST(Follower, loses_a_target_that_is_covered) {
  const Scene scene;
  const auto covered = [&](int i) {
    cv::Mat frame = scene.frame({220, 150}, 0, 1, 0, 100 + static_cast<std::uint64_t>(i));
    // A wall that comes in from the left, textured as well.
    const int width = std::clamp(100 + 10 * i, 0, kSize.width);
    test::made_place({kSize.width, kSize.height}, 200)(cv::Rect(kSize.width - width, 0, width, kSize.height))
        .copyTo(frame(cv::Rect(0, 0, width, kSize.height)));
    return frame;
  };
  auto follower = Follower::start(scene.frame({220, 150}, 0, 1, 0, 1), Shape::kPolygon, square({220, 150}, 28));
  ASSERT_TRUE(follower);
  int lost = 0;
  for (int i = 1; i <= 20 && lost == 0; ++i) {
    const auto step = follower->next(covered(i));
    if (!step) {
      lost = i;
    } else {
      EXPECT_LT(away(moved(step->from_start, {220, 150}), {220, 150}), 3) << i;
    }
  }
  // The wall reaches its near side at frame 9 and its far side at 15.
  EXPECT_GE(lost, 10);
  EXPECT_LE(lost, 16);
}

TEST(Follower, loses_its_target_at_a_cut) {
  const Scene scene;
  auto follower = Follower::start(scene.frame({200, 150}, 0, 1, 0, 1), Shape::kPolygon, square({200, 150}, 28));
  ASSERT_TRUE(follower);
  EXPECT_FALSE(follower->next(test::seen_through(test::made_place(kSize, 5), cv::Matx33d::eye(), kSize, 2, 9)));
}

TEST(Follower, follows_a_point_and_a_line) {
  const Scene scene;
  for (const auto& [shape, points] : {std::pair(Shape::kPoint, std::vector<PicturePoint>{{205, 155}}),
                                      std::pair(Shape::kLine, std::vector<PicturePoint>{{185, 140}, {215, 160}})}) {
    auto follower = Follower::start(scene.frame({200, 150}, 0, 1, 0, 1), shape, points);
    ASSERT_TRUE(follower) << to_text(follower.error());
    for (int i = 1; i <= 20; ++i) {
      const auto step =
          follower->next(scene.frame({200 + 3.0 * i, 150 - 1.0 * i}, 0, 1, 0, 100 + static_cast<std::uint64_t>(i)));
      ASSERT_TRUE(step) << i << to_text(step.error());
      const PicturePoint to = moved(step->from_start, points[0]);
      EXPECT_LT(away(to, {points[0].x + 3.0 * i, points[0].y - 1.0 * i}), 1) << i;
    }
  }
}

TEST(Follower, declines_a_flat_place_and_one_outside) {
  const cv::Mat flat(kSize, CV_32FC1, cv::Scalar(80));
  const auto nothing = Follower::start(flat, Shape::kPolygon, square({200, 150}, 28));
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().fault, Fault::kNotApplicable);
  EXPECT_FALSE(Follower::start(flat, Shape::kPolygon, square({-500, 150}, 28)));
  EXPECT_FALSE(Follower::start(flat, Shape::kPolygon, {}));
}

TEST(Follower, gives_the_same_bytes_for_any_number_of_threads) {
  const Scene scene;
  const auto with = [&](int threads) {
    const ThreadLimit limit(threads);
    cv::setNumThreads(threads);
    auto follower = Follower::start(scene.frame({200, 150}, 0, 1, 0, 1), Shape::kRectangle, {{172, 122}, {228, 178}});
    Similarity last;
    for (int i = 1; i <= 8; ++i) {
      const auto step =
          follower->next(scene.frame({200 + 3.0 * i, 150}, 2.0 * i, 1, 0, 100 + static_cast<std::uint64_t>(i)));
      if (step) last = step->from_start;
    }
    return last;
  };
  const Similarity one = with(1), four = with(4);
  cv::setNumThreads(-1);
  EXPECT_EQ(one, four);
}

}  // namespace
}  // namespace spoor
