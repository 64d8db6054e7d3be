#include "methods/projective/scene_marks.h"

#include "evidence/marks_file.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace spoor {
namespace {

const char* const kMarks = R"({"schema": "spoor.marks/1",
  "regions": [
    {"id": "sea", "shape": "line", "role": "horizon", "points": [[0, 400], [1900, 410]], "sigma_px": 3},
    {"id": "hills", "shape": "line", "role": "horizon", "points": [[0, 300], [1900, 310]]},
    {"id": "edge", "shape": "line", "role": "vertical", "points": [[500, 800], [505, 300]]},
    {"id": "kerb", "shape": "measurement", "role": "scale", "points": [[300, 900], [700, 900]]},
    {"id": "loose", "shape": "point", "role": "vertical", "points": [[1, 1]]},
    {"id": "later", "shape": "line", "role": "vertical", "points": [[1, 1], [2, 90]], "frames": [7, 9]},
    {"id": "car", "shape": "point", "role": "moving_point", "points": [[100, 800]],
     "keys": [{"frame": 0, "points": [[100, 800]]}, {"frame": 25, "points": [[300, 800]]}]}],
  "groups": [
    {"id": "east", "kind": "parallel", "quantities": {"bearing": {"value": 90, "unit": "deg"}},
     "parts": {"a": {"shape": "line", "points": [[0, 0], [100, 10]]}, "b": {"shape": "line", "points": [[0, 99], [100, 90]]}}},
    {"id": "mast", "kind": "pole", "quantities": {"height": {"value": 300, "unit": "cm", "sigma": 5}},
     "parts": {"foot": {"shape": "point", "points": [[900, 800]], "sigma_px": 4}, "top": {"shape": "point", "points": [[905, 500]]}}},
    {"id": "stump", "kind": "pole", "parts": {"foot": {"shape": "point", "points": [[900, 800]]}}},
    {"id": "humvee", "kind": "vehicle", "quantities": {"wheelbase": {"value": 3.3, "unit": "m", "sigma": 0.02}},
     "parts": {"RL": {"shape": "point", "points": [[400, 800]]}, "FL": {"shape": "point", "points": [[600, 780]]},
               "along": {"shape": "line", "points": [[400, 700], [600, 690]]},
               "along 2": {"shape": "line", "points": [[400, 650], [600, 645]]},
               "across": {"shape": "line", "points": [[600, 690], [700, 700]]}}},
    {"id": "truck", "kind": "wheels", "quantities": {"track": {"value": 2, "unit": "m", "sigma": 0.1}},
     "parts": {"RL": {"shape": "point", "points": [[400, 800]]}, "FL": {"shape": "point", "points": [[600, 780]]},
               "FR": {"shape": "point", "points": [[700, 800]]}}}]})";

ReadScene read(const SceneReading& reading = {}) {
  const auto marks = marks_from_json(kMarks);
  EXPECT_TRUE(marks) << (marks ? "" : to_text(marks.error()));
  return marks ? scene_marks(marks->regions, marks->groups, reading) : ReadScene{};
}

int lines_of(const ReadScene& scene, LineKind kind) {
  return static_cast<int>(std::count_if(scene.marks.lines.begin(), scene.marks.lines.end(),
                                        [&](const MarkedLine& line) { return line.kind == kind; }));
}

TEST(SceneMarks, read_lines_lengths_and_wheels) {
  const ReadScene scene = read();
  ASSERT_TRUE(scene.marks.horizon);
  EXPECT_EQ(scene.marks.horizon->sigma_px, 3);
  ASSERT_EQ(scene.marks.sets.size(), 1U);
  EXPECT_EQ(scene.marks.sets[0].bearing_deg, 90);
  EXPECT_EQ(lines_of(scene, LineKind::kLevel), 2);
  EXPECT_EQ(lines_of(scene, LineKind::kUpright), 2) << "an edge and a pole";
  EXPECT_EQ(lines_of(scene, LineKind::kAlong), 2);
  EXPECT_EQ(lines_of(scene, LineKind::kAcross), 1);
  EXPECT_EQ(lines_of(scene, LineKind::kTrack), 1);
  ASSERT_EQ(scene.marks.lengths.size(), 3U) << "kerb, wheelbase, mast";
  for (const MarkedLength& length : scene.marks.lengths) {
    if (length.id == "mast") {
      EXPECT_TRUE(length.upright);
      EXPECT_NEAR(length.known->value_m, 3, 1e-12);
      EXPECT_NEAR(length.known->sigma_m, 0.05, 1e-12);
      EXPECT_EQ(length.from, (PicturePoint{900, 800}));
    }
    if (length.id == "kerb") {
      EXPECT_FALSE(length.known) << "to be measured";
    }
  }
  ASSERT_EQ(scene.marks.rectangles.size(), 1U);
  EXPECT_FALSE(scene.marks.rectangles[0].corners[3]) << "RR is not seen";
  EXPECT_EQ(scene.marks.rectangles[0].width->value_m, 2);
  EXPECT_EQ(scene.vehicle_ids, std::vector<std::string>{"humvee"});
  ASSERT_EQ(scene.points.size(), 1U);
  EXPECT_EQ(scene.points[0].places[1].frame, 25);
}

TEST(SceneMarks, say_what_is_left_out) {
  const ReadScene scene = read();
  const auto told = [&](const char* id) {
    return std::any_of(scene.left_out.begin(), scene.left_out.end(),
                       [&](const std::string& text) { return text.starts_with(id); });
  };
  EXPECT_TRUE(told("loose"));
  EXPECT_TRUE(told("stump"));
  EXPECT_TRUE(told("hills")) << "the sea is the horizon already";
  EXPECT_EQ(scene.left_out.size(), 3U) << "a mark of other frames is none of this one";
  SceneReading later;
  later.frame = 8;
  EXPECT_EQ(lines_of(read(later), LineKind::kUpright), 3);
}

TEST(SceneMarks, say_that_two_wheels_alone_are_too_few) {
  const auto marks = marks_from_json(R"({"schema": "spoor.marks/1", "groups": [
    {"id": "van", "kind": "wheels", "parts": {"FL": {"shape": "point", "points": [[10, 10]]},
                                              "RL": {"shape": "point", "points": [[40, 10]]}}}]})");
  ASSERT_TRUE(marks);
  const ReadScene scene = scene_marks(marks->regions, marks->groups, {});
  EXPECT_TRUE(scene.marks.lengths.empty());
  ASSERT_EQ(scene.left_out.size(), 1U);
  EXPECT_TRUE(scene.left_out[0].starts_with("van: ")) << scene.left_out[0];
}

TEST(SceneMarks, square_two_sets_where_asked) {
  const auto marks = marks_from_json(R"({"schema": "spoor.marks/1", "regions": [
    {"id": "a", "shape": "line", "role": "parallel", "points": [[0, 0], [10, 1]]}], "groups": [
    {"id": "g", "kind": "parallel", "parts": {"b": {"shape": "line", "points": [[0, 9], [10, 1]]}}}]})");
  ASSERT_TRUE(marks);
  SceneReading reading;
  EXPECT_FALSE(scene_marks(marks->regions, marks->groups, reading).marks.sets[1].bearing_deg);
  reading.right_angles = true;
  EXPECT_EQ(scene_marks(marks->regions, marks->groups, reading).marks.sets[1].bearing_deg, 90);
}

}  // namespace
}  // namespace spoor
