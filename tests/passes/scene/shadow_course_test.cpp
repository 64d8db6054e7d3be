#include "evidence/claim.h"
#include "methods/sun/sun_position.h"
#include "support/run_pass.h"
#include "support/scene_marks.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
const std::string kPlace = "50.48N 35.67E ";
const std::string kStart = "2023-05-22T10:00+03:00";

// One pole from a camera 3 m up, its shadow at `seconds` after the claimed beginning; 1 px clicks.
struct Filmed {
  Marks marks;
  ParamValues params;
  std::vector<PicturePoint> tips;
};

Filmed filmed(const std::vector<double>& seconds, std::uint64_t seed = 5) {
  SeededNoise noise(seed);
  test::PinholeCamera camera;
  camera.heading_deg = 20;
  camera.pitch_deg = -12;
  camera.position = {0, 0, 3};
  const cv::Vec3d foot(4, 9, 0);
  const std::int64_t start = claim_from_text(kPlace + kStart)->time->first_us;
  Filmed film;
  for (const double s : seconds) {
    SunDirection sun = sun_direction({50.48, 35.67, 0}, start + static_cast<std::int64_t>(s) * kSecond);
    sun.elevation_deg += refraction_deg(sun.elevation_deg, {});
    const cv::Vec3d to_sun = test::sun_vector(sun.azimuth_deg, sun.elevation_deg);
    film.tips.push_back(test::clicked(*camera.seen(foot + cv::Vec3d(0, 0, 2) - 2 / to_sun[2] * to_sun), 1, noise));
  }
  film.marks.groups.push_back({"pole", "pole", "", {}, {}});
  test::add_point(film.marks, "pole", "foot", test::clicked(*camera.seen(foot), 1, noise), 1);
  test::add_point(film.marks, "pole", "shadow_tip", film.tips.front(), 1);
  film.params = {{"attitude", std::string("parameters")},
                 {"pitch", -12.0},
                 {"attitude_deviation", 0.3},
                 {"focal", camera.f_px},
                 {"focal_deviation", 3.0}};
  return film;
}

// 100 frames, one a second, in decoding order.
test::StructureSource clip() {
  test::StructureSource source = test::bare_picture(1920, 1080);
  source.information.kind = MediaKind::kClip;
  CodecTrace trace;
  for (int i = 0; i < 100; ++i) {
    PacketRecord packet;
    packet.pts = packet.dts = i;
    packet.size = 1;
    trace.packets.push_back(packet);
  }
  source.packets = trace;
  return source;
}

Filmed with_keys(const std::vector<double>& seconds, const std::vector<std::int64_t>& frames) {
  Filmed film = filmed(seconds);
  for (std::size_t i = 0; i < frames.size(); ++i) {
    film.marks.regions.back().keys.push_back({frames[i], {film.tips[i]}});
  }
  return film;
}

Filmed with_later(double seconds, double sigma) {
  Filmed film = filmed({0, seconds});
  film.marks.groups[0].quantities = {{"later", seconds, "s", sigma}};
  test::add_point(film.marks, "pole", "later_tip", film.tips[1], 1);
  return film;
}

Result<PassOutput> output_of(test::StructureSource source, const Filmed& film, const std::string& time = kStart,
                             const ParamValues& more = {}) {
  ParamValues params = film.params;
  for (const auto& [id, value] : more) params[id] = value;
  return test::output_over(passes::scene_shadow_course(), source, film.marks, *claim_from_text(kPlace + time), params);
}

