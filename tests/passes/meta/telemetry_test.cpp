#include "analysis/pass.h"
#include "support/clip_maker.h"
#include "support/paths.h"
#include "support/run_pass.h"
#include "support/structure_source.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

// A flight northwards at 10 m/s over `seconds`, one caption a second, as a drone writes it.
std::string srt(int seconds, int jump_at, int gap_from, int gap_to) {
  std::string text;
  for (int i = 0, number = 1; i < seconds; ++i) {
    if (i >= gap_from && i < gap_to) continue;
    const double latitude = 50.48 + i * 10 / 111195.0 + (i >= jump_at ? 0.05 : 0);
    text += fmt::format(
        "{}\n00:00:{:02},000 --> 00:00:{:02},000\nFrameCnt: {}\n2023-05-22 10:30:{:02}.000\n[iso: 100] [latitude: "
        "{:.6f}] [longitude: 35.670000] [rel_alt: 40.0 abs_alt: 198.5] [gb_yaw: 42.8 gb_pitch: -89.9 gb_roll: 0.0]\n\n",
        number++, i, i + 1, i, i, latitude);
  }
  return text;
}

std::vector<std::byte> bytes_of_text(const std::string& text) {
  const auto bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

Result<PassOutput> output_of(MediaSource& source, const Claim* claim = nullptr, const ParamValues& given = {}) {
  const PassDescriptor pass = passes::meta_telemetry();
  RunContext context;
  context.source = &source;
  context.claim = claim;
  context.params = *resolve_params(pass.params, given);
  auto run = pass.start(context);
  if (!run) return tl::unexpected(run.error());
  return (*run)->finish({});
}

Result<PassOutput> output_of_text(const std::string& text, const Claim* claim = nullptr) {
  auto source = open_media(memory_source(bytes_of_text(text)));
  if (!source) return tl::unexpected(source.error());
  return output_of(**source, claim);
}

TEST(MetaTelemetry, reads_a_drones_sidecar_and_stays_quiet) {
  const auto output = output_of_text(srt(50, 99, 99, 99));
  ASSERT_TRUE(output) << to_text(output.error());
  EXPECT_NEAR(test::value_of(*output, "gps_latitude"), 50.48, 1e-6);
  EXPECT_NEAR(test::value_of(*output, "gimbal_yaw"), 42.8, 1e-9);
  EXPECT_NEAR(test::value_of(*output, "gimbal_pitch"), -89.9, 1e-9);
  EXPECT_NEAR(test::value_of(*output, "gps_height_above_start"), 40, 1e-9);
  EXPECT_NEAR(test::value_of(*output, "path"), 490, 2);
  for (const char* id : {"gaps", "jumps", "clock_steps", "without_lock"}) {
    EXPECT_EQ(test::find_observation(*output, id), nullptr) << id;
  }
  EXPECT_NE(test::find_observation(*output, "clock_runs"), nullptr);
  EXPECT_EQ(output->curves.size(), 3U) << "place, altitude and attitude";
  for (const Observation& o : output->observations) EXPECT_EQ(o.bearing, Bearing::kNeutral) << o.statement;
}

TEST(MetaTelemetry, names_the_jump_and_the_gap_that_were_put_in) {
  const auto jumped = output_of_text(srt(50, 30, 99, 99));
  ASSERT_TRUE(jumped);
  const Observation* jump = test::find_observation(*jumped, "jumps");
  ASSERT_NE(jump, nullptr);
  EXPECT_NE(jump->statement.find("29.0 s to 30.0 s"), std::string::npos) << jump->statement;
  EXPECT_EQ(jump->bearing, Bearing::kNeutral);
  const auto holed = output_of_text(srt(50, 99, 20, 35));
  ASSERT_TRUE(holed);
  const Observation* gap = test::find_observation(*holed, "gaps");
  ASSERT_NE(gap, nullptr);
  EXPECT_NE(gap->statement.find("19.0 s to 35.0 s"), std::string::npos) << gap->statement;
}

TEST(MetaTelemetry, holds_place_against_the_claim) {
  auto there = claim_from_text("50.4802N 35.67E~100m");
  auto elsewhere = claim_from_text("50.60N 35.67E~1km");
  ASSERT_TRUE(there && elsewhere);
  const auto fits = output_of_text(srt(20, 99, 99, 99), &*there);
  ASSERT_TRUE(fits) << to_text(fits.error());
  EXPECT_EQ(test::find_observation(*fits, "place_against_claim")->bearing, Bearing::kNeutral);
  const auto contradicts = output_of_text(srt(20, 99, 99, 99), &*elsewhere);
  const Observation* o = test::find_observation(contradicts, "place_against_claim");
  ASSERT_NE(o, nullptr);
  EXPECT_EQ(o->bearing, Bearing::kInconclusive) << "nobody has counted";
  EXPECT_FALSE(o->innocent_causes.empty());
  EXPECT_NEAR(test::value_of(*contradicts, "from_claim"), 13150, 50);
}

TEST(MetaTelemetry, reads_captions_inside_a_clip) {
  std::vector<std::string> captions;
  for (int i = 0; i < 4; ++i) captions.push_back(fmt::format("[latitude: {}] [longitude: 8.5] [iso: 100]", 47.3 + i));
  const auto output = test::run_pass("meta.telemetry", test::make_clip({.frames = 100, .captions = captions}));
  ASSERT_TRUE(output) << to_text(output.error());
  EXPECT_NE(test::find_observation(*output, "jumps"), nullptr) << "a degree a second";
}

TEST(MetaTelemetry, finds_a_cut_by_the_satellites_clock_and_a_time_that_contradicts_the_claim) {
  test::StructureSource source;
  source.information.kind = MediaKind::kClip;
  source.information.duration = TimeStamp{40, {1, 1}};
  Series utc{"gps.utc", "s", "media", "stream 3 (gpmd)", {}};
  for (int i = 0; i < 40; ++i) utc.points.push_back({TimeStamp{i, {1, 1}}, 1684740600.0 + i + (i >= 25 ? 600 : 0)});
  source.series = std::vector<Series>{utc};
  auto claim = claim_from_text("2023-05-22T10:30+03:00");
  ASSERT_TRUE(claim);
  const auto output = output_of(source, &*claim);
  ASSERT_TRUE(output);
  const Observation* step = test::find_observation(*output, "clock_steps");
  ASSERT_NE(step, nullptr);
  EXPECT_NE(step->statement.find("600 s between 24.0 s and 25.0 s"), std::string::npos) << step->statement;
  EXPECT_EQ(test::find_observation(*output, "time_against_claim")->bearing, Bearing::kNeutral);
  auto later = claim_from_text("2023-05-22T12:30+03:00");
  EXPECT_EQ(test::find_observation(output_of(source, &*later), "time_against_claim")->bearing, Bearing::kInconclusive);
}

TEST(MetaTelemetry, declines_a_file_that_carries_none) {
  test::StructureSource source;
  const auto output = output_of(source);
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().fault, Fault::kNotApplicable);
}

