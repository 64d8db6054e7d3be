#include "evidence/region_json.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

Region moving() {
  Region region;
  region.id = "r1";
  region.shape = Shape::kLine;
  region.points = {{0.5, 0.5}, {10, 20.25}};
  region.frames = {3, 9};
  region.keys = {{3, {{0, 0}, {10, 10}}}, {7, {{4, 8}, {14, 18}}}};
  region.role = "suspicious";
  region.sigma_px = 1.5;
  region.note = "moves";
  return region;
}

TEST(RegionJson, reads_back_what_it_writes) {
  const auto again = region_from_json(region_json(moving()), "r");
  ASSERT_TRUE(again) << to_text(again.error());
  EXPECT_EQ(*again, moving());
  MarkGroup group{"g", "pole", "left", {{"height", 1.76, "m", 0.01}}, {"shadow_tip"}};
  EXPECT_EQ(group_from_json(group_json(group), "g").value(), group);
}

TEST(RegionJson, names_the_path_of_what_is_wrong) {
  nlohmann::json json = region_json(moving());
  json["colour"] = "red";
  EXPECT_EQ(region_from_json(json, "regions[3]").error().subject, "regions[3].colour");
  json = region_json(moving());
  json["points"][0] = {1, 2, 3};
  EXPECT_EQ(region_from_json(json, "r").error().subject, "r.points");
  json = region_json(moving());
  json["keys"][1]["frame"] = 3;
  EXPECT_FALSE(region_from_json(json, "r"));
  EXPECT_FALSE(region_from_json(nlohmann::json(7), "r"));
}

TEST(RegionJson, keeps_how_key_frames_were_found) {
  Region tracked = moving();
  tracked.keys.back().confidence = 0.75;
  tracked.tracks = {{"a method", 3, 9, true, 1.5, 0.5, 0.25, "lost at frame 10"},
                    {"a method", 9, 12, false, {}, 0.5, 1, ""}};
  const auto back = region_from_json(nlohmann::json::parse(region_json(tracked).dump()), "r");
  ASSERT_TRUE(back) << to_text(back.error());
  EXPECT_EQ(*back, tracked);
  nlohmann::json json = region_json(tracked);
  json["keys"][0]["confidence"] = 2;
  EXPECT_FALSE(region_from_json(json, "r"));
  json = region_json(tracked);
  json["tracks"][1]["last_frame"] = 1;
  EXPECT_EQ(region_from_json(json, "r").error().subject, "r.tracks[1].last_frame");
  json["tracks"] = "all";
  EXPECT_FALSE(region_from_json(json, "r"));
}

TEST(PointsAt, interpolates_between_key_frames_and_holds_outside) {
  const Region region = moving();
  EXPECT_EQ(points_at(region, 0)[0], (PicturePoint{0, 0}));
  EXPECT_EQ(points_at(region, 4)[0], (PicturePoint{1, 2}));
  EXPECT_EQ(points_at(region, 100)[1], (PicturePoint{14, 18}));
}

}  // namespace
}  // namespace spoor
