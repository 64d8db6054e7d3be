#include "methods/shadow/sun_from_poles.h"

#include "methods/sun/sun_position.h"
#include "support/generated_scene.h"
#include "support/paths.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>

namespace spoor {
namespace {

using nlohmann::json;

View view_of(const test::PinholeCamera& camera) {
  View view;
  view.f_px = camera.f_px;
  view.centre = {camera.centre.x, camera.centre.y};
  view.up = camera.camera_from_world() * cv::Vec3d(0, 0, 1);
  return view;
}

TEST(SunFromPoles, gives_back_the_sun_of_exact_marks) {
  SeededNoise noise(21);
  for (int i = 0; i < 200; ++i) {
    const test::PoleScene scene = test::pole_scene(noise, 3);
    std::vector<MarkedPole> poles;
    for (const auto& p : scene.poles) poles.push_back({p.foot, p.top, p.tip, 0.5, 0.5});
    const auto sun = sun_from_poles({view_of(scene.camera), 10, 0.1}, poles);
    ASSERT_TRUE(sun);
    EXPECT_NEAR(sun->elevation_deg, scene.elevation_deg, 1e-4);
    EXPECT_NEAR(std::remainder(sun->azimuth_deg + scene.camera.heading_deg - scene.azimuth_deg, 360), 0, 1e-4);
    EXPECT_NEAR(sun->chi_square, 0, 1e-3);
    EXPECT_EQ(sun->degrees_of_freedom, 4);
  }
}

// Everything that is uncertain is drawn as it is stated: clicks, focal length, horizon, lean of each object.
TEST(SunFromPoles, states_intervals_that_hold_the_sun) {
  SeededNoise noise(22);
  constexpr int kScenes = 2000;
  constexpr double kDegree = std::numbers::pi / 180;
  int by_count[6] = {}, of_count[6] = {};
  int held_azimuth = 0, held_elevation = 0, together = 0, measured = 0;
  for (int i = 0; i < kScenes; ++i) {
    const auto count = static_cast<std::size_t>(1 + i % 5);
    test::PoleScene scene = test::pole_scene(noise, count);
    const double click = noise.uniform(0.5, 2.5), lean = 1.0, f_share = 0.05, horizon = 0.3;
    std::vector<MarkedPole> poles;
    for (const auto& p : scene.poles) {
      // The pole leans: its top and with it the shadow's tip move.
      const View exact = view_of(scene.camera);
      const auto foot = ground_point(exact, p.foot);
      const cv::Vec3d sideways = heading(exact).cross(exact.up);
      const cv::Vec3d along = exact.up + std::tan(lean * kDegree * noise.normal()) * heading(exact) +
                              std::tan(lean * kDegree * noise.normal()) * sideways;
      const double h = p.height_m / scene.camera.position[2];
      const cv::Vec3d top = *foot + h * cv::normalize(along);
      const cv::Vec3d sun = scene.camera.camera_from_world() * scene.to_sun;
      const cv::Vec3d tip = top - sun * ((top.dot(exact.up) + 1) / sun.dot(exact.up));
      if (tip[2] <= 0 || top[2] <= 0) continue;
      poles.push_back({test::clicked(p.foot, click, noise), test::clicked(exact.picture_from_ray(top), click, noise),
                       test::clicked(exact.picture_from_ray(tip), click, noise), click, lean});
    }
    if (poles.empty()) continue;
    UncertainView known{view_of(scene.camera), 0, horizon};
    known.view.f_px *= 1 + f_share * noise.normal();
    known.f_sigma_px = f_share * known.view.f_px;
    const cv::Vec3d ahead = heading(known.view), right = ahead.cross(known.view.up);
    known.view.up = cv::normalize(known.view.up + std::tan(horizon * kDegree * noise.normal()) * ahead +
                                  std::tan(horizon * kDegree * noise.normal()) * right);
    const auto sun = sun_from_poles(known, poles);
    if (!sun) continue;
    ++measured;
    const double da =
        std::remainder(sun->azimuth_deg + scene.camera.heading_deg - scene.azimuth_deg, 360) / sun->azimuth_sigma_deg;
    const double de = (sun->elevation_deg - scene.elevation_deg) / sun->elevation_sigma_deg;
    held_azimuth += std::abs(da) < 1.959964;
    held_elevation += std::abs(de) < 1.959964;
    const double r = sun->correlation, d2 = (da * da - 2 * r * da * de + de * de) / (1 - r * r);
    together += d2 < 5.9915;
    by_count[poles.size()] += d2 < 5.9915, ++of_count[poles.size()];
  }
  std::printf("of %d: azimuth %d, elevation %d, both %d\n", measured, held_azimuth, held_elevation, together);
  for (int i = 1; i < 6; ++i) std::printf("%d poles: %d of %d\n", i, by_count[i], of_count[i]);
  const double n = measured;
  EXPECT_GT(measured, kScenes * 95 / 100);
  EXPECT_NEAR(held_azimuth / n, 0.95, 0.02);
  EXPECT_NEAR(held_elevation / n, 0.95, 0.02);
  EXPECT_NEAR(together / n, 0.95, 0.02);
}

TEST(SunFromPoles, declines_marks_above_the_horizon) {
  const std::vector<MarkedPole> sky{{{900, 100}, {900, 50}, {1000, 120}, 2, 1.5}};
  EXPECT_FALSE(sun_from_poles({View{1000, {960, 540}, {0, -1, 0}}, 0, 0.3}, sky));
}

PicturePoint pair_of(const json& p) { return {p[0].get<double>(), p[1].get<double>()}; }

// Pictures of a path tracer by other hands: from marks with 2 px noise to the sun, the horizon as their own truth.
TEST(SunFromPoles, measures_the_sun_of_rendered_pictures) {
  SPOOR_SCENES_OR_SKIP(scenes);
  std::ifstream in(scenes / "pictures" / "truth.json");
  const json truth = json::parse(in);
  int measured = 0, held = 0;
  double worst = 0;
  for (const json& scene : truth.at("scenes")) {
    if (!scene.at("sun").at("direct_light").get<bool>()) continue;
    std::ifstream file(scenes / "pictures" / scene.at("marks").get<std::string>());
    const json marks = json::parse(file);
    const json& camera = scene.at("camera");
    View view;
    view.f_px = camera.at("f_px").get<double>();
    view.centre = {camera.at("W").get<double>() / 2, camera.at("H").get<double>() / 2};
    const json& r = camera.at("R_world_to_cam");
    for (int i = 0; i < 3; ++i) view.up[i] = r[static_cast<std::size_t>(i)][2].get<double>();
    const double azimuth = scene.at("sun").at("azimuth").get<double>(),
                 elevation = scene.at("sun").at("elevation_refracted").get<double>();
    const cv::Vec3d towards = test::sun_vector(azimuth, elevation);
    cv::Vec3d in_camera;
    for (std::size_t i = 0; i < 3; ++i) {
      in_camera[static_cast<int>(i)] =
          r[i][0].get<double>() * towards[0] + r[i][1].get<double>() * towards[1] + r[i][2].get<double>() * towards[2];
    }
    const GroundBearing expected = bearing_of(view, in_camera);
    for (const char* kind : {"exact", "noisy_2px"}) {
      const bool exact = std::string(kind) == "exact";
      std::vector<MarkedPole> poles;
      for (const json& pole : marks.at(kind).at("poles")) {
        if (pole.at("foot").is_null() || pole.at("top").is_null() || pole.at("shadow_tip").is_null()) continue;
        poles.push_back({pair_of(pole.at("foot")), pair_of(pole.at("top")), pair_of(pole.at("shadow_tip")),
                         exact ? 0.5 : 2.0, 1.0});
      }
      if (poles.empty()) continue;
      const auto sun = sun_from_poles({view, 0.01 * view.f_px, 0.2}, poles);
      if (!sun) continue;
      const double da = std::remainder(sun->azimuth_deg - expected.azimuth_deg, 360);
      const double de = sun->elevation_deg - expected.elevation_deg;
      if (exact) {
        worst = std::max(worst, std::abs(de));
        continue;
      }
      ++measured;
      const double za = da / sun->azimuth_sigma_deg, ze = de / sun->elevation_sigma_deg, c = sun->correlation;
      held += (za * za - 2 * c * za * ze + ze * ze) / (1 - c * c) < 5.9915;
      std::printf("%s %zu poles: azimuth off %.2f (%.2f), elevation off %.2f (%.2f), chi2 %.1f / %d\n",
                  scene.at("id").get<std::string>().c_str(), poles.size(), da, sun->azimuth_sigma_deg, de,
                  sun->elevation_sigma_deg, sun->chi_square, sun->degrees_of_freedom);
    }
  }
  std::printf("measured %d, 95 %% ellipse holds the sun %d, worst elevation of exact marks %.2f\n", measured, held,
              worst);
  EXPECT_GE(measured, 10);
  EXPECT_GE(held, measured * 85 / 100) << "of about 20 scenes two or three may miss";
}

}  // namespace
}  // namespace spoor
