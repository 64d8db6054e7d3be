#include "scenes.h"

#include "random.h"
#include "things.h"

#include <numbers>

namespace spoor::samples {
namespace {

constexpr Vec kSand{0.36, 0.31, 0.21}, kOlive{0.105, 0.115, 0.062}, kWhitewash{0.66, 0.63, 0.56},
    kOchre{0.52, 0.42, 0.28};

Vec beside_track(const Track& track, double y, double off) { return {track_x(track, y) + off, y, 0}; }

void add_posts(Scene& scene, double off, double first, double step, int count) {
  for (int i = 0; i < count; ++i) {
    const std::uint64_t seed = mixed(scene.seed + 7, static_cast<std::uint64_t>(i));
    const double y = first + step * i;
    scene.things.push_back(
        post(beside_track(scene.track, y, off + 0.15 * uniform(seed)), 1.1 + 0.15 * uniform(seed + 1), seed));
  }
}

void add_bushes(Scene& scene, double distance, double from_x, double to_x, int count) {
  for (int i = 0; i < count; ++i) {
    const std::uint64_t seed = mixed(scene.seed + 8, static_cast<std::uint64_t>(i));
    const double x = from_x + (to_x - from_x) * (i + 0.8 * uniform(seed)) / count;
    const Vec place{x, distance + 6 * uniform(seed + 1), 0};
    scene.things.push_back(tree(place, 1.6 + 2.2 * uniform(seed + 2), 0, seed));
  }
}

}  // namespace

Shot truck_on_track() {
  Shot shot{.size = {1936, 1296}};
  shot.scene.seed = 1001;
  shot.scene.things.push_back(tree({-11.5, 27, 0}, 8.2, 1.9, 501));
  shot.scene.things.push_back(tree({-19, 41, 0}, 9.5, 2.0, 502));
  shot.scene.things.push_back(cottage({24, 66, 0}, 0.5, 11, 6.5, kWhitewash, 503));
  shot.scene.things.push_back(tree({33, 62, 0}, 7.5, 1.6, 504));
  add_posts(shot.scene, 3.6, 7.5, 5.5, 8);
  add_bushes(shot.scene, 60, -34, 12, 9);
  const double y = 14.5;
  shot.scene.things.push_back(
      truck(beside_track(shot.scene.track, y, 0), track_heading(shot.scene.track, y) + std::numbers::pi, kSand));
  shot.view = {.place = {0, 0, 1.75}, .yaw_deg = 3, .pitch_deg = -3.5, .focal_px = 1780};
  return shot;
}

Shot empty_meadow() {
  Shot shot{.size = {1936, 1296}};
  Scene& scene = shot.scene;
  scene.seed = 2002;
  scene.sun_azimuth_deg = 205;
  scene.sun_elevation_deg = 44;
  scene.dryness = 0.5;
  scene.cloud = 0.62;
  scene.track = {.bend = 2.2, .phase = 30, .period = 19, .lean = -0.16, .start = 2.2};
  scene.things.push_back(tree({13.5, 31, 0}, 8.8, 2.1, 511));
  scene.things.push_back(tree({20, 36, 0}, 7.2, 1.7, 512));
  scene.things.push_back(cottage({-30, 70, 0}, -0.35, 12, 7, kOchre, 513));
  add_posts(scene, 3.8, 13, 6, 7);
  add_bushes(scene, 62, -12, 36, 8);
  shot.view = {.place = {0, 0, 1.7}, .yaw_deg = -2, .pitch_deg = -3.2, .focal_px = 1780};
  return shot;
}

Shot other_truck() {
  Shot shot{.size = {1936, 1296}};
  Scene& scene = shot.scene;
  scene.seed = 3003;
  scene.sun_azimuth_deg = 148;
  scene.sun_elevation_deg = 52;
  scene.dryness = 0.5;
  scene.track = {.bend = 1.5, .phase = 8, .period = 21, .lean = -0.1, .start = 0.8};
  scene.things.push_back(truck({1.2, 12.5, 0}, 0.62, kOlive));
  scene.things.push_back(tree({-16, 38, 0}, 8.0, 1.8, 521));
  add_bushes(scene, 58, -30, 30, 8);
  shot.view = {.place = {0, 0, 1.7}, .yaw_deg = 0, .pitch_deg = -3.2, .focal_px = 1780};
  return shot;
}

Shot hamlet() {
  Shot shot{.size = {1920, 1280}};
  Scene& scene = shot.scene;
  scene.seed = 4004;
  scene.sun_azimuth_deg = 248;
  scene.sun_elevation_deg = 27;
  scene.dryness = 0.25;
  scene.cloud = 0.8;
  scene.track = {.bend = 3.2, .phase = -4, .period = 14, .lean = 0.22, .start = -3.4};
  scene.things.push_back(cottage({9, 38, 0}, 0.4, 11, 6.5, kOchre, 531));
  scene.things.push_back(cottage({-8, 52, 0}, -0.5, 13, 7, kWhitewash, 532));
  scene.things.push_back(cottage({24, 60, 0}, 1.2, 10, 6, kWhitewash, 533));
  scene.things.push_back(tree({1.5, 47, 0}, 9.5, 2.0, 534));
  scene.things.push_back(tree({17, 43, 0}, 6.8, 1.5, 535));
  scene.things.push_back(tree({-17, 33, 0}, 8.4, 1.9, 536));
  scene.things.push_back(truck({4.1, 27, 0}, 2.5, kSand));
  add_bushes(scene, 66, -36, 30, 7);
  shot.view = {.place = {0, 0, 1.8}, .yaw_deg = 1, .pitch_deg = -2, .focal_px = 1900};
  return shot;
}

Shot roadside(std::uint64_t seed) {
  Shot shot{.size = {1120, 640}};
  Scene& scene = shot.scene;
  scene.seed = seed;
  scene.sun_azimuth_deg = 235;
  scene.sun_elevation_deg = 36;
  scene.dryness = 0.3 + 0.4 * uniform(mixed(seed, 1));
  // The track crosses the view from left to right, going away.
  scene.track = {.bend = 3, .phase = 10, .period = 16, .lean = 1.1, .start = -21};
  scene.things.push_back(tree({-15, 39, 0}, 8.0, 1.8, mixed(seed, 2)));
  scene.things.push_back(tree({18, 47, 0}, 9.0, 2.0, mixed(seed, 3)));
  scene.things.push_back(cottage({6, 66, 0}, 0.3, 12, 6.5, kWhitewash, mixed(seed, 4)));
  add_bushes(scene, 60, -38, 30, 7);
  shot.view = {.place = {0, 0, 1.8}, .yaw_deg = 0, .pitch_deg = -2.5, .focal_px = 980};
  return shot;
}

Scene with_truck_at(const Scene& scene, double y) {
  Scene with = scene;
  with.things.push_back(truck({track_x(scene.track, y), y, 0}, track_heading(scene.track, y), kSand));
  return with;
}

}  // namespace spoor::samples
