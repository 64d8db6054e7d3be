#include "methods/projective/ground_camera.h"

#include "methods/projective/ground_lengths.h"
#include "support/street_scene.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

double pitch_deg(const View& view) { return std::asin(view.up[2]) / kDegree; }
double roll_deg(const View& view) { return std::atan2(-view.up[0], -view.up[1]) / kDegree; }

TEST(GroundCamera, gives_back_the_camera_of_exact_marks) {
  SeededNoise noise(31);
  test::StreetOptions o;
  o.click_px = 0, o.lean_deg = 0, o.known_share = 0, o.centre_sigma_px = 0, o.f_log_sigma = 0.3;
  int done = 0;
  while (done < 30) {
    auto scene = test::street_scene(noise, o);
    if (!scene) continue;
    ++done;
    for (auto& line : scene->marks.lines) line.sigma_px = 0.1;
    for (auto& length : scene->marks.lengths) {
      length.sigma_px = 0.1;
      if (length.known) length.known->sigma_m = 0.001;
    }
    const auto fit = fitted_camera(scene->marks, scene->prior);
    ASSERT_TRUE(fit);
    EXPECT_NEAR(fit->camera.view.f_px / scene->camera.f_px, 1, 2e-3);
    EXPECT_NEAR(pitch_deg(fit->camera.view), scene->camera.pitch_deg, 0.02);
    EXPECT_NEAR(roll_deg(fit->camera.view), scene->camera.roll_deg, 0.02);
    EXPECT_NEAR(fit->camera.height_m / scene->camera.position[2], 1, 2e-3);
    for (std::size_t i = 0; i < scene->heights_m.size(); ++i) {
      EXPECT_NEAR(*length_of(fit->camera, scene->marks.lengths[i]) / scene->heights_m[i], 1, 2e-3);
    }
  }
}

struct Counts {
  int scenes = 0, failed = 0, f = 0, pitch = 0, roll = 0, height = 0, posts = 0, of_posts = 0;
  int below_5 = 0, below_1 = 0, below_half = 0, objects_below_5 = 0;
};

Counts counted(const test::StreetOptions& o, int scenes, std::uint64_t seed) {
  SeededNoise noise(seed);
  Counts c;
  while (c.scenes < scenes) {
    auto scene = test::street_scene(noise, o);
    if (!scene) continue;
    ++c.scenes;
    const auto fit = fitted_camera(scene->marks, scene->prior);
    if (!fit) {
      ++c.failed;
      continue;
    }
    const auto held = [](double off, double sigma) { return std::abs(off) < 1.959964 * sigma ? 1 : 0; };
    c.f +=
        held(std::log(fit->camera.view.f_px / scene->camera.f_px), std::sqrt(fit->covariance.at<double>(kLogF, kLogF)));
    const auto attitude = propagated(*fit, {}, [](const GroundCamera& camera, const std::vector<double>&) {
      return std::optional(std::vector{pitch_deg(camera.view), roll_deg(camera.view)});
    });
    c.pitch += held(attitude->value[0] - scene->camera.pitch_deg, attitude->sigma(0));
    c.roll += held(attitude->value[1] - scene->camera.roll_deg, attitude->sigma(1));
    c.height += held(std::log(fit->camera.height_m / scene->camera.position[2]),
                     std::sqrt(fit->covariance.at<double>(kLogHeight, kLogHeight)));
    for (std::size_t i = 0; i < scene->marks.lengths.size(); ++i) {
      if (scene->marks.lengths[i].known) continue;
      const auto h = length_with_sigma(*fit, scene->marks.lengths[i], 0);
      if (!h) continue;
      c.posts += held(h->value[0] - scene->heights_m[i], h->sigma(0));
      ++c.of_posts;
    }
    c.below_5 += fit->p <= 0.05, c.below_1 += fit->p <= 0.01, c.below_half += fit->p <= 0.5;
  }
  return c;
}

void expect_coverage(const Counts& c, const char* what, double tolerance) {
  const double n = c.scenes - c.failed;
  std::printf(
      "%s: %d scenes, %d without an answer; f %.3f pitch %.3f roll %.3f camera height %.3f heights %.3f; p<=0.05 %.3f, "
      "<=0.01 %.3f, <=0.5 %.3f\n",
      what, c.scenes, c.failed, c.f / n, c.pitch / n, c.roll / n, c.height / n, c.posts / double(c.of_posts),
      c.below_5 / n, c.below_1 / n, c.below_half / n);
  EXPECT_LE(c.failed, c.scenes / 50) << what;
  for (const double share : {c.f / n, c.pitch / n, c.roll / n, c.height / n, c.posts / double(c.of_posts)}) {
    EXPECT_NEAR(share, 0.95, tolerance) << what;
  }
  EXPECT_NEAR(c.below_5 / n, 0.05, tolerance) << what;
  EXPECT_NEAR(c.below_half / n, 0.5, 3 * tolerance) << what;
}

