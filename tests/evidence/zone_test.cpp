#include "evidence/zone.h"

#include "evidence/claim.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

constexpr std::int64_t kHour = std::int64_t{3600} * 1'000'000;
constexpr std::int64_t kDay = 24 * kHour;

// Days since 1970: 2023-10-29 is 19659, 2023-03-26 is 19442.
TEST(Zone, resolves_summer_and_winter) {
  EXPECT_EQ(utc_text(*utc_from_zone({19442 * kDay}, "Europe/Berlin", {})), "2023-03-25T23:00:00Z");
  EXPECT_EQ(utc_text(*utc_from_zone({19443 * kDay}, "Europe/Berlin", {})), "2023-03-26T22:00:00Z");
  EXPECT_EQ(utc_text(*utc_from_zone({19443 * kDay}, "UTC", {})), "2023-03-27T00:00:00Z");
}

TEST(Zone, names_both_choices_where_the_clock_was_set_back) {
  const CivilTime twice{19659 * kDay + 2 * kHour + kHour / 2};
  const auto refused = utc_from_zone(twice, "Europe/Berlin", {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().sentence,
            "the clocks of this zone showed that time twice: give 2023-10-29T02:30:00+02:00 or "
            "2023-10-29T02:30:00+01:00");
  EXPECT_EQ(utc_text(*utc_from_zone(twice, "Europe/Berlin", 120)), "2023-10-29T00:30:00Z");
  EXPECT_EQ(utc_text(*utc_from_zone(twice, "Europe/Berlin", 60)), "2023-10-29T01:30:00Z");
}

TEST(Zone, names_both_choices_where_the_clock_was_set_forward) {
  const auto refused = utc_from_zone({19442 * kDay + 2 * kHour + kHour / 2}, "Europe/Berlin", {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().sentence,
            "the clocks of this zone skipped that time: it is either 2023-03-26T03:30:00+02:00 or "
            "2023-03-26T01:30:00+01:00");
}

TEST(Zone, refuses_an_offset_the_zone_did_not_have) {
  const auto refused = utc_from_zone({19443 * kDay}, "Europe/Berlin", 60);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().sentence, "the zone was at +02:00 then, not at +01:00");
}

TEST(Zone, refuses_unknown_names_and_years_beyond_the_data) {
  EXPECT_EQ(utc_from_zone({0}, "Europe/Atlantis", {}).error().fault, Fault::kBadArgument);
  EXPECT_EQ(utc_from_zone({0}, "../../etc/passwd", {}).error().fault, Fault::kBadArgument);
  EXPECT_EQ(utc_from_zone({0}, "", {}).error().fault, Fault::kBadArgument);
  EXPECT_EQ(utc_from_zone({70 * 366 * kDay}, "Europe/Berlin", {}).error().fault, Fault::kUnavailable);
}

TEST(Zone, tells_the_version_of_its_data) {
  const std::string version = tzdata_version();
  EXPECT_TRUE(version == "unknown" || version.starts_with("20")) << version;
}

TEST(Zone, writes_offsets) {
  EXPECT_EQ(offset_text(180), "+03:00");
  EXPECT_EQ(offset_text(-570), "-09:30");
  EXPECT_EQ(offset_text(0), "+00:00");
}

}  // namespace
}  // namespace spoor
