#include "methods/shadow/half_planes.h"

#include "methods/statistics/seeded_noise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

TEST(HalfPlanes, cut_a_square_to_a_triangle) {
  const ConvexPolygon triangle = clipped(square(1), {1 / std::sqrt(2.0), 1 / std::sqrt(2.0), 0});
  ASSERT_EQ(triangle.size(), 3U);
  EXPECT_NEAR(centroid(triangle).x, 1.0 / 3, 1e-12);
  EXPECT_NEAR(centroid(triangle).y, 1.0 / 3, 1e-12);
  EXPECT_TRUE(clipped(triangle, {-1, 0, -1.1}).empty());
}

TEST(HalfPlanes, leave_a_segment_where_they_touch) {
  ConvexPolygon line = clipped(square(10), {1, 0, -3});
  line = clipped(line, {-1, 0, 3});
  ASSERT_FALSE(line.empty());
  for (const auto& p : line) EXPECT_EQ(p.x, 3);
  EXPECT_NEAR(centroid(line).x, 3, 1e-12);
}

double slack_at(const std::vector<HalfPlane>& rows, double x, double y) {
  double total = 0;
  for (const HalfPlane& row : rows) total += std::max(0.0, -row.value({x, y}));
  return total;
}

// Against a search that knows nothing of vertices: shrinking steps from the best place of a grid.
TEST(HalfPlanes, have_no_smaller_slack_than_the_least) {
  SeededNoise noise(3);
  for (int trial = 0; trial < 60; ++trial) {
    std::vector<HalfPlane> rows;
    const int count = 3 + trial % 8;
    for (int i = 0; i < count; ++i) {
      const double angle = noise.uniform(0, 6.283185307);
      rows.push_back({std::cos(angle), std::sin(angle), noise.uniform(-30, 10)});
    }
    const LeastSlack least = least_slack(rows, 100);
    EXPECT_NEAR(slack_at(rows, least.at.x, least.at.y), least.total, 1e-9);
    double x = 0, y = 0, best = slack_at(rows, 0, 0);
    for (double step = 50; step > 1e-7; step /= 2) {
      for (int k = 0; k < 64; ++k) {
        const double angle = noise.uniform(0, 6.283185307);
        const double nx = std::clamp(x + step * std::cos(angle), -100.0, 100.0),
                     ny = std::clamp(y + step * std::sin(angle), -100.0, 100.0);
        if (const double s = slack_at(rows, nx, ny); s < best) best = s, x = nx, y = ny;
      }
    }
    EXPECT_LE(least.total, best + 1e-9) << trial;
    EXPECT_GE(least.total, best - 0.5) << trial;
    ConvexPolygon left = square(100);
    for (const HalfPlane& row : rows) left = clipped(left, row);
    EXPECT_EQ(left.empty(), least.total > 1e-9) << "clipping and programme agree on feasibility";
  }
}

}  // namespace
}  // namespace spoor
