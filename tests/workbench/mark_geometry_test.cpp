#include "workbench/mark_geometry.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

using Points = std::vector<PicturePoint>;

double from(double low, double high) { return low + (high - low) * *rc::gen::inRange(0, 1'000'001) / 1'000'000.0; }

TEST(MarkGeometry, a_measurement_is_read_in_square_pixels) {
  const Measured up = measured({{10, 20}, {10, 5}}, 1);
  EXPECT_DOUBLE_EQ(up.length_px, 15);
  EXPECT_DOUBLE_EQ(up.angle_deg, 90);
  const Measured wide = measured({{0, 0}, {3, 8}}, 2);
  EXPECT_DOUBLE_EQ(wide.length_px, 10);
  EXPECT_NEAR(wide.angle_deg, -53.13010235415598, 1e-9);
  EXPECT_DOUBLE_EQ(measured({{0, 0}, {3, 4}, {3, 10}}, 1).length_px, 11);
  EXPECT_DOUBLE_EQ(measured({{1, 1}}, 1).length_px, 0);
  EXPECT_DOUBLE_EQ(measured({{1, 1}, {1, 1}}, 1).angle_deg, 0);
}

TEST(MarkGeometry, a_rectangle_is_gripped_at_four_corners) {
  EXPECT_EQ(handles(Shape::kRectangle, {{1, 2}, {5, 9}}), (Points{{1, 2}, {5, 2}, {5, 9}, {1, 9}}));
  EXPECT_EQ(edge_count(Shape::kRectangle, {{1, 2}, {5, 9}}), 4);
  EXPECT_EQ(edge_count(Shape::kPath, {{0, 0}, {1, 0}, {1, 1}}), 2);
  EXPECT_EQ(edge_count(Shape::kPolygon, {{0, 0}, {1, 0}, {1, 1}}), 3);
  EXPECT_EQ(edge_count(Shape::kPoint, {{0, 0}}), 0);
}

TEST(MarkGeometry, inside_and_area_of_a_concave_polygon) {
  const Points arrowhead{{0, 0}, {10, 5}, {0, 10}, {4, 5}};
  EXPECT_TRUE(lies_within(Shape::kPolygon, arrowhead, {6, 5}));
  EXPECT_FALSE(lies_within(Shape::kPolygon, arrowhead, {2, 5}));
  EXPECT_DOUBLE_EQ(area_px(Shape::kPolygon, arrowhead, 1), 30);
  EXPECT_DOUBLE_EQ(area_px(Shape::kRectangle, {{0, 0}, {4, 3}}, 2), 24);
  EXPECT_FALSE(lies_within(Shape::kPath, arrowhead, {6, 5}));
  EXPECT_EQ(area_px(Shape::kPath, arrowhead, 1), 0);
}

TEST(MarkGeometry, a_spanned_rectangle_is_never_empty_nor_upside_down) {
  EXPECT_EQ(spanned({5, 9}, {1, 2}), (Points{{1, 2}, {5, 9}}));
  EXPECT_EQ(spanned({3, 3}, {3, 3}), (Points{{3, 3}, {3.5, 3.5}}));
}

RC_GTEST_PROP(MarkGeometryProperties, straightened_lines_go_by_eighths_of_a_turn, ()) {
  const double aspect = from(0.5, 2);
  const PicturePoint a{from(0, 100), from(0, 100)}, b{from(0, 100), from(0, 100)};
  RC_PRE(distance_px(a, b, aspect) > 1);
  const PicturePoint c = straightened(a, b, aspect);
  const double dx = std::abs(c.x - a.x) * aspect, dy = std::abs(c.y - a.y);
  RC_ASSERT(dx == 0 || dy == 0 || std::abs(dx - dy) < 1e-9);
  // It is the foot on that direction: no place of the line lies nearer.
  RC_ASSERT(distance_px(b, c, aspect) <= distance_px(a, b, aspect) * std::sin(std::acos(-1) / 8) + 1e-9);
}

RC_GTEST_PROP(MarkGeometryProperties, a_squared_corner_spans_a_square_around_the_pointer, ()) {
  const double aspect = from(0.5, 2);
  const PicturePoint a{from(0, 100), from(0, 100)}, b{from(0, 100), from(0, 100)};
  const PicturePoint c = squared(a, b, aspect);
  RC_ASSERT(std::abs(std::abs(c.x - a.x) * aspect - std::abs(c.y - a.y)) < 1e-9);
  RC_ASSERT((c.x - a.x) * (b.x - a.x) >= 0 && (c.y - a.y) * (b.y - a.y) >= 0);
}

RC_GTEST_PROP(MarkGeometryProperties, a_simplified_stroke_stays_within_the_tolerance, ()) {
  Points stroke;
  PicturePoint at{50, 50};
  const int count = *rc::gen::inRange(0, 200);
  for (int i = 0; i < count; ++i) {
    at = {at.x + from(-3, 3), at.y + from(-3, 3)};
    stroke.push_back(at);
  }
  const double tolerance = from(0, 5), aspect = from(0.5, 2);
  const Points simple = simplified(stroke, tolerance, aspect);
  RC_ASSERT(simple.size() <= stroke.size());
  if (stroke.empty()) return;
  RC_ASSERT(simple.front() == stroke.front());
  RC_ASSERT(simple.back() == stroke.back());
  for (const PicturePoint& point : stroke) {
    double nearest = simple.size() == 1 ? distance_px(simple[0], point, aspect) : 1e9;
    for (std::size_t i = 1; i < simple.size(); ++i) {
      nearest = std::min(nearest, nearest_on(simple[i - 1], simple[i], point, aspect).distance);
    }
    RC_ASSERT(nearest <= tolerance + 1e-9);
  }
}

TEST(MarkGeometry, a_straight_stroke_becomes_a_line) {
  Points stroke;
  for (int i = 0; i <= 1000; ++i) stroke.push_back({i * 0.3, 5 + 0.2 * std::sin(i)});
  EXPECT_EQ(simplified(stroke, 0.5, 1).size(), 2u);
  for (PicturePoint& point : stroke) point.y = 5;
  stroke.push_back({300, 90});
  EXPECT_EQ(simplified(stroke, 0.5, 1), (Points{{0, 5}, {300, 5}, {300, 90}}));
}

TEST(MarkGeometry, snaps_to_corners_before_edges_before_nothing) {
  Region box;
  box.id = "box";
  box.shape = Shape::kRectangle;
  box.points = {{10, 10}, {30, 20}};
  box.frames = {5, 9};
  const std::vector<Region> marks{box};
  const auto snap = [&](PicturePoint at, std::int64_t frame = 5, const std::string& except = {}) {
    return snap_place(marks, frame, except, {100, 80}, at, 3, 1);
  };
  EXPECT_EQ(snap({31, 11}), (PicturePoint{30, 10}));
  EXPECT_EQ(snap({20, 12}), (PicturePoint{20, 10}));
  EXPECT_EQ(snap({1, 40}), (PicturePoint{0, 40}));
  EXPECT_EQ(snap({98, 79}), (PicturePoint{100, 80}));
  EXPECT_EQ(snap({60, 40}), std::nullopt);
  EXPECT_EQ(snap({31, 11}, 4), std::nullopt) << "not shown at that frame";
  EXPECT_EQ(snap({31, 11}, 5, "box"), std::nullopt);
  EXPECT_EQ(snap_place({}, 0, {}, {}, {0, 0}, 3, 1), std::nullopt);
  EXPECT_EQ(snap_place(marks, 5, {}, {}, {31.9, 10}, 3, 2), std::nullopt) << "samples are twice as wide";
}

}  // namespace
}  // namespace spoor
