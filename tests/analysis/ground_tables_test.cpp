#include "analysis/ground_tables.h"

#include "methods/statistics/chi_square.h"
#include "support/street_scene.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

struct Street {
  test::StreetScene scene;
  CameraFit fit;
};

Street street(std::uint64_t seed, const test::StreetOptions& o = {}) {
  SeededNoise noise(seed);
  while (true) {
    auto scene = test::street_scene(noise, o);
    if (!scene) continue;
    auto fit = fitted_camera(scene->marks, scene->prior);
    if (fit) return {*scene, *fit};
  }
}

TEST(GroundTables, write_numbers_as_finely_as_they_are_known) {
  EXPECT_EQ(plus_minus(1.9342, 0.0612, "m"), "1.934 ± 0.061 m");
  EXPECT_EQ(plus_minus(1234.5, 31, "px"), "1234 ± 31 px");
  EXPECT_EQ(interval_text(10, 1, "m"), "8.0 to 12.0 m");
  EXPECT_EQ(interval_text(10, 1, ""), "8.0 to 12.0");
}

TEST(GroundTables, split_the_variance_of_a_size) {
  const Street s = street(201);
  const auto sizes = sized(s.scene.marks, s.scene.prior, s.fit, {});
  ASSERT_EQ(sizes.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_TRUE(sizes[i].measured);
    if (i < 3) {
      EXPECT_TRUE(sizes[i].known);
      EXPECT_NE(sizes[i].deviations(), 0);
    } else {
      EXPECT_GT(sizes[i].camera_share, 0);
      EXPECT_LT(sizes[i].camera_share, 1);
      EXPECT_EQ(sizes[i].deviations(), 0) << "nothing is known of it";
    }
  }
  const Table table = sizes_table(sizes, "m");
  ASSERT_EQ(table.rows.size(), 5U);
  for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size());
  EXPECT_EQ(table.columns[2].unit, "m");
}

TEST(GroundTables, say_which_length_gives_the_scale) {
  test::StreetOptions o;
  o.known_posts = 1, o.other_posts = 0;
  const Street s = street(202, o);
  const Table table = sizes_table(sized(s.scene.marks, s.scene.prior, s.fit, {}), "m");
  EXPECT_EQ(table.rows.at(0)[2], "gives the scale itself");
}

TEST(GroundTables, name_every_direction_and_departure) {
  const Street s = street(203);
  const Table vanishing = vanishing_table(s.fit, s.scene.marks);
  ASSERT_EQ(vanishing.rows.size(), 3U) << "two sets and upright";
  EXPECT_EQ(vanishing.rows[2][5], "") << "upright has no bearing";
  const Table residuals = residuals_table(s.fit);
  double last = 1e9;
  for (const auto& row : residuals.rows) {
    EXPECT_LE(std::abs(std::stod(row[1])), last);
    last = std::abs(std::stod(row[1]));
  }
  for (const auto& column : vanishing.columns) EXPECT_FALSE(column.name.empty());
}

// The share is that by which the deviations have to grow for chi-square to reach its bound.
TEST(GroundTables, know_what_changes_an_answer) {
  const double share = changing_share(30, 10);
  EXPECT_NEAR(chi_square_tail(30 / (share * share), 10), 0.05, 1e-6);
  EXPECT_GT(share, 1);
  EXPECT_LT(changing_share(5, 10), 1);
  const Street s = street(204);
  const auto sizes = sized(s.scene.marks, s.scene.prior, s.fit, {});
  const Table table = changes_table(s.fit, s.scene.prior, sizes, "m");
  const auto known = std::count_if(table.rows.begin(), table.rows.end(),
                                   [](const auto& row) { return row[0].starts_with("the known height of post"); });
  EXPECT_EQ(known, 3);
  // Taking a known height to the edge of its interval brings its departure to 1.96 deviations.
  SceneMarks marks = s.scene.marks;
  const double edge = sizes[0].value + kIn95 * std::hypot(sizes[0].sigma, sizes[0].known->sigma_m);
  Sized moved = sizes[0];
  moved.known->value_m = edge;
  EXPECT_NEAR(std::abs(moved.deviations()), kIn95, 1e-9);
}

TEST(GroundTables, list_motions_with_their_steps) {
  GroundMotion motion;
  motion.speed = 5, motion.speed_sigma = 0.2, motion.degrees_of_freedom = 2, motion.p = 0.4;
  motion.steps = {{0, 0.5, 4.9, 0.4}, {0.5, 1, 5.1, 0.4}};
  const Table table = speeds_table({{"car", motion}}, "m");
  ASSERT_EQ(table.rows.size(), 3U);
  EXPECT_EQ(table.rows[0][2], "1.000");
  EXPECT_EQ(table.rows[0][6], "0.4");
  EXPECT_EQ(table.rows[1][0], "car, step");
  EXPECT_EQ(table.columns[3].unit, "m/s");
}

TEST(GroundTables, list_vehicles) {
  CameraFit fit;
  fit.camera.view = View{1000, {960, 540}, {0, -1, 0}};
  fit.camera.lens = {{960, 540}, 1100, 0};
  fit.camera.vehicles = {{7, 0.1, -0.05}};
  fit.covariance = cv::Mat::eye(kShared + 3, kShared + 3, CV_64F) * 1e-6;
  const Table table = vehicles_table(fit, {"humvee"});
  ASSERT_EQ(table.rows.size(), 1U);
  EXPECT_NEAR(std::stod(table.rows[0][1]), 7 * 180 / std::numbers::pi - 360, 0.01) << "within half a turn";
  EXPECT_NEAR(std::stod(table.rows[0][3]), 5.73, 0.01);
}

}  // namespace
}  // namespace spoor
