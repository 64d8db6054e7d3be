#include "methods/projective/ground_lengths.h"

#include "support/street_scene.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

GroundCamera level_camera(double height_m) {
  GroundCamera camera;
  camera.view = View{1000, {960, 540}, {0, -1, 0}};
  camera.lens = {{960, 540}, 1100, 0};
  camera.height_m = height_m;
  return camera;
}

// By hand: 200 px below the horizon is 5 camera heights away.
TEST(GroundLengths, agree_with_sums_by_hand) {
  const GroundCamera camera = level_camera(2);
  const auto place = ground_place(camera, {1160, 740});
  ASSERT_TRUE(place);
  EXPECT_NEAR((*place)[0], 2, 1e-9);
  EXPECT_NEAR((*place)[1], 10, 1e-9);
  EXPECT_NEAR(*length_of(camera, {"post", {960, 740}, {960, 640}, true, 1, 0, {}}), 1, 1e-9)
      << "half way to the horizon";
  EXPECT_NEAR(*length_of(camera, {"line", {960, 740}, {1160, 740}, false, 1, 0, {}}), 2, 1e-9);
  EXPECT_FALSE(ground_place(camera, {960, 540})) << "on the horizon";
  EXPECT_FALSE(length_of(camera, {"sky", {960, 300}, {960, 200}, true, 1, 0, {}}));
}

TEST(GroundLengths, carry_clicks_and_relief) {
  CameraFit fit;
  fit.camera = level_camera(2);
  fit.covariance = cv::Mat::zeros(kShared, kShared, CV_64F);
  const MarkedLength post{"post", {960, 740}, {960, 640}, true, 1, 0, {}};
  const auto by_clicks = length_with_sigma(fit, post, 0);
  ASSERT_TRUE(by_clicks);
  // h = 2 (y_foot - y_top) / (y_foot - 540): slopes 2 * 100 / 200^2 and -2 / 200.
  EXPECT_NEAR(by_clicks->sigma(0), std::hypot(0.005, 0.01), 1e-6);
  EXPECT_NEAR(length_with_sigma(fit, post, 0.03)->sigma(0), std::hypot(std::hypot(0.005, 0.01), 0.03), 1e-5)
      << "ground that lies 3 % lower scales the height by as much";
  fit.covariance.at<double>(kLogHeight, kLogHeight) = 0.01;
  EXPECT_NEAR(length_with_sigma(fit, post, 0)->sigma(0), std::hypot(std::hypot(0.005, 0.01), 0.1), 1e-5);
}

// Criminisi, Reid, Zisserman 2000, equation 4: alpha Z = -|b x t| / ((l . b) |v x t|), with the vanishing line l and
// the vertical vanishing point v of the picture alone; ratios of heights need no camera.
TEST(GroundCamera, agrees_with_the_cross_ratio_for_heights) {
  SeededNoise noise(32);
  test::StreetOptions o;
  o.click_px = 0, o.lean_deg = 0, o.level_lines = 0, o.uprights = 0;
  for (int i = 0; i < 50;) {
    const auto scene = test::street_scene(noise, o);
    if (!scene) continue;
    ++i;
    GroundCamera camera;
    camera.view = test::true_view(*scene);
    camera.lens = scene->lens;
    const cv::Vec3d l = horizon(camera.view), v = scene->camera.image_of({0, 0, 1});
    const auto criminisi = [&](const MarkedLength& post) {
      const cv::Vec3d b(post.from.x, post.from.y, 1), t(post.to.x, post.to.y, 1);
      return cv::norm(b.cross(t)) / (std::abs(l.dot(b)) * cv::norm(v.cross(t)));
    };
    const auto& posts = scene->marks.lengths;
    for (std::size_t k = 1; k < posts.size(); ++k) {
      const double ours = *length_of(camera, posts[k]) / *length_of(camera, posts[0]);
      EXPECT_NEAR(ours / (criminisi(posts[k]) / criminisi(posts[0])), 1, 1e-6);
      EXPECT_NEAR(ours / (scene->heights_m[k] / scene->heights_m[0]), 1, 1e-6);
    }
  }
}

TEST(GroundLengths, draw_the_horizon_as_the_lens_shows_it) {
  GroundCamera camera = level_camera(1);
  const auto straight = horizon_in_picture(camera, 1920);
  ASSERT_EQ(straight.size(), 33U);
  EXPECT_NEAR(straight.front().y, 540, 1e-9);
  camera.view.up = cv::normalize(cv::Vec3d(0, -1, -0.2));
  camera.lens.lambda = -0.2;
  for (const PicturePoint& p : horizon_in_picture(camera, 1920)) {
    const PicturePoint q = camera.lens.undistorted(p);
    const cv::Vec3d l = horizon(camera.view);
    EXPECT_NEAR(l[0] * q.x + l[1] * q.y + l[2], 0, 1e-6);
  }
  camera.view.up = {1, 0, 0};
  EXPECT_TRUE(horizon_in_picture(camera, 1920).empty()) << "upright";
}

}  // namespace
}  // namespace spoor
