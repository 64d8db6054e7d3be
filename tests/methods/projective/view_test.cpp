#include "methods/projective/view.h"

#include "methods/projective/propagation.h"
#include "support/generated_scene.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

PicturePoint point_of(const cv::Vec3d& h) { return {h[0] / h[2], h[1] / h[2]}; }

test::PinholeCamera camera_of(SeededNoise& noise) {
  test::PinholeCamera camera;
  camera.f_px = noise.uniform(800, 2500);
  camera.heading_deg = noise.uniform(0, 360);
  camera.pitch_deg = noise.uniform(-40, -2);
  camera.roll_deg = noise.uniform(-5, 5);
  camera.position = {3, -2, noise.uniform(1, 30)};
  return camera;
}

View view_of(const test::PinholeCamera& camera) {
  View view;
  view.f_px = camera.f_px;
  view.centre = {camera.centre.x, camera.centre.y};
  view.up = camera.camera_from_world() * cv::Vec3d(0, 0, 1);
  return view;
}

TEST(View, has_lines_and_their_meeting_point) {
  EXPECT_NEAR(line_through({0, 0}, {2, 2})->dot(cv::Vec3d(5, 5, 1)), 0, 1e-12);
  EXPECT_FALSE(line_through({1, 1}, {1, 1}));
  const std::vector<Segment> segments{{{0, 0}, {10, 1}, 1}, {{0, 100}, {10, 99}, 1}, {{0, 50}, {10, 50}, 1}};
  const auto v = vanishing_point(segments, {50, 50}, 100);
  ASSERT_TRUE(v);
  EXPECT_NEAR(point_of(*v).x, 500, 1e-6);
  EXPECT_NEAR(point_of(*v).y, 50, 1e-6);
  EXPECT_FALSE(vanishing_point(std::span(segments).first(1), {50, 50}, 100));
}

TEST(View, takes_the_ground_from_horizon_or_vertical) {
  SeededNoise noise(5);
  for (int i = 0; i < 100; ++i) {
    const test::PinholeCamera camera = camera_of(noise);
    const View truth = view_of(camera);
    // The horizon as an analyst finds it: through the vanishing points of two directions on the ground.
    const cv::Vec3d h = camera.image_of({1, 0.3, 0}).cross(camera.image_of({-0.2, 1, 0}));
    EXPECT_LT(cv::norm(up_from_horizon(h, truth.f_px, truth.centre) - truth.up), 1e-9);
    EXPECT_LT(cv::norm(up_from_vertical(camera.image_of({0, 0, 1}), truth.f_px, truth.centre) - truth.up), 1e-9);
    const cv::Vec3d l = horizon(truth);
    EXPECT_NEAR(std::abs(l.dot(cv::normalize(camera.image_of({1, 0.3, 0})))), 0, 1e-9);
    const auto f = focal_length(camera.image_of({1, 0.3, 0}), camera.image_of({-0.3, 1, 0}), truth.centre);
    ASSERT_TRUE(f);
    EXPECT_NEAR(*f, truth.f_px, 1e-6 * truth.f_px);
  }
  EXPECT_FALSE(focal_length({100, 0, 1}, {200, 0, 1}, {0, 0})) << "both on one side";
}

TEST(View, measures_heights_and_places_in_camera_heights) {
  SeededNoise noise(6);
  for (int i = 0; i < 100; ++i) {
    const test::PinholeCamera camera = camera_of(noise);
    const View view = view_of(camera);
    const double h = camera.position[2];
    const cv::Vec3d ahead = camera.camera_from_world().t() * cv::Vec3d(0, 0, 1);
    const cv::Vec3d foot(camera.position[0] + ahead[0] * 3 * h, camera.position[1] + ahead[1] * 3 * h, 0);
    const cv::Vec3d top = foot + cv::Vec3d(0, 0, 0.4 * h);
    const PicturePoint f = point_of(camera.image_of(foot - camera.position)),
                       t = point_of(camera.image_of(top - camera.position));
    EXPECT_NEAR(*height(view, f, t), 0.4, 1e-9);
    const cv::Vec3d place = camera.camera_from_world() * (foot - camera.position) / h;
    EXPECT_LT(cv::norm(*ground_point(view, f) - place), 1e-9);
    EXPECT_NEAR(bearing_of(view, camera.camera_from_world() * cv::Vec3d(0, 0, 1)).elevation_deg, 90, 1e-6);
    const double east = bearing_of(view, camera.camera_from_world() * cv::Vec3d(1, 0, 0)).azimuth_deg;
    EXPECT_NEAR(std::remainder(east - (90 - camera.heading_deg), 360), 0, 1e-9) << "azimuth counts clockwise";
  }
  EXPECT_FALSE(ground_point(View{}, {100, -50})) << "sky";
}

TEST(View, counts_from_the_upper_edge_where_it_looks_straight_down) {
  test::PinholeCamera camera;
  camera.pitch_deg = -89.9;
  camera.heading_deg = 40;
  const View view = view_of(camera);
  const double north = bearing_of(view, camera.camera_from_world() * cv::Vec3d(0, 1, 0)).azimuth_deg;
  EXPECT_NEAR(std::remainder(north + 40, 360), 0, 1e-6);
}

// A point from noisy segments: first order against simulation, and its scatter around the truth.
TEST(View, states_a_vanishing_points_uncertainty) {
  SeededNoise noise(7);
  const test::PinholeCamera camera = camera_of(noise);
  const cv::Vec3d ahead = camera.camera_from_world().t() * cv::Vec3d(0, 0, 1);
  Inputs inputs;
  for (int i = 0; i < 6; ++i) {
    const cv::Vec3d start(camera.position[0] + 20 * ahead[0] + noise.uniform(-6, 6),
                          camera.position[1] + 20 * ahead[1] + noise.uniform(-6, 6), 0);
    for (const double along : {0.0, 8.0}) {
      const PicturePoint p = point_of(camera.image_of(start + along * cv::Vec3d(0.2, 1, 0) - camera.position));
      inputs.add(p.x, 0.3);
      inputs.add(p.y, 0.3);
    }
  }
  const Computation meet = [](const std::vector<double>& in) -> std::optional<std::vector<double>> {
    std::vector<Segment> segments;
    for (std::size_t i = 0; i + 3 < in.size(); i += 4)
      segments.push_back({{in[i], in[i + 1]}, {in[i + 2], in[i + 3]}, 0.3});
    const auto v = vanishing_point(segments, {960, 540}, 1000);
    if (!v) return std::nullopt;
    return std::vector{std::atan2((*v)[1] - 540 * (*v)[2], (*v)[0] - 960 * (*v)[2]),
                       std::atan((*v)[2] * 1000 / std::hypot((*v)[0], (*v)[1]))};
  };
  const auto linear = first_order(meet, inputs);
  const auto drawn = simulated(meet, inputs, 4000, 3);
  ASSERT_TRUE(linear && drawn);
  EXPECT_NEAR(drawn->estimate.sigma(1) / linear->sigma(1), 1, 0.1);
}

}  // namespace
}  // namespace spoor
