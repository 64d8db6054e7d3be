#pragma once
/// Level ground with what an analyst marks to measure in it: houses' level edges, upright edges, posts, a rectangle.

#include "methods/projective/ground_camera.h"
#include "support/generated_scene.h"
#include "support/straight_edges.h"

#include <cmath>
#include <numbers>

namespace spoor::test {

struct StreetOptions {
  int level_lines = 4;  ///< of each of two square sets
  int uprights = 4;
  int known_posts = 3;
  int other_posts = 2;
  double click_px = 1.5, lean_deg = 0.5, known_share = 0.02;  ///< deviations, drawn as stated
  double f_log_sigma = 0.1, centre_sigma_px = 10;
  bool bends = false;       ///< a lens with distortion, known from marked edges
  bool right_angle = true;  ///< the sets are said to be square
};

struct StreetScene {
  PinholeCamera camera;
  Lens lens;  ///< as the picture was taken
  SceneMarks marks;
  CameraPrior prior;
  std::vector<double> heights_m;  ///< of all posts, the known ones first
  double bearing_deg = 0;         ///< of the first set
};

inline View true_view(const StreetScene& scene) {
  View view;
  view.f_px = scene.camera.f_px;
  view.centre = {scene.camera.centre.x, scene.camera.centre.y};
  view.up = scene.camera.camera_from_world() * cv::Vec3d(0, 0, 1);
  return view;
}

/// Nothing where the camera sees too little of it.
inline std::optional<StreetScene> street_scene(SeededNoise& noise, const StreetOptions& o) {
  constexpr double kDegree = std::numbers::pi / 180;
  StreetScene scene;
  PinholeCamera& camera = scene.camera;
  scene.lens = some_lens(noise, o.centre_sigma_px);
  if (!o.bends) scene.lens.lambda = 0;
  camera.f_px = noise.uniform(1000, 2000);
  camera.centre = {scene.lens.centre.x, scene.lens.centre.y};
  camera.heading_deg = noise.uniform(0, 360);
  camera.pitch_deg = noise.uniform(-20, -3);
  camera.roll_deg = noise.uniform(-4, 4);
  camera.position = {0, 0, noise.uniform(1.5, 6)};
  const auto seen = [&](const cv::Vec3d& world) -> std::optional<PicturePoint> {
    const cv::Vec3d p = camera.image_of(world - camera.position);
    if (p[2] < 0.5) return std::nullopt;
    const auto at = scene.lens.distorted({p[0] / p[2], p[1] / p[2]});
    if (!at || at->x < 0 || at->y < 0 || at->x > 1920 || at->y > 1080) return std::nullopt;
    return clicked(*at, o.click_px, noise);
  };
  const auto place = [&](double from, double to) {
    const double bearing = (camera.heading_deg + noise.uniform(-40, 40)) * kDegree, range = noise.uniform(from, to);
    return cv::Vec3d(range * std::sin(bearing), range * std::cos(bearing), 0);
  };
  const auto far_apart = [](const std::optional<PicturePoint>& p, const std::optional<PicturePoint>& q, double px) {
    return p && q && std::hypot(p->x - q->x, p->y - q->y) > px;
  };
  const auto leaning = [&](const cv::Vec3d& d) {
    const double a = o.lean_deg * kDegree * noise.normal(), b = o.lean_deg * kDegree * noise.normal();
    return tilted(d, a, b);
  };
  scene.bearing_deg = camera.heading_deg + noise.uniform(20, 70);
  for (std::size_t set = 0; set < 2 && o.level_lines > 0; ++set) {
    scene.marks.sets.push_back(
        {set == 0 ? "a" : "b", o.right_angle ? std::optional(90.0 * static_cast<double>(set)) : std::nullopt});
    const double b = (scene.bearing_deg + 90.0 * static_cast<double>(set)) * kDegree;
    int made = 0;
    for (int attempt = 0; attempt < 500 && made < o.level_lines; ++attempt) {
      cv::Vec3d from = place(6, 30);
      from[2] = noise.uniform(0, 8);
      const cv::Vec3d d = leaning({std::sin(b), std::cos(b), 0});
      const auto p = seen(from), q = seen(from + noise.uniform(2, 8) * d);
      if (!far_apart(p, q, 150)) continue;
      scene.marks.lines.push_back({"level", LineKind::kLevel, set, *p, *q, o.click_px, o.lean_deg});
      ++made;
    }
    if (made < o.level_lines) return std::nullopt;
  }
  int uprights = 0, posts = 0;
  for (int attempt = 0; attempt < 2000; ++attempt) {
    const cv::Vec3d foot = place(5, 25), d = leaning({0, 0, 1});
    if (uprights < o.uprights) {
      const cv::Vec3d from = foot + cv::Vec3d(0, 0, noise.uniform(0, 3));
      const auto p = seen(from), q = seen(from + noise.uniform(2, 5) * d);
      if (!far_apart(p, q, 150)) continue;
      scene.marks.lines.push_back({"upright", LineKind::kUpright, 0, *p, *q, o.click_px, o.lean_deg});
      ++uprights;
      continue;
    }
    if (posts == o.known_posts + o.other_posts) break;
    const double h = noise.uniform(1, 3);
    const auto p = seen(foot), q = seen(foot + h * d);
    if (!far_apart(p, q, 60)) continue;
    MarkedLength post{"post" + std::to_string(posts), *p, *q, true, o.click_px, o.lean_deg, {}};
    if (posts < o.known_posts) {
      const double sigma = o.known_share * h;
      post.known = KnownLength{h + sigma * noise.normal(), sigma};
    }
    scene.marks.lines.push_back({post.id, LineKind::kUpright, 0, *p, *q, o.click_px, o.lean_deg});
    scene.marks.lengths.push_back(post);
    scene.heights_m.push_back(h);
    ++posts;
  }
  if (posts < o.known_posts + o.other_posts) return std::nullopt;
  scene.prior.width = 1920, scene.prior.height = 1080;
  scene.prior.f_log_sigma = o.f_log_sigma;
  scene.prior.f_px = camera.f_px * std::exp(o.f_log_sigma * noise.normal());
  scene.prior.centre_sigma_px = o.centre_sigma_px;
  if (o.bends) {
    const auto edges = straight_edges(scene.lens, 5, 8, o.click_px, noise);
    scene.prior.lens = lens_from_straight_edges(edges, 1920, 1080, o.centre_sigma_px);
    if (!scene.prior.lens) return std::nullopt;
  }
  return scene;
}

}  // namespace spoor::test
