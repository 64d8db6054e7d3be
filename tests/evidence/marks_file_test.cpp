#include "evidence/marks_file.h"

#include "support/built_paths.h"
#include "support/paths.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>

namespace spoor {
namespace {

Error refusal(std::string_view text) {
  const auto marks = marks_from_json(text);
  return marks ? Error{Fault::kInternal, "accepted", ""} : marks.error();
}

std::string with_region(const std::string& region) {
  return R"({"schema": "spoor.marks/1", "regions": [)" + region + "]}";
}

TEST(MarksFile, reads_a_file_as_an_analyst_writes_it) {
  const auto marks = marks_from_json(R"({"schema": "spoor.marks/1",
    "regions": [{"id": "A", "shape": "rectangle", "points": [[10, 20], [110.5, 80]], "role": "suspicious",
                 "frames": [3, null], "sigma_px": 2, "note": "smooth"},
                {"id": "car", "shape": "point", "points": [[1, 2]], "role": "vehicle",
                 "keys": [{"frame": 0, "points": [[1, 2]]}, {"frame": 9, "points": [[10, 2]]}]}],
    "groups": [{"id": "p1", "kind": "pole", "quantities": {"height": {"value": 1.62, "unit": "m", "sigma": 0.02}},
                "parts": {"foot": {"shape": "point", "points": [[5, 9]]},
                          "top": {"id": "tip of p1", "shape": "point", "points": [[5, 1]], "role": "vertical"},
                          "shadow_tip": null}}]})");
  ASSERT_TRUE(marks) << to_text(marks.error());
  ASSERT_EQ(marks->regions.size(), 4u);
  const Region& a = marks->regions[0];
  EXPECT_EQ(a.shape, Shape::kRectangle);
  EXPECT_EQ(a.points[1], (PicturePoint{110.5, 80}));
  EXPECT_EQ(a.frames.first, 3);
  EXPECT_TRUE(a.frames.contains(1'000'000));
  EXPECT_FALSE(a.frames.contains(2));
  EXPECT_EQ(a.sigma_px, 2);
  EXPECT_EQ(points_at(marks->regions[1], 3)[0].x, 4);
  EXPECT_EQ(marks->regions[2].id, "p1.foot");
  EXPECT_EQ(marks->regions[2].role, "pole");
  EXPECT_EQ(marks->regions[2].group, "p1");
  EXPECT_EQ(marks->regions[3].id, "tip of p1");
  EXPECT_EQ(marks->regions[3].part, "top");
  EXPECT_EQ(marks->regions[3].role, "vertical");
  ASSERT_EQ(marks->groups.size(), 1u);
  EXPECT_EQ(marks->groups[0].absent_parts, std::vector<std::string>{"shadow_tip"});
  EXPECT_EQ(marks->groups[0].quantities[0], (MarkGroup::Quantity{"height", 1.62, "m", 0.02}));
}

TEST(MarksFile, names_the_path_of_what_it_refuses) {
  const auto subject = [](const std::string& region) { return refusal(with_region(region)).subject; };
  EXPECT_EQ(subject(R"({"id": "a", "shape": "point", "points": [[1, 2]], "colour": 1})"), "$.regions[0].colour");
  EXPECT_EQ(subject(R"({"id": "a", "shape": "circle", "points": [[1, 2]]})"), "$.regions[0].shape");
  EXPECT_EQ(subject(R"({"id": "a", "shape": "point", "points": [[1, "2"]]})"), "$.regions[0].points[0][1]");
  EXPECT_EQ(subject(R"({"id": "a", "shape": "point", "points": [[1, 2, 3]]})"), "$.regions[0].points[0]");
  EXPECT_EQ(subject(R"({"id": "a", "shape": "point", "points": [[1, 2], [3, 4]]})"), "$.regions[0].points");
  EXPECT_EQ(subject(R"({"id": "a", "shape": "polygon", "points": [[1, 2], [3, 4]]})"), "$.regions[0].points");
  EXPECT_EQ(subject(R"({"id": "a", "shape": "rectangle", "points": [[3, 4], [1, 2]]})"), "$.regions[0].points");
  EXPECT_EQ(subject(R"({"id": "a", "shape": "point", "points": [[1, 1e7]]})"), "$.regions[0].points[0][1]");
  EXPECT_EQ(subject(R"({"id": "a", "shape": "point", "points": [[1, 1]], "frames": [5, 4]})"), "$.regions[0].frames");
  EXPECT_EQ(subject(R"({"id": "a", "shape": "point", "points": [[1, 1]], "frames": [0.5, 4]})"),
            "$.regions[0].frames[0]");
  EXPECT_EQ(subject(R"({"id": "a", "shape": "point", "points": [[1, 1]], "sigma_px": -1})"), "$.regions[0].sigma_px");
  EXPECT_EQ(subject(R"({"id": "a", "shape": "point", "points": [[1, 1]],
                        "keys": [{"frame": 4, "points": [[1, 1]]}, {"frame": 4, "points": [[1, 1]]}]})"),
            "$.regions[0].keys[1].frame");
  EXPECT_EQ(subject(R"({"shape": "point", "points": [[1, 1]]})"), "$.regions[0]");
  EXPECT_EQ(refusal(R"({"schema": "spoor.marks/1", "region": []})").subject, "$.region");
  EXPECT_EQ(refusal(R"({"schema": "spoor.marks/2"})").subject, "$.schema");
  EXPECT_EQ(refusal(R"({"schema": "spoor.marks/1", "groups": [{"id": "g", "parts": {"top": 4}}]})").subject,
            "$.groups[0].parts.top");
  EXPECT_EQ(refusal(R"({"schema": "spoor.marks/1", "groups": [{"id": "g", "quantities": {"height": {"value": 1}}}]})")
                .subject,
            "$.groups[0].quantities.height");
}

