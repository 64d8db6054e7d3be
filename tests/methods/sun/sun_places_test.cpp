#include "methods/sun/sun_places.h"

#include "evidence/claim_words.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

TEST(SunPlaces, agree_with_the_sun_of_each_place) {
  const std::int64_t t = claimed_time_from_text("2023-05-22T07:00Z")->first_us;
  const MeasuredSun measured{120.0, 2, 45.0, 1, 0.3};
  const PlaceField field = places_that_fit(measured, t, 2);
  ASSERT_EQ(field.deviations.size(), cv::Size(180, 90));
  for (const auto& [row, column] : {std::pair{19, 107}, {40, 100}, {60, 90}, {10, 130}}) {
    const ClaimedPlace place{90 - (row + 0.5) * 2, (column + 0.5) * 2 - 180, {}};
    const double direct = std::sqrt(squared_distance(measured, place, t));
    const float mapped = field.deviations.at<float>(row, column);
    if (std::isinf(direct)) {
      EXPECT_TRUE(std::isnan(mapped));
    } else {
      EXPECT_NEAR(mapped, direct, 0.01) << place.latitude_deg << " " << place.longitude_deg;
    }
  }
  EXPECT_TRUE(std::isnan(field.deviations.at<float>(45, 0))) << "night on the other side";
}

// An elevation leaves a ring about the point under the sun, as wide as it is uncertain.
TEST(SunPlaces, leave_a_ring_about_the_point_under_the_sun) {
  const std::int64_t t = claimed_time_from_text("2023-05-22T07:00Z")->first_us;
  MeasuredSun measured;
  measured.elevation_deg = 47.34;
  measured.elevation_sigma_deg = 1;
  const PlaceField ring = places_that_fit(measured, t, 0.5);
  const double near = std::sin((47.34 + 1.96) * kDegree), far = std::sin((47.34 - 1.96) * kDegree);
  EXPECT_NEAR(ring.share_within, (near - far) / 2, 0.0005);
  // Grayvoron, where that elevation was computed, lies on it.
  const int row = static_cast<int>((90 - 50.48) / 0.5), column = static_cast<int>((35.67 + 180) / 0.5);
  EXPECT_LT(ring.deviations.at<float>(row, column), 0.5F);
  // With the azimuth little of the ring is left.
  measured.azimuth_deg = 120.6;
  measured.azimuth_sigma_deg = 2;
  const PlaceField part = places_that_fit(measured, t, 0.5);
  EXPECT_LT(part.share_within, ring.share_within / 10);
  EXPECT_LT(part.deviations.at<float>(row, column), 0.5F);
}

}  // namespace
}  // namespace spoor
