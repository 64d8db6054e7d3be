#include "analysis/sun_curves.h"

#include "evidence/claim_words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace spoor {
namespace {

TEST(SunCurves, show_the_posterior_over_the_claims_own_clock) {
  TimePosterior posterior;
  posterior.probability.assign(1440, 0);
  posterior.probability[600] = 1;
  const Curve curve = curve_of_times(posterior, true);
  const auto& trace = curve.traces.front();
  ASSERT_EQ(trace.x.size(), 720U);
  const auto best = std::max_element(trace.y.begin(), trace.y.end()) - trace.y.begin();
  EXPECT_EQ(trace.x[static_cast<std::size_t>(best)], 10);
  EXPECT_NE(curve_of_times(posterior, false).x_label.find("UTC"), std::string::npos);
}

TEST(SunCurves, show_what_was_known_of_the_heading_beside_what_is_asked) {
  std::array<double, 360> density{};
  density[120] = 1;
  EXPECT_EQ(curve_of_headings(density, std::nullopt).traces.size(), 1U);
  const Curve both = curve_of_headings(density, std::pair{359.0, 5.0});
  ASSERT_EQ(both.traces.size(), 2U);
  EXPECT_NEAR(std::accumulate(both.traces[1].y.begin(), both.traces[1].y.end(), 0.0), 1, 1e-9);
  EXPECT_NEAR(both.traces[1].y[358], both.traces[1].y[0], 1e-12) << "across north";
}

TEST(SunCurves, draw_the_band_about_the_claimed_place) {
  MeasuredSun measured{120.0, 2, 45.0, 1, 0.3};
  const auto field = places_that_fit(measured, claimed_time_from_text("2023-05-22T07:00Z")->first_us, 1);
  const Curve world = curve_of_places(field, 2, {50.48, 35.67, {}});
  EXPECT_EQ(world.traces.front().name, "Earth");
  EXPECT_EQ(world.traces.back().name, "claimed place");
  const auto named = [&](const char* start) {
    return std::count_if(world.traces.begin(), world.traces.end(), [&](auto& t) { return t.name.starts_with(start); });
  };
  EXPECT_EQ(named("95 % band"), 1);
  EXPECT_EQ(named("1 deviation"), 1);
}

}  // namespace
}  // namespace spoor
