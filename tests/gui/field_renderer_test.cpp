#include "gui/gl/field_renderer.h"

#include "findings/preview.h"
#include "gl_context.h"
#include "report/figures.h"

#include <cmath>
#include <limits>

namespace spoor::gui {
namespace {

class FieldRendererTest : public test::GlTest {
 protected:
  void SetUp() override {
    GlTest::SetUp();
    const auto found = shader_directory();
    ASSERT_TRUE(found) << to_text(found.error());
    shaders = *found;
  }
  std::filesystem::path shaders;
  TextureCache cache{std::int64_t{1} << 26};
};

std::shared_ptr<Map> ramp() {
  auto map = std::make_shared<Map>();
  map->field = cv::Mat(6, 40, CV_32FC1);
  for (int y = 0; y < map->field.rows; ++y) {
    for (int x = 0; x < map->field.cols; ++x) map->field.at<float>(y, x) = static_cast<float>(x) / 10 - 0.5F;
  }
  map->low = 0;
  map->high = 3;
  map->cell = {4, 8};
  map->origin = {16, 8};
  return map;
}

CanvasView over(cv::Size picture) {
  CanvasView view;
  view.canvas = view.picture = picture;
  view.fit = false;
  view.centre = {picture.width / 2.0, picture.height / 2.0};
  return view;
}

TEST_F(FieldRendererTest, uses_the_colours_of_the_report) {
  const auto map = ramp();
  FieldRenderer renderer(shaders);
  const cv::Mat picture = renderer.rendered(over({200, 64}), *map, cache.field(map, *map));
  ASSERT_FALSE(picture.empty()) << renderer.fault();
  const cv::Mat colours = coloured(map_preview(*map).levels);
  for (int y = 0; y < 6; ++y) {
    for (int x = 0; x < 40; ++x) {
      const cv::Vec4b& expected = colours.at<cv::Vec4b>(y, x);
      for (const auto& [dx, dy] : {std::pair(0, 0), std::pair(3, 7)}) {
        const cv::Vec3b& shown = picture.at<cv::Vec3b>(8 + y * 8 + dy, 16 + x * 4 + dx);
        ASSERT_EQ(shown, cv::Vec3b(expected[0], expected[1], expected[2])) << x << " " << y;
      }
    }
  }
}

TEST_F(FieldRendererTest, leaves_clear_what_was_not_measured) {
  const auto map = ramp();
  map->field.at<float>(2, 10) = std::numeric_limits<float>::quiet_NaN();
  map->field.at<float>(2, 11) = -std::numeric_limits<float>::quiet_NaN();
  map->field.at<float>(2, 12) = std::numeric_limits<float>::infinity();
  FieldRenderer renderer(shaders);
  const cv::Mat picture = renderer.rendered(over({200, 64}), *map, cache.field(map, *map));
  ASSERT_FALSE(picture.empty());
  const cv::Vec3b around = picture.at<cv::Vec3b>(2, 2);
  EXPECT_EQ(picture.at<cv::Vec3b>(8 + 2 * 8 + 4, 16 + 10 * 4 + 2), around);
  EXPECT_EQ(picture.at<cv::Vec3b>(8 + 2 * 8 + 4, 16 + 11 * 4 + 2), around);
  EXPECT_EQ(picture.at<cv::Vec3b>(8 + 2 * 8 + 4, 16 + 12 * 4 + 2), colour_scale()[255]);
  EXPECT_EQ(picture.at<cv::Vec3b>(60, 100), around) << "beside the map";
}

TEST_F(FieldRendererTest, tiles_show_no_seam) {
  const auto map = std::make_shared<Map>();
  map->field = cv::Mat(90, 170, CV_32FC1);
  for (int y = 0; y < 90; ++y) {
    for (int x = 0; x < 170; ++x) map->field.at<float>(y, x) = static_cast<float>((x * 7 + y * 13) % 100) / 100;
  }
  FieldRenderer renderer(shaders);
  const cv::Mat one = renderer.rendered(over({170, 90}), *map, cache.field(map, *map));
  TextureCache small(std::int64_t{1} << 26);
  small.set_tile_limit(64);
  const auto tiled = small.field(map, *map);
  EXPECT_GT(tiled->tiles.size(), 10U);
  const cv::Mat many = renderer.rendered(over({170, 90}), *map, tiled);
  ASSERT_FALSE(one.empty());
  cv::Mat difference;
  cv::absdiff(one, many, difference);
  EXPECT_EQ(cv::countNonZero(difference.reshape(1)), 0);
}

}  // namespace
}  // namespace spoor::gui
