#include "render.h"

#include "base/parallel.h"
#include "filming.h"
#include "scenes.h"

#include <gtest/gtest.h>

#include <cstring>

namespace spoor::samples {
namespace {

Shot small(Shot shot) {
  shot.view.focal_px *= 192.0 / shot.size.width;
  shot.size = {192, 128};
  return shot;
}

cv::Mat whole(const Shot& shot) { return linear_picture(shot.scene, shot.view, shot.size, {{}, shot.size}, 2); }

bool same(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

TEST(Render, same_seed_gives_the_same_bytes_on_any_number_of_threads) {
  const Shot shot = small(truck_on_track());
  const cv::Mat first = whole(shot);
  const ThreadLimit one(1);
  const cv::Mat second = whole(shot);
  EXPECT_EQ(std::memcmp(first.data, second.data, first.total() * first.elemSize()), 0);
  Shot other = shot;
  other.scene.seed += 1;
  EXPECT_FALSE(same(first, whole(other)));
}

TEST(Render, a_part_equals_that_part_of_the_whole) {
  const Shot shot = small(hamlet());
  const cv::Rect part(40, 50, 60, 30);
  EXPECT_TRUE(same(whole(shot)(part).clone(), linear_picture(shot.scene, shot.view, shot.size, part, 2)));
}

TEST(Render, daylight_fills_the_range) {
  const cv::Mat picture = whole(small(truck_on_track()));
  double low = 0, high = 0;
  cv::minMaxLoc(picture.reshape(1), &low, &high);
  EXPECT_GE(low, 0);
  EXPECT_GT(high, 0.7);
  EXPECT_LT(high, 3);
  const cv::Scalar sky = cv::mean(picture.rowRange(0, 20)), ground = cv::mean(picture.rowRange(90, 128));
  EXPECT_GT(sky[2], sky[0]);        // the sky is blue
  EXPECT_GT(ground[1], ground[2]);  // the ground is not
  EXPECT_GT(sky[1], 1.5 * ground[1]);
}

TEST(Render, a_thing_changes_nothing_outside_the_part_it_touches) {
  const Shot shot = small(roadside(5005));
  const Scene with = with_truck_at(shot.scene, 17);
  const cv::Rect part = touched_part(with, with.things.back(), shot.view, shot.size, 4);
  cv::Mat changed = whole(shot) != linear_picture(with, shot.view, shot.size, {{}, shot.size}, 2);
  changed = changed.reshape(1);
  const cv::Rect columns(part.x * 3, part.y, part.width * 3, part.height);
  EXPECT_GT(cv::countNonZero(changed(columns)), 300);
  EXPECT_EQ(cv::countNonZero(changed), cv::countNonZero(changed(columns)));
}

}  // namespace
}  // namespace spoor::samples
