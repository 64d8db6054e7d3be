#include "methods/reflection/reflection_marks.h"

#include "methods/shadow/one_light.h"
#include "support/mirror_scene.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

std::vector<ShadowMark> marks_of(const test::MirrorScene& scene, double sigma, SeededNoise& noise) {
  std::vector<ShadowMark> marks;
  for (const auto& pair : scene.pairs) {
    const PicturePoint o = test::clicked(pair.object, sigma, noise), r = test::clicked(pair.reflection, sigma, noise);
    marks.push_back({"pair", ShadowMark::Kind::kCast, o, r, r, sigma, sigma});
  }
  return marks;
}

TEST(ReflectionMarks, meet_in_the_vanishing_point_of_the_mirrors_normal) {
  SeededNoise noise(3);
  int behind = 0;
  for (int i = 0; i < 200; ++i) {
    const test::MirrorScene scene = test::mirror_scene(noise, 4, i % 2 == 0);
    auto marks = marks_of(scene, 0, noise);
    for (auto& mark : marks) mark.sigma_px = mark.sigma_at_px = 0.01;
    const Agreement found = agreement(marks);
    EXPECT_LT(found.widening, 0.05);
    const double w = static_cast<double>(found.side), f = scene.camera.f_px;
    const cv::Vec3d seen = cv::normalize(cv::Vec3d((found.light.x - w * 960) / f, (found.light.y - w * 540) / f, w));
    const double cosine = seen.dot(scene.camera.camera_from_world() * scene.normal);
    EXPECT_GT(cosine, std::cos(0.6 * std::numbers::pi / 180)) << i;
    behind += found.side == LightSide::kBehind;
  }
  EXPECT_GT(behind, 5) << "a camera that looks up sees water's normal behind it";
}

TEST(ReflectionMarks, are_seldom_suspected_when_honest_and_noticed_when_moved) {
  SeededNoise noise(2012);
  constexpr int kScenes = 500, kDraws = 99;
  int conflicts = 0, below_5 = 0, below_half = 0, moved_noticed = 0;
  for (int i = 0; i < kScenes; ++i) {
    const double sigma = noise.uniform(1, 3);
    const test::MirrorScene scene = test::mirror_scene(noise, static_cast<std::size_t>(3 + i % 5), i % 3 == 0);
    auto marks = marks_of(scene, sigma, noise);
    const Agreement found = agreement(marks);
    conflicts += found.widening > kSigmas;
    if (found.widening > 0) {
      const double p = honest_marking(marks, found, kDraws, static_cast<std::uint64_t>(i), Job()).p;
      below_5 += p <= 0.05, below_half += p <= 0.5;
    }
    // One reflection that belongs elsewhere: turned about its object by 20 degrees.
    ShadowMark& odd = marks.front();
    const double dx = odd.first.x - odd.at.x, dy = odd.first.y - odd.at.y, c = std::cos(0.35), s = std::sin(0.35);
    odd.first = odd.second = {odd.at.x + c * dx - s * dy, odd.at.y + s * dx + c * dy};
    moved_noticed += agreement(marks).widening > kSigmas;
  }
  std::printf("of %d: conflict %d, p<=0.05 %d, p<=0.5 %d, moved noticed %d\n", kScenes, conflicts, below_5, below_half,
              moved_noticed);
  EXPECT_LE(conflicts, kScenes * 4 / 100);
  EXPECT_LE(below_5, kScenes * 7 / 100) << "5 % and two deviations of a count";
  EXPECT_NEAR(below_half / double{kScenes}, 0.5, 0.07);
  EXPECT_GE(moved_noticed, kScenes * 8 / 10);
}

Region mark(const std::string& id, const std::string& role, std::vector<PicturePoint> points) {
  Region region;
  region.id = id;
  region.role = role;
  region.shape = points.size() == 1 ? Shape::kPoint : points.size() == 2 ? Shape::kLine : Shape::kPath;
  region.points = std::move(points);
  return region;
}

TEST(ReflectionMarks, are_read_in_every_form) {
  std::vector<Region> regions{
      mark("b", "reflection", {{1, 2}, {3, 4}}),   mark("c", "reflection", {{9, 9}, {5, 5}, {8, 9}}),
      mark("v", "vertical", {{50, 90}, {51, 10}}), mark("w", "reflection", {{1, 1}, {1, 1}}),
      mark("g.object", "reflection", {{7, 7}}),    mark("g.reflection", "reflection", {{7, 77}})};
  for (std::size_t i : {4U, 5U}) regions[i].group = "g";
  regions[4].part = "object", regions[5].part = "reflection";
  regions[0].sigma_px = 1;
  const auto any = reflections_from_regions(regions, 0, 2, false);
  ASSERT_EQ(any.marks.size(), 3U);
  EXPECT_EQ(any.marks[0].id, "b");
  EXPECT_EQ(any.marks[0].sigma_px, 1);
  EXPECT_EQ(any.marks[1].at, (PicturePoint{5, 5}));
  EXPECT_EQ(any.marks[2].first, (PicturePoint{7, 77}));
  EXPECT_EQ(any.left_out.size(), 1U);
  const auto level = reflections_from_regions(regions, 0, 2, true);
  ASSERT_EQ(level.marks.size(), 4U);
  EXPECT_EQ(level.marks[3].at, (PicturePoint{51, 10})) << "upper end first";
  EXPECT_EQ(level.marks[3].sigma_px, 2);
}

}  // namespace
}  // namespace spoor
