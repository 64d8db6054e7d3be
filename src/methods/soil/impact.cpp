#include "methods/soil/impact.h"

#include "methods/statistics/seeded_noise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

// Cohesion and friction: about Wong's values (sand 1.04 kPa and 28 degrees, sandy loam 1.72 and 29, clayey soil 4.14
// and 13, heavy clay 68.95 and 34 down to 20.69 and 6 when wet, snow 1.03 and 19.7), widened by half and more, since
// moisture alone moves them so far. Repose: the 30 to 38 degrees of loosened soil, snow steeper.
constexpr std::array<SoilRange, 5> kSoils{{
    {"dry_sand", "dry sand", {14, 17}, {28, 36}, {0, 1.5}, {30, 36}},
    {"sandy_loam", "sandy loam", {14, 18}, {25, 34}, {1, 10}, {30, 38}},
    {"clayey_soil", "clayey soil", {15, 18}, {10, 22}, {3, 20}, {30, 38}},
    {"heavy_clay", "heavy clay", {16, 19}, {6, 34}, {20, 70}, {30, 38}},
    {"snow", "snow", {1.5, 5}, {15, 25}, {0.5, 3}, {30, 45}},
}};

double flow_value(double friction_deg) {
  const double t = std::tan((45 + friction_deg / 2) * kDegree);
  return t * t;
}

struct Draw {
  double mass_kg = 0, share = 0, heaped = 0, repose_deg = 0;
  Contact contact;
  Soil soil;
};

Draw drawn(const ImpactRanges& r, const SoilRange& s, SeededNoise& noise) {
  const auto from = [&noise](const Range& range) { return noise.uniform(range.low, range.high); };
  Draw d;
  d.mass_kg = from(r.mass_kg);
  d.share = from(r.energy_share);
  d.heaped = from(r.heaped_share);
  d.contact.width_m = from(r.width_m);
  d.contact.depth_m = from(r.depth_m);
  d.contact.slope_deg = from(r.slope_deg);
  d.soil.unit_weight = from(s.unit_weight);
  d.soil.friction_deg = from(s.friction_deg);
  d.soil.cohesion = from(s.cohesion);
  d.repose_deg = from(s.repose_deg);
  return d;
}

Result<void> checked(const ImpactRanges& r, const SoilRange& s, int draws) {
  const auto within = [](const Range& range, double low, double high) {
    return range.low >= low && range.low <= range.high && range.high <= high;
  };
  const bool fit = within(r.mass_kg, 1, 1e6) && within(r.width_m, 0.05, 20) && within(r.depth_m, 0.01, 5) &&
                   within(r.slope_deg, 5, 85) && within(r.energy_share, 0.001, 1) && within(r.heaped_share, 0.01, 3) &&
                   within(s.unit_weight, 1, 25) && within(s.friction_deg, 0, 45) && within(s.cohesion, 0, 200) &&
                   within(s.repose_deg, 5, 60);
  if (!fit) return failure(Fault::kBadArgument, "a range of the impact is reversed or beyond what is possible");
  if (draws < 20 || draws > 100000) return failure(Fault::kBadArgument, "20 to 100000 draws are possible");
  return {};
}

}  // namespace

double passive_resistance_kn(const Soil& soil, double width_m, double z_m) {
  const double n = flow_value(soil.friction_deg);
  return 0.5 * soil.unit_weight * z_m * z_m * n * width_m + 2 * soil.cohesion * z_m * width_m * std::sqrt(n);
}

double kinetic_energy_kj(double mass_kg, double speed_kmh) {
  const double v = speed_kmh / 3.6;
  return mass_kg * v * v / 2000;
}

double push_work_kj(const Soil& soil, const Contact& contact, double travel_m) {
  const double s = std::tan(contact.slope_deg * kDegree), full = contact.depth_m / s, d = std::min(travel_m, full);
  const double n = flow_value(soil.friction_deg), b = contact.width_m;
  const double rising = soil.unit_weight * n * b * s * s * d * d * d / 6 + soil.cohesion * std::sqrt(n) * b * s * d * d;
  return rising + std::max(0.0, travel_m - full) * passive_resistance_kn(soil, b, contact.depth_m);
}

