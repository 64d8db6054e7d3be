#include "render.h"

#include "base/parallel.h"
#include "ground.h"
#include "random.h"

#include <algorithm>
#include <numbers>

namespace spoor::samples {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kFar = 400;            // shadows are cast no further
constexpr double kSunRadius = 0.00465;  // of the disc, radians
// A white sheet in full sun at 40 degrees reflects about 1 of these together with the sky's light.
constexpr Vec kSun{1.20, 1.10, 0.95}, kSky{0.22, 0.27, 0.35};

struct Axes {
  Vec right, up, forward;
};

Axes axes_of(const Viewpoint& view) {
  const double yaw = view.yaw_deg * kDegree, pitch = view.pitch_deg * kDegree;
  const Vec forward{std::sin(yaw) * std::cos(pitch), std::cos(yaw) * std::cos(pitch), std::sin(pitch)};
  const Vec right{std::cos(yaw), -std::sin(yaw), 0};
  return {right, cross(right, forward), forward};
}

Vec across(Vec n) { return unit(std::fabs(n.z) < 0.9 ? cross(n, {0, 0, 1}) : cross(n, {1, 0, 0})); }

// Direct light for a point, 0 or 1, towards a random place on the sun's disc.
double sunlit(const Scene& scene, Vec place, Vec normal, std::uint64_t salt) {
  const Vec sun = sun_direction(scene), u = across(sun), v = cross(sun, u);
  const double angle = 2 * std::numbers::pi * uniform(mixed(salt, 1)), r = std::sqrt(uniform(mixed(salt, 2)));
  const Vec to = unit(sun + u * (kSunRadius * r * std::cos(angle)) + v * (kSunRadius * r * std::sin(angle)));
  return first_hit(scene, {place + normal * 0.002, to}, kFar) ? 0.0 : 1.0;
}

// Share of the sky's light that things nearby leave open, by two rays over the cosine hemisphere.
double open_sky(const Scene& scene, Vec place, Vec normal, std::uint64_t salt) {
  const bool alone = std::none_of(scene.things.begin(), scene.things.end(), [&](const Thing& thing) {
    return length(bound_centre(thing) - place) < thing.bound_radius + kSkyReach;
  });
  if (alone) return 1;
  const Vec u = across(normal), v = cross(normal, u);
  double open = 0;
  for (std::uint64_t i = 0; i < 2; ++i) {
    const double angle = 2 * std::numbers::pi * uniform(mixed(salt, 10 + i)), s = uniform(mixed(salt, 20 + i));
    const Vec to =
        u * (std::sqrt(s) * std::cos(angle)) + v * (std::sqrt(s) * std::sin(angle)) + normal * std::sqrt(1 - s);
    open += first_hit(scene, {place + normal * 0.003, unit(to)}, kSkyReach) ? 0.0 : 0.5;
  }
  return open;
}

Vec paint_of(const Hit& hit) {
  const Vec& p = hit.local;
  const std::uint64_t seed = hit.thing->seed;
  const double grain = value_noise(seed + 5, p.x * 14, p.y * 14, p.z * 14) - 0.5;
  const double broad = value_noise(seed + 6, p.x * 1.7, p.y * 1.7, p.z * 1.7) - 0.5;
  switch (hit.material) {
    case Material::kPaint: {
      // Dust climbs from the wheels; thin dark lines where doors close.
      const Vec dusty = blend(hit.thing->colour, {0.33, 0.27, 0.19}, smooth_step(1.15, 0.55, p.z + 0.3 * broad));
      const double door =
          std::fabs(hit.normal.z) < 0.5 &&
                  (std::fabs(p.x + 0.70) < 0.012 || std::fabs(p.x - 0.03) < 0.012 || std::fabs(p.x - 0.72) < 0.012)
              ? 0.35
              : 1.0;
      return dusty * (door * (1 + 0.10 * broad + 0.05 * grain));
    }
    case Material::kDarkPaint:
      return Vec{0.045, 0.045, 0.042} * (1 + grain);
    case Material::kGlass:
      return {0.025, 0.03, 0.032};
    case Material::kRubber:
      return blend({0.035, 0.034, 0.033}, {0.22, 0.18, 0.13}, std::clamp(0.35 + broad, 0.0, 1.0));
    case Material::kRim:
      return Vec{0.22, 0.215, 0.20} * (1 + 0.6 * grain);
    case Material::kTarp:
      return Vec{0.17, 0.165, 0.115} * (1 + 0.35 * broad + 0.12 * grain + 0.12 * std::sin(p.x * 9));
    case Material::kLamp:
      return {0.75, 0.74, 0.70};
    case Material::kPlaster: {
      const double bay = p.x - std::floor(p.x / 2.6) * 2.6;
      const bool window = std::fabs(p.z - 1.55) < 0.55 && std::fabs(bay - 1.3) < 0.42;
      const bool pane = window && std::fabs(p.z - 1.55) > 0.03 && std::fabs(bay - 1.3) > 0.03 &&
                        std::fabs(p.z - 1.55) < 0.49 && std::fabs(bay - 1.3) < 0.36;
      if (pane) return {0.03, 0.035, 0.04};
      if (window) return {0.62, 0.60, 0.56};
      const double stain = smooth_step(0.9, -0.1, p.z) * 0.35;
      return hit.thing->colour * (1 - stain + 0.16 * broad + 0.10 * grain);
    }
    case Material::kRoof: {
      const double row = std::sin(p.y * 26) * 0.10,
                   tile = (lattice(seed, static_cast<std::int64_t>(std::floor(p.x * 4)),
                                   static_cast<std::int64_t>(std::floor(p.y * 4.1))) -
                           0.5) *
                          0.35;
      return Vec{0.27, 0.125, 0.085} * (1 + row + tile + 0.3 * broad);
    }
    case Material::kWood:
      return Vec{0.26, 0.225, 0.18} * (1 + 0.5 * (value_noise(seed, p.x * 60, p.y * 60, p.z * 3) - 0.5));
    case Material::kBark:
      return Vec{0.13, 0.105, 0.08} * (1 + 1.1 * (value_noise(seed, p.x * 16, p.y * 16, p.z * 3) - 0.5));
    case Material::kLeaves: {
      const double leaf = value_noise(seed + 9, p.x * 22, p.y * 22, p.z * 22);
      return blend({0.050, 0.085, 0.020}, {0.125, 0.165, 0.045}, std::clamp(leaf + 0.6 * broad, 0.0, 1.0));
    }
  }
  return {0.5, 0.5, 0.5};
}

Vec light_from_thing(const Scene& scene, const Ray& ray, const Hit& hit, std::uint64_t salt) {
  const Vec place = ray.origin + ray.direction * hit.distance;
  const bool leaves = hit.material == Material::kLeaves;
  const double facing = dot(hit.normal, sun_direction(scene));
  const double cosine = leaves ? 0.25 + 0.6 * std::fmax(0.0, facing) : std::fmax(0.0, facing);
  const double direct = cosine > 0 ? cosine * sunlit(scene, place, hit.normal, salt) : 0;
  double sky = (0.55 + 0.45 * hit.normal.z) * open_sky(scene, place, hit.normal, salt);
  if (leaves) {
    const Vec inside = hit.local - hit.thing->bound_centre;  // the crown's heart is dark
    sky *= smooth_step(0.25, 0.95, length(inside) / hit.thing->bound_radius) * 0.8 + 0.2;
  }
  const Vec bounce = Vec{0.11, 0.11, 0.055} * std::fmax(0.0, 0.5 - 0.5 * hit.normal.z);
  Vec light = paint_of(hit) * (kSun * direct + kSky * std::fmax(0.0, sky) + bounce);
  if (hit.material == Material::kGlass || hit.material == Material::kPaint) {
    const double along = dot(hit.normal, ray.direction);
    const Vec mirrored = ray.direction - hit.normal * (2 * along);
    const double f0 = hit.material == Material::kGlass ? 0.06 : 0.025;
    const double fresnel = f0 + (1 - f0) * std::pow(1 - std::fabs(along), 5) * 0.6;
    const Vec seen = mirrored.z > 0 ? sky_light(scene, mirrored) : Vec{0.12, 0.12, 0.07};
    light = light + seen * fresnel;
  }
  return through_air(light, hit.distance);
}

Vec light_along(const Scene& scene, const Ray& ray, double pixel_rad, std::uint64_t salt) {
  const double floor_distance = ray.direction.z < -1e-5 ? -ray.origin.z / ray.direction.z : 1e9;
  if (const auto hit = first_hit(scene, ray, std::fmin(floor_distance, 2000))) {
    return light_from_thing(scene, ray, *hit, salt);
  }
  const Backdrop behind = backdrop(scene, ray.direction);
  if (floor_distance > 650) {
    const Vec sky = sky_light(scene, ray.direction);
    return behind.share > 0 ? blend(sky, behind.light, behind.share) : sky;
  }
  const GroundPoint ground = ground_seen(scene, ray, pixel_rad);
  const double facing = std::fmax(0.0, dot(ground.normal, sun_direction(scene)));
  const double cosine = facing * (1 - 0.35 * ground.softness) + 0.30 * ground.softness * ground.sky_share;
  const double direct = cosine * sunlit(scene, ground.place, {0, 0, 1}, salt) * (0.35 + 0.65 * ground.sky_share);
  const double sky = ground.sky_share * open_sky(scene, ground.place, {0, 0, 1}, salt);
  return through_air(ground.albedo * (kSun * direct + kSky * sky), length(ground.place - ray.origin));
}

}  // namespace

