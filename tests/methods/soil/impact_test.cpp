#include "methods/soil/impact.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace spoor {
namespace {

TEST(Impact, has_the_energy_of_the_published_masses) {
  EXPECT_NEAR(kinetic_energy_kj(2400, 4.4 * 3.6), 23.2, 0.05);
  EXPECT_NEAR(kinetic_energy_kj(6500, 4.4 * 3.6), 62.9, 0.05);
  EXPECT_NEAR(kinetic_energy_kj(2400, 16), 23.7, 0.05);
  EXPECT_NEAR(kinetic_energy_kj(6500, 16), 64.2, 0.05);
}

TEST(Impact, meets_rankines_resistance) {
  // phi 30: N = 3. 0.5 * 16 * 0.25 * 3 * 2 = 12 kN; with c 5: + 2 * 5 * 0.5 * 2 * sqrt(3) = 17.32 kN.
  EXPECT_NEAR(passive_resistance_kn({16, 30, 0}, 2, 0.5), 12, 1e-9);
  EXPECT_NEAR(passive_resistance_kn({16, 30, 5}, 2, 0.5), 12 + 17.3205, 1e-4);
}

TEST(Impact, pushes_sand_without_cohesion_by_the_closed_form) {
  // Slope 45: z = d until 0.5 m. Work to there: 12 kN * 0.5 m / 3 = 2 kJ. Volume: 2 * 0.5^2 / 2 = 0.25 m3.
  const Soil sand{16, 30, 0};
  const Contact contact{2, 0.5, 45};
  const Push shallow = push_of_work(sand, contact, 0.25);
  EXPECT_NEAR(shallow.travel_m, 0.25, 1e-9) << "an eighth of the work takes half the travel";
  EXPECT_NEAR(shallow.depth_m, 0.25, 1e-9);
  EXPECT_NEAR(shallow.volume_m3, 2 * 0.25 * 0.25 / 2, 1e-9);
  const Push deep = push_of_work(sand, contact, 14);
  EXPECT_NEAR(deep.travel_m, 0.5 + 1, 1e-9) << "12 kJ beyond at 12 kN";
  EXPECT_NEAR(deep.depth_m, 0.5, 1e-9);
  EXPECT_NEAR(deep.volume_m3, 0.25 + 2 * 0.5 * 1, 1e-9);
  EXPECT_NEAR(push_work_kj(sand, contact, deep.travel_m), 14, 1e-9);
}

TEST(Impact, pushes_clay_without_friction_by_the_closed_form) {
  // phi 0, weightless in effect (gamma 1): N = 1. F = z^2 / 2 * b + 2 c z b with c 20, b 2: at Z 0.4: 0.16 + 32 kN.
  const Soil clay{1, 0, 20};
  const Contact contact{2, 0.4, 45};
  EXPECT_NEAR(passive_resistance_kn(clay, 2, 0.4), 32.16, 1e-9);
  // Work while z rises: d^3 / 3 + 40 d^2; at 0.3 m: 0.009 + 3.6.
  EXPECT_NEAR(push_of_work(clay, contact, 3.609).travel_m, 0.3, 1e-9);
  // All of it: 0.064 / 3 + 6.4; then 32.16 kN over 0.5 m.
  EXPECT_NEAR(push_of_work(clay, contact, 0.064 / 3 + 6.4 + 16.08).travel_m, 0.9, 1e-9);
}

TEST(Impact, agrees_with_a_sum_over_small_steps_for_any_soil) {
  const Soil soil{15, 27, 6};
  const Contact contact{1.7, 0.35, 28};
  double work = 0, swept = 0;
  constexpr int kSteps = 100000;
  constexpr double kTravel = 1.1;
  const double s = std::tan(28 * std::numbers::pi / 180);
  for (int i = 0; i < kSteps; ++i) {
    const double z = std::min(contact.depth_m, s * kTravel * (i + 0.5) / kSteps);
    work += passive_resistance_kn(soil, contact.width_m, z) * kTravel / kSteps;
    swept += contact.width_m * z * kTravel / kSteps;
  }
  EXPECT_NEAR(push_work_kj(soil, contact, kTravel), work, 1e-6 * work);
  const Push push = push_of_work(soil, contact, work);
  EXPECT_NEAR(push.volume_m3, swept, 1e-5 * swept);
  EXPECT_NEAR(travel_of_volume_m(contact, push.volume_m3), push.travel_m, 1e-9);
  EXPECT_NEAR(travel_of_volume_m(contact, 0.05),
              push_of_work(soil, contact, push_work_kj(soil, contact, travel_of_volume_m(contact, 0.05))).travel_m,
              1e-9);
}

TEST(Impact, heaps_soil_at_its_angle_of_repose) {
  // Repose 45, 2 m wide, 0.5 m high: 2 * 0.25 + pi / 24.
  EXPECT_NEAR(mound_volume_m3(0.5, 2, 45), 0.5 + std::numbers::pi / 24, 1e-12);
  EXPECT_NEAR(mound_height_m(0.5 + std::numbers::pi / 24, 2, 45), 0.5, 1e-9);
  EXPECT_DOUBLE_EQ(mound_height_m(0, 2, 35), 0);
}

TEST(Impact, spreads_by_what_is_not_known_and_by_nothing_where_all_is) {
  const SoilRange exact{"", "", {16, 16}, {30, 30}, {0, 0}, {45, 45}};
  ImpactRanges ranges{{3500, 3500}, {2, 2}, {0.5, 0.5}, {45, 45}, {0.4, 0.4}, {1, 1}};
  // 35 kJ kinetic at v = sqrt(20) m/s, 14 kJ of it in the soil: as above, 1.25 m3.
  const auto one = impact_spread(ranges, exact, 3.6 * std::sqrt(20.0), 50, 7);
  ASSERT_TRUE(one);
  EXPECT_NEAR(one->energy_kj.median, 35, 1e-9);
  EXPECT_NEAR(one->travel_m.low, 1.5, 1e-6);
  EXPECT_NEAR(one->volume_m3.high, 1.25, 1e-6);
  EXPECT_NEAR(mound_volume_m3(one->height_m.median, 2, 45), 1.25, 1e-6);
  const auto back = speed_of_mound_kmh(ranges, exact, one->height_m.median, 50, 7);
  ASSERT_TRUE(back);
  EXPECT_NEAR(back->median, 3.6 * std::sqrt(20.0), 1e-6);
}

TEST(Impact, answers_the_speed_that_its_own_draws_would_have_needed) {
  for (const SoilRange& soil : soil_ranges()) {
    const auto heights = impact_spread({}, soil, 16, 2000, 3);
    ASSERT_TRUE(heights) << soil.title;
    EXPECT_GT(heights->height_m.low, 0.02) << soil.title;
    EXPECT_LT(heights->height_m.high, 2) << soil.title;
    // As many draws exceed a height at 16 km/h as need less than 16 km/h for it.
    const auto speeds = speed_of_mound_kmh({}, soil, heights->height_m.median, 2000, 3);
    EXPECT_NEAR(speeds->median, 16, 0.05) << soil.title;
    EXPECT_GT(impact_spread({}, soil, 32, 2000, 3)->height_m.median, heights->height_m.median) << soil.title;
  }
}

TEST(Impact, declines_what_is_no_range) {
  const SoilRange& loam = *soil_range_by_id("sandy_loam");
  ImpactRanges reversed;
  reversed.mass_kg = {3000, 2000};
  EXPECT_EQ(impact_spread(reversed, loam, 16, 100, 1).error().fault, Fault::kBadArgument);
  EXPECT_FALSE(impact_spread({}, loam, -1, 100, 1));
  EXPECT_FALSE(impact_spread({}, loam, std::nan(""), 100, 1));
  EXPECT_FALSE(speed_of_mound_kmh({}, loam, 0, 100, 1));
  EXPECT_FALSE(speed_of_mound_kmh({}, loam, 0.3, 1, 1));
  EXPECT_EQ(soil_range_by_id("rock"), nullptr);
}

}  // namespace
}  // namespace spoor
