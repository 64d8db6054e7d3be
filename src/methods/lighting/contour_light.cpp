#include "methods/lighting/contour_light.h"

#include "base/text.h"
#include "methods/statistics/seeded_noise.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor {
namespace {

constexpr double kLeastLength = 40;
constexpr double kLeastStrength = 3;  // standard deviations
constexpr double kLeastShare = 0.02;  // of the brightest: what rounding and compression make
constexpr std::size_t kMostSamples = 160, kFewestSamples = 24;

struct Read {
  std::vector<ContourSample> samples;
  std::vector<ContourIntensity> intensities;
  std::vector<std::size_t> places;  // of each along the contour
};

Read read_contour(const cv::Mat& luminance, const ContourMark& mark, std::size_t count, const EdgeProfile& profile) {
  Read read;
  const auto along = smooth_contour(mark.clicks, mark.closed, mark.side, count);
  if (along.size() != count) return read;
  for (std::size_t i = 0; i < count; ++i) {
    const auto intensity = edge_intensity(luminance, along[i], profile);
    if (!intensity) continue;
    read.samples.push_back(along[i]);
    read.intensities.push_back({along[i].outward, *intensity});
    read.places.push_back(i);
  }
  return read;
}

double length_of(const ContourMark& mark) {
  double sum = 0;
  for (std::size_t i = 1; i < mark.clicks.size() + (mark.closed ? 1 : 0); ++i) {
    const PicturePoint &p = mark.clicks[i - 1], &q = mark.clicks[i % mark.clicks.size()];
    sum += std::hypot(q.x - p.x, q.y - p.y);
  }
  return sum;
}

double extent_of(const ContourMark& mark) {
  const auto [left, right] =
      std::minmax_element(mark.clicks.begin(), mark.clicks.end(), [](auto& a, auto& b) { return a.x < b.x; });
  const auto [top, bottom] =
      std::minmax_element(mark.clicks.begin(), mark.clicks.end(), [](auto& a, auto& b) { return a.y < b.y; });
  return std::min(right->x - left->x, bottom->y - top->y);
}

// Samples in a row over which residuals are alike: up to where their autocorrelation falls below 0.2, doubled.
std::size_t block_of(const std::vector<double>& residuals) {
  double squares = 0;
  for (const double e : residuals) squares += e * e;
  std::size_t lag = 1;
  for (; lag < residuals.size() / 8; ++lag) {
    double sum = 0;
    for (std::size_t i = lag; i < residuals.size(); ++i) sum += residuals[i] * residuals[i - lag];
    if (sum < 0.2 * squares) break;
  }
  return lag == 1 ? 1 : std::min(2 * lag, residuals.size() / 8);
}

double degrees_between(const PicturePoint& a, const PicturePoint& b) {
  return std::atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y) * 180 / std::numbers::pi;
}

// How far repetitions spread about the fit.
struct Spread {
  double turns = 0, sum = 0, squares = 0;
  int kept = 0;

  void add(const LightFit& fit, const std::optional<LightFit>& again) {
    if (!again) return;
    ++kept;
    turns += std::pow(degrees_between(fit.towards, again->towards), 2);
    sum += again->strength;
    squares += again->strength * again->strength;
  }
  double turn() const { return std::sqrt(turns / std::max(1, kept)); }
  double strength() const {
    const double n = std::max(1, kept);
    return std::sqrt(std::max(0.0, squares / n - std::pow(sum / n, 2)));
  }
};

}  // namespace

Result<ContourLight> contour_light(const cv::Mat& luminance, const ContourMark& mark, const ContourOptions& options,
                                   const Job& job) {
  const auto nothing = [&](std::string why) { return failure(Fault::kNotApplicable, std::move(why), mark.id); };
  if (mark.clicks.size() < kFewestClicks) return nothing("a contour needs at least five clicks");
  const double around = length_of(mark);
  if (!(around >= kLeastLength)) return nothing("the contour is less than 40 pixels long");
  const auto count = static_cast<std::size_t>(
      std::clamp(around / 4, static_cast<double>(kFewestSamples), static_cast<double>(kMostSamples)));
  const EdgeProfile profile{1 + mark.sigma_px, std::clamp(extent_of(mark) / 8, 4.0, options.depth_px)};
  Read read = read_contour(luminance, mark, count, profile);
  ContourLight light;
  light.used_share = static_cast<double>(read.samples.size()) / static_cast<double>(count);
  if (light.used_share < 0.5) return nothing("more than half of the contour is clipped or out of the picture");
  light.covered_deg = covered_degrees(read.samples);
  if (light.covered_deg < options.least_covered_deg) {
    return nothing(fmt::format("its normals cover {:.0f} degrees of the circle, of which at least {:.0f} are needed",
                               light.covered_deg, options.least_covered_deg));
  }
  const auto fit = light_fit(read.intensities, options.model);
  if (!fit) return nothing("the contour is too short for a fit");
  light.fit = *fit;

  const std::size_t n = read.intensities.size();
  std::vector<double> residuals(n);
  for (std::size_t i = 0; i < n; ++i) residuals[i] = read.intensities[i].intensity - fit->fitted[i];
  const std::size_t block = block_of(residuals);
  light.correlated_px = static_cast<double>(block) * around / static_cast<double>(count);
  // Three parameters are fitted to as many independent pieces as there are blocks.
  const double blocks = static_cast<double>(n) / static_cast<double>(block);
  const double inflation = std::sqrt(blocks / std::max(1.0, blocks - 3));

  SeededNoise noise(options.seed);
  Spread by_clicks, by_residuals;
  for (int draw = 0; draw < options.draws; ++draw) {
    if (draw % 16 == 0) job.tick(draw, options.draws);
    std::vector<PicturePoint> clicks = mark.clicks;
    for (PicturePoint& p : clicks) {
      p.x += mark.sigma_px * noise.normal();
      p.y += mark.sigma_px * noise.normal();
    }
    // Normals of the moved contour with the intensities as read: what a contour moved twice would read across the edge
    // is not what the one that was clicked reads.
    const auto moved = smooth_contour(clicks, mark.closed, mark.side, count);
    std::vector<ContourIntensity> turned;
    for (std::size_t i = 0; i < n && moved.size() == count; ++i) {
      turned.push_back({moved[read.places[i]].outward, read.intensities[i].intensity});
    }
    by_clicks.add(*fit, light_fit(turned, options.model));
    std::vector<ContourIntensity> again = read.intensities;
    double sign = 1;
    for (std::size_t i = 0; i < n; ++i) {
      if (i % block == 0) sign = noise.uniform() < 0.5 ? -inflation : inflation;
      again[i].intensity = fit->fitted[i] + sign * residuals[i];
    }
    by_residuals.add(*fit, light_fit(again, options.model));
  }
  if (2 * by_clicks.kept < options.draws) return nothing("the contour is lost when its clicks move by their deviation");
  light.clicks_sigma_deg = by_clicks.turn();
  light.residuals_sigma_deg = by_residuals.turn();
  light.sigma_deg = std::hypot(light.clicks_sigma_deg, light.residuals_sigma_deg);
  light.strength_sigma = std::hypot(by_clicks.strength(), by_residuals.strength());
  const double brightest = std::abs(fit->ambience) + fit->strength;
  if (!(fit->strength > std::max(kLeastStrength * light.strength_sigma, kLeastShare * brightest))) {
    return nothing("its brightness hardly depends on which way the surface faces: no direction of light");
  }
  light.samples = std::move(read.samples);
  light.intensities = std::move(read.intensities);
  return light;
}

}  // namespace spoor