TEST(GroundCamera, states_intervals_that_hold_the_truth) {
  test::StreetOptions o;
  expect_coverage(counted(o, 2000, 41), "lines and known posts", 0.02);
}

TEST(GroundCamera, carries_the_lens_uncertainty_along) {
  test::StreetOptions o;
  o.bends = true;
  expect_coverage(counted(o, 2000, 42), "through a bending lens", 0.02);
}

TEST(GroundCamera, finds_the_horizon_from_known_posts_alone) {
  test::StreetOptions o;
  o.level_lines = 0, o.uprights = 0, o.known_posts = 4, o.other_posts = 1, o.click_px = 1;
  expect_coverage(counted(o, 2000, 43), "posts alone", 0.02);
}

// Few uprights and one known post: wide intervals, of which first-order ones must still hold what they say.
TEST(GroundCamera, holds_its_word_where_the_marks_say_little) {
  test::StreetOptions o;
  o.level_lines = 0, o.uprights = 2, o.known_posts = 1, o.other_posts = 2, o.click_px = 2;
  expect_coverage(counted(o, 2000, 49), "two uprights, one known post", 0.02);
}

TEST(GroundCamera, reads_the_horizon_and_a_rectangle) {
  SeededNoise noise(44);
  int held = 0, roll_held = 0, scenes = 0;
  while (scenes < 2000) {
    test::PinholeCamera camera;
    camera.f_px = noise.uniform(1000, 2000), camera.heading_deg = 0;
    camera.pitch_deg = noise.uniform(-12, -3), camera.roll_deg = noise.uniform(-4, 4);
    camera.position = {0, 0, noise.uniform(1.5, 6)};
    const double turn = noise.uniform(-1, 1), l = noise.uniform(3, 5), w = noise.uniform(2, 3);
    const cv::Vec3d at(noise.uniform(-2, 1), noise.uniform(7, 12), 0), a(std::sin(turn), std::cos(turn), 0),
        b(a[1], -a[0], 0);
    MarkedRectangle rectangle{"r", {}, 1, KnownLength{l, 0.02}, std::nullopt};
    const cv::Vec3d corners[4] = {at, at + l * a, at + l * a + w * b, at + w * b};
    bool visible = true;
    for (std::size_t k = 0; k < 4; ++k) {
      const auto p = camera.seen(corners[k]);
      visible = visible && p;
      if (p) rectangle.corners[k] = test::clicked(*p, 1, noise);
    }
    if (!visible) continue;
    if (scenes % 2 == 0) rectangle.corners[2].reset();
    rectangle.length->value_m += 0.02 * noise.normal();
    SceneMarks marks;
    marks.rectangles = {rectangle};
    View truth;
    truth.f_px = camera.f_px, truth.centre = {960, 540};
    truth.up = camera.camera_from_world() * cv::Vec3d(0, 0, 1);
    const cv::Vec3d line = horizon(truth);
    HorizonMark mark{{}, {}, 1, 0.3};
    for (auto [end, x] : {std::pair{&mark.from, 50.0}, std::pair{&mark.to, 1870.0}}) {
      const double terrain = 0.3 * kDegree * camera.f_px * std::hypot(1.0, (x - 960) / camera.f_px) * noise.normal();
      *end = test::clicked({x, -(line[0] * x + line[2]) / line[1] + terrain}, 1, noise);
    }
    marks.horizon = mark;
    ++scenes;
    CameraPrior prior{1920, 1080, camera.f_px * std::exp(0.1 * noise.normal()), 0.1, 0, std::nullopt, 0};
    const auto fit = fitted_camera(marks, prior);
    ASSERT_TRUE(fit);
    held += std::abs(std::log(fit->camera.height_m / camera.position[2])) <
            1.96 * std::sqrt(fit->covariance.at<double>(kLogHeight, kLogHeight));
    const auto roll = propagated(*fit, {}, [](const GroundCamera& c, const std::vector<double>&) {
      return std::optional(std::vector{roll_deg(c.view)});
    });
    roll_held += std::abs(roll->value[0] - camera.roll_deg) < 1.96 * roll->sigma(0);
  }
  std::printf("rectangle and horizon: camera height %d, roll %d of %d\n", held, roll_held, scenes);
  EXPECT_NEAR(held / double(scenes), 0.95, 0.02);
  EXPECT_NEAR(roll_held / double(scenes), 0.95, 0.02);
}

