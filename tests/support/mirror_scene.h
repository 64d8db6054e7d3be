#pragma once
/// Points and their reflections in a plane, seen by a known camera.

#include "support/generated_scene.h"

namespace spoor::test {

struct SeenPair {
  PicturePoint object, reflection;
};

struct MirrorScene {
  PinholeCamera camera;
  cv::Vec3d normal;  ///< of the plane, in the world, from the camera's side into the mirror
  std::vector<SeenPair> pairs;
};

/// An upright mirror 6 to 15 m ahead, turned by up to 60 degrees, or water below; `count` points in front of it, all
/// seen with their reflections at least 40 px away.
inline MirrorScene mirror_scene(SeededNoise& noise, std::size_t count, bool water) {
  while (true) {
    MirrorScene scene;
    PinholeCamera& camera = scene.camera;
    camera.f_px = noise.uniform(1000, 2000);
    camera.heading_deg = noise.uniform(0, 360);
    camera.pitch_deg = noise.uniform(-12, 4);
    camera.roll_deg = noise.uniform(-3, 3);
    camera.position = {0, 0, noise.uniform(1.5, 4)};
    const double facing = (camera.heading_deg + noise.uniform(-60, 60)) * std::numbers::pi / 180;
    scene.normal = water ? cv::Vec3d(0, 0, -1) : cv::Vec3d(std::sin(facing), std::cos(facing), 0);
    const double plane = water ? 0 : noise.uniform(6, 15);  // normal . x = plane
    for (int attempt = 0; attempt < 300 && scene.pairs.size() < count; ++attempt) {
      const double bearing = (camera.heading_deg + noise.uniform(-35, 35)) * std::numbers::pi / 180;
      const double range = noise.uniform(3, 20);
      const cv::Vec3d x(range * std::sin(bearing), range * std::cos(bearing), noise.uniform(0.1, 4));
      const double behind = scene.normal.dot(x) - plane;
      if (behind >= -0.3) continue;
      const auto o = camera.seen(x), r = camera.seen(x - 2 * behind * scene.normal);
      if (!o || !r || std::hypot(o->x - r->x, o->y - r->y) < 40) continue;
      scene.pairs.push_back({*o, *r});
    }
    if (scene.pairs.size() == count) return scene;
  }
}

}  // namespace spoor::test
