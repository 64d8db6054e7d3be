#include "filming.h"

#include "random.h"

#include <algorithm>
#include <cmath>

namespace spoor::samples {

Turn turn_at(const Filming& filming, int frame) {
  if (!filming.hand_held) return {};
  const double t = static_cast<double>(frame) / kFramesPerSecond;
  const auto shake = [&](std::uint64_t axis) {
    return static_cast<double>(fractal_noise(mixed(filming.seed, axis), t, 0.5, 0.9, 3, 0.45));
  };
  const double pan = 0.05 * std::sin(2.2 * static_cast<double>(frame) / filming.frames - 1.1);
  return {pan + 0.006 * shake(1), 0.006 * shake(2), 0.007 * shake(3)};
}

Scene scene_at(const Filming& filming, int frame) {
  const double share = static_cast<double>(frame) / filming.frames;
  return with_truck_at(filming.shot.scene, filming.truck_from_y + (filming.truck_to_y - filming.truck_from_y) * share);
}

cv::Rect touched_part(const Scene& scene, const Thing& thing, const Viewpoint& view, cv::Size size, int margin_px) {
  const Vec sun = sun_direction(scene);
  double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
  for (int corner = 0; corner < 8; ++corner) {
    const bool x_high = (corner & 1) != 0, y_high = (corner & 2) != 0, z_high = (corner & 4) != 0;
    const double around = z_high ? 0 : kSkyReach;  // dimmed ground about the thing
    const Vec own{x_high ? thing.box_high.x + around : thing.box_low.x - around,
                  y_high ? thing.box_high.y + around : thing.box_low.y - around, z_high ? thing.box_high.z : 0};
    const Vec p = thing.place + turned(own, thing.yaw_rad);
    // Blades of grass in the shadow stand above the ground that it falls on.
    const Vec shadow = p - sun * (p.z / sun.z), above = shadow + Vec{0, 0, 1.25 * scene.grass_height};
    for (const Vec& q : {p, shadow, above}) {
      // Nearer than two metres a point would fall anywhere; the picture's edge is near enough.
      const Vec seen{q.x, std::fmax(q.y, view.place.y + 2), q.z};
      const cv::Point2d at = picture_from_world(view, size, seen);
      left = std::fmin(left, at.x);
      right = std::fmax(right, at.x);
      top = std::fmin(top, at.y);
      bottom = std::fmax(bottom, at.y);
    }
  }
  const auto whole = [](double v) { return static_cast<int>(std::clamp(v, -1e6, 1e6)); };
  const cv::Rect part(cv::Point(whole(left) - margin_px, whole(top) - margin_px),
                      cv::Point(whole(right) + margin_px, whole(bottom) + margin_px));
  return part & cv::Rect({}, size);
}

std::vector<ClipFrame> filmed(const Filming& filming, const Camera& camera) {
  const Shot& shot = filming.shot;
  constexpr int kGrid = 2;
  const cv::Mat still = linear_picture(shot.scene, shot.view, shot.size, {{}, shot.size}, kGrid);
  const cv::Mat responses = response_field(camera.sensor, filming.size);
  std::vector<ClipFrame> frames;
  for (int i = 0; i < filming.frames; ++i) {
    const Scene scene = scene_at(filming, i);
    cv::Mat light = still.clone();
    const cv::Rect part = touched_part(scene, scene.things.back(), shot.view, shot.size, 4);
    if (!part.empty()) linear_picture(scene, shot.view, shot.size, part, kGrid).copyTo(light(part));
    frames.push_back(clip_frame(taken(camera, light, shot.view.focal_px, turn_at(filming, i), filming.size, responses,
                                      mixed(filming.seed, 1000 + static_cast<std::uint64_t>(i)))));
  }
  return frames;
}

}  // namespace spoor::samples
