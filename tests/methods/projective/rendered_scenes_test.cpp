// Pictures of a path tracer by other hands: from marked poles of known height to camera, horizon and each other pole.
#include "methods/projective/ground_lengths.h"
#include "methods/projective/known_lengths.h"
#include "methods/statistics/median.h"
#include "methods/statistics/seeded_noise.h"
#include "support/paths.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <fstream>

namespace spoor {
namespace {

using nlohmann::json;

constexpr double kDegree = std::numbers::pi / 180;
// Of the ground's height below a pole; the stage departs from its plane by 12 to 40 mm (rms).
constexpr double kReliefM = 0.03;

PicturePoint pair_of(const json& p) { return {p[0].get<double>(), p[1].get<double>()}; }

struct Tally {
  int held = 0, of = 0;
  std::vector<double> errors;
  void add(double error, double sigma) {
    held += std::abs(error) < 1.96 * sigma;
    ++of;
    errors.push_back(std::abs(error));
  }
  void print(const char* what, const char* unit) const {
    std::vector<double> sorted = errors;
    std::sort(sorted.begin(), sorted.end());
    std::printf("  %s: interval holds the truth in %d of %d; error, median %.4g, worst %.4g %s\n", what, held, of,
                median(errors), sorted.empty() ? 0 : sorted.back(), unit);
  }
};

struct Tallies {
  Tally focal, pitch, roll, camera, poles, others, wheels;
  int scenes = 0, open = 0, below_5 = 0;
  void print(const char* name) const {
    std::printf("%s: %d scenes, %d leave the horizon open, p <= 0.05 in %d\n", name, scenes, open, below_5);
    focal.print("ln focal length", "");
    pitch.print("pitch", "degrees");
    roll.print("roll", "degrees");
    camera.print("camera height", "share");
    if (poles.of > 0) poles.print("heights by all other marks", "share");
    if (others.of > 0) others.print("unknown heights", "share");
    if (wheels.of > 0) wheels.print("wheelbases and tracks", "share");
  }
};

// Contacts in the order of a rectangle, where three or more are seen.
std::optional<MarkedRectangle> wheels_of(const json& marked, double sigma) {
  if (!marked.contains("wheels") || !marked.at("wheels").is_object()) return std::nullopt;
  MarkedRectangle mark{"wheels", {}, sigma, {}, {}};
  std::size_t seen = 0, at = 0;
  for (const char* wheel : {"RL", "FL", "FR", "RR"}) {
    const json& wheels = marked.at("wheels");
    if (wheels.contains(wheel) && wheels.at(wheel).is_array()) mark.corners[at] = pair_of(wheels.at(wheel)), ++seen;
    ++at;
  }
  if (seen < 3) return std::nullopt;
  return mark;
}

// Of every vehicle of these scenes that stands on its wheels.
constexpr double kWheelbaseM = 3.3, kTrackM = 1.82;

struct Options {
  bool noisy = false, horizon = false;
  std::size_t known = 99;  // of the poles; the others are measured
};

Tallies measured(const std::filesystem::path& scenes, const Options& o) {
  std::ifstream in(scenes / "pictures" / "truth.json");
  const json truth = json::parse(in);
  SeededNoise noise(81);
  Tallies t;
  for (const json& scene : truth.at("scenes")) {
    std::ifstream file(scenes / "pictures" / scene.at("marks").get<std::string>());
    const json marked = json::parse(file).at(o.noisy ? "noisy_2px" : "exact");
    const json& camera = scene.at("camera");
    const double f = camera.at("f_px").get<double>(), width = camera.at("W").get<double>(),
                 height = camera.at("H").get<double>(), above = camera.at("position")[2].get<double>();
    const double sigma = o.noisy ? 2 : 0.3;
    CameraPrior prior;
    prior.width = width, prior.height = height;
    // The focal length as EXIF gives it: known to a twentieth, and drawn so.
    prior.f_log_sigma = 0.05, prior.f_px = f * std::exp(0.05 * noise.normal());
    prior.relief = kReliefM / above;
    SceneMarks marks;
    std::vector<double> heights;
    for (const json& pole : marked.at("poles")) {
      if (pole.at("foot").is_null() || pole.at("top").is_null()) continue;
      MarkedLength mark{"pole", pair_of(pole.at("foot")), pair_of(pole.at("top")), true, sigma, 0.3, {}};
      heights.push_back(pole.at("height_m").get<double>());
      if (heights.size() <= o.known) mark.known = KnownLength{heights.back(), 0.005};
      marks.lines.push_back({"pole", LineKind::kUpright, 0, mark.from, mark.to, sigma, 0.3});
      marks.lengths.push_back(mark);
    }
    if (heights.size() < 2) continue;
    if (o.horizon) {
      const json& line = scene.at("horizon");
      const double left = line.at("y_left").get<double>(), right = line.at("y_right").get<double>();
      if (std::abs(left) > 3 * height) continue;  // a drone's: nobody marks it
      const double s = o.noisy ? 2 : 0;
      marks.horizon = HorizonMark{{0, left + s * noise.normal()}, {width, right + s * noise.normal()}, sigma, 0.02};
    }
    const std::string history = scene.at("history").get<std::string>();
    const bool stands = history == "driven" || history == "lowered";
    const auto wheels = stands ? wheels_of(marked, sigma) : std::nullopt;
    if (wheels && !o.horizon) marks.rectangles = {*wheels};
    ++t.scenes;
    const auto fit = fitted_camera(marks, prior);
    if (!fit) {
      ++t.open;
      continue;
    }
    t.below_5 += fit->p <= 0.05;
    const json& r = camera.at("R_world_to_cam");
    const cv::Vec3d up(r[0][2].get<double>(), r[1][2].get<double>(), r[2][2].get<double>());
    t.focal.add(std::log(fit->camera.view.f_px / f), std::sqrt(fit->covariance.at<double>(kLogF, kLogF)));
    t.camera.add(std::log(fit->camera.height_m / above), std::sqrt(fit->covariance.at<double>(kLogHeight, kLogHeight)));
    const auto attitude = propagated(*fit, {}, [](const GroundCamera& c, const std::vector<double>&) {
      return std::optional(
          std::vector{std::asin(c.view.up[2]) / kDegree, std::atan2(-c.view.up[0], -c.view.up[1]) / kDegree});
    });
    t.pitch.add(attitude->value[0] - std::asin(up[2]) / kDegree, attitude->sigma(0));
    t.roll.add(attitude->value[1] - std::atan2(-up[0], -up[1]) / kDegree, attitude->sigma(1));
    for (std::size_t i = 0; i < heights.size(); ++i) {
      const auto size = length_by_others(marks, prior, *fit, i);
      if (!size) continue;
      (marks.lengths[i].known ? t.poles : t.others)
          .add((size->value[0] - heights[i]) / heights[i], size->sigma(0) / heights[i]);
    }
    if (marks.rectangles.empty()) continue;
    const auto sides = sides_with_sigma(*fit, 0);
    if (!sides) continue;
    t.wheels.add(sides->value[0] / kWheelbaseM - 1, sides->sigma(0) / kWheelbaseM);
    t.wheels.add(sides->value[1] / kTrackM - 1, sides->sigma(1) / kTrackM);
  }
  return t;
}

TEST(RenderedScenes, give_camera_and_heights_from_poles_of_known_height) {
  SPOOR_SCENES_OR_SKIP(scenes);
  for (const bool noisy : {false, true}) {
    const Tallies t = measured(scenes, {noisy, false});
    t.print(noisy ? "poles, marks of 2 px" : "poles, exact marks");
    EXPECT_GE(t.scenes, 20);
    EXPECT_EQ(t.open, 0);
    EXPECT_LE(t.below_5, 4) << "of 23 at 5 %: more with a chance of 1 %";
    for (const Tally* tally : {&t.focal, &t.pitch, &t.roll, &t.camera}) {
      EXPECT_GE(tally->held, tally->of * 80 / 100) << "of 23 at 95 %: fewer with a chance of 0.1 %";
    }
    EXPECT_GE(t.poles.held, t.poles.of * 88 / 100) << "of 85 at 95 %: fewer with a chance of 0.3 %";
    EXPECT_LT(median(t.poles.errors), noisy ? 0.04 : 0.012);
    EXPECT_LT(median(t.camera.errors), noisy ? 0.03 : 0.015);
    EXPECT_LT(median(t.pitch.errors), noisy ? 1.2 : 0.3);
    EXPECT_LT(median(t.focal.errors), 0.05) << "known to a twentieth beforehand";
    EXPECT_GE(t.wheels.held, t.wheels.of * 75 / 100);
    EXPECT_LT(median(t.wheels.errors), noisy ? 0.1 : 0.03);
  }
}

TEST(RenderedScenes, give_heights_from_the_horizon_and_one_known_pole) {
  SPOOR_SCENES_OR_SKIP(scenes);
  for (const bool noisy : {false, true}) {
    const Tallies t = measured(scenes, {noisy, true, 1});
    t.print(noisy ? "horizon and one pole, marks of 2 px" : "horizon and one pole, exact marks");
    EXPECT_GE(t.scenes, 15);
    EXPECT_EQ(t.open, 0);
    EXPECT_LE(t.below_5, 4);
    EXPECT_GE(t.others.held, t.others.of * 85 / 100) << "of 53 at 95 %: fewer with a chance of 0.3 %";
    EXPECT_LT(median(t.others.errors), noisy ? 0.03 : 0.012);
    EXPECT_GE(t.camera.held, t.camera.of * 80 / 100);
  }
}

}  // namespace
}  // namespace spoor
