#include "analysis/pass.h"
#include "evidence/claim.h"
#include "support/run_pass.h"
#include "support/structure_source.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace spoor {
namespace {

Result<PassOutput> output_for(const std::string& text, const ParamValues& given = {}) {
  const auto claim = claim_from_text(text);
  EXPECT_TRUE(claim) << text;
  const PassDescriptor pass = passes::scene_sun_position();
  test::StructureSource source;
  RunContext context;
  context.source = &source;
  context.claim = &*claim;
  context.params = *resolve_params(pass.params, given);
  auto run = pass.start(context);
  if (!run) return tl::unexpected(run.error());
  return (*run)->finish({});
}

// An independent ephemeris, with refraction at 1013 hPa and 15 C.
TEST(SceneSunPosition, gives_the_sun_of_the_claimed_place_and_time) {
  const auto output = output_for("50.48N 35.67E 2023-05-22T10:00+03:00");
  ASSERT_TRUE(output);
  EXPECT_NEAR(test::value_of(*output, "azimuth"), 120.576, 0.001);
  EXPECT_NEAR(test::value_of(*output, "elevation"), 47.339, 0.002);
  EXPECT_NEAR(test::value_of(*output, "shadow_azimuth"), 300.576, 0.001);
  EXPECT_NEAR(test::value_of(*output, "shadow_length"), 0.9215, 0.001);
  const Observation* sun = test::find_observation(*output, "sun");
  ASSERT_NE(sun, nullptr);
  EXPECT_EQ(sun->bearing, Bearing::kNeutral);
  EXPECT_NE(sun->statement.find("2023-05-22 10:00"), std::string::npos) << sun->statement;
}

TEST(SceneSunPosition, is_the_same_whatever_clock_tells_the_time) {
  const auto offset = output_for("50.48N 35.67E 2023-05-22T10:00+03:00");
  const auto utc = output_for("50.48N 35.67E 2023-05-22T07:00Z");
  const auto zone = output_for("50.48N 35.67E 2023-05-22T09:00[Europe/Berlin]");
  for (const auto* other : {&utc, &zone}) {
    EXPECT_EQ(test::value_of(*offset, "azimuth"), test::value_of(**other, "azimuth"));
  }
  EXPECT_NE(test::find_observation(*zone, "sun")->statement.find("2023-05-22 09:00"), std::string::npos);
}

TEST(SceneSunPosition, leaves_refraction_out_where_asked) {
  const auto output = output_for("50.48N 35.67E 2023-05-22T20:00+03:00", {{"refraction", false}});
  EXPECT_NEAR(test::value_of(*output, "elevation"), 2.907, 0.001);
  EXPECT_NEAR(test::value_of(*output_for("50.48N 35.67E 2023-05-22T20:00+03:00"), "elevation"), 3.134, 0.005);
}

double sigma_of(const PassOutput& output, const std::string& id) {
  for (const Measurement& m : output.measurements) {
    if (m.id == id) return m.sigma.value_or(-1);
  }
  return -1;
}

// A kilometre is 0.009 degree on the sky.
TEST(SceneSunPosition, carries_the_places_uncertainty) {
  const auto exact = output_for("50.48N 35.67E 2023-05-22T10:00+03:00");
  const auto rough = output_for("50.48N 35.67E~100km 2023-05-22T10:00+03:00");
  EXPECT_LT(sigma_of(*exact, "elevation"), 0.002);
  EXPECT_NEAR(sigma_of(*rough, "elevation"), 0.9, 0.01);
  // By moving the place itself.
  const double north = test::value_of(*output_for("51.38N 35.67E 2023-05-22T10:00+03:00"), "azimuth");
  const double east = test::value_of(*output_for("50.48N 37.08E 2023-05-22T10:00+03:00"), "azimuth");
  const double here = test::value_of(*exact, "azimuth");
  EXPECT_NEAR(sigma_of(*rough, "azimuth"), std::hypot(north - here, east - here), 0.05);
}

TEST(SceneSunPosition, shows_both_ends_of_an_interval) {
  const auto output = output_for("50.48N 35.67E 2023-05-22T10:00+03:00/2023-05-22T12:00+03:00");
  EXPECT_NEAR(test::value_of(*output, "azimuth_last"), 164.334, 0.001);
  const auto table =
      std::find_if(output->tables.begin(), output->tables.end(), [](auto& t) { return t.id == "course"; });
  ASSERT_NE(table, output->tables.end());
  EXPECT_EQ(table->rows.size(), 13U);
}

TEST(SceneSunPosition, says_that_a_sun_below_the_horizon_casts_no_shadow) {
  const auto output = output_for("50.48N 35.67E 2023-05-22T01:00+03:00");
  EXPECT_TRUE(std::isnan(test::value_of(*output, "shadow_length")));
  EXPECT_NE(test::find_observation(*output, "sun")->statement.find("casts no shadow"), std::string::npos);
}

TEST(SceneSunPosition, charts_the_day_of_the_claims_own_clock) {
  const auto output = output_for("33.8688S 151.2093E 2022-12-21T13:00+11:00");
  ASSERT_EQ(output->curves.front().id, "day_elevation");
  const auto& trace = output->curves.front().traces.front();
  const auto highest = std::max_element(trace.y.begin(), trace.y.end()) - trace.y.begin();
  EXPECT_NEAR(trace.x[static_cast<std::size_t>(highest)], 12.9, 0.2) << "noon by summer time";
  EXPECT_NEAR(trace.y[static_cast<std::size_t>(highest)], 79.57, 0.05);
}

TEST(SceneSunPosition, declines_without_a_claim) {
  const PassDescriptor pass = passes::scene_sun_position();
  test::StructureSource source;
  RunContext context;
  context.source = &source;
  const auto run = pass.start(context);
  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().fault, Fault::kNotApplicable);
  EXPECT_TRUE(pass.needs.claim_place && pass.needs.claim_time);
}

}  // namespace
}  // namespace spoor
