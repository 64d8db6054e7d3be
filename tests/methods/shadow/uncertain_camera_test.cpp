#include "methods/shadow/uncertain_camera.h"

#include "support/generated_scene.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

TEST(UncertainCamera, knows_up_from_pitch_and_roll) {
  SeededNoise noise(71);
  for (int i = 0; i < 50; ++i) {
    test::PinholeCamera camera;
    camera.heading_deg = noise.uniform(0, 360);
    camera.pitch_deg = noise.uniform(-89, 40);
    camera.roll_deg = noise.uniform(-90, 90);
    const cv::Vec3d up = camera.camera_from_world() * cv::Vec3d(0, 0, 1);
    EXPECT_LT(cv::norm(up - up_from_attitude(camera.pitch_deg, camera.roll_deg)), 1e-12);
  }
}

TEST(UncertainCamera, leans_ahead_and_right_of_the_heading) {
  View view;
  view.up = up_from_attitude(-20, 5);
  const double tangent = std::tan(10 * std::numbers::pi / 180);
  EXPECT_NEAR(bearing_of(view, leaning(view, tangent, 0)).azimuth_deg, 0, 1e-9);
  EXPECT_NEAR(bearing_of(view, leaning(view, 0, tangent)).azimuth_deg, 90, 1e-9);
  EXPECT_NEAR(bearing_of(view, leaning(view, tangent, 0)).elevation_deg, 80, 1e-9);
}

TEST(UncertainCamera, begins_where_it_is_said_to_stand) {
  UncertainCamera camera{1500, 0.1, {960, 540}, 10, up_from_attitude(-10, 2), 0.5};
  std::vector<double> start;
  for (const Unknown& u : unknowns_of(camera)) start.push_back(u.start);
  ASSERT_EQ(start.size(), kCameraUnknowns);
  const View view = view_from(camera, start);
  EXPECT_NEAR(view.f_px, 1500, 1e-9);
  EXPECT_EQ(view.centre, camera.centre);
  EXPECT_LT(cv::norm(view.up - camera.up), 1e-12);
  EXPECT_TRUE(unknowns_of(camera)[3].sigma);
  camera.up_sigma_deg.reset();
  EXPECT_FALSE(unknowns_of(camera)[3].sigma);
}

}  // namespace
}  // namespace spoor
