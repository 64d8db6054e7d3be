#include "analysis/pass.h"
#include "evidence/marks_file.h"
#include "support/generated_scene.h"
#include "support/run_pass.h"
#include "support/straight_edges.h"
#include "support/structure_source.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

Result<PassOutput> output_of(const std::vector<Region>& regions, const ParamValues& given = {}) {
  const PassDescriptor pass = passes::scene_shadow_consistency();
  test::StructureSource source;
  source.information.kind = MediaKind::kStill;
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

// +-3 degrees (or `half`) about the line from the shadow to the object, with clicks as good as exact.
Region wedge(const std::string& id, PicturePoint shadow, PicturePoint object, double half = 3) {
  const auto turned = [&](double degrees) -> PicturePoint {
    const double angle = degrees * std::numbers::pi / 180, dx = object.x - shadow.x, dy = object.y - shadow.y;
    return {shadow.x + std::cos(angle) * dx - std::sin(angle) * dy,
            shadow.y + std::sin(angle) * dx + std::cos(angle) * dy};
  };
  Region region;
  region.id = id;
  region.shape = Shape::kPath;
  region.role = "shadow_object_pair";
  region.points = {turned(-half), shadow, turned(half)};
  region.sigma_px = 0.05;
  return region;
}

std::vector<Region> worked_example(double half = 3) {
  return {wedge("one", {300, 800}, {600, 375}, half), wedge("two", {700, 700}, {900, 300}, half),
          wedge("three", {1100, 850}, {1200, 412.5}, half), wedge("four", {500, 600}, {750, 225}, half)};
}

TEST(SceneShadowConsistency, finds_one_light_for_the_worked_example) {
  const auto output = output_of(worked_example());
  ASSERT_TRUE(output) << to_text(output.error());
  EXPECT_EQ(test::value_of(*output, "widening"), 0);
  EXPECT_NEAR(test::value_of(*output, "slack_front"), 0, 1e-9);
  EXPECT_NEAR(test::value_of(*output, "slack_behind"), 614.0, 0.1);
  EXPECT_EQ(test::value_of(*output, "p_honest"), 1);
  const Observation* o = test::find_observation(*output, "one_light");
  ASSERT_NE(o, nullptr);
  EXPECT_EQ(o->bearing, Bearing::kNeutral);
  EXPECT_NE(o->statement.find("in front of the camera"), std::string::npos) << o->statement;
  EXPECT_EQ(std::count_if(output->regions.begin(), output->regions.end(),
                          [](const Region& r) { return r.id.starts_with("wedge."); }),
            4);
  EXPECT_EQ(std::count_if(output->regions.begin(), output->regions.end(),
                          [](const Region& r) { return r.id.starts_with("light."); }),
            1);
}

TEST(SceneShadowConsistency, names_the_shadow_that_conflicts) {
  auto marks = worked_example();
  marks.push_back(wedge("odd", {900, 780}, {625, 360}));
  const auto output = output_of(marks);
  ASSERT_TRUE(output);
  EXPECT_NEAR(test::value_of(*output, "slack_front"), 695.2, 0.1);
  EXPECT_NEAR(test::value_of(*output, "slack_behind"), 897.7, 0.1);
  EXPECT_GT(test::value_of(*output, "factor"), 100);
  EXPECT_LT(test::value_of(*output, "p_honest"), 0.01);
  const Observation* o = test::find_observation(*output, "one_light");
  EXPECT_EQ(o->bearing, Bearing::kInconclusive) << "no photographs have been counted";
  EXPECT_FALSE(o->innocent_causes.empty());
  EXPECT_NE(o->statement.find("odd"), std::string::npos) << o->statement;
  const auto table =
      std::find_if(output->tables.begin(), output->tables.end(), [](auto& t) { return t.id == "marks"; });
  ASSERT_NE(table, output->tables.end());
  for (const auto& row : table->rows) {
    if (row.front() == "odd") {
      EXPECT_EQ(row[5], "0") << "without it the rest agrees";
    } else {
      EXPECT_NE(row[5], "0");
    }
  }
}

TEST(SceneShadowConsistency, reads_poles_of_a_marks_file) {
  SeededNoise noise(8);
  const test::PoleScene scene = test::pole_scene(noise, 5);
  Marks marks;
  const auto part = [&](int pole, const char* name, PicturePoint p) {
    Region region;
    region.id = "p" + std::to_string(pole) + "." + name;
    region.group = "p" + std::to_string(pole);
    region.part = name;
    region.role = "pole";
    region.shape = Shape::kPoint;
    region.points = {test::clicked(p, 1, noise)};
    region.sigma_px = 1;
    marks.regions.push_back(region);
  };
  for (int i = 0; i < 5; ++i) {
    const auto& pole = scene.poles[static_cast<std::size_t>(i)];
    part(i, "foot", pole.foot), part(i, "shadow_tip", pole.tip);
    if (i > 0) part(i, "top", pole.top);
  }
  const auto read = marks_from_json(marks_to_json(marks));
  ASSERT_TRUE(read);
  const auto output = output_of(read->regions);
  ASSERT_TRUE(output);
  EXPECT_EQ(test::value_of(*output, "marks"), 4);
  EXPECT_LT(test::value_of(*output, "widening"), 2.5);
  EXPECT_NE(test::find_observation(*output, "left_out"), nullptr) << "a pole without a top is named";
  EXPECT_EQ(test::find_observation(*output, "one_light")->bearing, Bearing::kNeutral);
}

// A wide lens bends the worked example until no light fits; edges known to be straight free it again.
TEST(SceneShadowConsistency, frees_shadows_of_distortion_where_straight_edges_are_marked) {
  const Lens lens{{960, 540}, std::hypot(1920, 1080) / 2, -0.3};
  auto marks = worked_example(0.2);
  for (Region& mark : marks) {
    for (PicturePoint& p : mark.points) p = *lens.distorted(p);
  }
  const double bent = test::value_of(*output_of(marks), "widening");
  SeededNoise noise(3);
  for (const StraightMark& edge : test::straight_edges(lens, 6, 9, 0.05, noise)) {
    Region region;
    region.id = "edge" + std::to_string(marks.size());
    region.role = "straight", region.shape = Shape::kPath, region.points = edge.points, region.sigma_px = 0.05;
    marks.push_back(region);
  }
  const auto freed = output_of(marks);
  ASSERT_TRUE(freed) << to_text(freed.error());
  EXPECT_NEAR(test::value_of(*freed, "lens_lambda"), -0.3, 0.01);
  EXPECT_LT(test::value_of(*freed, "widening"), 2);
  EXPECT_GT(bent, 10) << "in deviations of clicks as good as exact";
  EXPECT_NE(test::find_observation(*freed, "lens"), nullptr);
}

TEST(SceneShadowConsistency, says_that_two_marks_seldom_exclude_anything) {
  auto marks = worked_example();
  marks.resize(2);
  EXPECT_EQ(test::find_observation(output_of(marks), "one_light")->bearing, Bearing::kInconclusive);
}

TEST(SceneShadowConsistency, gives_the_same_answer_twice) {
  auto marks = worked_example();
  marks.push_back(wedge("odd", {900, 780}, {700, 300}));
  for (Region& mark : marks) mark.sigma_px = 5;
  const auto once = output_of(marks), again = output_of(marks);
  EXPECT_EQ(test::value_of(*once, "p_honest"), test::value_of(*again, "p_honest"));
  EXPECT_EQ(test::value_of(*once, "feasible_share"), test::value_of(*again, "feasible_share"));
}

TEST(SceneShadowConsistency, declines_without_usable_marks) {
  const auto nothing = output_of({});
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().fault, Fault::kNotApplicable);
  Region point = worked_example().front();
  point.points = {{1, 1}, {1, 1}};
  EXPECT_FALSE(output_of({point}));
  std::vector<Region> many(9, worked_example().front());
  for (std::size_t i = 0; i < many.size(); ++i) {
    many[i].id = std::to_string(i);
    many[i].role = "attached_shadow";
    many[i].points = {{0, 0}, {10, 0}};
  }
  EXPECT_EQ(output_of(many).error().fault, Fault::kBadArgument);
}

}  // namespace
}  // namespace spoor
