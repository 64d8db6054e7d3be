#include "methods/records/fix_track.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

Series series(const std::string& id, const std::vector<std::pair<double, double>>& points,
              const std::string& source = "s") {
  Series one{id, "", "media", source, {}};
  for (const auto& [time, value] : points) {
    one.points.push_back({TimeStamp{static_cast<std::int64_t>(std::llround(time * 1000)), {1, 1000}}, value});
  }
  return one;
}

// Northwards at `speed` m/s, one fix every `step` s.
std::vector<Fix> walk(double speed, double step, int count) {
  std::vector<Fix> fixes;
  for (int i = 0; i < count; ++i) fixes.push_back({i * step, 50 + speed * step * i / 111194.93, 36});
  return fixes;
}

TEST(FixTrack, pairs_values_of_equal_times_and_leaves_out_what_has_no_fix) {
  const auto tracks = fix_tracks({series("gps.latitude", {{0, 50}, {1, 50.1}, {2, 0}, {3, 50.3}, {4, 95}}),
                                  series("gps.longitude", {{3, 36.3}, {0, 36}, {2, 0}, {1.5, 99}, {4, 1}}),
                                  series("gps.fix", {{0, 0}, {2.5, 3}}), series("gps.latitude", {{0, 1}}, "alone")});
  ASSERT_EQ(tracks.size(), 1U);
  ASSERT_EQ(tracks[0].fixes.size(), 1U);
  EXPECT_DOUBLE_EQ(tracks[0].fixes[0].longitude_deg, 36.3);
  EXPECT_EQ(tracks[0].without_lock, 2) << "before the lock, and 0, 0";
}

TEST(FixTrack, finds_gaps_inside_and_at_the_ends) {
  std::vector<double> times;
  for (int i = 5; i < 40; ++i) {
    if (i < 20 || i > 30) times.push_back(i);
  }
  const auto found = gaps(times, 0, 60, 10);
  ASSERT_EQ(found.size(), 2U) << "five seconds at the beginning are no more than five steps";
  EXPECT_EQ(gaps(times, -1, 60, 10).size(), 3U);
  EXPECT_EQ(found[0].from_s, 19);
  EXPECT_EQ(found[0].value, 12);
  EXPECT_EQ(found[1].from_s, 39);
  EXPECT_TRUE(gaps({0, 1, 2, 3}, 0, 4, 10).empty());
  EXPECT_EQ(gaps(times, 0, 60, 1).size(), 1U);
  EXPECT_TRUE(gaps({}, 0, 60, 2).empty());
}

TEST(FixTrack, names_a_jump_once_and_no_noise) {
  auto fixes = walk(10, 0.1, 200);
  // Three metres back and forth within a tenth of a second is what receivers do.
  for (std::size_t i = 0; i < fixes.size(); i += 2) fixes[i].latitude_deg += 3 / 111194.93;
  EXPECT_TRUE(jumps(fixes, 80, 10).empty());
  for (std::size_t i = 100; i < fixes.size(); ++i) fixes[i].longitude_deg += 0.01;  // 715 m
  const auto found = jumps(fixes, 80, 10);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_GT(found[0].value, 600);
  EXPECT_LE(found[0].from_s, 10);
  EXPECT_GE(found[0].to_s, 10);
  const std::vector<Fix> at_once{{0, 50, 36}, {0, 51, 36}};
  ASSERT_EQ(jumps(at_once, 80, 10).size(), 1U);
  EXPECT_TRUE(std::isinf(jumps(at_once, 80, 10)[0].value));
}

TEST(FixTrack, measures_the_way_and_holds_it_against_stated_speeds) {
  const auto fixes = walk(10, 0.25, 81);
  EXPECT_NEAR(path_m(fixes), 200, 0.1);
  std::vector<std::pair<double, double>> right, wrong;
  for (int i = 0; i <= 80; ++i) right.emplace_back(i * 0.25, 10), wrong.emplace_back(i * 0.25, 5);
  const auto fits = speed_comparison(fixes, series("gps.speed_2d", right));
  EXPECT_EQ(fits.compared, 20);
  EXPECT_NEAR(fits.median_difference_mps, 0, 0.01);
  EXPECT_NEAR(fits.median_stated_mps, 10, 1e-9);
  EXPECT_NEAR(speed_comparison(fixes, series("gps.speed_2d", wrong)).median_difference_mps, 5, 0.01);
  EXPECT_EQ(speed_comparison(fixes, series("gps.speed_2d", {})).compared, 0);
}

TEST(FixTrack, finds_where_a_clock_leaves_the_clips_own) {
  std::vector<std::pair<double, double>> clock;
  for (int i = 0; i < 20; ++i) clock.emplace_back(i, 1.5e9 + i + (i >= 12 ? 30 : 0));
  const auto found = clock_steps(series("gps.utc", clock), 1.5, 10);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].from_s, 11);
  EXPECT_NEAR(found[0].value, 30, 1e-6);
  EXPECT_TRUE(clock_steps(series("gps.utc", clock), 60, 10).empty());
}

}  // namespace
}  // namespace spoor
