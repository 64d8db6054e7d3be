#include "methods/projective/camera_poses.h"

#include "support/street_scene.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

void expect_same(const cv::Vec3d& a, const cv::Vec3d& b) { EXPECT_LT(cv::norm(a - b), 1e-9) << a << " " << b; }

TEST(CameraPoses, name_directions_as_they_are_seen) {
  GroundCamera camera;
  camera.view.up = {0, -1, 0};
  expect_same(level_direction(camera.view, 0), {0, 0, 1});
  expect_same(level_direction(camera.view, 90 * kDegree), {1, 0, 0});
  SceneMarks marks;
  marks.vehicles = 1;
  camera.vehicles = {{90 * kDegree, 10 * kDegree, 0}};
  const double c = std::cos(10 * kDegree), s = std::sin(10 * kDegree);
  expect_same(direction_of(camera, marks, LineKind::kTrack, 0), {1, 0, 0});
  expect_same(direction_of(camera, marks, LineKind::kAxle, 0), {0, 0, -1});
  expect_same(direction_of(camera, marks, LineKind::kAlong, 0), {c, -s, 0});
  camera.vehicles = {{0, 0, 10 * kDegree}};
  expect_same(direction_of(camera, marks, LineKind::kAcross, 0), {c, s, 0});  // its right side hangs
  expect_same(direction_of(camera, marks, LineKind::kVehicleUp, 0), {s, -c, 0});
}

TEST(CameraPoses, keep_the_angles_between_sets) {
  GroundCamera camera;
  camera.bearings = {0.3, -0.2};
  SceneMarks marks;
  marks.sets = {{"a", 0.0}, {"free", std::nullopt}, {"b", 90.0}};
  const cv::Vec3d a = direction_of(camera, marks, LineKind::kLevel, 0),
                  b = direction_of(camera, marks, LineKind::kLevel, 2);
  EXPECT_NEAR(a.dot(b), 0, 1e-12);
  expect_same(direction_of(camera, marks, LineKind::kLevel, 1), level_direction(camera.view, -0.2));
}

// Of exact marks seen by the true view, poses are the true ones.
TEST(CameraPoses, begin_at_the_truth_of_exact_marks) {
  test::PinholeCamera truth;
  truth.heading_deg = 30, truth.pitch_deg = -15, truth.position = {0, 0, 3};
  GroundCamera camera;
  camera.view.f_px = truth.f_px, camera.view.centre = {960, 540};
  camera.view.up = truth.camera_from_world() * cv::Vec3d(0, 0, 1);
  camera.lens = {{960, 540}, 1100, 0};
  const auto seen = [&](double x, double y, double z) { return *truth.seen({x, y, z}); };
  SceneMarks marks;
  marks.sets = {{"a", std::nullopt}};
  const double b = 75 * kDegree, s = std::sin(b), c = std::cos(b);
  marks.lines.push_back({"l", LineKind::kLevel, 0, seen(5, 9, 1), seen(5 + s, 9 + c, 1), 1, 0});
  marks.vehicles = 1;
  marks.lines.push_back({"t", LineKind::kTrack, 0, seen(5 + 3 * s, 9 + 3 * c, 0), seen(5, 9, 0), 1, 0});
  marks.rectangles.push_back(
      {"r", {seen(4, 8, 0), seen(4 + 2 * s, 8 + 2 * c, 0), std::nullopt, seen(4 + c, 8 - s, 0)}, 1, {}, {}});
  const auto posed = with_poses(marks, camera);
  ASSERT_TRUE(posed);
  EXPECT_NEAR(std::remainder(posed->bearings[0] - 45 * kDegree, std::numbers::pi), 0, 1e-9);
  EXPECT_NEAR(std::remainder(posed->vehicles[0].bearing - 45 * kDegree, std::numbers::pi), 0, 1e-9);
  GroundCamera tilted_vehicle = *posed;
  tilted_vehicle.vehicles[0] = {45 * kDegree, 0.1, -0.2};
  const GroundCamera turned = with_sense(marks, tilted_vehicle);
  EXPECT_NEAR(turned.vehicles[0].bearing, 225 * kDegree, 1e-9) << "marked from rear to front";
  for (const LineKind kind : {LineKind::kAlong, LineKind::kAcross, LineKind::kVehicleUp}) {
    const cv::Vec3d before = direction_of(tilted_vehicle, marks, kind, 0), after = direction_of(turned, marks, kind, 0);
    EXPECT_NEAR(std::abs(before.dot(after)), 1, 1e-12) << "the same lines";
  }
  EXPECT_NEAR(std::exp(posed->rectangles[0].log_length), 2.0 / 3, 1e-9) << "in camera heights";
  EXPECT_NEAR(std::exp(posed->rectangles[0].log_width), 1.0 / 3, 1e-9);
  EXPECT_NEAR(posed->rectangles[0].bearing, 45 * kDegree, 1e-9);
  EXPECT_EQ(posed->rectangles[0].turn, 1);
  marks.rectangles[0].corners[0] = PicturePoint{900, 10};
  EXPECT_FALSE(with_poses(marks, camera)) << "in the sky";
  marks.rectangles[0].corners = {seen(4, 8, 0), seen(5, 8, 0), std::nullopt, std::nullopt};
  EXPECT_FALSE(with_poses(marks, camera)) << "two corners are unseen";
}

TEST(CameraPoses, measure_how_far_a_line_passes_its_vanishing_point) {
  View view;
  view.f_px = 1000, view.centre = {960, 540};
  // The direction (0, 0, 1) vanishes in the centre.
  EXPECT_NEAR(std::abs(across(view, {960, 1000}, {960, 800}, {0, 0, 1}).off), 0, 1e-9);
  EXPECT_NEAR(std::abs(across(view, {963, 1000}, {957, 800}, {0, 0, 1}).off), 3, 1e-3);
}

}  // namespace
}  // namespace spoor
