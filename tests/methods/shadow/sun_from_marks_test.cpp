#include "methods/shadow/sun_from_marks.h"

#include "methods/statistics/chi_square.h"
#include "support/uncertain_scene.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

namespace spoor {
namespace {

using Kind = SunMark::Kind;

UncertainCamera exactly(const View& view) {
  UncertainCamera camera;
  camera.f_px = view.f_px;
  camera.f_share = 0.02;
  camera.centre = view.centre;
  camera.centre_sigma_px = 2;
  camera.up = view.up;
  camera.up_sigma_deg = 0.3;
  return camera;
}

SunMark line(Kind kind, const std::string& set, PicturePoint a, PicturePoint b) {
  SunMark mark;
  mark.kind = kind;
  mark.id = "line";
  mark.set = set;
  mark.a = a, mark.b = b;
  mark.sigma_px = 1;
  mark.lean_sigma_deg = 0.1;
  return mark;
}

TEST(SunFromMarks, gives_back_the_sun_of_exact_marks_whatever_tells_the_horizon) {
  SeededNoise noise(61);
  for (int i = 0; i < 60; ++i) {
    const test::Uncertainty exact{1e-3, 1e-3, 1e-3, 1e-4, 1e-2, 0.1};
    test::ClickedScene scene = test::clicked_scene(noise, 3, exact);
    const View view = test::view_of(scene.truth.camera);
    std::vector<SunMark> marks = scene.poles;
    if (i % 3 == 0) {
      scene.camera.up = view.up, scene.camera.up_sigma_deg = 0.3;
    } else if (i % 3 == 1) {
      marks.push_back(test::horizon_mark(scene, 1e-3, noise));
    } else {
      // Level lines in two directions that are not square to each other.
      const auto image = [&](double x, double y) { return *scene.truth.camera.seen(cv::Vec3d(x, y, 0)); };
      const double h = scene.truth.camera.heading_deg * std::numbers::pi / 180;
      const auto at = [&](double ahead, double right) {
        return image(ahead * std::sin(h) + right * std::cos(h), ahead * std::cos(h) - right * std::sin(h));
      };
      scene.truth.camera.size = {100000, 100000};
      scene.truth.camera.size.height = 1000000;
      marks.push_back(line(Kind::kHorizontal, "a", at(25, -2), at(15, 1)));
      marks.push_back(line(Kind::kHorizontal, "a", at(30, -4), at(20, -1)));
      marks.push_back(line(Kind::kHorizontal, "b", at(25, 3), at(18, 1)));
      marks.push_back(line(Kind::kHorizontal, "b", at(32, 2), at(25, 0)));
    }
    const auto sun = sun_from_marks(scene.camera, marks);
    ASSERT_TRUE(sun) << i << ": " << no_sun_reason(sun.error());
    EXPECT_NEAR(*sun->elevation_deg, scene.truth.elevation_deg, 0.05) << i;
    EXPECT_NEAR(std::remainder(*sun->azimuth_deg - scene.azimuth_from_heading, 360), 0, 0.1) << i;
  }
}

// Everything is drawn as it is stated. Half of the scenes know the tilt as by a gimbal, half by a marked horizon.
TEST(SunFromMarks, states_intervals_and_p_that_hold) {
  SeededNoise noise(62);
  constexpr int kScenes = 2000;
  int measured = 0, azimuth = 0, elevation = 0, both = 0, marks_below_5 = 0, marks_counted = 0, below_half = 0;
  for (int i = 0; i < kScenes; ++i) {
    test::Uncertainty u;
    u.click = noise.uniform(0.5, 2.5);
    test::ClickedScene scene = test::clicked_scene(noise, static_cast<std::size_t>(1 + i % 5), u);
    std::vector<SunMark> marks = scene.poles;
    if (i % 2 == 0) {
      test::know_tilt(scene, u.horizon, noise);
    } else {
      marks.push_back(test::horizon_mark(scene, 4, noise));
    }
    const auto sun = sun_from_marks(scene.camera, marks);
    if (!sun) continue;
    ++measured;
    const double da = std::remainder(*sun->azimuth_deg - scene.azimuth_from_heading, 360) / sun->azimuth_sigma_deg;
    const double de = (*sun->elevation_deg - scene.truth.elevation_deg) / sun->elevation_sigma_deg;
    const double r = sun->correlation;
    azimuth += std::abs(da) < 1.959964;
    elevation += std::abs(de) < 1.959964;
    both += (da * da - 2 * r * da * de + de * de) / (1 - r * r) < 5.991465;
    if (sun->degrees_of_freedom < 1) continue;
    const double p = chi_square_tail(sun->chi_square, sun->degrees_of_freedom);
    ++marks_counted;
    marks_below_5 += p < 0.05, below_half += p < 0.5;
  }
  std::printf("of %d: azimuth %d, elevation %d, both %d; p of the marks below 0.05 in %d, below 0.5 in %d of %d\n",
              measured, azimuth, elevation, both, marks_below_5, below_half, marks_counted);
  const double n = measured;
  EXPECT_GE(measured, kScenes * 98 / 100);
  EXPECT_NEAR(azimuth / n, 0.955, 0.025);
  EXPECT_NEAR(elevation / n, 0.955, 0.025);
  EXPECT_NEAR(both / n, 0.955, 0.025);
  EXPECT_NEAR(marks_below_5 / double(marks_counted), 0.05, 0.02);
  EXPECT_NEAR(below_half / double(marks_counted), 0.5, 0.05);
}

// Two or more poles are upright lines themselves: no horizon is marked and nothing known of the tilt.
TEST(SunFromMarks, takes_the_horizon_from_upright_poles) {
  SeededNoise noise(63);
  int measured = 0, both = 0, wide = 0;
  for (int i = 0; i < 400; ++i) {
    test::Uncertainty u;
    u.lean = 0.5;
    const test::ClickedScene scene = test::clicked_scene(noise, 6, u);
    const auto sun = sun_from_marks(scene.camera, scene.poles);
    if (!sun) continue;
    ++measured;
    wide += sun->tilt_sigma_deg > 3;
    const double da = std::remainder(*sun->azimuth_deg - scene.azimuth_from_heading, 360) / sun->azimuth_sigma_deg;
    const double de = (*sun->elevation_deg - scene.truth.elevation_deg) / sun->elevation_sigma_deg;
    const double r = sun->correlation;
    both += (da * da - 2 * r * da * de + de * de) / (1 - r * r) < 5.991465;
  }
  std::printf("measured %d of 400, the ellipse holds %d, tilt open by more than 3 degrees in %d\n", measured, both,
              wide);
  EXPECT_GE(measured, 300);
  EXPECT_NEAR(both / double(measured), 0.95, 0.04);
}

TEST(SunFromMarks, corrects_leans_and_slopes_that_are_known) {
  SeededNoise noise(64);
  const double tangent = std::tan(8 * std::numbers::pi / 180);
  double worst_with = 0, least_without = 90;
  for (int i = 0; i < 40; ++i) {
    const test::PoleScene scene = test::pole_scene(noise, 3);
    const View view = test::view_of(scene.camera);
    std::vector<SunMark> known, unknown;
    for (const auto& p : scene.poles) {
      // Leans towards 130 degrees of the heading, on ground that rises towards -20.
      const double lean = 130 * std::numbers::pi / 180, rise = -20 * std::numbers::pi / 180;
      auto mark = test::pole_mark(scene, p, {tangent * std::cos(lean), tangent * std::sin(lean)},
                                  {tangent * std::cos(rise), tangent * std::sin(rise)});
      if (!mark) continue;
      mark->sigma_px = 0.1;
      unknown.push_back(*mark);
      mark->lean_deg = 8, mark->lean_towards_deg = 130, mark->lean_sigma_deg = 0.1;
      mark->slope_deg = 8, mark->slope_towards_deg = -20, mark->slope_sigma_deg = 0.1;
      known.push_back(*mark);
    }
    if (known.empty()) continue;
    const auto corrected = sun_from_marks(exactly(view), known);
    ASSERT_TRUE(corrected);
    worst_with = std::max(worst_with, std::abs(*corrected->elevation_deg - scene.elevation_deg));
    if (const auto plain = sun_from_marks(exactly(view), unknown)) {
      least_without = std::min(least_without, std::abs(*plain->elevation_deg - scene.elevation_deg));
    }
  }
  EXPECT_LT(worst_with, 0.3);
  EXPECT_GT(worst_with, 0);
  std::printf("worst with the correction %.3f degrees, least without %.3f\n", worst_with, least_without);
}

View straight_down() { return {2400, {2000, 1125}, {0, 0, -1}}; }

// A block of 0.5 m below a camera at 40 m: its upper edge casts the tip of the shadow.
SunMark block(cv::Point2d at, double azimuth_deg, double elevation_deg) {
  const View view = straight_down();
  const cv::Vec3d sun = [&] {
    const double a = azimuth_deg * std::numbers::pi / 180, e = elevation_deg * std::numbers::pi / 180;
    const cv::Vec3d ahead = heading(view), right = ahead.cross(view.up);
    return cv::Vec3d(std::cos(e) * (std::cos(a) * ahead + std::sin(a) * right) + std::sin(e) * view.up);
  }();
  const cv::Vec3d top(at.x / 40, at.y / 40, 1 - 0.5 / 40);
  const cv::Vec3d tip = top - (0.5 / 40) / sun.dot(view.up) * sun;
  SunMark mark;
  mark.kind = Kind::kPair;
  mark.id = "block";
  mark.sigma_px = 0.5;
  mark.a = view.picture_from_ray(tip);
  mark.b = mark.c = view.picture_from_ray(top);
  mark.b.x -= 3, mark.c.x += 3;
  return mark;
}

TEST(SunFromMarks, tells_the_suns_side_from_blocks_seen_from_above) {
  for (const double azimuth : {-150.0, -60.0, 10.0, 100.0, 178.0}) {
    const std::vector<SunMark> blocks{block({-8, 3}, azimuth, 40), block({6, 7}, azimuth, 40),
                                      block({2, -9}, azimuth, 40)};
    const auto sun = sun_from_marks(exactly(straight_down()), blocks);
    ASSERT_TRUE(sun) << azimuth << no_sun_reason(sun.error());
    EXPECT_FALSE(sun->elevation_deg) << "no top of an upright object is marked";
    EXPECT_LT(std::abs(std::remainder(*sun->azimuth_deg - azimuth, 360)), 2.5 * sun->azimuth_sigma_deg + 1);
    EXPECT_LT(sun->azimuth_sigma_deg, 25);
  }
}

// Rocks anywhere in a picture taken straight down, any sun; the casting point anywhere between the rock's two sides,
// alike for all rocks of a picture. Far from linear: the intervals must hold at least as often as they say.
TEST(SunFromMarks, states_wide_intervals_for_rocks_seen_from_above) {
  SeededNoise noise(67);
  int measured = 0, held = 0, narrow = 0;
  for (int i = 0; i < 400; ++i) {
    const double azimuth = noise.uniform(-180, 180), elevation = noise.uniform(15, 65);
    const double common = noise.uniform(-0.6, 0.6);
    std::vector<SunMark> rocks;
    for (int k = 0; k < 2 + i % 4; ++k) {
      SunMark rock = block({noise.uniform(-28, 28), noise.uniform(-15, 15)}, azimuth, elevation);
      const PicturePoint casting{(rock.b.x + rock.c.x) / 2, (rock.b.y + rock.c.y) / 2};
      // Sides across the direction from the tip, the casting point off their middle.
      const cv::Vec2d way(casting.x - rock.a.x, casting.y - rock.a.y), across(-way[1], way[0]);
      const double half = noise.uniform(0.1, 0.5), off = std::clamp(common + noise.uniform(-0.4, 0.4), -1.0, 1.0);
      const auto side = [&](double at) {
        return PicturePoint{casting.x + half * (at - off) * across[0], casting.y + half * (at - off) * across[1]};
      };
      rock.b = test::clicked(side(-1), 1, noise), rock.c = test::clicked(side(1), 1, noise);
      rock.a = test::clicked(rock.a, 1, noise);
      rock.sigma_px = 1;
      rocks.push_back(rock);
    }
    const auto sun = sun_from_marks(exactly(straight_down()), rocks);
    if (!sun) continue;
    ++measured;
    narrow += sun->azimuth_sigma_deg < 30;
    held += std::abs(std::remainder(*sun->azimuth_deg - azimuth, 360)) < 1.959964 * sun->azimuth_sigma_deg;
  }
  std::printf("measured %d of 400, azimuth held %d, narrower than 30 degrees %d\n", measured, held, narrow);
  EXPECT_GE(measured, 300);
  EXPECT_GE(held, measured * 92 / 100) << "95 of 100, less 3 deviations of the count";
  EXPECT_GE(narrow, measured / 4) << "wide is not all that it says";
}

TEST(SunFromMarks, says_why_it_cannot_measure) {
  SeededNoise noise(65);
  const test::ClickedScene scene = test::clicked_scene(noise, 1, {});
  EXPECT_EQ(sun_from_marks(scene.camera, std::vector{test::horizon_mark(scene, 1, noise)}).error(), NoSun::kNoShadow);
  EXPECT_EQ(sun_from_marks(scene.camera, scene.poles).error(), NoSun::kHorizonUnknown)
      << "one pole leaves the tilt open";
  std::vector<SunMark> sky = scene.poles;
  for (PicturePoint* p : {&sky[0].a, &sky[0].b, &sky[0].c}) p->y -= 5000;
  EXPECT_EQ(sun_from_marks(exactly(test::view_of(scene.truth.camera)), sky).error(), NoSun::kContradictory);
  for (const NoSun reason : {NoSun::kNoShadow, NoSun::kHorizonUnknown, NoSun::kContradictory}) {
    EXPECT_GT(std::string(no_sun_reason(reason)).size(), 10U);
  }
}

TEST(SunFromMarks, predicts_where_a_shadow_ends) {
  SeededNoise noise(66);
  const test::PoleScene scene = test::pole_scene(noise, 4);
  const View view = test::view_of(scene.camera);
  const double azimuth = scene.azimuth_deg - scene.camera.heading_deg;
  for (const auto& p : scene.poles) {
    const auto tip = predicted_tip(view, p.foot, p.top, azimuth, scene.elevation_deg);
    ASSERT_TRUE(tip);
    EXPECT_NEAR(tip->x, p.tip.x, 1e-6);
    EXPECT_NEAR(tip->y, p.tip.y, 1e-6);
  }
  EXPECT_FALSE(predicted_tip(view, scene.poles[0].foot, scene.poles[0].top, azimuth, -3));
}

}  // namespace
}  // namespace spoor