Ray ray_through(const Viewpoint& view, cv::Size size, double x, double y) {
  const Axes axes = axes_of(view);
  const double across_px = x - size.width / 2.0, down_px = y - size.height / 2.0;
  return {view.place, unit(axes.forward * view.focal_px + axes.right * across_px - axes.up * down_px)};
}

cv::Point2d picture_from_world(const Viewpoint& view, cv::Size size, Vec point) {
  const Axes axes = axes_of(view);
  const Vec to = point - view.place;
  const double scale = view.focal_px / dot(to, axes.forward);
  return {size.width / 2.0 + dot(to, axes.right) * scale, size.height / 2.0 - dot(to, axes.up) * scale};
}

cv::Mat linear_picture(const Scene& scene, const Viewpoint& view, cv::Size size, cv::Rect part, int grid) {
  cv::Mat picture(part.size(), CV_32FC3);
  const double pixel_rad = 1 / view.focal_px;
  for_blocks(part.height, 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t row = begin; row < end; ++row) {
      auto* out = picture.ptr<cv::Vec3f>(static_cast<int>(row));
      for (int column = 0; column < part.width; ++column) {
        const std::int64_t px = part.x + column, py = part.y + row;
        Vec sum;
        for (int i = 0; i < grid * grid; ++i) {
          const std::uint64_t salt = mixed(scene.seed, static_cast<std::uint64_t>((py * 65536 + px) * 64 + i));
          const double x = static_cast<double>(px) + (i % grid + static_cast<double>(uniform(mixed(salt, 3)))) / grid;
          const double y = static_cast<double>(py) + (i / grid + static_cast<double>(uniform(mixed(salt, 4)))) / grid;
          sum = sum + light_along(scene, ray_through(view, size, x, y), pixel_rad, salt);
        }
        const Vec mean = sum * (1.0 / (grid * grid));
        out[column] = {static_cast<float>(mean.x), static_cast<float>(mean.y), static_cast<float>(mean.z)};
      }
    }
  });
  return picture;
}

}  // namespace spoor::samples
