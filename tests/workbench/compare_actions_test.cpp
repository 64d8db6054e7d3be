#include "report/still_picture.h"
#include "workbench/actions_desk.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

struct CompareActions : test::ActionsDesk {
  std::filesystem::path make_still(const std::string& name, int width, int height) {
    const auto bytes = png(cv::Mat(height, width, CV_8UC3, cv::Scalar(90, 120, 150)));
    const auto path = dir.path() / name;
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes->data()), static_cast<std::streamsize>(bytes->size()));
    return path;
  }
};

TEST_F(CompareActions, modes_go_on_and_off) {
  open_clip();
  const Comparison& comparison = desk().comparison;
  EXPECT_FALSE(type("1")) << "nothing is compared";
  type("0");
  EXPECT_EQ(comparison.mode, CompareMode::kDifference);
  type("W");
  EXPECT_EQ(comparison.mode, CompareMode::kWipe);
  type("W");
  EXPECT_EQ(comparison.mode, CompareMode::kOff);
  type("Shift+W");
  EXPECT_EQ(comparison.mode, CompareMode::kBlink);
  type("Alt+0");
  EXPECT_EQ(comparison.mode, CompareMode::kOff);
}

TEST_F(CompareActions, one_side_is_hidden_at_a_time) {
  open_clip();
  const Comparison& comparison = desk().comparison;
  type("S");
  type("1");
  EXPECT_TRUE(comparison.left_hidden);
  type("2");
  EXPECT_TRUE(comparison.right_hidden);
  EXPECT_FALSE(comparison.left_hidden);
  type("2");
  EXPECT_FALSE(comparison.right_hidden);
}

TEST_F(CompareActions, each_side_steps_by_itself) {
  open_clip();
  const auto right = [&] { return right_frame(desk().comparison, frame(), 48); };
  type("W");
  type("Ctrl+Shift+L");
  desk().playhead.go_to(10, 0);
  EXPECT_EQ(right(), 10);
  EXPECT_EQ(after("F1"), 11);
  EXPECT_EQ(right(), 10) << "the right side stayed";
  type("Shift+F2");
  EXPECT_EQ(right(), 9);
  EXPECT_EQ(frame(), 11);
  EXPECT_EQ(desk().comparison.offset_frames, -2);
  type("Right");
  EXPECT_EQ(right(), 10) << "locked: both go on";
  type("Ctrl+L");
  EXPECT_FALSE(desk().comparison.locked);
  EXPECT_EQ(right(), 10) << "nothing moves when the lock opens";
  type("Right");
  EXPECT_EQ(right(), 10);
  type("F2");
  EXPECT_EQ(right(), 11);
  type("F1");
  EXPECT_EQ(right(), 11);
  type("Ctrl+L");
  EXPECT_EQ(right(), 11) << "nor when it closes";
  type("Ctrl+Shift+L");
  EXPECT_EQ(right(), frame());
}

TEST_F(CompareActions, sides_stop_at_the_ends) {
  open_clip();
  type("W");
  type("Shift+F2");
  type("Shift+F2");
  EXPECT_EQ(desk().comparison.offset_frames, 0);
  type("End");
  type("F2");
  EXPECT_EQ(right_frame(desk().comparison, frame(), 48), 47);
  EXPECT_EQ(desk().comparison.offset_frames, 0);
}

TEST_F(CompareActions, a_frame_meets_the_one_before_it) {
  open_clip();
  const auto right = [&] { return right_frame(desk().comparison, frame(), 48); };
  type("0");
  EXPECT_EQ(right(), 1) << "the first has none before it";
  type("Ctrl+Shift+L");
  type("Alt+0");
  desk().playhead.go_to(10, 0);
  type("0");
  EXPECT_EQ(right(), 9);
  type("Shift+F2");
  type("W");
  EXPECT_EQ(right(), 8) << "what was chosen stays";
  type("Ctrl+Shift+L");
  type("O");
  EXPECT_EQ(right(), 10) << "a map lies over its own frame";
}

TEST_F(CompareActions, a_still_meets_another_exhibit_best_of_its_own_size) {
  open(make_still("other.png", 48, 32));
  open(make_still("first.png", 64, 32));
  const std::int64_t fits = desk().record.id;
  open(make_still("second.png", 64, 32));
  type("W");
  EXPECT_EQ(desk().comparison.other_exhibit, fits);
  desk().comparison.other_exhibit = bench->desks().front()->record.id;
  type("0");
  EXPECT_EQ(desk().comparison.other_exhibit, bench->desks().front()->record.id) << "what was chosen stays";
}

TEST_F(CompareActions, the_right_side_has_the_length_of_its_own_exhibit) {
  open_clip("short.mp4", 20);
  const std::int64_t other = desk().record.id;
  open_clip();
  desk().comparison.other_exhibit = other;
  type("W");
  desk().playhead.go_to(10, 0);
  for (int i = 0; i < 30; ++i) type("F2");
  EXPECT_EQ(right_frame(desk().comparison, frame(), 20), 19);
  EXPECT_EQ(desk().comparison.offset_frames, 9);
}

}  // namespace
}  // namespace spoor
