#include "methods/lighting/contour_light.h"

#include "support/lit_ellipsoid.h"

#include <gtest/gtest.h>

#include <iostream>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

struct Scene {
  test::LitEllipsoid body;
  cv::Mat luminance;
  ContourMark mark;
};

// A body of any shape and texture under a light from anywhere that is not behind the camera's axis alone.
Scene scene_of(SeededNoise& noise, double sigma_px, double span_deg) {
  Scene scene;
  test::LitEllipsoid& e = scene.body;
  e.a = noise.uniform(45, 100), e.b = noise.uniform(0.6, 1) * e.a, e.c = noise.uniform(0.6, 1.4) * e.a;
  e.turned_deg = noise.uniform(0, 180);
  const double round = noise.uniform(0, 360) * kDegree, forward = noise.uniform(-20, 50) * kDegree;
  e.to_light = {std::cos(round) * std::cos(forward), std::sin(round) * std::cos(forward), std::sin(forward)};
  e.texture = noise.uniform(0.01, 0.1);
  e.strength = noise.uniform(0.25, 0.5), e.ambience = noise.uniform(0.05, 0.25),
  e.background = noise.uniform(0.02, 0.6);
  e.centre = {e.a + 30, e.a + 30};
  const int side = static_cast<int>(2 * e.a + 60);
  cv::Mat bgr(side, side, CV_8UC3, cv::Scalar::all(test::srgb_code(e.background)));
  test::draw(bgr, e, 1.5, noise);
  scene.luminance = linear_luminance(bgr, Response::kSrgb);
  scene.mark.id = "body";
  scene.mark.sigma_px = sigma_px;
  scene.mark.closed = span_deg >= 360;
  scene.mark.clicks = test::outline(e, span_deg >= 360 ? 16 : 12, noise.uniform(0, 360), span_deg, sigma_px, noise);
  return scene;
}

double error_deg(const Scene& scene, const ContourLight& light) {
  const double dx = light.fit.towards.x, dy = light.fit.towards.y;
  return std::remainder(std::atan2(dy, dx) - std::atan2(scene.body.to_light[1], scene.body.to_light[0]),
                        2 * std::numbers::pi) /
         kDegree;
}

constexpr double kSurface = 5;  // degrees, as the pass adds for what no residual shows

struct Tally {
  int scenes = 0, measured = 0, held = 0, held_with_surface = 0;
  double squares = 0, sigmas = 0;
};

Tally tally(int scenes, double sigma_px, double span_deg, LightModel model) {
  SeededNoise noise(static_cast<std::uint64_t>(span_deg) + 5);
  Tally tally;
  ContourOptions options;
  options.draws = 60;
  options.model = model;
  for (int i = 0; i < scenes; ++i) {
    const Scene scene = scene_of(noise, sigma_px, span_deg);
    const auto light = contour_light(scene.luminance, scene.mark, options, {});
    ++tally.scenes;
    if (!light) continue;
    ++tally.measured;
    const double error = error_deg(scene, *light);
    tally.held += std::abs(error) <= 1.96 * light->sigma_deg;
    tally.held_with_surface += std::abs(error) <= 1.96 * std::hypot(light->sigma_deg, kSurface);
    tally.squares += error * error;
    tally.sigmas += light->sigma_deg;
  }
  std::cout << "[ measured ] span " << span_deg << ", clicks " << sigma_px << ": " << tally.measured << " of " << scenes
            << " scenes, held " << 100.0 * tally.held / tally.measured << " %, with the surface's part "
            << 100.0 * tally.held_with_surface / tally.measured << " %, rms error "
            << std::sqrt(tally.squares / tally.measured) << ", mean sigma " << tally.sigmas / tally.measured << "\n";
  return tally;
}

TEST(ContourLight, holds_the_planted_direction_in_its_interval) {
  const Tally t = tally(300, 1.5, 360, LightModel::kSingleLight);
  EXPECT_GT(t.measured, 0.95 * t.scenes);
  EXPECT_NEAR(t.held, 0.95 * t.measured, 3.3 * std::sqrt(0.95 * 0.05 * t.measured));
}

// On half an outline a light from ahead turns the fit, which residuals do not show: the surface's part is for that.
TEST(ContourLight, holds_it_on_half_an_outline_with_the_surfaces_part) {
  const Tally t = tally(200, 1.5, 180, LightModel::kSingleLight);
  EXPECT_GT(t.measured, 0.5 * t.scenes) << "an outline that lies in the shade says nothing";
  EXPECT_GT(t.held, 0.8 * t.measured);
  EXPECT_GT(t.held_with_surface, 0.93 * t.measured);
}

TEST(ContourLight, harmonics_find_the_direction_on_a_whole_outline) {
  const Tally t = tally(120, 1.5, 360, LightModel::kHarmonics);
  EXPECT_GT(t.held, 0.93 * t.measured);
}

TEST(ContourLight, says_why_a_contour_tells_nothing) {
  SeededNoise noise(2);
  Scene scene = scene_of(noise, 1, 360);
  const auto why = [&](const ContourMark& mark, const cv::Mat& luminance) {
    const auto light = contour_light(luminance, mark, {}, {});
    return light ? std::string() : light.error().sentence;
  };
  ContourMark arc = scene.mark;
  arc.closed = false;
  arc.clicks = test::outline(scene.body, 8, 20, 50, 0, noise);
  EXPECT_NE(why(arc, scene.luminance).find("degrees of the circle"), std::string::npos);
  const cv::Mat even(scene.luminance.size(), CV_32FC1, cv::Scalar(0.4));
  EXPECT_NE(why(scene.mark, even).find("hardly depends"), std::string::npos);
  cv::Mat noisy = even.clone();
  for (int i = 0; i < noisy.rows * noisy.cols; ++i)
    noisy.ptr<float>()[i] *= static_cast<float>(1 + 0.1 * noise.normal());
  EXPECT_NE(why(scene.mark, noisy).find("hardly depends"), std::string::npos);
  const cv::Mat clipped(even.size(), CV_32FC1, cv::Scalar(std::nanf("")));
  EXPECT_NE(why(scene.mark, clipped).find("clipped"), std::string::npos);
  ContourMark few = scene.mark;
  few.clicks.resize(4);
  EXPECT_NE(why(few, scene.luminance).find("five clicks"), std::string::npos);
  ContourMark small = scene.mark;
  for (PicturePoint& p : small.clicks) p = {p.x / 50, p.y / 50};
  EXPECT_NE(why(small, scene.luminance).find("40 pixels"), std::string::npos);
}

TEST(ContourLight, gives_the_same_answer_twice) {
  SeededNoise noise(4);
  const Scene scene = scene_of(noise, 1, 360);
  const auto once = contour_light(scene.luminance, scene.mark, {}, {}),
             again = contour_light(scene.luminance, scene.mark, {}, {});
  ASSERT_TRUE(once && again);
  EXPECT_EQ(once->sigma_deg, again->sigma_deg);
}

}  // namespace
}  // namespace spoor
