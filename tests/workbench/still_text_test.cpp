#include "workbench/still_text.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

const cv::Mat& blank() {
  static const cv::Mat picture(24, 240, CV_8UC3, cv::Scalar::all(255));
  return picture;
}

cv::Mat written(const std::string& text, const cv::Point& at = {4, 18}) {
  cv::Mat picture = blank().clone();
  write_line(picture, text, at, 15, cv::Scalar::all(0));
  return picture;
}

bool same(const cv::Mat& a, const cv::Mat& b) { return cv::norm(a, b, cv::NORM_INF) == 0; }

TEST(StillText, writes_where_it_is_told) {
  EXPECT_GT(cv::norm(written("frame 7"), blank(), cv::NORM_INF), 200);
  EXPECT_TRUE(same(written(""), blank()));
  const cv::Mat picture = written("frame 7");
  EXPECT_TRUE(same(picture.colRange(4 + line_width("frame 7", 15) + 1, 240),
                   blank().colRange(4 + line_width("frame 7", 15) + 1, 240)));
  EXPECT_TRUE(same(picture.rowRange(19, 24), blank().rowRange(19, 24))) << "nothing of it hangs below the base line";
}

TEST(StillText, has_the_letters_of_those_whose_footage_it_is) {
  const cv::Mat unknown = written("\u0378");
  for (const char* letters : {"\u0416", "\u0457", "\u05D0", "\u0633", "\u20ac", "\u2264"}) {
    EXPECT_FALSE(same(written(letters), unknown)) << letters;
    EXPECT_FALSE(same(written(letters), blank())) << letters;
  }
  EXPECT_FALSE(same(written("\u0416"), written("\u0413")));
}

TEST(StillText, right_to_left_text_is_in_visual_order) {
  // The first letter of the name stands at its right end.
  EXPECT_TRUE(same(written("\u05D0\u05D1").colRange(0, 10), written("\u05D1").colRange(0, 10)));
}

TEST(StillText, long_lines_are_broken_where_they_may_be) {
  const std::string text = "frame 7   0:00.233   shown as decoded \u0416\u0416\u0416";
  const auto lines = wrapped(text, 15, 100);
  EXPECT_GT(lines.size(), 2u);
  std::string together;
  for (const std::string& line : lines) {
    EXPECT_LE(line_width(line, 15), 100) << line;
    EXPECT_FALSE(line.empty());
    together += line;
  }
  const auto without_spaces = [](std::string of) {
    std::erase(of, ' ');
    return of;
  };
  EXPECT_EQ(without_spaces(together), without_spaces(text));
  EXPECT_EQ(wrapped(text, 15, 4000), std::vector{text});
  EXPECT_EQ(wrapped("0123456789abcdef", 15, 1).size(), 16u) << "one character a line at least";
  EXPECT_EQ(wrapped("", 15, 100), std::vector{std::string()});
}

TEST(StillText, damaged_text_and_places_outside_do_no_harm) {
  EXPECT_FALSE(same(written("a\xC3"), written("a")));
  EXPECT_FALSE(same(written("\xFF\xF8"), blank()));
  EXPECT_TRUE(same(written("ab\ncd"), written("abcd")));
  EXPECT_TRUE(same(written("frame", {400, 18}), blank()));
  EXPECT_TRUE(same(written("frame", {4, -300}), blank()));
  EXPECT_FALSE(same(written("frame", {-10, 30}), blank()));
}

TEST(StillText, a_halo_sets_letters_off_from_any_ground) {
  cv::Mat picture(24, 240, CV_8UC3, cv::Scalar::all(200));
  write_line(picture, "mark", {4, 18}, 15, cv::Scalar::all(200), 2, cv::Scalar::all(0));
  double darkest = 255;
  cv::minMaxIdx(picture.reshape(1), &darkest);
  EXPECT_LT(darkest, 20);
}

}  // namespace
}  // namespace spoor