TEST(MarksFile, refuses_two_marks_of_one_id) {
  const std::string mark = R"({"id": "a", "shape": "point", "points": [[1, 1]]})";
  EXPECT_EQ(refusal(with_region(mark)).sentence, "accepted");
  EXPECT_NE(refusal(with_region(mark + "," + mark)).sentence.find("'a'"), std::string::npos);
}

TEST(MarksFile, refuses_more_points_than_it_promises_to_hold) {
  std::string points = "[0, 0]";
  for (int i = 1; i < 100'000; ++i) points += ",[1,1]";
  EXPECT_EQ(refusal(with_region(R"({"id": "a", "shape": "polygon", "points": [)" + points + "]}")).sentence,
            "accepted");
  EXPECT_NE(refusal(with_region(R"({"id": "a", "shape": "polygon", "points": [)" + points + ",[1,1]]}"))
                .sentence.find("100,000 points"),
            std::string::npos);
}

TEST(MarksFile, reads_regions_and_frames_of_the_command_line) {
  const auto plain = region_from_text("10,20,30.5,40");
  ASSERT_TRUE(plain) << to_text(plain.error());
  EXPECT_EQ(plain->points, (std::vector<PicturePoint>{{10, 20}, {40.5, 60}}));
  EXPECT_EQ(plain->role, "suspicious");
  EXPECT_EQ(plain->frames, FrameRange{});
  const auto full = region_from_text("1,2,3,4@5-9:reference_ground");
  ASSERT_TRUE(full) << to_text(full.error());
  EXPECT_EQ(full->frames, (FrameRange{5, 9}));
  EXPECT_EQ(full->role, "reference_ground");
  for (const char* wrong : {"", "1,2,3", "1,2,3,4,5", "a,2,3,4", "1,2,0,4", "1,2,3,-4", "1,2,3,4@9-5", "1,2,3,4@",
                            "1,2,3,4:", "1,2,nan,4", "1,2,inf,4", "1,2,3,4x", "1e300,0,1,1"}) {
    EXPECT_FALSE(region_from_text(wrong)) << wrong;
  }
  EXPECT_EQ(*frame_range_from_text("7"), (FrameRange{7, 7}));
  EXPECT_EQ(frame_range_from_text("7-")->first, 7);
  EXPECT_EQ(frame_range_from_text("7-")->last, FrameRange{}.last);
  for (const char* wrong : {"", "-", "-3", "a", "3-b", "5-4", "3-4-5", "99999999999999999999"}) {
    EXPECT_FALSE(frame_range_from_text(wrong)) << wrong;
  }
}

// Marks in the order in which a file gives them back: those by themselves first, then by group and part.
Marks any_marks() {
  const auto word = [] { return *rc::gen::container<std::string>(8, rc::gen::inRange<char>(' ', '~')); };
  const auto coordinate = [] { return *rc::gen::inRange(-1'000'000, 1'000'000) / 64.0; };
  const auto any_points = [&](Shape shape, std::size_t count) {
    std::vector<PicturePoint> points;
    for (std::size_t i = 0; i < count; ++i) points.push_back({coordinate(), coordinate()});
    if (shape == Shape::kRectangle) points[1] = {points[0].x + 1.5, points[0].y + 0.25};
    return points;
  };
  int number = 0;
  const auto any_region = [&](const std::string& group, const std::string& part) {
    Region mark;
    mark.id = word() + std::to_string(number++);
    mark.shape = *rc::gen::element(Shape::kPoint, Shape::kLine, Shape::kRectangle, Shape::kPolygon, Shape::kPath,
                                   Shape::kArrow, Shape::kText, Shape::kMeasure);
    const std::size_t count = points_fit(mark.shape, 1)   ? 1
                              : points_fit(mark.shape, 7) ? *rc::gen::inRange<std::size_t>(3, 7)
                                                          : 2;
    mark.points = any_points(mark.shape, count);
    mark.frames.first = *rc::gen::inRange(0, 5);
    if (*rc::gen::arbitrary<bool>()) mark.frames.last = *rc::gen::inRange(5, 99);
    for (int k = *rc::gen::inRange(0, 3), frame = 0; k > 0; --k) {
      frame += *rc::gen::inRange(1, 9);
      mark.keys.push_back({frame, any_points(mark.shape, count), {}});
      if (*rc::gen::arbitrary<bool>()) mark.keys.back().confidence = *rc::gen::inRange(0, 8) / 8.0;
    }
    for (int k = *rc::gen::inRange(0, 3), frame = 0; k > 0; --k) {
      TrackRecord track{word(), frame, frame + 5, *rc::gen::arbitrary<bool>(), {}, 0.5, 0.25, word()};
      if (*rc::gen::arbitrary<bool>()) track.closed_px = 1.5;
      mark.tracks.push_back(track);
    }
    if (*rc::gen::arbitrary<bool>()) mark.colour = "#0a1bff";
    mark.role = word();
    mark.sigma_px = *rc::gen::inRange(0, 5) / 2.0;
    mark.group = group;
    mark.part = part;
    mark.label = word();
    mark.note = word();
    mark.author = word();
    return mark;
  };
  Marks marks;
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) marks.regions.push_back(any_region("", ""));
  for (int g = *rc::gen::inRange(0, 4); g > 0; --g) {
    MarkGroup group;
    group.id = "g" + std::to_string(g);
    group.kind = word();
    group.label = word();
    for (const char* part : {"a", "b", "c"}) {
      const int marked = *rc::gen::inRange(0, 4);  // 0: absent; 3: not looked for
      if (marked == 0) group.absent_parts.emplace_back(part);
      for (int i = marked % 3; i > 0; --i) marks.regions.push_back(any_region(group.id, part));
    }
    if (*rc::gen::arbitrary<bool>()) group.quantities.push_back({word() + "q", coordinate(), "m", 0.5});
    marks.groups.push_back(std::move(group));
  }
  return marks;
}

