#pragma once
/// A scene of upright poles on level ground in the sun, with everything known: what an analyst would mark in it.

#include "evidence/region.h"
#include "methods/statistics/seeded_noise.h"

#include <opencv2/core.hpp>

#include <cmath>
#include <numbers>
#include <optional>
#include <utility>
#include <vector>

namespace spoor::test {

/// World: x east, y north, z up. Camera: x right, y down, z ahead.
struct PinholeCamera {
  double f_px = 1200;
  cv::Point2d centre{960, 540};
  cv::Size2d size{1920, 1080};
  cv::Vec3d position{0, 0, 1.7};
  double heading_deg = 0, pitch_deg = -5, roll_deg = 0;

  cv::Matx33d camera_from_world() const {
    constexpr double kDegree = std::numbers::pi / 180;
    const double h = heading_deg * kDegree, p = pitch_deg * kDegree, r = roll_deg * kDegree;
    const cv::Vec3d ahead(std::sin(h) * std::cos(p), std::cos(h) * std::cos(p), std::sin(p));
    const cv::Vec3d level(std::cos(h), -std::sin(h), 0);
    const cv::Vec3d upward = level.cross(ahead);
    const cv::Vec3d right = std::cos(r) * level - std::sin(r) * upward,
                    down = -(std::sin(r) * level + std::cos(r) * upward);
    return {right[0], right[1], right[2], down[0], down[1], down[2], ahead[0], ahead[1], ahead[2]};
  }
  /// Homogeneous picture point of a direction (W > 0: ahead).
  cv::Vec3d image_of(const cv::Vec3d& direction) const {
    const cv::Vec3d c = camera_from_world() * direction;
    return {f_px * c[0] + centre.x * c[2], f_px * c[1] + centre.y * c[2], c[2]};
  }
  std::optional<PicturePoint> seen(const cv::Vec3d& world) const {
    const cv::Vec3d p = image_of(world - position);
    if (p[2] < 0.1) return std::nullopt;
    const PicturePoint at{p[0] / p[2], p[1] / p[2]};
    if (at.x < 0 || at.y < 0 || at.x > size.width || at.y > size.height) return std::nullopt;
    return at;
  }
};

struct SeenPole {
  double height_m = 0;
  PicturePoint foot, top, tip;
};

struct PoleScene {
  PinholeCamera camera;
  cv::Vec3d to_sun;
  double azimuth_deg = 0, elevation_deg = 0;
  std::vector<SeenPole> poles;
};

/// Towards the sun.
inline cv::Vec3d sun_vector(double azimuth_deg, double elevation_deg) {
  constexpr double kDegree = std::numbers::pi / 180;
  const double a = azimuth_deg * kDegree, e = elevation_deg * kDegree;
  return {std::sin(a) * std::cos(e), std::cos(a) * std::cos(e), std::sin(e)};
}

/// A hand-held camera and `count` poles of 0.5 to 3 m, 4 to 25 m away, all seen with their shadows' tips. The sun
/// (azimuth, elevation in degrees) is drawn where none is given.
inline PoleScene pole_scene(SeededNoise& noise, std::size_t count,
                            std::optional<std::pair<double, double>> sun = std::nullopt) {
  while (true) {
    PoleScene scene;
    scene.camera.f_px = noise.uniform(1000, 2000);
    scene.camera.heading_deg = noise.uniform(0, 360);
    scene.camera.pitch_deg = noise.uniform(-15, 0);
    scene.camera.roll_deg = noise.uniform(-3, 3);
    scene.camera.position = {0, 0, noise.uniform(1.5, 4)};
    scene.azimuth_deg = sun ? sun->first : noise.uniform(0, 360);
    scene.elevation_deg = sun ? sun->second : noise.uniform(15, 65);
    scene.to_sun = sun_vector(scene.azimuth_deg, scene.elevation_deg);
    for (int attempt = 0; attempt < 200 && scene.poles.size() < count; ++attempt) {
      const double bearing = (scene.camera.heading_deg + noise.uniform(-40, 40)) * std::numbers::pi / 180;
      const double range = noise.uniform(4, 25), height = noise.uniform(0.5, 3);
      const cv::Vec3d foot(range * std::sin(bearing), range * std::cos(bearing), 0),
          top = foot + cv::Vec3d(0, 0, height);
      const cv::Vec3d tip = top - scene.to_sun * (height / scene.to_sun[2]);
      const auto f = scene.camera.seen(foot), t = scene.camera.seen(top), s = scene.camera.seen(tip);
      if (!f || !t || !s) continue;
      if (std::hypot(t->x - s->x, t->y - s->y) < 40) continue;  // nobody marks these
      scene.poles.push_back({height, *f, *t, *s});
    }
    if (scene.poles.size() == count) return scene;
  }
}

inline PicturePoint clicked(const PicturePoint& p, double sigma_px, SeededNoise& noise) {
  return {p.x + sigma_px * noise.normal(), p.y + sigma_px * noise.normal()};
}

}  // namespace spoor::test