TEST(SceneShadowCourse, measures_the_time_that_passed_between_two_shadows_of_a_still) {
  const auto output = output_of(test::bare_picture(1920, 1080), with_later(3600, 20));
  ASSERT_TRUE(output) << to_text(output.error());
  EXPECT_GT(test::value_of(*output, "p_course"), 0.01);
  EXPECT_NEAR(test::value_of(*output, "rate"), 1, 0.2);
  EXPECT_NEAR(test::value_of(*output, "turned"), test::value_of(*output, "predicted_turn"), 2);
  const Observation* course = test::find_observation(*output, "course");
  ASSERT_NE(course, nullptr);
  EXPECT_EQ(course->bearing, Bearing::kNeutral) << course->statement;
  // Morning marks held against the afternoon: the shadow should have grown.
  const auto false_claim = output_of(test::bare_picture(1920, 1080), with_later(3600, 20), "2023-05-22T15:00+03:00");
  ASSERT_TRUE(false_claim);
  EXPECT_LT(test::value_of(*false_claim, "p_course"), 1e-6);
  const Observation* off = test::find_observation(*false_claim, "course");
  EXPECT_EQ(off->bearing, Bearing::kInconclusive) << "no clips have been counted";
  EXPECT_FALSE(off->innocent_causes.empty());
}

TEST(SceneShadowCourse, takes_times_from_the_clips_own_stamps_or_the_claimed_duration) {
  // A time lapse: 90 frames of a second each over one real hour.
  const Filmed film = with_keys({0, 1800, 3600}, {0, 45, 90});
  const auto as_stamped = output_of(clip(), film);
  ASSERT_TRUE(as_stamped) << to_text(as_stamped.error());
  EXPECT_EQ(test::value_of(*as_stamped, "claimed_duration"), 90);
  EXPECT_LT(test::value_of(*as_stamped, "p_course"), 1e-6) << "the shadow moved for an hour";
  const auto as_claimed = output_of(clip(), film, kStart, {{"duration", 3600.0}});
  ASSERT_TRUE(as_claimed);
  EXPECT_EQ(test::value_of(*as_claimed, "claimed_duration"), 3600);
  EXPECT_GT(test::value_of(*as_claimed, "p_course"), 0.01);
}

TEST(SceneShadowCourse, tells_how_much_time_passed_by_the_shadows_where_it_was_not_as_told) {
  for (const double passed : {0.0, 1200.0}) {
    Filmed film = filmed({0, passed});
    film.marks.groups[0].quantities = {{"later", 3600, "s", 1}};
    test::add_point(film.marks, "pole", "later_tip", film.tips[1], 1);
    const auto output = output_of(test::bare_picture(1920, 1080), film);
    ASSERT_TRUE(output) << to_text(output.error());
    EXPECT_LT(test::value_of(*output, "p_course"), 1e-3) << passed;
    EXPECT_NEAR(test::value_of(*output, "rate"), passed / 3600, 0.15);
  }
}

TEST(SceneShadowCourse, says_that_a_short_clip_shows_no_drift) {
  const auto output = output_of(clip(), with_keys({0, 10, 20}, {0, 10, 20}));
  ASSERT_TRUE(output);
  const Observation* course = test::find_observation(*output, "course");
  EXPECT_EQ(course->bearing, Bearing::kInconclusive);
  EXPECT_NE(course->statement.find("would not be told"), std::string::npos) << course->statement;
  EXPECT_TRUE(course->innocent_causes.empty()) << "nothing is contradicted";
}

TEST(SceneShadowCourse, declines_what_it_cannot_measure) {
  EXPECT_EQ(output_of(clip(), filmed({0})).error().fault, Fault::kNotApplicable) << "one tip alone";
  EXPECT_EQ(output_of(clip(), with_keys({0, 60}, {0, 500})).error().fault, Fault::kBadArgument) << "no such frame";
  EXPECT_EQ(output_of(test::bare_picture(1920, 1080), with_later(3600, 20), "2023-05-22T01:00+03:00").error().fault,
            Fault::kNotApplicable)
      << "night";
  const auto level =
      output_of(test::bare_picture(1920, 1080), with_later(3600, 20), kStart, {{"attitude", std::string("marks")}});
  ASSERT_FALSE(level) << "nothing tells the horizon";
  EXPECT_NE(level.error().sentence.find("horizon"), std::string::npos);
}

}  // namespace
}  // namespace spoor