TEST(MarksFile, marks_survive_the_round_trip) {
  EXPECT_TRUE(rc::check("marks equal themselves written and read", [] {
    const Marks marks = any_marks();
    const auto back = marks_from_json(marks_to_json(marks));
    if (!back) RC_FAIL(to_text(back.error()));
    RC_ASSERT(back->groups == marks.groups);
    RC_ASSERT(back->regions == marks.regions);
  }));
}

TEST(MarksFile, can_hold_a_key_at_every_frame_with_one_identity) {
  Region moving, still;
  moving.id = "r1";
  moving.shape = Shape::kPoint;
  moving.points = {{10, 20}};
  moving.keys = {{5, {{10, 20}}, std::nullopt}, {9, {{18, 16}}, 0.5}};
  still.id = "r2";
  still.shape = Shape::kPoint;
  still.points = {{1, 2}};
  const Marks full = with_every_frame({{moving, still}, {}});
  EXPECT_EQ(full.regions[1], still);
  const Region& region = full.regions[0];
  EXPECT_EQ(region.id, "r1");
  ASSERT_EQ(region.keys.size(), 5U);
  EXPECT_EQ(region.keys[2], (KeyShape{7, {{14, 18}}, 0.5}));
  EXPECT_EQ(region.keys.front(), moving.keys.front());
  EXPECT_EQ(region.keys.back(), moving.keys.back());
  EXPECT_EQ(marks_from_json(marks_to_json(full)).value(), full);
  // What a marks file could not be read back with stays as it is.
  moving.keys.back().frame = 200'000;
  EXPECT_EQ(with_every_frame({{moving}, {}}).regions[0], moving);
}

