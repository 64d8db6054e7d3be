#include "methods/projective/known_lengths.h"

#include "support/street_scene.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>

namespace spoor {
namespace {

TEST(KnownLengths, agree_as_often_as_p_says) {
  SeededNoise noise(61);
  test::StreetOptions o;
  o.known_posts = 4, o.other_posts = 0;
  constexpr int kScenes = 2000;
  int below_5 = 0, held = 0;
  std::array<int, 10> tenths{};
  for (int scenes = 0; scenes < kScenes;) {
    const auto scene = test::street_scene(noise, o);
    if (!scene) continue;
    ++scenes;
    const auto fit = fitted_camera(scene->marks, scene->prior);
    ASSERT_TRUE(fit);
    const auto agreement = length_agreement(scene->marks, scene->prior, *fit);
    ASSERT_TRUE(agreement);
    EXPECT_EQ(agreement->degrees_of_freedom, 3);
    below_5 += agreement->p <= 0.05;
    ++tenths[static_cast<std::size_t>(std::min(9.0, 10 * agreement->p))];
    const auto others = length_by_others(scene->marks, scene->prior, *fit, 0);
    ASSERT_TRUE(others);
    held += std::abs(others->value[0] - scene->heights_m[0]) < 1.96 * others->sigma(0);
  }
  double squared = 0;
  for (const int count : tenths) squared += std::pow(count - kScenes / 10, 2) / (kScenes / 10.0);
  std::printf(
      "of %d: p <= 0.05 in %d, tenths of p against even ones: chi-square %.1f of 9; others' interval holds %d\n",
      kScenes, below_5, squared, held);
  EXPECT_NEAR(below_5 / double{kScenes}, 0.05, 0.015);
  EXPECT_LT(squared, 27.9) << "even tenths go beyond in one of a thousand";
  EXPECT_NEAR(held / double{kScenes}, 0.95, 0.02);
}

TEST(KnownLengths, show_which_is_wrong) {
  SeededNoise noise(64);
  test::StreetOptions o;
  o.known_posts = 4, o.other_posts = 0;
  constexpr std::array kTooLarge{1.05, 1.1, 1.2};
  std::array<int, 3> noticed{}, named{};
  constexpr int kScenes = 200;
  for (int scenes = 0; scenes < kScenes;) {
    auto scene = test::street_scene(noise, o);
    if (!scene) continue;
    ++scenes;
    EXPECT_EQ(known_lengths(scene->marks), 4U);
    const double honest = scene->marks.lengths[2].known->value_m;
    for (std::size_t k = 0; k < kTooLarge.size(); ++k) {
      scene->marks.lengths[2].known->value_m = kTooLarge[k] * honest;
      const auto wrong = fitted_camera(scene->marks, scene->prior);
      if (!wrong || length_agreement(scene->marks, scene->prior, *wrong)->p > 0.05) continue;
      ++noticed[k];
      double most = 0;
      std::size_t worst = 0;
      for (std::size_t i = 0; i < 4; ++i) {
        const auto each = length_by_others(scene->marks, scene->prior, *wrong, i);
        if (!each) continue;
        const double off = std::abs(each->value[0] - scene->marks.lengths[i].known->value_m) /
                           std::hypot(each->sigma(0), scene->marks.lengths[i].known->sigma_m);
        if (off > most) most = off, worst = i;
      }
      named[k] += worst == 2;
    }
  }
  std::printf("of %d, one of four too large by 5 %%: noticed %d, named %d; 10 %%: %d, %d; 20 %%: %d, %d\n", kScenes,
              noticed[0], named[0], noticed[1], named[1], noticed[2], named[2]);
  EXPECT_GE(noticed[1], kScenes * 7 / 10);
  EXPECT_GE(noticed[2], kScenes * 95 / 100);
  EXPECT_GE(named[2], kScenes * 95 / 100);
}

TEST(KnownLengths, say_nothing_below_two) {
  SeededNoise noise(62);
  test::StreetOptions o;
  o.known_posts = 1, o.other_posts = 1;
  auto scene = test::street_scene(noise, o);
  while (!scene) scene = test::street_scene(noise, o);
  const auto fit = fitted_camera(scene->marks, scene->prior);
  ASSERT_TRUE(fit);
  EXPECT_FALSE(length_agreement(scene->marks, scene->prior, *fit));
  EXPECT_FALSE(length_by_others(scene->marks, scene->prior, *fit, 0)) << "it gives the scale itself";
  EXPECT_TRUE(length_by_others(scene->marks, scene->prior, *fit, 1));
}

TEST(KnownLengths, hold_a_rectangle_and_the_cameras_height_against_each_other) {
  SeededNoise noise(63);
  test::StreetOptions o;
  o.known_posts = 1, o.other_posts = 0, o.click_px = 1;
  int scenes = 0, held = 0, noticed = 0;
  while (scenes < 400) {
    auto scene = test::street_scene(noise, o);
    if (!scene) continue;
    const double ahead = scene->camera.heading_deg * std::numbers::pi / 180, turn = ahead + 0.5;
    const cv::Vec3d along(std::sin(turn), std::cos(turn), 0), over(along[1], -along[0], 0),
        first(9 * std::sin(ahead), 9 * std::cos(ahead), 0);
    MarkedRectangle rectangle{"car", {}, 1, KnownLength{3.3, 0.02}, {}};
    const cv::Vec3d corners[4] = {first, first + 3.3 * along, first + 3.3 * along + 1.8 * over, first + 1.8 * over};
    bool visible = true;
    for (std::size_t k = 0; k < 4; ++k) {
      const auto p = scene->camera.seen(corners[k]);
      visible = visible && p;
      if (p) rectangle.corners[k] = test::clicked(*p, 1, noise);
    }
    if (!visible) continue;
    ++scenes;
    scene->marks.rectangles = {rectangle};
    const double h = scene->camera.position[2];
    scene->prior.camera_height = KnownLength{h * (1 + 0.05 * noise.normal()), 0.05 * h};
    const auto fit = fitted_camera(scene->marks, scene->prior);
    ASSERT_TRUE(fit);
    EXPECT_EQ(length_agreement(scene->marks, scene->prior, *fit)->degrees_of_freedom, 2);
    const auto length = side_by_others(scene->marks, scene->prior, *fit, 0, Side::kLength);
    const auto width = side_by_others(scene->marks, scene->prior, *fit, 0, Side::kWidth);
    ASSERT_TRUE(length && width);
    held += std::abs(length->value[0] - 3.3) < 1.96 * length->sigma(0);
    EXPECT_LT(std::abs(width->value[0] - 1.8), 5 * width->sigma(0));
    scene->marks.rectangles[0].length = KnownLength{3.3 * 1.3, 0.02};
    const auto wrong = fitted_camera(scene->marks, scene->prior);
    noticed += wrong && length_agreement(scene->marks, scene->prior, *wrong)->p < 0.05;
  }
  std::printf("rectangles: length held %d, three tenths too long noticed %d of %d\n", held, noticed, scenes);
  EXPECT_GE(held, 366) << "of 400 at 95 %: fewer with a chance of 0.2 %";
  EXPECT_GE(noticed, 320);
}

}  // namespace
}  // namespace spoor
