#include "ground.h"

#include "random.h"

#include <algorithm>
#include <cmath>

namespace spoor::samples {
namespace {

constexpr Vec kAir{0.50, 0.58, 0.68};
constexpr double kField = 75;  // metres from the camera's foot to the end of the meadow

// Share of bare soil, 0..1: ruts, worn middle, some thin places in the meadow.
double bareness(const Scene& scene, double x, double y, double footprint) {
  const double across = std::fabs(across_track(scene.track, x, y)) / scene.track.gauge * 2;
  const double ragged = 0.16 * fractal_noise(scene.seed + 11, x, y, 0.9, 4, 0.6, footprint);
  const double rut = smooth_step(0.46, 0.18, std::fabs(across - 1) + ragged);
  const double middle = 0.35 * smooth_step(1.0, 0.4, across + ragged);
  const double thin = smooth_step(0.55, 0.95, fractal_noise(scene.seed + 12, x, y, 7.0, 5, 0.55, footprint));
  return std::clamp(std::max({rut, middle, 0.9 * thin}), 0.0, 1.0);
}

double soil_height(const Scene& scene, double x, double y, double footprint) {
  const double across = std::fabs(across_track(scene.track, x, y)) / scene.track.gauge * 2;
  const double rut = std::exp(-std::pow((across - 1) / 0.24, 2));
  return 0.035 * fractal_noise(scene.seed + 21, x, y, 0.7, 6, 0.52, footprint) - 0.07 * rut;
}

GroundPoint soil_at(const Scene& scene, double x, double y, double footprint) {
  const double step = std::fmax(0.006, footprint);
  const double here = soil_height(scene, x, y, footprint);
  const double dx = (soil_height(scene, x + step, y, footprint) - here) / step;
  const double dy = (soil_height(scene, x, y + step, footprint) - here) / step;
  GroundPoint point{.place = {x, y, 0}, .normal = unit({-dx, -dy, 1})};
  const double tone = fractal_noise(scene.seed + 22, x, y, 1.6, 7, 0.62, footprint);
  const Vec dry{0.34, 0.262, 0.178}, damp{0.185, 0.130, 0.083};
  const double across = std::fabs(across_track(scene.track, x, y)) / scene.track.gauge * 2;
  const double wet = std::clamp(0.35 + 0.4 * smooth_step(0.3, 0.0, std::fabs(across - 1)) - 0.55 * tone, 0.0, 1.0);
  point.albedo = blend(dry, damp, wet);
  // Small stones, lighter and greyer than the soil.
  const double cell = 0.05;
  if (footprint < 2 * cell) {
    const auto ix = static_cast<std::int64_t>(std::floor(x / cell)),
               iy = static_cast<std::int64_t>(std::floor(y / cell));
    if (lattice(scene.seed + 23, ix, iy) < 0.05F) {
      const double r = std::hypot(x / cell - static_cast<double>(ix) - 0.5, y / cell - static_cast<double>(iy) - 0.5);
      const double size = 0.10 + 0.28 * lattice(scene.seed + 25, ix, iy);
      if (r < size) point.albedo = Vec{0.30, 0.28, 0.25} * (0.6 + 0.6 * lattice(scene.seed + 24, ix, iy));
    }
  }
  return point;
}

Vec blade_colour(const Scene& scene, double x, double y, double dry_share) {
  const Vec fresh{0.075, 0.125, 0.030}, pale{0.155, 0.195, 0.062}, straw{0.40, 0.33, 0.17};
  const double patch = 0.5 + 0.5 * fractal_noise(scene.seed + 31, x, y, 11, 4, 0.5);
  return blend(blend(fresh, pale, std::clamp(patch, 0.0, 1.0)), straw, dry_share);
}

// Fields behind the meadow: strips of crops, each of one colour, with a hedge where they meet.
GroundPoint far_field(const Scene& scene, double x, double y, double distance) {
  const double bent = y + 0.18 * x + 9 * gradient_noise(scene.seed + 41, x / 120, y / 120);
  const double strip = std::log(std::fmax(bent, 20.0)) * 5.2;
  const auto index = static_cast<std::int64_t>(std::floor(strip));
  const Vec crops[] = {{0.30, 0.26, 0.13}, {0.105, 0.155, 0.045}, {0.20, 0.22, 0.075}, {0.24, 0.18, 0.115}};
  const auto which = static_cast<std::size_t>(lattice(scene.seed + 42, index, 0) * 4) % 4;
  GroundPoint point{.place = {x, y, 0}, .softness = 0.6};
  const double rows = fractal_noise(scene.seed + 43, x, y * 0.35, 6, 4, 0.6, distance / 900);
  point.albedo = crops[which] * (1 + 0.22 * rows);
  const double edge = strip - std::floor(strip);
  if (edge < 0.10) {
    const double leaf = 0.7 + 0.5 * gradient_noise(scene.seed + 44, x / 2.5, edge * 30);
    point.albedo = Vec{0.05, 0.075, 0.024} * leaf;
  }
  return point;
}

}  // namespace

GroundPoint ground_seen(const Scene& scene, const Ray& ray, double pixel_rad) {
  const Vec o = ray.origin, d = ray.direction;
  const double distance = -o.z / d.z;
  const Vec foot = o + d * distance;
  const double footprint = pixel_rad * distance / std::fmax(0.05, std::sqrt(-d.z));
  const double away = std::hypot(foot.x - o.x, foot.y - o.y) + 6 * gradient_noise(scene.seed + 45, foot.x / 15, 0);
  if (away > kField) return far_field(scene, foot.x, foot.y, distance);

  // Blades: cells a blade wide, each as tall as chance says, looked for at sinking heights along the ray. Far
  // away the cells grow with the pixel.
  const double dither =
      lattice(scene.seed + 32, static_cast<std::int64_t>(foot.x * 211), static_cast<std::int64_t>(foot.y * 211));
  const int level =
      std::max(0, static_cast<int>(std::floor(std::log2(std::fmax(1.0, pixel_rad * distance / 0.010)) + dither)));
  const double cell = 0.013 * std::exp2(level);
  const double contrast = std::pow(0.86, level);
  const double tussock = 0.75 + 0.5 * fractal_noise(scene.seed + 33, foot.x, foot.y, 1.3, 4, 0.6, footprint);
  constexpr int kSteps = 14;
  const double top = 1.25 * scene.grass_height;
  // The soil shows through by slow degrees: four heights are asked, those between are interpolated.
  constexpr int kKnots = 4;
  double bare_at[kKnots];
  for (int k = 0; k < kKnots; ++k) {
    const Vec p = o + d * ((top * (1 - k / (kKnots - 1.0)) - o.z) / d.z);
    bare_at[k] = bareness(scene, p.x, p.y, std::fmax(footprint, 0.05));
  }
  for (int i = 0; i < kSteps; ++i) {
    const double z = top * (1 - (i + 0.9 * dither) / kSteps);
    const Vec p = o + d * ((z - o.z) / d.z);
    const double place = (1 - z / top) * (kKnots - 1);
    const int knot = std::min(static_cast<int>(place), kKnots - 2);
    const double bare = bare_at[knot] + (place - knot) * (bare_at[knot + 1] - bare_at[knot]);
    // Blades lean, the more the higher, with the wind from the west.
    const double lean = 0.25 * z;
    const auto ix = static_cast<std::int64_t>(std::floor((p.x - lean) / cell));
    const auto iy = static_cast<std::int64_t>(std::floor(p.y / cell));
    const double chance = lattice(scene.seed + 34, ix, iy);
    const double cover = std::fmax(0.0, 1 - 1.15 * bare);
    const double tall = scene.grass_height * tussock * (0.35 + 0.9 * chance) * std::sqrt(cover);
    if (z > tall || lattice(scene.seed + 35, ix, iy) > 0.25 + 0.75 * cover) continue;
    GroundPoint point{.place = p, .softness = 1};
    const double dry = std::clamp(scene.dryness + 0.55 * (lattice(scene.seed + 36, ix, iy) - 0.5) * contrast * 1.6 +
                                      0.35 * fractal_noise(scene.seed + 37, p.x, p.y, 3.5, 3, 0.6, footprint),
                                  0.0, 1.0);
    const double tone = 1 + 0.5 * (chance - 0.5) * contrast;
    point.albedo = blade_colour(scene, p.x, p.y, dry) * tone;
    point.sky_share = 1 - contrast * 0.75 * (1 - z / std::fmax(tall, 0.02)) - 0.25 * (1 - z / top);
    point.normal = unit({0.8 * (chance - 0.5), 0.8 * (lattice(scene.seed + 38, ix, iy) - 0.5), 0.9});
    return point;
  }
  GroundPoint point = soil_at(scene, foot.x, foot.y, footprint);
  point.sky_share = 0.45 + 0.55 * bare_at[kKnots - 1];
  return point;
}

Vec sky_light(const Scene& scene, Vec direction) {
  const double up = std::fmax(0.0, direction.z);
  const Vec zenith{0.16, 0.30, 0.60}, low{0.62, 0.72, 0.84};
  Vec light = blend(low, zenith, 1 - std::exp(-3.2 * up));
  const double toward_sun = std::fmax(0.0, dot(direction, sun_direction(scene)));
  light = light + Vec{0.30, 0.27, 0.22} * std::pow(toward_sun, 12);
  // Clouds lie on a plane overhead: they close up towards the horizon.
  const double scale = 1 / (up + 0.09);
  const double x = direction.x * scale, y = direction.y * scale;
  const double warp = 0.35 * fractal_noise(scene.seed + 52, x, y, 1.1, 3, 0.5);
  const double density = fractal_noise(scene.seed + 51, x + warp, y - warp, 1.9, 6, 0.52) + 0.9 * scene.cloud - 0.45;
  const double cover = smooth_step(0.0, 0.65, density) * smooth_step(0.0, 0.10, up);
  const double body = smooth_step(0.2, 1.1, density);
  const Vec cloud = blend({1.02, 1.02, 1.03}, {0.62, 0.66, 0.72}, body);
  return blend(light, cloud, 0.9 * cover);
}

Backdrop backdrop(const Scene& scene, Vec direction) {
  const double azimuth = std::atan2(direction.x, direction.y);
  const double rise = direction.z / std::hypot(direction.x, direction.y);
  const auto layer = [&](double height, double roughness, double wavelength, std::uint64_t salt) {
    const double line = height * (1 + 0.9 * fractal_noise(scene.seed + salt, azimuth, 0.37, wavelength, 3, 0.5)) +
                        roughness * fractal_noise(scene.seed + salt + 1, azimuth, 0.71, 0.012, 4, 0.65);
    return smooth_step(line + 0.0009, line - 0.0009, rise);
  };
  const double hill = layer(0.034, 0.0012, 0.55, 65);
  const double patch = fractal_noise(scene.seed + 68, azimuth, rise * 3, 0.09, 5, 0.6);
  Backdrop seen{through_air(Vec{0.10, 0.125, 0.065} * (1 + 0.35 * patch), 2600), hill};
  const double wood = layer(0.015, 0.0035, 0.30, 61);
  if (wood > 0) {
    const double leaf = fractal_noise(scene.seed + 63, azimuth, rise * 0.8, 0.016, 6, 0.66);
    const double light = 0.5 + 20 * std::fmax(0.0, rise) + 0.55 * leaf;
    const Vec leaves = through_air(Vec{0.060, 0.082, 0.030} * std::clamp(light, 0.18, 1.6), 420);
    seen = {blend(seen.light, leaves, hill > 0 ? wood : 1), std::fmax(hill, wood)};
  }
  return seen;
}

Vec through_air(Vec light, double distance) { return blend(light, kAir, 1 - std::exp(-distance / 3500)); }

}  // namespace spoor::samples
