#include "methods/soil/mound_mark.h"

#include "support/street_scene.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

struct Seen {
  test::PinholeCamera pinhole;
  GroundCamera camera;
};

Seen looking_down(double pitch_deg, double height_m) {
  test::StreetScene scene;
  scene.camera.pitch_deg = pitch_deg;
  scene.camera.roll_deg = 2;
  scene.camera.position = {0, 0, height_m};
  Seen seen{scene.camera, {}};
  seen.camera.view = test::true_view(scene);
  seen.camera.lens.centre = seen.camera.view.centre;
  seen.camera.height_m = height_m;
  return seen;
}

TEST(MoundMark, measures_a_crest_behind_its_foot) {
  for (const double pitch : {-5.0, -25.0, -50.0}) {
    const Seen s = looking_down(pitch, 4);
    const double ahead = 4 / std::tan(-pitch * kDegree);
    const double h = 0.5, repose = 34, back = h / std::tan(repose * kDegree);
    const auto foot = s.pinhole.seen({0, ahead, 0}), crest = s.pinhole.seen({0, ahead + back, h});
    ASSERT_TRUE(foot && crest);
    EXPECT_NEAR(*crest_height_m(s.camera, *foot, *crest, repose), h, 1e-6) << pitch;
    // Taken for one that stands above its foot it would be as high as the ray of the crest is there.
    EXPECT_NEAR(*crest_height_m(s.camera, *foot, *crest, 89.999), h + back * (4 - h) / (ahead + back), 0.002) << pitch;
  }
}

TEST(MoundMark, tells_how_many_pixels_a_height_takes) {
  const Seen s = looking_down(-10, 2);
  const auto foot = s.pinhole.seen({1, 12, 0}), top = s.pinhole.seen({1, 12, 0.4});
  ASSERT_TRUE(foot && top);
  EXPECT_NEAR(*rise_px(s.camera, *foot, 0.4), std::hypot(top->x - foot->x, top->y - foot->y), 1e-6);
  EXPECT_FALSE(rise_px(s.camera, {960, 1}, 0.4)) << "above the horizon";
  EXPECT_FALSE(crest_height_m(s.camera, {960, 1}, {960, 0}, 34));
}

TEST(MoundMark, reads_lines_either_way_and_outlines_at_their_highest) {
  const auto line = foot_and_crest({{10, 20}, {11, 80}});
  ASSERT_TRUE(line);
  EXPECT_EQ(line->first, (PicturePoint{11, 80}));
  EXPECT_EQ(line->second, (PicturePoint{10, 20}));
  const auto outline = foot_and_crest({{0, 100}, {40, 60}, {100, 100}, {50, 110}});
  ASSERT_TRUE(outline);
  EXPECT_DOUBLE_EQ(outline->second.x, 40);
  EXPECT_DOUBLE_EQ(outline->second.y, 60);
  EXPECT_DOUBLE_EQ(outline->first.y, 108) << "on the lower edge from (0, 100) to (50, 110)";
  EXPECT_FALSE(foot_and_crest({{0, 5}, {10, 5}}));
  EXPECT_FALSE(foot_and_crest({{0, 5}}));
  EXPECT_FALSE(foot_and_crest({{0, 5}, {0, 5}, {0, 5}}));
}

}  // namespace
}  // namespace spoor
