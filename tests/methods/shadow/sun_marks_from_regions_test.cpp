#include "methods/shadow/sun_marks_from_regions.h"

#include "evidence/marks_file.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace spoor {
namespace {

using Kind = SunMark::Kind;

MarkedForSun read(const std::string& json, const UprightPicture& picture = {1280, 720, 1, 1}, std::int64_t frame = 0) {
  const auto marks = marks_from_json(json);
  EXPECT_TRUE(marks) << to_text(marks.error());
  return sun_marks_from_regions(marks->regions, marks->groups, picture, frame, {});
}

const SunMark* mark(const MarkedForSun& found, const std::string& id) {
  const auto at = std::find_if(found.marks.begin(), found.marks.end(), [&](auto& m) { return m.id == id; });
  return at == found.marks.end() ? nullptr : &*at;
}

TEST(SunMarksFromRegions, reads_every_kind) {
  const auto found = read(R"({"schema": "spoor.marks/1", "regions": [
    {"id": "sea", "shape": "path", "role": "horizon", "points": [[0, 220], [600, 221], [1280, 200]], "sigma_px": 3},
    {"id": "wall", "shape": "line", "role": "vertical", "points": [[5, 300], [6, 100]]},
    {"id": "edge", "shape": "line", "role": "shadow_direction", "points": [[700, 500], [600, 640]]},
    {"id": "rock", "shape": "path", "role": "shadow_object_pair", "points": [[10, 10], [20, 40], [30, 12]]},
    {"id": "elsewhere", "shape": "line", "role": "horizon", "points": [[0, 0], [9, 9]], "frames": [5, 9]},
    {"id": "car", "shape": "rectangle", "role": "vehicle", "points": [[0, 0], [9, 9]]}],
   "groups": [
    {"id": "p1", "kind": "pole",
     "quantities": {"lean": {"value": 4, "unit": "deg", "sigma": 0.5}, "lean_towards": {"value": 90, "unit": "deg"},
                    "slope": {"value": 3, "unit": "deg"}, "slope_towards": {"value": -10, "unit": "deg"}},
     "parts": {"foot": {"shape": "point", "points": [[531, 633]], "sigma_px": 1},
               "top": {"shape": "point", "points": [[514, 199]], "sigma_px": 4},
               "shadow_tip": {"shape": "point", "points": [[664, 457]], "sigma_px": 2}}},
    {"id": "p2", "kind": "pole", "parts": {"foot": {"shape": "point", "points": [[1, 2]]}, "top": null,
                                           "shadow_tip": {"shape": "point", "points": [[3, 4]]}}},
    {"id": "p3", "kind": "pole", "parts": {"top": {"shape": "point", "points": [[8, 2]]}, "foot": null,
                                           "shadow_tip": {"shape": "point", "points": [[3, 4]]}}},
    {"id": "p4", "kind": "pole", "parts": {"foot": {"shape": "point", "points": [[8, 2]]}, "shadow_tip": null}},
    {"id": "rails", "kind": "parallel", "parts": {"left": {"shape": "line", "points": [[0, 700], [500, 300]]},
                                                  "right": {"shape": "line", "points": [[900, 700], [600, 300]]}}}]})");
  ASSERT_EQ(found.marks.size(), 9U);
  ASSERT_NE(mark(found, "p1"), nullptr);
  const SunMark& pole = *mark(found, "p1");
  EXPECT_EQ(pole.kind, Kind::kPole);
  EXPECT_EQ(pole.b, (PicturePoint{514, 199}));
  EXPECT_EQ(pole.c, (PicturePoint{664, 457}));
  EXPECT_EQ(pole.sigma_px, 4) << "the largest of its clicks";
  EXPECT_EQ(pole.lean_deg, 4);
  EXPECT_EQ(pole.lean_towards_deg, 90);
  EXPECT_EQ(pole.lean_sigma_deg, 0.5);
  EXPECT_EQ(pole.slope_deg, 3);
  EXPECT_EQ(pole.slope_sigma_deg, 1) << "none stated: the default";
  EXPECT_EQ(mark(found, "p2")->kind, Kind::kShadow);
  EXPECT_EQ(mark(found, "p2")->a, (PicturePoint{1, 2}));
  EXPECT_EQ(mark(found, "p2")->b, (PicturePoint{3, 4}));
  EXPECT_EQ(mark(found, "p3")->kind, Kind::kPair);
  EXPECT_EQ(mark(found, "p3")->a, (PicturePoint{3, 4}));
  EXPECT_EQ(mark(found, "rock")->a, (PicturePoint{20, 40}));
  EXPECT_EQ(mark(found, "edge")->a, (PicturePoint{600, 640})) << "the foot's side";
  EXPECT_EQ(mark(found, "sea")->b, (PicturePoint{1280, 200}));
  EXPECT_EQ(mark(found, "sea")->sigma_px, 3);
  EXPECT_EQ(mark(found, "wall")->lean_sigma_deg, 0.3);
  EXPECT_EQ(mark(found, "rails.left")->set, "rails");
  EXPECT_EQ(mark(found, "rails.left")->kind, Kind::kHorizontal);
  ASSERT_EQ(found.left_out.size(), 1U);
  EXPECT_EQ(found.left_out[0].substr(0, 3), "p4:");
}

TEST(SunMarksFromRegions, turns_marks_upright) {
  const auto found = read(R"({"schema": "spoor.marks/1", "regions": [
    {"id": "edge", "shape": "line", "role": "shadow_direction", "points": [[700, 500], [600, 640]], "sigma_px": 2}]})",
                          {1280, 720, 3, 2});
  ASSERT_EQ(found.marks.size(), 1U);
  EXPECT_EQ(found.marks[0].a, (PicturePoint{2560 - 1200, 720 - 640}));
  EXPECT_EQ(found.marks[0].sigma_px, 4) << "a click is as uncertain as its wider side";
}

TEST(SunMarksFromRegions, reads_a_shadow_at_several_times) {
  const auto clip = read(R"({"schema": "spoor.marks/1", "groups": [
    {"id": "p1", "kind": "pole", "parts": {
      "foot": {"shape": "point", "points": [[500, 600]]},
      "shadow_tip": {"shape": "point", "points": [[600, 600]],
                     "keys": [{"frame": 0, "points": [[600, 600]]}, {"frame": 250, "points": [[604, 598]]}]}}}]})");
  ASSERT_EQ(clip.course.size(), 2U);
  EXPECT_EQ(clip.course[1].frame, 250);
  EXPECT_EQ(clip.course[1].tip, (PicturePoint{604, 598}));
  EXPECT_TRUE(clip.course[1].by_frame);
  const auto still = read(R"({"schema": "spoor.marks/1", "groups": [
    {"id": "p1", "kind": "pole", "quantities": {"later": {"value": 3600, "unit": "s", "sigma": 30}}, "parts": {
      "foot": {"shape": "point", "points": [[500, 600]]},
      "shadow_tip": {"shape": "point", "points": [[600, 600]]},
      "later_tip": {"shape": "point", "points": [[640, 590]]}}}]})");
  ASSERT_EQ(still.course.size(), 2U);
  EXPECT_EQ(still.course[1].later_s, 3600);
  EXPECT_EQ(still.course[1].later_sigma_s, 30);
  EXPECT_FALSE(still.course[1].by_frame);
}

}  // namespace
}  // namespace spoor
