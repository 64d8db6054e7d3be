#include "methods/projective/known_lengths.h"

#include "support/street_scene.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

TEST(KnownLengths, agree_as_often_as_p_says_and_show_which_does_not) {
  SeededNoise noise(61);
  test::StreetOptions o;
  o.known_posts = 4, o.other_posts = 0;
  int scenes = 0, below_5 = 0, below_half = 0, held = 0, noticed = 0, named = 0;
  while (scenes < 300) {
    auto scene = test::street_scene(noise, o);
    if (!scene) continue;
    const auto fit = fitted_camera(scene->marks, scene->prior);
    if (!fit) continue;
    ++scenes;
    EXPECT_EQ(known_lengths(scene->marks), 4U);
    const auto agreement = length_agreement(scene->marks, scene->prior, *fit);
    ASSERT_TRUE(agreement);
    EXPECT_EQ(agreement->degrees_of_freedom, 3);
    below_5 += agreement->p <= 0.05, below_half += agreement->p <= 0.5;
    const auto others = length_by_others(scene->marks, scene->prior, *fit, 0);
    ASSERT_TRUE(others);
    held += std::abs(others->value[0] - scene->heights_m[0]) < 1.96 * others->sigma(0);
    scene->marks.lengths[2].known->value_m *= 1.2;
    const auto wrong = fitted_camera(scene->marks, scene->prior);
    if (!wrong) continue;
    noticed += length_agreement(scene->marks, scene->prior, *wrong)->p < 0.01;
    double most = 0;
    std::size_t worst = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const auto each = length_by_others(scene->marks, scene->prior, *wrong, i);
      if (!each) continue;
      const double off = std::abs(each->value[0] - scene->marks.lengths[i].known->value_m) /
                         std::hypot(each->sigma(0), scene->marks.lengths[i].known->sigma_m);
      if (off > most) most = off, worst = i;
    }
    named += worst == 2;
  }
  std::printf("of %d: p<=0.05 %d, <=0.5 %d; others' interval holds %d; a fifth too large noticed %d, named %d\n",
              scenes, below_5, below_half, held, noticed, named);
  EXPECT_NEAR(below_5 / 300.0, 0.05, 0.03);
  EXPECT_NEAR(below_half / 300.0, 0.5, 0.08);
  EXPECT_NEAR(held / 300.0, 0.95, 0.03);
  EXPECT_GE(noticed, 270);
  EXPECT_GE(named, 285);
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

}  // namespace
}  // namespace spoor
