#include "methods/projective/camera_rows.h"

#include "methods/projective/camera_poses.h"
#include "support/street_scene.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

GroundCamera true_camera(const test::StreetScene& scene) {
  GroundCamera camera;
  camera.view = test::true_view(scene);
  camera.lens = scene.lens;
  camera.height_m = scene.camera.position[2];
  return camera;
}

test::StreetScene some_scene(SeededNoise& noise, const test::StreetOptions& o) {
  while (true) {
    if (auto scene = test::street_scene(noise, o)) return *scene;
  }
}

TEST(CameraRows, vanish_where_the_marks_are_exact) {
  SeededNoise noise(71);
  test::StreetOptions o;
  o.click_px = 0, o.lean_deg = 0, o.known_share = 0, o.centre_sigma_px = 0, o.f_log_sigma = 0;
  const auto scene = some_scene(noise, o);
  const auto camera = with_poses(scene.marks, true_camera(scene));
  ASSERT_TRUE(camera);
  const auto rows = camera_differences(*camera, scene.marks, scene.prior);
  ASSERT_TRUE(rows);
  for (const double row : *rows) EXPECT_NEAR(row, 0, 1e-6);
  EXPECT_EQ(camera_row_names(scene.marks, scene.prior).size(), rows->size());
  EXPECT_EQ(camera_deviations(*camera, scene.marks, scene.prior)->size(), rows->size());
}

// Each row of the true camera over many clickings departs by the deviation stated for it.
TEST(CameraRows, depart_by_the_deviations_stated) {
  SeededNoise noise(72);
  test::StreetOptions o;
  o.level_lines = 0, o.uprights = 3;
  double squares = 0;
  int count = 0;
  for (int i = 0; i < 200; ++i) {
    const auto scene = some_scene(noise, o);
    const auto camera = with_poses(scene.marks, true_camera(scene));
    const auto rows = camera_differences(*camera, scene.marks, scene.prior);
    const auto sigmas = camera_deviations(*camera, scene.marks, scene.prior);
    ASSERT_TRUE(rows && sigmas);
    for (std::size_t k = 4; k < rows->size(); ++k, ++count) squares += std::pow((*rows)[k] / (*sigmas)[k], 2);
  }
  EXPECT_NEAR(squares / count, 1, 4 * std::sqrt(2.0 / count)) << "of " << count;
}

TEST(CameraRows, hold_what_is_known_beforehand) {
  SeededNoise noise(73);
  test::StreetOptions o;
  o.known_posts = 0, o.level_lines = 0;
  auto scene = some_scene(noise, o);
  EXPECT_FALSE(has_scale(scene.marks, scene.prior));
  scene.prior.camera_height = KnownLength{2 * scene.camera.position[2], 0.5};
  EXPECT_TRUE(has_scale(scene.marks, scene.prior));
  scene.prior.up = tilted(test::true_view(scene).up, 0.1, 0);
  scene.prior.up_sigma_deg = 2;
  const auto names = camera_row_names(scene.marks, scene.prior);
  const auto rows = camera_differences(true_camera(scene), scene.marks, scene.prior);
  ASSERT_TRUE(rows);
  double height = 0, tilt = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == "camera height beforehand") height = (*rows)[i];
    if (names[i] == "attitude beforehand") tilt = std::hypot(tilt, (*rows)[i]);
  }
  EXPECT_NEAR(height, -std::log(2), 1e-9);
  EXPECT_NEAR(std::asin(tilt), 0.1, 1e-3);
}

TEST(CameraRows, are_none_above_the_horizon) {
  SceneMarks marks;
  marks.lengths.push_back({"post", {960, 300}, {960, 200}, true, 1, 0, KnownLength{2, 0.1}});
  GroundCamera camera;
  camera.view = View{1000, {960, 540}, {0, -1, 0}};
  camera.lens = {{960, 540}, 1100, 0};
  EXPECT_FALSE(camera_differences(camera, marks, {1920, 1080, 1000, 0.1, 0, std::nullopt, 0}));
}

}  // namespace
}  // namespace spoor
