// How well one shadow of another light is noticed, by its angle, the number of marks and the clicking noise: the
// figures that the method's page states.
#include "methods/shadow/one_light.h"
#include "support/generated_scene.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>

namespace spoor {
namespace {

constexpr std::array kTurns{0.0, 2.0, 5.0, 10.0, 20.0, 40.0};
constexpr std::array<std::size_t, 3> kCounts{3, 5, 8};
constexpr std::array kClicks{1.0, 2.0, 4.0};
constexpr int kScenes = 600;

ShadowMark clicked_mark(const test::SeenPole& pole, double turn_deg, double sigma_px, SeededNoise& noise) {
  const double angle = turn_deg * std::numbers::pi / 180, c = std::cos(angle), s = std::sin(angle);
  const double dx = pole.top.x - pole.tip.x, dy = pole.top.y - pole.tip.y;
  const PicturePoint top{pole.tip.x + c * dx - s * dy, pole.tip.y + s * dx + c * dy};
  ShadowMark mark;
  mark.id = "pole";
  mark.at = test::clicked(pole.tip, sigma_px, noise);
  mark.first = mark.second = test::clicked(top, sigma_px, noise);
  mark.sigma_at_px = mark.sigma_px = sigma_px;
  return mark;
}

int noticed(std::size_t count, double turn_deg, double sigma_px) {
  int conflicts = 0;
  for (int i = 0; i < kScenes; ++i) {
    SeededNoise noise(static_cast<std::uint64_t>(90'000 + i));
    const test::PoleScene scene = test::pole_scene(noise, count);
    std::vector<ShadowMark> marks;
    for (std::size_t k = 0; k < count; ++k) {
      marks.push_back(clicked_mark(scene.poles[k], k == 0 ? turn_deg : 0, sigma_px, noise));
    }
    conflicts += agreement(marks).widening > kSigmas;
  }
  return conflicts;
}

TEST(OneLightPower, grows_with_angle_and_marks_and_falls_with_noise) {
  std::array<std::array<std::array<int, kTurns.size()>, kClicks.size()>, kCounts.size()> found{};
  for (std::size_t n = 0; n < kCounts.size(); ++n) {
    for (std::size_t c = 0; c < kClicks.size(); ++c) {
      std::printf("%zu marks, clicks of %.0f px:", kCounts[n], kClicks[c]);
      for (std::size_t t = 0; t < kTurns.size(); ++t) {
        found[n][c][t] = noticed(kCounts[n], kTurns[t], kClicks[c]);
        std::printf("  %.0f deg %d %%", kTurns[t], (found[n][c][t] * 100 + kScenes / 2) / kScenes);
      }
      std::printf("\n");
    }
  }
  constexpr int kNoise = kScenes / 12;  // two deviations of a share of one half
  for (std::size_t n = 0; n < kCounts.size(); ++n) {
    for (std::size_t c = 0; c < kClicks.size(); ++c) {
      const auto& row = found[n][c];
      EXPECT_LE(row[0], kScenes * 7 / 100) << "one light is seldom suspected";
      for (std::size_t t = 1; t < row.size(); ++t) EXPECT_GE(row[t], row[t - 1] - kNoise);
      EXPECT_LE(row[3], found[n][c > 0 ? c - 1 : 0][3] + kNoise);
      EXPECT_GE(row[3], found[n > 0 ? n - 1 : 0][c][3] - kNoise);
    }
  }
  EXPECT_GE(found[1][0][3], kScenes * 9 / 10) << "five marks, good clicks, 10 degrees";
}

}  // namespace
}  // namespace spoor
