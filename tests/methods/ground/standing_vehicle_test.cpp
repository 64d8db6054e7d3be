#include "methods/ground/standing_vehicle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

const GroundPose kPose{{4, 12}, 0.6};

TEST(StandingVehicle, stands_where_its_contacts_are) {
  const VehicleSize size;
  WheelContacts contacts;
  contacts.front_left = kPose.ground_from_own({-size.track / 2, size.wheelbase});
  contacts.rear_right = kPose.ground_from_own({size.track / 2, 0});
  const auto found = standing_vehicle(contacts, {}, size);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->pose.origin.x, 4, 1e-9);
  EXPECT_NEAR(found->pose.origin.y, 12, 1e-9);
  EXPECT_NEAR(found->pose.bearing_rad, 0.6, 1e-9);
  EXPECT_NEAR(found->off_m, 0, 1e-9);
  EXPECT_EQ(found->points, 2);
  contacts.rear_right.reset();
  EXPECT_FALSE(standing_vehicle(contacts, {}, size)) << "one contact leaves its direction open";
}

TEST(StandingVehicle, takes_its_outline_from_any_corner_either_way_round) {
  const VehicleSize size;
  StandingVehicle truth;
  truth.pose = kPose;
  const auto corners = truth.outline();
  WheelContacts one;
  one.front_left = kPose.ground_from_own({-size.track / 2, size.wheelbase});
  for (std::size_t from = 0; from < 4; ++from) {
    for (const bool backwards : {false, true}) {
      std::vector<cv::Point2d> outline;
      for (std::size_t i = 0; i < 4; ++i) outline.push_back(corners[backwards ? (from + 4 - i) % 4 : (from + i) % 4]);
      const auto found = standing_vehicle(one, outline, size);
      ASSERT_TRUE(found);
      EXPECT_NEAR(found->off_m, 0, 1e-9) << from << backwards;
      EXPECT_NEAR(found->pose.bearing_rad, 0.6, 1e-9) << "the contact tells which end is the front";
    }
  }
}

TEST(StandingVehicle, tells_how_far_marks_are_off_its_size) {
  VehicleSize size;
  WheelContacts contacts;
  contacts.rear_left = kPose.ground_from_own({-size.track / 2, 0});
  contacts.rear_right = kPose.ground_from_own({size.track / 2, 0});
  size.track += 0.4;
  EXPECT_NEAR(standing_vehicle(contacts, {}, size)->off_m, 0.2, 1e-9);
}

}  // namespace
}  // namespace spoor
