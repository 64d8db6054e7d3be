#include "methods/records/time_relations.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TimeItem at(int hour, Clock clock, std::optional<int> offset) {
  TimeItem item;
  item.clock = clock;
  item.civil = TimeItem::Civil{2016, 5, 4, hour, 1, 7};
  item.offset_minutes = offset;
  return item;
}

TEST(TimeRelations, tell_written_from_true_differences) {
  const TimeItem local = at(14, Clock::kLocalWithOffset, 120), utc = at(12, Clock::kUtc, 0),
                 open = at(9, Clock::kLocal, std::nullopt);
  EXPECT_DOUBLE_EQ(*civil_difference(utc, local), 7200);
  EXPECT_DOUBLE_EQ(*utc_difference(utc, local), 0);
  EXPECT_DOUBLE_EQ(*civil_difference(utc, open), -10'800);
  EXPECT_FALSE(utc_difference(utc, open));
  EXPECT_FALSE(civil_difference(utc, TimeItem{}));
}

TEST(TimeRelations, fit_zones) {
  EXPECT_EQ(zone_fit(20'700 + 30).zone_minutes, 345);  // Nepal
  EXPECT_DOUBLE_EQ(zone_fit(20'700 + 30).rest_s, 30);
  EXPECT_TRUE(zone_fit(14 * 3600).possible);
  EXPECT_FALSE(zone_fit(15 * 3600).possible);
  EXPECT_TRUE(zone_fit(-12 * 3600).possible);
  EXPECT_FALSE(zone_fit(-13 * 3600).possible);
  EXPECT_FALSE(zone_fit(1e18).possible);
}

TEST(TimeRelations, measure_distances_on_the_globe) {
  // One degree along a meridian of this sphere: 6371008.8 * pi / 180.
  EXPECT_NEAR(distance_m({10, 20, {}, ""}, {11, 20, {}, ""}), 111'195.08, 0.01);
  EXPECT_NEAR(distance_m({0, 179.5, {}, ""}, {0, -179.5, {}, ""}), 111'195.08, 0.01);
  EXPECT_NEAR(distance_m({90, 0, {}, ""}, {-90, 0, {}, ""}), 20'015'114, 1);
  EXPECT_EQ(distance_m({1, 2, {}, ""}, {1, 2, {}, ""}), 0);
}

}  // namespace
}  // namespace spoor