TEST(MetaTelemetry, survives_hostile_series) {
  test::StructureSource source;
  Series odd{"gps.latitude", "deg", "media", std::string("\x01\xff stream"), {}, 0};
  Series east = odd;
  east.id = "gps.longitude";
  for (int i = 0; i < 5000; ++i) {
    odd.points.push_back({TimeStamp{i % 7, {1, 1}}, i % 2 == 0 ? 89.0 : -1e300});
    east.points.push_back({TimeStamp{i % 5, {1, 1}}, i % 3 == 0 ? 179.0 : -179.0});
  }
  source.series = std::vector<Series>{odd, east, Series{"empty", "", "media", "", {}, 0}};
  const auto output = output_of(source);
  ASSERT_TRUE(output);
  for (const Table& table : output->tables) EXPECT_LE(table.rows.size(), 200U);
}

TEST(MetaTelemetry, says_where_a_series_was_cut_off) {
  test::StructureSource source;
  Series yaw{"gimbal.yaw", "deg", "media", "stream 0", {{TimeStamp{0, {1, 1}}, 10}, {TimeStamp{1, {1, 1}}, 11}}, 0};
  source.series = std::vector<Series>{yaw};
  EXPECT_EQ(test::find_observation(*output_of(source), "cut_off"), nullptr);
  yaw.left_out = 34;
  source.series = std::vector<Series>{yaw};
  const auto output = output_of(source);
  const Observation* cut = test::find_observation(*output, "cut_off");
  ASSERT_NE(cut, nullptr);
  EXPECT_NE(cut->statement.find("34 after the first 2"), std::string::npos) << cut->statement;
}

TEST(MetaTelemetry, reads_a_real_track_and_a_real_drones_picture) {
  SPOOR_MEDIA_OR_SKIP(media);
  const auto ride = test::run_pass("meta.telemetry", test::bytes_of(media / "video" / "8e8fa988_max-heromode.mp4"));
  ASSERT_TRUE(ride) << to_text(ride.error());
  EXPECT_EQ(test::find_observation(*ride, "jumps"), nullptr);
  EXPECT_NE(test::find_observation(*ride, "clock_runs"), nullptr);
  EXPECT_LT(test::value_of(*ride, "speed_difference"), 1);
  const auto picture =
      test::run_pass("meta.telemetry", test::bytes_of(media / "shadow" / "brighton_beach" / "DJI_0019.JPG"));
  ASSERT_TRUE(picture) << to_text(picture.error());
  EXPECT_DOUBLE_EQ(test::value_of(*picture, "gimbal_yaw"), 42.8);
  EXPECT_DOUBLE_EQ(test::value_of(*picture, "gimbal_pitch"), -89.9);
}

}  // namespace
}  // namespace spoor