TEST(MarksFile, writes_marks_of_a_group_that_nobody_described) {
  Marks marks;
  marks.regions.resize(1);
  marks.regions[0] = {"a", Shape::kPoint, {{1, 2}}, {}, {}, {}, "pole", 0, "lost", "foot", "", "", "", "", ""};
  const auto back = marks_from_json(marks_to_json(marks));
  ASSERT_TRUE(back) << to_text(back.error());
  EXPECT_EQ(back->regions, marks.regions);
  ASSERT_EQ(back->groups.size(), 1u);
  EXPECT_EQ(back->groups[0].id, "lost");
}

std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string text;
  std::array<char, 4096> block{};
  while (const std::size_t got = std::fread(block.data(), 1, block.size(), pipe.get())) text.append(block.data(), got);
  return text;
}

TEST(MarksFile, reads_what_an_analyst_would_click_in_every_rendered_scene) {
  SPOOR_SCENES_OR_SKIP(scenes);
  const auto converter = test::samples_dir().parent_path() / "tools" / "convert_scene_marks.py";
  int poles = 0, hidden = 0, footprints = 0;
  for (const auto& path : test::files_below(scenes / "pictures" / "marks")) {
    std::ifstream file(path);
    const auto scene = nlohmann::json::parse(file);
    for (const auto& [variant, sigma] : {std::pair{"exact", 0.0}, std::pair{"noisy_2px", 2.0}}) {
      const auto text =
          output_of(fmt::format("{} -I -S '{}' '{}' {}", test::python(), converter.string(), path.string(), variant));
      const auto marks = marks_from_json(text);
      ASSERT_TRUE(marks) << path << ": " << to_text(marks.error());
      const auto& truth = scene[variant];
      for (const auto& mark : marks->regions) EXPECT_EQ(mark.sigma_px, sigma) << path << mark.id;
      for (std::size_t i = 0; i < truth["poles"].size(); ++i, ++poles) {
        const auto& pole = truth["poles"][i];
        const std::string id = "pole" + std::to_string(i + 1);
        const auto group =
            std::find_if(marks->groups.begin(), marks->groups.end(), [&](const MarkGroup& g) { return g.id == id; });
        ASSERT_NE(group, marks->groups.end()) << path << id;
        EXPECT_EQ(group->quantities[0].value, pole["height_m"].get<double>());
        for (const char* part : {"foot", "top", "shadow_tip"}) {
          const auto mark = std::find_if(marks->regions.begin(), marks->regions.end(),
                                         [&](const Region& r) { return r.group == id && r.part == part; });
          ASSERT_EQ(mark == marks->regions.end(), pole[part].is_null()) << path << id << part;
          if (pole[part].is_null()) {
            EXPECT_EQ(group->absent_parts, std::vector<std::string>{part});
            ++hidden;
          } else {
            EXPECT_EQ(mark->points[0], (PicturePoint{pole[part][0].get<double>(), pole[part][1].get<double>()}));
            EXPECT_EQ(mark->role, "pole");
          }
        }
      }
      for (const auto& mark : marks->regions) {
        if (mark.role != "footprint") continue;
        ++footprints;
        EXPECT_EQ(mark.points[2].x, truth["footprint"][2][0].get<double>());
      }
    }
  }
  EXPECT_GT(poles, 40);
  EXPECT_GT(hidden, 10);
  EXPECT_EQ(footprints, 40);  // 20 of the 24 scenes have a vehicle, in two variants
}

}  // namespace
}  // namespace spoor
