#include "methods/soil/sinkage.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

// An HMMWV of 2.4 t: W = 5.9 kN per wheel.
constexpr Wheel kWheel{5.9, 0.32, 0.94};

TEST(Sinkage, gives_the_worked_examples_of_the_published_terrains) {
  EXPECT_NEAR(*sinkage_m(kWheel, *terrain_by_id("sandy_loam")), 0.032, 0.0005);
  EXPECT_NEAR(*sinkage_m(kWheel, *terrain_by_id("dry_sand")), 0.086, 0.0005);
}

TEST(Sinkage, carries_the_wheel_by_the_pressure_below_it) {
  // Bekker's own balance, integrated under a rigid wheel with the arc x^2 = D (z0 - z): W = b integral of p dx.
  const Terrain t{"", "", 1, 4, 900};
  const Wheel w{4, 0.3, 0.9};
  const double z0 = *sinkage_m(w, t);
  double carried = 0;
  constexpr int kSteps = 200000;
  const double x0 = std::sqrt(w.diameter_m * z0), dx = x0 / kSteps;
  for (int i = 0; i < kSteps; ++i) {
    const double x = (i + 0.5) * dx, z = z0 - x * x / w.diameter_m;
    carried += w.width_m * (t.k_c / w.width_m + t.k_phi) * std::pow(z, t.n) * dx;
  }
  EXPECT_NEAR(carried, w.load_kn, 0.001) << "for n = 1 the closed form's two terms of the series are exact";
}

TEST(Sinkage, grows_with_load_and_shrinks_with_width) {
  for (const Terrain& t : published_terrains()) {
    const auto small = sinkage_m({2, 0.32, 0.94}, t), large = sinkage_m({3, 0.32, 0.94}, t);
    const auto wide = sinkage_m({2, 0.4, 0.94}, t);
    if (!small || !large) continue;
    EXPECT_LT(*small, *large) << t.title;
    EXPECT_GT(*small, *wide) << t.title;
  }
}

TEST(Sinkage, declines_what_is_no_wheel_and_what_the_formula_does_not_hold_for) {
  const Terrain& loam = *terrain_by_id("sandy_loam");
  EXPECT_EQ(sinkage_m({0, 0.3, 0.9}, loam).error().fault, Fault::kBadArgument);
  EXPECT_EQ(sinkage_m({1, 0.3, std::nan("")}, loam).error().fault, Fault::kBadArgument);
  EXPECT_EQ(sinkage_m(kWheel, {"", "", 3, 1, 1}).error().fault, Fault::kBadArgument);
  EXPECT_EQ(sinkage_m(kWheel, *terrain_by_id("snow")).error().fault, Fault::kNotApplicable)
      << "an armoured car bellies in such snow";
  EXPECT_EQ(terrain_by_id("rock"), nullptr);
}

TEST(Sinkage, adds_less_with_each_further_wheel) {
  EXPECT_DOUBLE_EQ(*sinkage_after_passes_m(0.05, 1, 0.2), 0.05);
  EXPECT_NEAR(*sinkage_after_passes_m(0.05, 2, 0.2), 0.06, 1e-12);
  EXPECT_NEAR(*sinkage_after_passes_m(0.05, 1000, 0.2), 0.05 / 0.8, 1e-9) << "a geometric series";
  EXPECT_FALSE(sinkage_after_passes_m(0.05, 0, 0.2));
}

TEST(Sinkage, spreads_about_the_worked_example_and_is_the_same_for_one_seed) {
  const Terrain& loam = *terrain_by_id("sandy_loam");
  const auto exact = sinkage_spread_m(2406, 2406, 0.32, 0.94, loam, 0, 100, 1);
  EXPECT_NEAR(exact->low, 0.032, 0.0005);
  EXPECT_DOUBLE_EQ(exact->low, exact->high);
  const auto wide = sinkage_spread_m(2400, 6500, 0.32, 0.94, loam, 0.4, 2000, 1);
  // z goes as (W / k)^(1 / 1.2): 2.4 to 6.5 t alone is a factor of 2.3, k by e^0.4 another 1.7 at 5 and 95 %.
  EXPECT_NEAR(wide->median, 0.032 * std::pow(4450.0 / 2406, 1 / 1.2), 0.003);
  EXPECT_GT(wide->high / wide->low, 2.3);
  EXPECT_LT(wide->high / wide->low, 2.3 * 1.75 * 1.75);
  EXPECT_DOUBLE_EQ(wide->high, sinkage_spread_m(2400, 6500, 0.32, 0.94, loam, 0.4, 2000, 1)->high);
  EXPECT_FALSE(sinkage_spread_m(2400, 2000, 0.32, 0.94, loam, 0.4, 2000, 1));
}

}  // namespace
}  // namespace spoor
