#include "scene.h"

#include "random.h"

#include <numbers>

namespace spoor::samples {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kNear = 1e-4;  // keeps a ray from meeting the surface it starts on

struct Local {
  Ray ray;
  double nearest;
  Hit hit;
  bool found = false;

  void offer(double t, Vec normal, Material material) {
    if (t <= kNear || t >= nearest) return;
    nearest = t;
    found = true;
    hit.distance = t;
    hit.normal = normal;
    hit.local = ray.origin + ray.direction * t;
    hit.material = material;
  }
};

void meet(const Convex& solid, Local& local) {
  double enter = -1e30, leave = 1e30;
  const Face* face = nullptr;
  for (const Face& side : solid.faces) {
    const double along = dot(side.normal, local.ray.direction);
    const double gap = side.offset - dot(side.normal, local.ray.origin);
    if (std::fabs(along) < 1e-12) {
      if (gap < 0) return;
      continue;
    }
    const double t = gap / along;
    if (along < 0) {
      if (t > enter) {
        enter = t;
        face = &side;
      }
    } else {
      leave = std::fmin(leave, t);
    }
    if (enter > leave) return;
  }
  if (face != nullptr) local.offer(enter, face->normal, face->material);
}

void meet(const Wheel& wheel, Local& local) {
  const Vec o = local.ray.origin - wheel.centre, d = local.ray.direction;
  for (const double side : {-1.0, 1.0}) {
    if (d.y * side >= 0) continue;  // that cap is seen from inside
    const double t = (side * wheel.half_width - o.y) / d.y;
    const double x = o.x + d.x * t, z = o.z + d.z * t, r = std::sqrt(x * x + z * z);
    if (r < wheel.radius) {
      local.offer(t, {0, side, 0}, r < 0.55 * wheel.radius ? Material::kRim : Material::kRubber);
    }
  }
  const double a = d.x * d.x + d.z * d.z, b = o.x * d.x + o.z * d.z;
  const double c = o.x * o.x + o.z * o.z - wheel.radius * wheel.radius;
  const double root = b * b - a * c;
  if (a < 1e-12 || root < 0) return;
  const double t = (-b - std::sqrt(root)) / a;
  if (std::fabs(o.y + d.y * t) < wheel.half_width) {
    local.offer(t, unit({o.x + d.x * t, 0, o.z + d.z * t}), Material::kRubber);
  }
}

// Leaves are where a fine noise on the ball says so; a ray may pass the front and meet the back.
void meet(const Tuft& tuft, std::uint64_t seed, Local& local) {
  const Vec o = local.ray.origin - tuft.centre;
  const double b = dot(o, local.ray.direction), root = b * b - dot(o, o) + tuft.radius * tuft.radius;
  if (root < 0) return;
  for (const double side : {-1.0, 1.0}) {
    const double t = -b + side * std::sqrt(root);
    if (t <= kNear || t >= local.nearest) continue;
    const Vec p = local.ray.origin + local.ray.direction * t;
    // The rim of the ball is mostly gaps, so that no outline of a ball shows.
    const double turned_to_eye = std::fabs(dot(p - tuft.centre, local.ray.direction)) / tuft.radius;
    const double gaps =
        0.7 * value_noise(seed, p.x * 19, p.y * 19, p.z * 19) + 0.3 * value_noise(seed + 4, p.x * 6, p.y * 6, p.z * 6);
    if (gaps > 0.22 + 0.42 * turned_to_eye) continue;
    const auto lean = [&](std::uint64_t axis) { return value_noise(seed + axis, p.x * 15, p.y * 15, p.z * 15) - 0.5; };
    local.offer(t, unit(unit(p - tuft.centre) + Vec{lean(1), lean(2), lean(3)} * 2.2), Material::kLeaves);
    return;
  }
}

}  // namespace

Vec sun_direction(const Scene& scene) {
  const double azimuth = scene.sun_azimuth_deg * kDegree, elevation = scene.sun_elevation_deg * kDegree;
  return {std::sin(azimuth) * std::cos(elevation), std::cos(azimuth) * std::cos(elevation), std::sin(elevation)};
}

double track_x(const Track& track, double y) {
  return track.bend * std::sin((y + track.phase) / track.period) + track.lean * y + track.start;
}

double track_heading(const Track& track, double y) {
  const double slope = track.bend / track.period * std::cos((y + track.phase) / track.period) + track.lean;
  return std::atan2(1.0, slope);
}

double across_track(const Track& track, double x, double y) {
  return (x - track_x(track, y)) * std::sin(track_heading(track, y));
}

Vec bound_centre(const Thing& thing) { return thing.place + turned(thing.bound_centre, thing.yaw_rad); }

std::optional<Hit> first_hit(const Scene& scene, const Ray& ray, double limit) {
  std::optional<Hit> best;
  double nearest = limit;
  for (const Thing& thing : scene.things) {
    const Vec to_ball = bound_centre(thing) - ray.origin;
    const double along = dot(to_ball, ray.direction);
    const double off2 = dot(to_ball, to_ball) - along * along;
    const double r = thing.bound_radius;
    if (off2 > r * r || along < -r || along - r > nearest) continue;
    Local local{{turned(ray.origin - thing.place, -thing.yaw_rad), turned(ray.direction, -thing.yaw_rad)}, nearest, {}};
    for (const Convex& solid : thing.solids) meet(solid, local);
    for (const Wheel& wheel : thing.wheels) meet(wheel, local);
    for (const Tuft& tuft : thing.tufts) meet(tuft, thing.seed, local);
    if (!local.found) continue;
    nearest = local.nearest;
    best = local.hit;
    best->thing = &thing;
    best->normal = turned(local.hit.normal, thing.yaw_rad);
  }
  return best;
}

}  // namespace spoor::samples
