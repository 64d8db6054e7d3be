#include "analysis/pass.h"
#include "support/mirror_scene.h"
#include "support/run_pass.h"
#include "support/structure_source.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace spoor {
namespace {

Result<PassOutput> output_of(const std::vector<Region>& regions, const ParamValues& given = {}) {
  const PassDescriptor pass = passes::scene_reflections();
  test::StructureSource source;
  source.information.video.emplace_back();
  source.information.video.front().width = 1920;
  source.information.video.front().height = 1080;
  RunContext context;
  context.source = &source;
  context.regions = regions;
  context.params = *resolve_params(pass.params, given);
  auto run = pass.start(context);
  if (!run) return tl::unexpected(run.error());
  return (*run)->finish({});
}

Region line(const std::string& id, const std::string& role, PicturePoint from, PicturePoint to) {
  Region region;
  region.id = id;
  region.role = role;
  region.shape = Shape::kLine;
  region.points = {from, to};
  region.sigma_px = 1;
  return region;
}

std::vector<Region> marked(const test::MirrorScene& scene, SeededNoise& noise) {
  std::vector<Region> regions;
  for (std::size_t i = 0; i < scene.pairs.size(); ++i) {
    regions.push_back(line("pair" + std::to_string(i), "reflection", test::clicked(scene.pairs[i].object, 1, noise),
                           test::clicked(scene.pairs[i].reflection, 1, noise)));
  }
  return regions;
}

TEST(SceneReflections, stays_quiet_for_one_mirror_and_names_the_pair_that_conflicts) {
  SeededNoise noise(5);
  const test::MirrorScene scene = test::mirror_scene(noise, 6, false);
  auto regions = marked(scene, noise);
  const auto honest = output_of(regions);
  ASSERT_TRUE(honest) << to_text(honest.error());
  EXPECT_EQ(test::value_of(*honest, "pairs"), 6);
  EXPECT_EQ(test::find_observation(*honest, "one_plane")->bearing, Bearing::kNeutral);
  EXPECT_TRUE(std::any_of(honest->regions.begin(), honest->regions.end(),
                          [](const Region& r) { return r.id.starts_with("normal."); }));
  regions[2].points[1].x += 150;
  regions[2].points[1].y -= 150;
  const auto odd = output_of(regions);
  ASSERT_TRUE(odd);
  const Observation* o = test::find_observation(*odd, "one_plane");
  EXPECT_EQ(o->bearing, Bearing::kInconclusive) << "no photographs have been counted";
  EXPECT_NE(o->statement.find("pair2"), std::string::npos) << o->statement;
  EXPECT_FALSE(o->innocent_causes.empty());
  EXPECT_LT(test::value_of(*odd, "p_honest"), 0.02);
  for (const auto& row : odd->tables.front().rows) {
    if (row.front() == "pair2") {
      EXPECT_LT(std::stod(row[3]), 2) << "without it the rest agrees";
    }
  }
}

TEST(SceneReflections, holds_water_to_upright_lines) {
  SeededNoise noise(6);
  const test::MirrorScene scene = test::mirror_scene(noise, 3, true);
  auto regions = marked(scene, noise);
  const cv::Vec3d down = scene.camera.image_of({0, 0, -1});
  // An upright edge from its upper end towards the vanishing point below.
  const PicturePoint top{500, 200};
  cv::Vec2d along(down[0] - top.x * down[2], down[1] - top.y * down[2]);
  along = along / cv::norm(along);
  regions.push_back(line("edge", "vertical", {top.x + 300 * along[0], top.y + 300 * along[1]}, top));
  const auto level = output_of(regions, {{"surface", std::string("level")}});
  ASSERT_TRUE(level);
  EXPECT_EQ(test::value_of(*level, "pairs"), 4);
  EXPECT_LT(test::value_of(*level, "widening"), 2.5);
  EXPECT_EQ(test::value_of(*output_of(regions), "pairs"), 3) << "a wall's reflections say nothing of upright lines";
  regions.back().points[0].x += 60;
  EXPECT_GT(test::value_of(*output_of(regions, {{"surface", std::string("level")}}), "widening"), 5);
}

TEST(SceneReflections, frees_marks_of_distortion_where_straight_edges_are_marked) {
  SeededNoise noise(7);
  const test::MirrorScene scene = test::mirror_scene(noise, 5, false);
  auto regions = marked(scene, noise);
  Region edge = line("edge", "straight", {}, {});
  edge.shape = Shape::kPath;
  edge.points.clear();
  for (int i = 0; i < 9; ++i) edge.points.push_back({100.0 + 200 * i, 80 + 0.5 * i});
  regions.push_back(edge);
  const auto output = output_of(regions);
  ASSERT_TRUE(output);
  EXPECT_NEAR(test::value_of(*output, "lens_lambda"), 0, 0.02);
  EXPECT_NE(test::find_observation(*output, "lens"), nullptr);
}

TEST(SceneReflections, says_that_two_pairs_exclude_nothing_and_declines_without_any) {
  SeededNoise noise(8);
  auto regions = marked(test::mirror_scene(noise, 2, false), noise);
  EXPECT_EQ(test::find_observation(output_of(regions), "one_plane")->bearing, Bearing::kInconclusive);
  EXPECT_EQ(output_of({}).error().fault, Fault::kNotApplicable);
  EXPECT_EQ(output_of({line("v", "vertical", {0, 0}, {0, 9})}, {{"surface", std::string("level")}}).error().fault,
            Fault::kNotApplicable)
      << "upright lines alone are no reflection";
  std::vector<Region> many(61, regions.front());
  EXPECT_EQ(output_of(many).error().fault, Fault::kBadArgument);
}

}  // namespace
}  // namespace spoor
