#include "methods/projective/ground_motion.h"

#include "support/street_scene.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

struct Drive {
  test::StreetScene scene;
  std::vector<TimedPlace> places;
  double speed = 0, bearing = 0;
};

// A point driven across the view at 5 to 15 m/s, marked at 5 frames of half a second.
std::optional<Drive> drive(SeededNoise& noise, double click_px) {
  test::StreetOptions o;
  o.other_posts = 0;
  auto scene = test::street_scene(noise, o);
  if (!scene) return std::nullopt;
  Drive d{*scene, {}, noise.uniform(2, 8), scene->camera.heading_deg + noise.uniform(50, 130)};
  const double ahead = scene->camera.heading_deg * kDegree, b = d.bearing * kDegree;
  const double range = noise.uniform(10, 18);
  const cv::Vec3d middle(range * std::sin(ahead), range * std::cos(ahead), 0), v(std::sin(b), std::cos(b), 0);
  for (int i = 0; i < 5; ++i) {
    const double t = 0.25 * i;
    const auto seen = scene->camera.seen(middle + (t - 0.5) * d.speed * v);
    if (!seen) return std::nullopt;
    d.places.push_back({100 + t, test::clicked(*seen, click_px, noise)});
  }
  return d;
}

TEST(GroundMotion, states_intervals_that_hold_the_speed) {
  SeededNoise noise(51);
  int scenes = 0, held = 0, below_5 = 0;
  while (scenes < 2000) {
    const auto d = drive(noise, 1.5);
    if (!d) continue;
    const auto fit = fitted_camera(d->scene.marks, d->scene.prior);
    if (!fit) continue;
    ++scenes;
    const auto motion = ground_motion(*fit, d->places, 1.5, 0);
    ASSERT_TRUE(motion);
    held += std::abs(motion->speed - d->speed) < 1.96 * motion->speed_sigma;
    below_5 += motion->p <= 0.05;
    EXPECT_EQ(motion->degrees_of_freedom, 6);
    EXPECT_EQ(motion->steps.size(), 4U);
    EXPECT_GT(motion->steps[0].sigma, 0);
    EXPECT_NEAR(std::remainder(motion->bearing_deg + d->scene.camera.heading_deg - d->bearing, 360), 0, 25);
  }
  std::printf("speed held in %d of %d, steady p<=0.05 in %d\n", held, scenes, below_5);
  EXPECT_NEAR(held / double(scenes), 0.95, 0.02);
  EXPECT_NEAR(below_5 / double(scenes), 0.05, 0.02);
}

TEST(GroundMotion, notices_that_a_motion_is_not_steady) {
  SeededNoise noise(52);
  int scenes = 0, noticed = 0;
  while (scenes < 50) {
    auto d = drive(noise, 1);
    if (!d) continue;
    const auto fit = fitted_camera(d->scene.marks, d->scene.prior);
    if (!fit) continue;
    ++scenes;
    d->places[2].at = {(d->places[2].at.x + 2 * d->places[3].at.x) / 3,
                       (d->places[2].at.y + 2 * d->places[3].at.y) / 3};
    noticed += ground_motion(*fit, d->places, 1, 0)->p < 0.01;
  }
  EXPECT_GE(noticed, 45);
}

TEST(GroundMotion, declines_what_has_no_speed) {
  CameraFit fit;
  fit.camera.view = View{1000, {960, 540}, {0, -1, 0}};
  fit.camera.lens = {{960, 540}, 1100, 0};
  fit.covariance = cv::Mat::eye(kShared, kShared, CV_64F) * 1e-12;
  EXPECT_FALSE(ground_motion(fit, {{0, {900, 700}}}, 1, 0));
  EXPECT_FALSE(ground_motion(fit, {{2, {900, 700}}, {2, {950, 700}}}, 1, 0)) << "one moment";
  EXPECT_FALSE(ground_motion(fit, {{0, {900, 700}}, {1, {950, 300}}}, 1, 0)) << "sky";
  const auto motion = ground_motion(fit, {{0, {960, 740}}, {2, {1160, 740}}}, 0.1, 0);
  ASSERT_TRUE(motion);
  // By hand: 200 px below the horizon is 5 camera heights away, 200 px across there is 1.
  EXPECT_NEAR(motion->speed, 0.5, 1e-9);
  EXPECT_NEAR(motion->bearing_deg, 90, 1e-9);
}

}  // namespace
}  // namespace spoor
