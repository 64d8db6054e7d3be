#include "report/coastlines.h"

#include "support/paths.h"

#include <gtest/gtest.h>
#include <shapefil.h>

#include <array>
#include <fstream>

namespace spoor {
namespace {

// An island, and one that lies across the date line, as data sets give it: beyond 180 degrees.
std::filesystem::path two_islands(const std::filesystem::path& dir) {
  const auto path = dir / "coastlines.shp";
  SHPHandle file = SHPCreate(path.c_str(), SHPT_POLYGON);
  std::array<double, 4> x{10, 12, 12, 10}, y{50, 50, 52, 50};
  std::array<double, 4> far_x{178, 183, 183, 178}, far_y{-17, -17, -16, -17};
  for (const auto& [xs, ys] : {std::pair(x, y), std::pair(far_x, far_y)}) {
    SHPObject* shape = SHPCreateSimpleObject(SHPT_POLYGON, 4, xs.data(), ys.data(), nullptr);
    SHPWriteObject(file, -1, shape);
    SHPDestroyObject(shape);
  }
  SHPClose(file);
  return path;
}

TEST(Coastlines, are_read_and_parted_at_the_date_line) {
  const test::TemporaryDir dir;
  const auto lines = read_coastlines(two_islands(dir.path()));
  ASSERT_TRUE(lines) << to_text(lines.error());
  std::size_t points = 0;
  for (const auto& line : *lines) {
    points += line.size();
    for (std::size_t i = 0; i < line.size(); ++i) {
      EXPECT_LE(std::abs(line[i].x), 180);
      if (i > 0) {
        EXPECT_LT(std::abs(line[i].x - line[i - 1].x), 10) << "no line runs around the Earth";
      }
    }
  }
  EXPECT_EQ(lines->front().front(), cv::Point2d(10, 50));
  EXPECT_GE(points, 6U);
}

TEST(Coastlines, are_not_made_of_what_is_none) {
  const test::TemporaryDir dir;
  EXPECT_FALSE(read_coastlines(dir.path() / "none.shp"));
  std::ofstream(dir.path() / "text.shp") << "not a shapefile";
  EXPECT_FALSE(read_coastlines(dir.path() / "text.shp"));
  const auto path = two_islands(dir.path());
  std::filesystem::resize_file(path, 120);
  const auto cut = read_coastlines(path);
  if (cut) {
    EXPECT_LE(cut->size(), 1U);
  }
}

TEST(Coastlines, belong_behind_longitude_and_latitude_alone) {
  Curve curve;
  curve.x_label = "longitude", curve.y_label = "latitude";
  EXPECT_TRUE(is_world_map(curve));
  curve.x_label = "frame";
  EXPECT_FALSE(is_world_map(curve));
}

}  // namespace
}  // namespace spoor