TEST(GroundCamera, notices_an_object_of_another_size) {
  SeededNoise noise(45);
  test::StreetOptions o;
  int noticed = 0, quiet = 0, scenes = 0;
  while (scenes < 60) {
    auto scene = test::street_scene(noise, o);
    if (!scene) continue;
    ++scenes;
    const auto honest = fitted_camera(scene->marks, scene->prior);
    quiet += honest && honest->p > 0.01;
    scene->marks.lengths[0].known->value_m *= 1.25;
    const auto wrong = fitted_camera(scene->marks, scene->prior);
    if (!wrong) continue;
    const auto worst = std::max_element(wrong->residuals.begin(), wrong->residuals.end(), [](auto& a, auto& b) {
      return std::abs(a.deviations) < std::abs(b.deviations);
    });
    noticed += wrong->p < 0.01 && worst->of.starts_with("post");
    EXPECT_EQ(wrong->widened > 1, wrong->p < 0.01) << "a camera that the marks disagree on is not known as well";
  }
  EXPECT_GE(quiet, 56);
  EXPECT_GE(noticed, 55);
}

TEST(GroundCamera, declines_an_open_horizon) {
  SceneMarks marks;
  CameraPrior prior{1920, 1080, 1200, 0.1, 0, std::nullopt, 0};
  EXPECT_FALSE(fitted_camera(marks, prior)) << "nothing is marked";
  marks.sets.push_back({"a", std::nullopt});
  marks.lines.push_back({"l", LineKind::kLevel, 0, {100, 900}, {500, 700}, 2, 0});
  marks.lines.push_back({"m", LineKind::kLevel, 0, {1700, 900}, {1300, 700}, 2, 0});
  EXPECT_FALSE(fitted_camera(marks, prior)) << "one vanishing point leaves the roll open";
}

// A vehicle whose wheels and edges are marked: pitch and roll against the ground.
TEST(GroundCamera, measures_a_vehicles_attitude) {
  SeededNoise noise(46);
  int scenes = 0, pitch_held = 0, roll_held = 0;
  double worst = 0;
  while (scenes < 2000) {
    test::StreetOptions o;
    o.known_posts = 1, o.other_posts = 0, o.click_px = 1;
    auto scene = test::street_scene(noise, o);
    if (!scene) continue;
    const double bearing = scene->camera.heading_deg * kDegree + noise.uniform(0.5, 1.2);
    const double pitch = noise.uniform(-8, 8) * kDegree, roll = noise.uniform(-8, 8) * kDegree;
    const cv::Vec3d heading(std::sin(bearing), std::cos(bearing), 0), side(heading[1], -heading[0], 0), up(0, 0, 1);
    const cv::Vec3d along = std::cos(pitch) * heading + std::sin(pitch) * up,
                    over = std::cos(pitch) * up - std::sin(pitch) * heading;
    const cv::Vec3d across = std::cos(roll) * side - std::sin(roll) * over;
    const double ahead = scene->camera.heading_deg * kDegree;
    const cv::Vec3d base(9 * std::sin(ahead), 9 * std::cos(ahead), 0);
    bool visible = true;
    const auto line = [&](LineKind kind, const cv::Vec3d& from, const cv::Vec3d& to) {
      const auto p = scene->camera.seen(from), q = scene->camera.seen(to);
      visible = visible && p && q;
      if (p && q) {
        scene->marks.lines.push_back({"body", kind, 0, test::clicked(*p, 1, noise), test::clicked(*q, 1, noise), 1, 0});
      }
    };
    scene->marks.vehicles = 1;
    for (const double z : {0.6, 1.0, 1.5}) {
      line(LineKind::kAlong, base + z * up, base + z * up + 3 * along);
      line(LineKind::kAcross, base + z * up, base + z * up + 1.8 * across);
    }
    line(LineKind::kTrack, base, base + 3 * heading);
    if (!visible) continue;
    ++scenes;
    const auto fit = fitted_camera(scene->marks, scene->prior);
    ASSERT_TRUE(fit);
    const auto attitude = propagated(*fit, {}, [](const GroundCamera& c, const std::vector<double>&) {
      return std::optional(std::vector{c.vehicles[0].pitch, c.vehicles[0].roll});
    });
    EXPECT_GT(std::cos(fit->camera.vehicles[0].bearing + ahead - bearing), 0.9) << "wheels tell front from rear";
    pitch_held += std::abs(attitude->value[0] - pitch) < 1.96 * attitude->sigma(0);
    roll_held += std::abs(attitude->value[1] - roll) < 1.96 * attitude->sigma(1);
    worst = std::max(worst, std::abs(attitude->value[0] - pitch) / kDegree);
  }
  std::printf("vehicles: pitch %d, roll %d of %d, worst pitch %.2f\n", pitch_held, roll_held, scenes, worst);
  EXPECT_NEAR(pitch_held / double(scenes), 0.95, 0.02);
  EXPECT_NEAR(roll_held / double(scenes), 0.95, 0.02);
}

