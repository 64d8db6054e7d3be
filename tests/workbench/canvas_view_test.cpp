#include "workbench/canvas_view.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cmath>

namespace spoor {
namespace {

CanvasView view_of(cv::Size canvas, cv::Size picture) {
  CanvasView view;
  view.canvas = canvas;
  view.picture = picture;
  return fitted(view);
}

double from(double low, double high) { return low + (high - low) * *rc::gen::inRange(0, 1'000'001) / 1'000'000.0; }

CanvasView any_view() {
  CanvasView view = view_of({*rc::gen::inRange(1, 4000), *rc::gen::inRange(1, 3000)},
                            {*rc::gen::inRange(1, 20'000), *rc::gen::inRange(1, 20'000)});
  view.aspect = from(0.3, 3);
  view.quarter_turns = *rc::gen::inRange(0, 4);
  view.mirrored = *rc::gen::arbitrary<bool>();
  view = fitted(view);
  if (*rc::gen::arbitrary<bool>()) {
    view.fit = false;
    view.zoom = std::exp2(from(-6, 6));
    view.centre = {from(0, view.picture.width), from(0, view.picture.height)};
  }
  return view;
}

cv::Point2d any_screen_point(const CanvasView& view) {
  return {from(-100, view.canvas.width + 100), from(-100, view.canvas.height + 100)};
}

RC_GTEST_PROP(CanvasViewProperties, screen_and_picture_are_inverses, ()) {
  const CanvasView view = any_view();
  const cv::Point2d screen = any_screen_point(view);
  const cv::Point2d back = screen_from_picture(view, picture_from_screen(view, screen));
  RC_ASSERT(std::hypot(back.x - screen.x, back.y - screen.y) < 1e-6);
  const PicturePoint point{from(-10, view.picture.width + 10), from(-10, view.picture.height + 10)};
  const PicturePoint again = picture_from_screen(view, screen_from_picture(view, point));
  RC_ASSERT(std::hypot(again.x - point.x, again.y - point.y) < 1e-6);
}

RC_GTEST_PROP(CanvasViewProperties, a_zoom_keeps_what_is_under_the_cursor, ()) {
  const CanvasView view = any_view();
  const cv::Point2d cursor = any_screen_point(view);
  const PicturePoint before = picture_from_screen(view, cursor);
  CanvasView after = view;
  // Wheel steps add up; none may drift.
  for (int i = 0; i < 20; ++i) after = zoomed(after, i % 3 == 0 ? 0.7 : 1.25, cursor);
  const PicturePoint now = picture_from_screen(after, cursor);
  RC_ASSERT(std::hypot(now.x - before.x, now.y - before.y) < 1e-6);
  RC_ASSERT(!after.fit);
  RC_ASSERT(after.zoom <= kGreatestZoom);
}

RC_GTEST_PROP(CanvasViewProperties, a_pan_moves_the_picture_with_the_hand, ()) {
  CanvasView view = any_view();
  view.centre = {from(0.3, 0.7) * view.picture.width, from(0.3, 0.7) * view.picture.height};
  const double room = 0.2 * view.zoom * std::min(view.picture.width * view.aspect, view.picture.height * 1.0);
  const cv::Point2d by(from(-room, room), from(-room, room));
  const PicturePoint held{from(0, view.picture.width), from(0, view.picture.height)};
  const cv::Point2d before = screen_from_picture(view, held);
  const cv::Point2d after = screen_from_picture(panned(view, by), held);
  RC_ASSERT(std::hypot(after.x - before.x - by.x, after.y - before.y - by.y) < 1e-6);
}

RC_GTEST_PROP(CanvasViewProperties, a_fitted_picture_touches_the_canvas_and_does_not_leave_it, ()) {
  CanvasView view = any_view();
  RC_PRE(view.picture.width > 100 && view.picture.height > 100);
  view = fitted(view);
  const cv::Point2d a = screen_from_picture(view, {0, 0});
  const cv::Point2d b =
      screen_from_picture(view, {static_cast<double>(view.picture.width), static_cast<double>(view.picture.height)});
  const double left = std::min(a.x, b.x), right = std::max(a.x, b.x);
  const double top = std::min(a.y, b.y), bottom = std::max(a.y, b.y);
  RC_ASSERT(left >= -1e-6 && top >= -1e-6);
  RC_ASSERT(right <= view.canvas.width + 1e-6 && bottom <= view.canvas.height + 1e-6);
  const double slack_x = view.canvas.width - (right - left), slack_y = view.canvas.height - (bottom - top);
  RC_ASSERT(std::min(slack_x, slack_y) < 1e-6 || view.zoom == kGreatestZoom);
  const cv::Rect all(0, 0, view.picture.width, view.picture.height);
  RC_ASSERT(visible_pixels(view) == all);
}

RC_GTEST_PROP(CanvasViewProperties, what_is_visible_covers_the_canvas_and_no_more, ()) {
  const CanvasView view = any_view();
  const cv::Rect seen = visible_pixels(view);
  RC_ASSERT((seen & cv::Rect({}, view.picture)) == seen);
  const PicturePoint at = picture_from_screen(view, {from(0, view.canvas.width), from(0, view.canvas.height)});
  if (at.x > 0 && at.y > 0 && at.x < view.picture.width && at.y < view.picture.height) {
    const cv::Point pixel(static_cast<int>(at.x), static_cast<int>(at.y));
    RC_ASSERT(seen.contains(pixel));
  }
}

TEST(CanvasView, zooms_from_fit_to_6400_percent) {
  CanvasView view = view_of({1000, 800}, {4000, 3000});
  EXPECT_EQ(zoom_text(view), "fit 25 %");
  for (int i = 0; i < 100; ++i) view = zoomed(view, 1.25, {10, 10});
  EXPECT_EQ(view.zoom, kGreatestZoom);
  EXPECT_EQ(zoom_text(view), "6400 %");
  for (int i = 0; i < 200; ++i) view = zoomed(view, 0.8, {10, 10});
  EXPECT_EQ(view.zoom, kLeastZoom);
  EXPECT_EQ(zoom_text(view), "1.6 %");
  EXPECT_EQ(zoom_text(one_to_one(view, {3, 4})), "100 %");
  EXPECT_EQ(zoomed(view, std::nan(""), {0, 0}).zoom, view.zoom);
}

TEST(CanvasView, a_panorama_can_be_zoomed_out_until_it_fits) {
  CanvasView view = view_of({320, 200}, {65'000, 1000});
  EXPECT_LT(view.zoom, kLeastZoom);
  view = zoomed(zoomed(view, 4, {0, 0}), 0.01, {0, 0});
  EXPECT_DOUBLE_EQ(view.zoom, 320.0 / 65'000);
}

TEST(CanvasView, follows_the_canvas_only_while_it_fits) {
  CanvasView view = view_of({1000, 800}, {400, 300});
  EXPECT_DOUBLE_EQ(view.zoom, 2.5);
  view = resized(view, {2000, 1600}, {400, 300});
  EXPECT_DOUBLE_EQ(view.zoom, 5);
  view = centred_on(zoomed(view, 2, {5, 5}), {100, 50});
  view = resized(view, {640, 480}, {400, 300});
  EXPECT_DOUBLE_EQ(view.zoom, 10);
  EXPECT_EQ(view.centre, (PicturePoint{100, 50}));
  EXPECT_EQ(picture_from_screen(view, {320, 240}), (PicturePoint{100, 50}));
  view = resized(view, {640, 480}, {80, 300});
  EXPECT_EQ(view.centre, (PicturePoint{80, 50}));
}

TEST(CanvasView, wide_samples_widen_the_picture) {
  CanvasView view;
  view.canvas = {1000, 1000};
  view.picture = {720, 576};
  view.aspect = 64.0 / 45;  // PAL 16:9: shown 1024 x 576
  view = fitted(view);
  EXPECT_DOUBLE_EQ(view.zoom, 1000.0 / 1024);
  const cv::Point2d a = screen_from_picture(view, {0, 0}), b = screen_from_picture(view, {720, 576});
  EXPECT_NEAR((b.x - a.x) / (b.y - a.y), 16.0 / 9, 1e-12);
  view.quarter_turns = 1;
  view = fitted(view);
  const cv::Point2d c = screen_from_picture(view, {0, 0}), d = screen_from_picture(view, {720, 576});
  EXPECT_NEAR(std::abs((d.x - c.x) / (d.y - c.y)), 9.0 / 16, 1e-12);
}

TEST(CanvasView, every_exif_orientation_puts_row_and_column_0_where_the_standard_says) {
  // EXIF 2.3, tag 0x0112: the visual side of the 0th row and of the 0th column.
  struct Sides {
    char row, column;
  };
  constexpr std::array<Sides, 8> kSides{
      {{'t', 'l'}, {'t', 'r'}, {'b', 'r'}, {'b', 'l'}, {'l', 't'}, {'r', 't'}, {'r', 'b'}, {'l', 'b'}}};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    CanvasView view;
    view.canvas = {100, 100};
    view.picture = {40, 40};
    const Turn turn = turn_of_orientation(orientation);
    view.quarter_turns = turn.quarter_turns;
    view.mirrored = turn.mirrored;
    view = fitted(view);
    const auto side = [&](const PicturePoint& point) {
      const cv::Point2d at = screen_from_picture(view, point) - cv::Point2d(50, 50);
      if (std::abs(at.x) > std::abs(at.y)) return at.x < 0 ? 'l' : 'r';
      return at.y < 0 ? 't' : 'b';
    };
    const Sides& expected = kSides[static_cast<std::size_t>(orientation - 1)];
    EXPECT_EQ(side({20, 0}), expected.row) << orientation;
    EXPECT_EQ(side({0, 20}), expected.column) << orientation;
  }
  EXPECT_EQ(turn_of_orientation(0).quarter_turns, 0);
  EXPECT_EQ(turn_of_orientation(99).quarter_turns, 0);
}

TEST(CanvasView, frames_a_mark_with_a_margin) {
  const CanvasView view = view_of({1000, 500}, {4000, 3000});
  const CanvasView near = framed(view, {1000, 1000}, {1200, 1100});
  EXPECT_DOUBLE_EQ(near.zoom, 4);
  EXPECT_EQ(near.centre, (PicturePoint{1100, 1050}));
  EXPECT_LE(framed(view, {5, 5}, {5, 5}).zoom, 16);
  EXPECT_EQ(framed(view, {1200, 1100}, {1000, 1000}).zoom, near.zoom);
}

TEST(CanvasView, says_how_the_picture_is_turned) {
  CanvasView view;
  EXPECT_EQ(turn_text(view), "");
  view.quarter_turns = 1;
  EXPECT_EQ(turn_text(view), "turned 90\u00b0 clockwise");
  view.mirrored = true;
  view.quarter_turns = 2;
  EXPECT_EQ(turn_text(view), "turned 180\u00b0, mirrored");
  view.quarter_turns = 0;
  EXPECT_EQ(turn_text(view), "mirrored");
}

TEST(CanvasView, the_picture_cannot_be_lost_by_panning) {
  CanvasView view = panned(view_of({1000, 500}, {400, 300}), {100'000, -100'000});
  EXPECT_EQ(view.centre, (PicturePoint{0, 300}));
  EXPECT_FALSE(visible_pixels(view).empty());
}

TEST(CanvasView, nothing_is_visible_without_a_picture_or_a_canvas) {
  EXPECT_TRUE(visible_pixels(view_of({0, 0}, {10, 10})).empty());
  EXPECT_TRUE(visible_pixels(view_of({10, 10}, {0, 0})).empty());
  EXPECT_EQ(fitted(CanvasView{}).zoom, 1);
}

}  // namespace
}  // namespace spoor
