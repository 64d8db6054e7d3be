#include "methods/shadow/shadow_azimuth.h"

#include "base/file.h"
#include "evidence/claim_words.h"
#include "evidence/marks_file.h"
#include "methods/sun/sun_claim.h"
#include "support/generated_scene.h"
#include "support/paths.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <map>

namespace spoor {
namespace {

using nlohmann::json;

TEST(ShadowAzimuth, gives_back_the_sun_and_states_its_deviation) {
  SeededNoise noise(31);
  int held = 0;
  constexpr int kScenes = 2000;
  for (int i = 0; i < kScenes; ++i) {
    const test::PoleScene scene = test::pole_scene(noise, static_cast<std::size_t>(1 + i % 4));
    View view;
    view.f_px = scene.camera.f_px;
    view.centre = {scene.camera.centre.x, scene.camera.centre.y};
    view.up = scene.camera.camera_from_world() * cv::Vec3d(0, 0, 1);
    std::vector<MarkedShadow> shadows;
    for (const auto& p : scene.poles) {
      // Turned about its foot, as by a lean.
      const auto foot = ground_point(view, p.foot), tip = ground_point(view, p.tip);
      const double turn = 2 * noise.normal() * std::numbers::pi / 180;
      const cv::Vec3d along = *tip - *foot, aside = along.cross(view.up);
      const PicturePoint moved = view.picture_from_ray(*foot + std::cos(turn) * along + std::sin(turn) * aside);
      shadows.push_back({test::clicked(p.foot, 1, noise), test::clicked(moved, 1, noise), 1, 2});
    }
    const auto sun = azimuth_from_shadows({view, 0, 0}, shadows);
    ASSERT_TRUE(sun);
    const double off = std::remainder(sun->azimuth_deg + scene.camera.heading_deg - scene.azimuth_deg, 360);
    held += std::abs(off) < 1.959964 * sun->sigma_deg;
  }
  std::printf("azimuth held in %d of %d\n", held, kScenes);
  EXPECT_NEAR(static_cast<double>(held) / kScenes, 0.955, 0.025);
}

// Marks made by hand from the pictures alone, before this file existed (tests/data/brighton_beach/README.md). Truth:
// the clock is local time, its zone (UTC-5) and the yaw tag are inferred and uncertain by 5 degrees.
TEST(ShadowAzimuth, of_drone_pictures_agrees_with_their_tags_where_they_were_left_alone) {
  SPOOR_MEDIA_OR_SKIP(media);
  const auto text = read_small_file(media / "shadow" / "brighton_beach" / "truth.json", 1 << 20);
  ASSERT_TRUE(text);
  int agree = 0, contradicted = 0, untouched = 0, turned = 0;
  double squares = 0;
  const json truth = json::parse(*text);
  for (const json& picture : truth.at("pictures")) {
    const std::string name = picture.at("file").get<std::string>().substr(0, 8);
    const auto file = test::samples_dir().parent_path() / "tests" / "data" / "brighton_beach" / (name + ".marks.json");
    const auto marks_text = read_small_file(file, 1 << 20);
    ASSERT_TRUE(marks_text) << file;
    const auto marks = marks_from_json(*marks_text);
    ASSERT_TRUE(marks) << to_text(marks.error());
    std::map<std::string, MarkedShadow> poles;
    for (const Region& region : marks->regions) {
      if (region.group.empty()) continue;
      MarkedShadow& shadow = poles[region.group];
      (region.part == "foot" ? shadow.foot : shadow.tip) = region.points.front();
      shadow.sigma_px = region.sigma_px;
    }
    if (poles.empty()) continue;
    std::vector<MarkedShadow> shadows;
    for (const auto& [id, shadow] : poles) shadows.push_back(shadow);
    const UncertainView straight_down{{2400, {2000, 1125}, {0, 0, -1}}, 240, 1};
    const auto seen = azimuth_from_shadows(straight_down, shadows);
    ASSERT_TRUE(seen);

    constexpr double kYawSigma = 5;
    const double yaw = picture.at("camera_yaw_deg").at("value").get<double>();
    MeasuredSun measured;
    measured.azimuth_deg = seen->azimuth_deg + yaw;
    measured.azimuth_sigma_deg = std::hypot(seen->sigma_deg, kYawSigma);
    const ClaimedPlace place{picture.at("latitude_deg").at("value").get<double>(),
                             picture.at("longitude_deg").at("value").get<double>(), 10};
    const auto time = claimed_time_from_text(picture.at("utc").at("value").get<std::string>());
    ASSERT_TRUE(time);
    const ClaimFit fit = fit_of_claim(measured, place, *time);
    const SunDirection sun = sun_direction({place.latitude_deg, place.longitude_deg, 0}, time->first_us);
    EXPECT_NEAR(sun.azimuth_deg, picture.at("sun_azimuth_deg").at("value").get<double>(), 0.02);
    const double off = std::remainder(*measured.azimuth_deg - sun.azimuth_deg, 360);
    std::string hours;
    const auto others = fits_of_other_hours(measured, place, *time, 3);
    for (int h = -3; h <= 3; ++h) {
      if (others[static_cast<std::size_t>(h + 3)].p > 0.05) hours += " " + std::to_string(h);
    }
    const bool resaved = picture.at("resaved").at("value").get<bool>();
    std::printf("%s%s: %zu shadows, off by %.1f, sigma %.1f (marks %.1f, chi2 %.1f / %d), p %.3g, hours that fit:%s\n",
                name.c_str(), resaved ? " (re-saved)" : "", shadows.size(), off, measured.azimuth_sigma_deg,
                seen->sigma_deg, seen->chi_square, seen->degrees_of_freedom, fit.p, hours.c_str());
    if (resaved) {
      ++turned;
      contradicted += fit.p < 1e-6;
    } else {
      ++untouched;
      agree += fit.p > 0.05;
      squares += off * off;
    }
  }
  std::printf("untouched with poles %d, agree %d, rms %.1f degrees; re-saved with poles %d, contradicted %d\n",
              untouched, agree, std::sqrt(squares / std::max(untouched, 1)), turned, contradicted);
  EXPECT_EQ(untouched, 8);
  EXPECT_EQ(turned, 1) << "the other re-saved picture shows boulders alone";
  // What was found, not what was promised: 7.4 degrees rms, and DJI_0033 is off at p = 0.039 though nobody touched it.
  // The yaw's sigma is taken from the pictures' own truth, so that no false-alarm rate follows from these eight.
  EXPECT_LT(std::sqrt(squares / untouched), 9);
  EXPECT_EQ(agree, 7);
  EXPECT_EQ(contradicted, turned);
}

}  // namespace
}  // namespace spoor
