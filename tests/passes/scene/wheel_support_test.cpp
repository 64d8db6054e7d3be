#include "methods/soil/wheel_support.h"

#include "analysis/pass.h"
#include "support/paths.h"
#include "support/run_pass.h"
#include "support/street_marks.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

const Measurement* measured(const PassOutput& output, const std::string& id) {
  const auto at =
      std::find_if(output.measurements.begin(), output.measurements.end(), [&](auto& m) { return m.id == id; });
  return at == output.measurements.end() ? nullptr : &*at;
}

void add_wheel(Marks& marks, const std::string& part, PicturePoint at, double sigma_px) {
  test::add_point(marks, "car", part, at, sigma_px);
  marks.regions.back().role = "wheels";
}

struct Wreck {
  test::StreetScene street;
  Marks marks;
};

// A vehicle of 3.3 by 1.82 m with its rear left wheel on the ground, pitched and rolled, the ditch across its axis.
std::optional<Wreck> wreck(SeededNoise& noise, double pitch_deg, double roll_deg, double near_m, double far_m) {
  auto street = test::street_scene(noise, {});
  if (!street) return std::nullopt;
  const auto seen = [&](const cv::Vec3d& world) -> std::optional<PicturePoint> {
    const cv::Vec3d p = street->camera.image_of(world - street->camera.position);
    if (p[2] < 0.5) return std::nullopt;
    const auto at = street->lens.distorted({p[0] / p[2], p[1] / p[2]});
    if (!at || at->x < 0 || at->y < 0 || at->x > 1920 || at->y > 1080) return std::nullopt;
    return test::clicked(*at, 1.5, noise);
  };
  const double b = street->camera.heading_deg * kDegree, range = noise.uniform(8, 13);
  const double turn = b + noise.uniform(0.5, 2.6);
  const cv::Vec3d start(range * std::sin(b), range * std::cos(b), 0), ahead(std::sin(turn), std::cos(turn), 0),
      right(std::cos(turn), -std::sin(turn), 0), up(0, 0, 1);
  Wreck w{*street, test::street_marks(*street)};
  w.marks.groups.push_back({"car", "wheels", "", {{"tyre", 0.94, "m", 0.01}}, {}});
  for (int i = 0; i < 4; ++i) {
    const double along = i < 2 ? 3.3 : 0, across = i % 2 == 0 ? 0 : 1.82;
    const cv::Vec3d foot = start + along * ahead + across * right;
    const double z = along * std::tan(pitch_deg * kDegree) - across * std::tan(roll_deg * kDegree);
    const auto lowest = seen(foot + z * up), ground = seen(foot);
    if (!lowest || !ground) return std::nullopt;
    const std::string part = std::array{"FL", "FR", "RL", "RR"}[static_cast<std::size_t>(i)];
    add_wheel(w.marks, part, *lowest, 1.5);
    if (i != 2) add_wheel(w.marks, part + "_ground", *ground, 1.5);
  }
  for (const double at : {near_m, far_m}) {
    const auto p = seen(start + at * ahead - 1.5 * right), q = seen(start + at * ahead + 3 * right);
    if (!p || !q) return std::nullopt;
    test::add_line(w.marks, "edge" + std::to_string(at), "ditch", *p, *q, 1.5);
  }
  return w;
}

Wreck some_wreck(SeededNoise& noise, double pitch_deg, double roll_deg, double near_m, double far_m) {
  while (true) {
    if (auto w = wreck(noise, pitch_deg, roll_deg, near_m, far_m)) return *w;
  }
}

Result<PassOutput> output_of(const Wreck& w) {
  auto source = test::bare_picture(1920, 1080);
  return test::output_over(passes::scene_wheel_support(), source, w.marks, {},
                           {{"focal", w.street.prior.f_px},
                            {"focal_deviation", 100 * w.street.prior.f_log_sigma},
                            {"centre_deviation", 1000.0 / 1920},
                            {"lean", 0.5},
                            {"relief", 0.0}});
}

TEST(SceneWheelSupport, holds_gaps_attitude_and_ditch_within_what_it_states) {
  SeededNoise noise(401);
  std::map<std::string, int> held;
  constexpr int kScenes = 120;
  for (int i = 0; i < kScenes; ++i) {
    const double pitch = noise.uniform(2, 12), roll = noise.uniform(-6, 0);
    const auto output = output_of(some_wreck(noise, pitch, roll, 1.2, 2.4));
    ASSERT_TRUE(output) << to_text(output.error());
    const double front = 3.3 * std::tan(pitch * kDegree), side = -1.82 * std::tan(roll * kDegree);
    for (const auto& [id, truth] : std::map<std::string, double>{{"gap_FL", front},
                                                                 {"gap_FR", front + side},
                                                                 {"gap_RR", side},
                                                                 {"pitch", pitch},
                                                                 {"roll", roll},
                                                                 {"ditch_width", 1.2},
                                                                 {"front_beyond", 0.9}}) {
      const Measurement* m = measured(*output, id);
      ASSERT_NE(m, nullptr) << id;
      held[id] += std::abs(m->value - truth) < 1.96 * *m->sigma;
    }
  }
  for (const auto& [id, n] : held) {
    std::printf("%s held %d of %d\n", id.c_str(), n, kScenes);
    EXPECT_GE(n, 106) << id << ": of 120 at 95 %, fewer with a chance of 0.3 %";
  }
}

