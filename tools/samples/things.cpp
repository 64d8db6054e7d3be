#include "things.h"

#include "random.h"

#include <algorithm>
#include <numbers>

namespace spoor::samples {
namespace {

Convex box(Vec low, Vec high, Material material) {
  return {{{{1, 0, 0}, high.x, material},
           {{-1, 0, 0}, -low.x, material},
           {{0, 1, 0}, high.y, material},
           {{0, -1, 0}, -low.y, material},
           {{0, 0, 1}, high.z, material},
           {{0, 0, -1}, -low.z, material}}};
}

Face slope(Vec normal, Vec through, Material material) {
  const Vec n = unit(normal);
  return {n, dot(n, through), material};
}

}  // namespace

Thing truck(Vec place, double yaw_rad, Vec colour) {
  Thing t{.place = place, .yaw_rad = yaw_rad, .colour = colour, .seed = 71};
  // Hull and bonnet, the front sloping up to the windscreen.
  Convex hull = box({-2.25, -0.98, 0.62}, {2.25, 0.98, 1.18}, Material::kPaint);
  hull.faces.push_back(slope({0.12, 0, 1}, {0.7, 0, 1.18}, Material::kPaint));
  hull.faces.push_back(slope({1, 0, 0.25}, {2.2, 0, 0.95}, Material::kPaint));
  t.solids.push_back(hull);
  // Cab with raked windscreen and leaning sides.
  Convex cab = box({-0.75, -0.96, 1.1}, {0.85, 0.96, 1.82}, Material::kPaint);
  cab.faces.push_back(slope({1, 0, 0.55}, {0.75, 0, 1.2}, Material::kPaint));
  cab.faces.push_back(slope({0, 1, 0.16}, {0, 0.96, 1.2}, Material::kPaint));
  cab.faces.push_back(slope({0, -1, 0.16}, {0, -0.96, 1.2}, Material::kPaint));
  t.solids.push_back(cab);
  // Glass stands two centimetres proud of the cab: windscreen, side windows.
  Convex screen = box({0.2, -0.82, 1.25}, {0.9, 0.82, 1.72}, Material::kGlass);
  screen.faces.push_back(slope({1, 0, 0.55}, {0.77, 0, 1.2}, Material::kGlass));
  t.solids.push_back(screen);
  for (const auto& [from, to] : {std::pair{-0.62, -0.02}, std::pair{0.08, 0.52}}) {
    Convex windows = box({from, -1.0, 1.27}, {to, 1.0, 1.68}, Material::kGlass);
    windows.faces.push_back(slope({0, 1, 0.16}, {0, 0.965, 1.2}, Material::kGlass));
    windows.faces.push_back(slope({0, -1, 0.16}, {0, -0.965, 1.2}, Material::kGlass));
    t.solids.push_back(windows);
  }
  // Covered load bed.
  Convex tilt = box({-2.28, -0.95, 1.1}, {-0.85, 0.95, 1.98}, Material::kTarp);
  tilt.faces.push_back(slope({0, 0.5, 1}, {0, 0.62, 1.98}, Material::kTarp));
  tilt.faces.push_back(slope({0, -0.5, 1}, {0, -0.62, 1.98}, Material::kTarp));
  t.solids.push_back(tilt);
  t.solids.push_back(box({2.15, -0.95, 0.5}, {2.36, 0.95, 0.74}, Material::kDarkPaint));
  t.solids.push_back(box({-2.38, -0.9, 0.5}, {-2.2, 0.9, 0.72}, Material::kDarkPaint));
  t.solids.push_back(box({-1.9, -0.5, 0.42}, {1.9, 0.5, 0.66}, Material::kDarkPaint));  // frame and axles
  for (const double side : {-1.0, 1.0}) {
    t.solids.push_back(box({2.18, side * 0.72 - 0.1, 0.82}, {2.31, side * 0.72 + 0.1, 0.98}, Material::kLamp));
    t.solids.push_back(box({0.7, side * 0.99 - 0.09, 1.35}, {0.76, side * 0.99 + 0.09, 1.58}, Material::kDarkPaint));
    // Dark arches let the wheels stand out from the hull.
    for (const double x : {-1.5, 1.45}) {
      t.solids.push_back(
          box({x - 0.56, side * 0.8 - 0.2, 0.6}, {x + 0.56, side * 0.8 + 0.2, 1.0}, Material::kDarkPaint));
      t.wheels.push_back({{x, side * 0.87, 0.44}, 0.45, 0.15});
    }
  }
  t.bound_centre = {0, 0, 1.0};
  t.bound_radius = 2.85;
  t.box_low = {-2.4, -1.1, 0};
  t.box_high = {2.4, 1.1, 2.0};
  return t;
}

Thing cottage(Vec place, double yaw_rad, double length, double depth, Vec colour, std::uint64_t seed) {
  Thing t{.place = place, .yaw_rad = yaw_rad, .colour = colour, .seed = seed};
  const double a = length / 2, b = depth / 2, eaves = 2.7, ridge = eaves + 0.75 * b;
  Convex walls = box({-a, -b, -0.2}, {a, b, ridge}, Material::kPlaster);
  walls.faces.push_back(slope({0, 0.75, 1}, {0, 0, ridge}, Material::kPlaster));
  walls.faces.push_back(slope({0, -0.75, 1}, {0, 0, ridge}, Material::kPlaster));
  t.solids.push_back(walls);
  for (const double side : {-1.0, 1.0}) {
    Convex roof = box({-a - 0.3, -b - 0.4, eaves - 0.6}, {a + 0.3, b + 0.4, ridge + 0.14}, Material::kRoof);
    roof.faces.push_back(slope({0, side * 0.75, 1}, {0, 0, ridge + 0.14}, Material::kRoof));
    roof.faces.push_back(slope({0, -side * 0.75, -1}, {0, 0, ridge}, Material::kRoof));
    roof.faces.push_back({{0, -side, 0}, 0, Material::kRoof});
    t.solids.push_back(roof);
  }
  t.solids.push_back(box({0.35 * a - 0.3, -0.3, eaves}, {0.35 * a + 0.3, 0.3, ridge + 0.8}, Material::kPlaster));
  t.bound_centre = {0, 0, 2};
  t.box_low = {-a - 0.3, -b - 0.4, 0};
  t.box_high = {a + 0.3, b + 0.4, ridge + 0.8};
  t.bound_radius = std::sqrt((a + 0.4) * (a + 0.4) + (b + 0.5) * (b + 0.5) + 9) + 0.3;
  return t;
}

Thing tree(Vec place, double height, double trunk, std::uint64_t seed) {
  Thing t{.place = place, .seed = seed};
  const double crown = height - trunk, middle = trunk + crown * 0.48;
  const double wide = crown * (trunk > 0 ? 0.46 : 0.62);
  if (trunk > 0) {
    Convex stem;
    constexpr int kSides = 10;
    for (int i = 0; i < kSides; ++i) {
      const double angle = 2 * std::numbers::pi * i / kSides;
      stem.faces.push_back(slope({std::cos(angle), std::sin(angle), 0.03},
                                 {std::cos(angle) * 0.035 * height, std::sin(angle) * 0.035 * height, 0},
                                 Material::kBark));
    }
    stem.faces.push_back({{0, 0, 1}, middle + 0.2 * crown, Material::kBark});
    t.solids.push_back(stem);
  }
  constexpr int kTufts = 120;
  double reach = 0;
  for (int i = 0; i < kTufts; ++i) {
    const auto u = [&](std::uint64_t what) { return uniform(mixed(seed, static_cast<std::uint64_t>(i) * 4 + what)); };
    const double angle = 2 * std::numbers::pi * u(0), up = 2 * u(1) - 1, out = std::cbrt(0.25 + 0.75 * u(2));
    const double ring = std::sqrt(1 - up * up) * out;
    const double radius = crown * (0.08 + 0.10 * u(3));
    const Vec centre{wide * ring * std::cos(angle), wide * ring * std::sin(angle),
                     std::fmax(radius * 0.7, middle + 0.45 * crown * up * out)};
    t.tufts.push_back({centre, radius});
    reach = std::fmax(reach, length(centre - Vec{0, 0, middle}) + radius);
  }
  t.bound_centre = {0, 0, middle};
  t.bound_radius = std::fmax(reach, middle + 0.2);
  t.box_low = {-reach, -reach, 0};
  t.box_high = {reach, reach, middle + reach};
  return t;
}

Thing post(Vec place, double height, std::uint64_t seed) {
  Thing t{.place = place, .yaw_rad = uniform(mixed(seed)) * 1.5, .seed = seed};
  t.solids.push_back(box({-0.055, -0.05, -0.1}, {0.055, 0.05, height}, Material::kWood));
  t.bound_centre = {0, 0, height / 2};
  t.bound_radius = height / 2 + 0.2;
  t.box_low = {-0.055, -0.05, 0};
  t.box_high = {0.055, 0.05, height};
  return t;
}

}  // namespace spoor::samples
