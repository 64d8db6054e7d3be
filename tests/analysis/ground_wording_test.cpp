#include "analysis/ground_wording.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

CameraFit fit_of(double chi_square, int degrees, double p) {
  CameraFit fit;
  fit.chi_square = chi_square, fit.degrees_of_freedom = degrees, fit.p = p;
  fit.residuals = {{"focal length", 0.1}, {"edge", -4.2}, {"pole", 1}};
  return fit;
}

TEST(GroundWording, says_whether_marks_agree_and_what_would_change_it) {
  const Observation quiet = marks_observation(fit_of(9, 10, 0.53));
  EXPECT_EQ(quiet.bearing, Bearing::kNeutral);
  EXPECT_TRUE(quiet.innocent_causes.empty());
  const Observation loud = marks_observation(fit_of(40, 10, 1e-5));
  EXPECT_EQ(loud.bearing, Bearing::kInconclusive);
  EXPECT_NE(loud.statement.find("that of edge (4.2 deviations)"), std::string::npos) << loud.statement;
  EXPECT_NE(loud.statement.find("1.48 times as large"), std::string::npos) << loud.statement;
  EXPECT_FALSE(loud.innocent_causes.empty());
  EXPECT_EQ(marks_observation(fit_of(0, 0, 1)).bearing, Bearing::kNeutral) << "nothing checks them";
}

TEST(GroundWording, names_the_length_that_the_others_contradict_most) {
  std::vector<Sized> sizes(2);
  sizes[0] = {"mast", "height", 6, 0.1, true, 0, KnownLength{6.1, 0.1}};
  sizes[1] = {"gate", "height", 2, 0.05, true, 0, KnownLength{2.6, 0.05}};
  const Observation odd = known_lengths_observation({40, 1, 1e-6}, sizes, "m");
  EXPECT_EQ(odd.bearing, Bearing::kInconclusive);
  EXPECT_NE(odd.statement.find("height of gate: known as 2.600 ± 0.050 m"), std::string::npos) << odd.statement;
  EXPECT_NE(odd.statement.find("p below 0.0001"), std::string::npos) << odd.statement;
  EXPECT_EQ(known_lengths_observation({0.5, 1, 0.48}, sizes, "m").bearing, Bearing::kNeutral);
}

TEST(GroundWording, tells_the_first_five_sizes) {
  EXPECT_FALSE(sizes_observation({}, "m"));
  std::vector<Sized> sizes;
  for (int i = 0; i < 7; ++i) sizes.push_back({"p" + std::to_string(i), "height", 2, 0.1, true, 0.5, {}});
  const auto told = sizes_observation(sizes, "m");
  ASSERT_TRUE(told);
  EXPECT_NE(told->statement.find("height of p4: 2.00 ± 0.10 m (in 95 of 100 cases 1.80 to 2.20 m); and 2 more"),
            std::string::npos)
      << told->statement;
}

}  // namespace
}  // namespace spoor