TEST(SceneWheelSupport, tells_a_crossed_ditch_from_one_before_the_front_axle) {
  SeededNoise noise(402);
  const auto crossed = output_of(some_wreck(noise, 4, 0, 1, 2));
  ASSERT_TRUE(crossed);
  EXPECT_NE(test::find_observation(*crossed, "ditch")->statement.find("beyond the far edge"), std::string::npos);
  EXPECT_NE(test::find_observation(*crossed, "ditch")->statement.find("cannot bridge"), std::string::npos)
      << "1 m for a tyre of 0.94 m";
  const auto before = output_of(some_wreck(noise, 0, 0, 4.5, 5));
  ASSERT_TRUE(before);
  EXPECT_NE(test::find_observation(*before, "ditch")->statement.find("has not passed the near edge"),
            std::string::npos);
  EXPECT_NE(test::find_observation(*before, "ditch")->statement.find("drops by"), std::string::npos);
  EXPECT_EQ(overall_bearing(*before), Bearing::kNeutral);
}

TEST(SceneWheelSupport, declines_two_wheels_and_marks_without_a_scale) {
  SeededNoise noise(403);
  auto w = some_wreck(noise, 4, 0, 1, 2);
  auto no_scale = w;
  for (auto& group : no_scale.marks.groups) group.quantities.clear();
  EXPECT_EQ(output_of(no_scale).error().fault, Fault::kNotApplicable);
  std::erase_if(w.marks.regions, [](const Region& r) { return r.part == "FL" || r.part == "FR"; });
  EXPECT_EQ(output_of(w).error().fault, Fault::kNotApplicable);
}

// Tilted wrecks of the path tracer: lowest points, the plane's points below them, poles of known height, the horizon.
TEST(SceneWheelSupport, measures_wrecks_of_rendered_scenes) {
  SPOOR_SCENES_OR_SKIP(scenes);
  std::ifstream in(scenes / "pictures" / "truth.json");
  const auto truth = nlohmann::json::parse(in);
  int of = 0, held = 0, wrecks = 0, attitudes = 0;
  std::vector<double> off, off_deg;
  SeededNoise noise(404);
  for (const auto& scene : truth.at("scenes")) {
    if (!scene.contains("vehicle")) continue;
    const auto& wheels = scene.at("vehicle").at("wheels");
    if (scene.at("history") != "dragged" && scene.at("history") != "destroyed") continue;
    Marks marks;
    marks.groups.push_back({"car", "wheels", "", {}, {}});
    const auto at = [&](const nlohmann::json& p) {
      return test::clicked({p.at(0).get<double>(), p.at(1).get<double>()}, 1, noise);
    };
    std::map<std::string, double> heights;
    WheelPoints world;
    for (const auto& [name, wheel] : wheels.items()) {
      if (!wheel.contains("lowest_point_px")) continue;
      add_wheel(marks, name, at(wheel.at("lowest_point_px")), 1);
      add_wheel(marks, name + "_ground", at(wheel.at("px")), 1);
      heights[name] = wheel.at("height_above_z0_m").get<double>();
      const auto& p = wheel.at("world");
      const int place = name == "FL" ? kFrontLeft : name == "FR" ? kFrontRight : name == "RL" ? kRearLeft : kRearRight;
      world[static_cast<std::size_t>(place)] = cv::Vec3d(p.at(0).get<double>(), p.at(1).get<double>(), heights[name]);
    }
    if (heights.size() < 3) continue;
    int number = 0;
    for (const auto& pole : scene.at("poles")) {
      const std::string id = "pole" + std::to_string(number++);
      marks.groups.push_back({id, "pole", "", {{"height", pole.at("height").get<double>(), "m", 0.01}}, {}});
      test::add_point(marks, id, "foot", at(pole.at("foot").at("px")), 2);
      test::add_point(marks, id, "top", at(pole.at("top").at("px")), 2);
    }
    const auto& camera = scene.at("camera");
    test::add_line(marks, "skyline", "horizon", {0, scene.at("horizon").at("y_left").get<double>()},
                   {camera.at("W").get<double>(), scene.at("horizon").at("y_right").get<double>()}, 2);
    auto source = test::bare_picture(camera.at("W").get<int>(), camera.at("H").get<int>());
    const auto output = test::output_over(passes::scene_wheel_support(), source, marks, {},
                                          {{"focal", camera.at("f_px").get<double>()}, {"focal_deviation", 5.0}});
    if (!output) {
      std::printf("%s: %s\n", scene.at("id").get<std::string>().c_str(), to_text(output.error()).c_str());
      continue;
    }
    ++wrecks;
    for (const auto& [name, height] : heights) {
      const Measurement* m = measured(*output, "gap_" + name);
      ASSERT_NE(m, nullptr);
      ++of;
      held += std::abs(m->value - height) < 1.96 * *m->sigma;
      off.push_back(std::abs(m->value - height));
    }
    const auto expected = wheel_attitude(world);
    for (const auto& [id, value] : {std::pair{"pitch", expected->pitch_deg}, std::pair{"roll", expected->roll_deg}}) {
      const Measurement* m = measured(*output, id);
      attitudes += std::abs(m->value - value) < 1.96 * *m->sigma;
      off_deg.push_back(std::abs(m->value - value));
    }
  }
  ASSERT_GE(wrecks, 5);
  std::sort(off.begin(), off.end());
  std::sort(off_deg.begin(), off_deg.end());
  std::printf(
      "%d wrecks: gaps held %d of %d, off by %.3f m in the median, %.3f at worst; angles held %d of %zu, off by "
      "%.2f degrees in the median, %.2f at worst\n",
      wrecks, held, of, off[off.size() / 2], off.back(), attitudes, off_deg.size(), off_deg[off_deg.size() / 2],
      off_deg.back());
  EXPECT_GE(held, of * 8 / 10);
  EXPECT_GE(attitudes, static_cast<int>(off_deg.size()) * 8 / 10);
}

}  // namespace
}  // namespace spoor