Push push_of_work(const Soil& soil, const Contact& contact, double work_kj) {
  const double s = std::tan(contact.slope_deg * kDegree), full = contact.depth_m / s;
  const double most = push_work_kj(soil, contact, full);
  Push push;
  if (work_kj >= most) {
    push.travel_m = full + (work_kj - most) / passive_resistance_kn(soil, contact.width_m, contact.depth_m);
  } else {
    double low = 0, high = full;
    for (int i = 0; i < 60; ++i) {
      const double middle = (low + high) / 2;
      (push_work_kj(soil, contact, middle) < work_kj ? low : high) = middle;
    }
    push.travel_m = (low + high) / 2;
  }
  const double d = std::min(push.travel_m, full);
  push.depth_m = s * d;
  push.volume_m3 = contact.width_m * (s * d * d / 2 + (push.travel_m - d) * contact.depth_m);
  return push;
}

double travel_of_volume_m(const Contact& contact, double volume_m3) {
  const double s = std::tan(contact.slope_deg * kDegree), full = contact.depth_m / s;
  const double area = volume_m3 / contact.width_m, most = s * full * full / 2;
  return area <= most ? std::sqrt(2 * area / s) : full + (area - most) / contact.depth_m;
}

double mound_volume_m3(double height_m, double width_m, double repose_deg) {
  const double t = std::tan(repose_deg * kDegree), h = height_m;
  return width_m * h * h / t + std::numbers::pi * h * h * h / (3 * t * t);
}

double mound_height_m(double volume_m3, double width_m, double repose_deg) {
  // Without the ends it would be as high as `high`.
  double low = 0, high = std::sqrt(std::max(volume_m3, 0.0) * std::tan(repose_deg * kDegree) / width_m);
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (mound_volume_m3(middle, width_m, repose_deg) < volume_m3 ? low : high) = middle;
  }
  return (low + high) / 2;
}

std::span<const SoilRange> soil_ranges() { return kSoils; }

const SoilRange* soil_range_by_id(std::string_view id) {
  const auto at = std::find_if(kSoils.begin(), kSoils.end(), [&](const SoilRange& s) { return s.id == id; });
  return at == kSoils.end() ? nullptr : &*at;
}

Result<ImpactSpread> impact_spread(const ImpactRanges& ranges, const SoilRange& soil, double speed_kmh, int draws,
                                   std::uint64_t seed) {
  if (auto ok = checked(ranges, soil, draws); !ok) return tl::unexpected(ok.error());
  if (!(speed_kmh >= 0 && speed_kmh <= 300)) return failure(Fault::kBadArgument, "the speed is not 0 to 300 km/h");
  SeededNoise noise(seed);
  std::vector<double> energies, travels, volumes;
  ImpactSpread spread;
  for (int i = 0; i < draws; ++i) {
    const Draw d = drawn(ranges, soil, noise);
    const double energy = kinetic_energy_kj(d.mass_kg, speed_kmh);
    const Push push = push_of_work(d.soil, d.contact, d.share * energy);
    energies.push_back(energy);
    travels.push_back(push.travel_m);
    volumes.push_back(push.volume_m3);
    spread.heights_m.push_back(mound_height_m(d.heaped * push.volume_m3, d.contact.width_m, d.repose_deg));
  }
  spread.energy_kj = spread_of(energies);
  spread.travel_m = spread_of(travels);
  spread.volume_m3 = spread_of(volumes);
  spread.height_m = spread_of(spread.heights_m);
  return spread;
}

Result<Spread> speed_of_mound_kmh(const ImpactRanges& ranges, const SoilRange& soil, double height_m, int draws,
                                  std::uint64_t seed) {
  if (auto ok = checked(ranges, soil, draws); !ok) return tl::unexpected(ok.error());
  if (!(height_m > 0 && height_m < 10)) return failure(Fault::kBadArgument, "a mound is above 0 and below 10 m high");
  SeededNoise noise(seed);
  std::vector<double> speeds;
  for (int i = 0; i < draws; ++i) {
    const Draw d = drawn(ranges, soil, noise);
    const double volume = mound_volume_m3(height_m, d.contact.width_m, d.repose_deg) / d.heaped;
    const double work = push_work_kj(d.soil, d.contact, travel_of_volume_m(d.contact, volume));
    speeds.push_back(3.6 * std::sqrt(2000 * work / (d.share * d.mass_kg)));
  }
  return spread_of(speeds);
}

}  // namespace spoor
