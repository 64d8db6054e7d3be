#pragma once
/// What stands before the virtual camera. Metres; x east, y north, z up; the ground is the plane z = 0.

#include "vec.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace spoor::samples {

struct Ray {
  Vec origin;
  Vec direction;  ///< unit length
};

enum class Material { kPaint, kDarkPaint, kGlass, kRubber, kRim, kPlaster, kRoof, kWood, kBark, kLeaves, kLamp, kTarp };

/// A convex solid: the points p of its own frame with dot(normal, p) <= offset for every face.
struct Face {
  Vec normal;
  double offset = 0;
  Material material = Material::kPaint;
};
struct Convex {
  std::vector<Face> faces;
};

/// An upright wheel: axis along the frame's y.
struct Wheel {
  Vec centre;
  double radius = 0.4, half_width = 0.13;
};

/// A ball of leaves with gaps.
struct Tuft {
  Vec centre;
  double radius = 0.5;
};

/// Solids in a frame of their own (turned by `yaw_rad`, moved to `place`), with a ball around all of them.
struct Thing {
  Vec place;
  double yaw_rad = 0;
  Vec colour{0.5, 0.5, 0.5};  ///< albedo of its paint or plaster
  std::uint64_t seed = 0;
  std::vector<Convex> solids{};
  std::vector<Wheel> wheels{};
  std::vector<Tuft> tufts{};
  Vec bound_centre{};  ///< in the thing's frame
  double bound_radius = 0;
  Vec box_low{}, box_high{};  ///< box about everything, in the thing's frame
};

struct Hit {
  double distance = 0;
  Vec normal;  ///< of the world
  Vec local;   ///< place in the thing's frame
  Material material = Material::kPaint;
  const Thing* thing = nullptr;
};

/// The two ruts of a farm track: its centre line is x = bend * sin((y + phase) / period) + lean * y + start.
struct Track {
  double bend = 2.5, phase = 0, period = 17, lean = 0.12, start = -1.5;
  double gauge = 1.62;  ///< between the middles of the ruts
};

struct Scene {
  std::uint64_t seed = 0;
  double sun_azimuth_deg = 220;  ///< from north over east
  double sun_elevation_deg = 38;
  double cloud = 0.5;  ///< 0 clear .. 1 mostly covered
  double grass_height = 0.16;
  double dryness = 0.4;  ///< 0 green .. 1 straw
  Track track;
  std::vector<Thing> things;
};

Vec sun_direction(const Scene& scene);

/// Distance east of the track's centre line.
double across_track(const Track& track, double x, double y);

/// x of the track's centre line at `y`, and its direction there (radians from east).
double track_x(const Track& track, double y);
double track_heading(const Track& track, double y);

/// Things nearer than this to a place take some of the sky's light from it.
constexpr double kSkyReach = 1.2;

/// First solid that the ray meets, nearer than `limit`.
std::optional<Hit> first_hit(const Scene& scene, const Ray& ray, double limit);

/// Ball around a thing, in the world.
Vec bound_centre(const Thing& thing);

}  // namespace spoor::samples