// Lines of the body's long side alone: they hold the pitch, nothing holds the roll.
TEST(GroundCamera, leaves_open_what_no_mark_of_a_vehicle_holds) {
  SeededNoise noise(47);
  test::StreetOptions o;
  o.click_px = 1;
  std::optional<test::StreetScene> scene;
  bool visible = false;
  const cv::Vec3d up(0, 0, 1);
  while (!visible) {
    scene = test::street_scene(noise, o);
    if (!scene) continue;
    const double ahead = scene->camera.heading_deg * kDegree, bearing = ahead + 0.8;
    const cv::Vec3d heading(std::sin(bearing), std::cos(bearing), 0), base(9 * std::sin(ahead), 9 * std::cos(ahead), 0);
    const cv::Vec3d along = std::cos(0.1) * heading + std::sin(0.1) * up;
    visible = true;
    for (const double z : {0.0, 0.6, 1.0, 1.5}) {
      const cv::Vec3d& d = z == 0 ? heading : along;
      const auto p = scene->camera.seen(base + z * up), q = scene->camera.seen(base + z * up + 3 * d);
      visible = visible && p && q;
      if (!visible) break;
      scene->marks.lines.push_back({"body", z == 0 ? LineKind::kTrack : LineKind::kAlong, 0, *p, *q, 1, 0});
    }
  }
  scene->marks.vehicles = 1;
  const auto fit = fitted_camera(scene->marks, scene->prior);
  ASSERT_TRUE(fit);
  const int at = fit->covariance.rows - 3;
  EXPECT_LT(std::sqrt(fit->covariance.at<double>(at + 1, at + 1)) / kDegree, 3);
  EXPECT_NEAR(fit->camera.vehicles[0].pitch / kDegree, 0.1 / kDegree, 6);
  EXPECT_NEAR(std::sqrt(fit->covariance.at<double>(at + 2, at + 2)) / kDegree, 30, 0.5) << "roll is left open";
  const auto count = [&](const char* of) {
    return std::count_if(fit->residuals.begin(), fit->residuals.end(), [&](auto& r) { return r.of == of; });
  };
  EXPECT_EQ(count("a vehicle's attitude beforehand"), 1) << "counted for the roll alone, which it decides";
}

// A drone's attitude and height, and nothing else, measure a post of unknown height; a contradicted height is noticed.
TEST(GroundCamera, takes_attitude_and_height_as_known_beforehand) {
  SeededNoise noise(48);
  test::StreetOptions o;
  o.level_lines = 0, o.uprights = 0, o.known_posts = 0, o.other_posts = 2;
  int scenes = 0, held = 0, of = 0, noticed = 0, below_5 = 0;
  while (scenes < 2000) {
    auto scene = test::street_scene(noise, o);
    if (!scene) continue;
    ++scenes;
    const cv::Vec3d up = test::true_view(*scene).up;
    scene->prior.up = tilted(up, kDegree * noise.normal(), kDegree * noise.normal());
    scene->prior.up_sigma_deg = 1;
    const double h = scene->camera.position[2];
    scene->prior.camera_height = KnownLength{h * (1 + 0.05 * noise.normal()), 0.05 * h};
    const auto fit = fitted_camera(scene->marks, scene->prior);
    ASSERT_TRUE(fit);
    EXPECT_TRUE(fit->has_scale);
    below_5 += fit->p <= 0.05;
    for (std::size_t i = 0; i < 2; ++i, ++of) {
      const auto post = length_with_sigma(*fit, scene->marks.lengths[i], 0);
      held += post && std::abs(post->value[0] - scene->heights_m[i]) < 1.96 * post->sigma(0);
    }
    scene->marks.lengths[0].known = KnownLength{1.4 * scene->heights_m[0], 0.01};
    const auto wrong = fitted_camera(scene->marks, scene->prior);
    noticed += wrong && wrong->p < 0.05;
  }
  std::printf("attitude and height beforehand: posts held %d of %d; p<=0.05 %d of %d; 40 %% off noticed %d\n", held, of,
              below_5, scenes, noticed);
  EXPECT_NEAR(held / double(of), 0.95, 0.02);
  EXPECT_NEAR(below_5 / double(scenes), 0.05, 0.02);
  EXPECT_GE(noticed, scenes / 2);
}

}  // namespace
}  // namespace spoor
