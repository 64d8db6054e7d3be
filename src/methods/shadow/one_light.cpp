#include "methods/shadow/one_light.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

namespace spoor {
namespace {

constexpr std::array kSides{LightSide::kFront, LightSide::kBehind};
// The plane is searched this far out, beyond what is called infinite, so that wedges a hundredth of a degree wide still
// meet inside.
constexpr double kReachPx = 100 * kInfinitePx;
constexpr double kWidest = 1e4;
constexpr int kOrders = 24;

// Marks one after the other, each alternative in turn; `leaf` is called with what is left and says whether to go on.
template <class Leaf>
bool search(std::span<const ShadowMark> marks, double widening, LightSide side, const ConvexPolygon& left,
            const Leaf& leaf) {
  if (left.empty()) return true;
  if (marks.empty()) return leaf(left);
  for (const auto& group : constraints(marks.front(), widening, side)) {
    ConvexPolygon rest = left;
    for (const HalfPlane& half : group) rest = clipped(rest, half);
    if (!search(marks.subspan(1), widening, side, rest, leaf)) return false;
  }
  return true;
}

bool satisfiable(std::span<const ShadowMark> marks, double widening) {
  return std::any_of(kSides.begin(), kSides.end(), [&](LightSide side) {
    return !search(marks, widening, side, square(kReachPx), [](const ConvexPolygon&) { return false; });
  });
}

std::vector<std::size_t> deletion_filter(std::span<const ShadowMark> marks, double widening,
                                         std::vector<std::size_t> order) {
  for (std::size_t i = 0; i < order.size();) {
    std::vector<ShadowMark> rest;
    for (std::size_t j = 0; j < order.size(); ++j) {
      if (j != i) rest.push_back(marks[order[j]]);
    }
    if (satisfiable(rest, widening)) {
      ++i;
    } else {
      order.erase(order.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  std::sort(order.begin(), order.end());
  return order;
}

}  // namespace

double joint_widening(std::size_t marks, double level) {
  const double each = std::pow(level, 1.0 / static_cast<double>(std::max<std::size_t>(marks, 1)));
  double low = 0, high = 10;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (std::erf(middle / std::sqrt(2.0)) < each ? low : high) = middle;
  }
  return high;
}

std::vector<LightRegion> light_regions(std::span<const ShadowMark> marks, double widening) {
  std::vector<LightRegion> regions;
  for (const LightSide side : kSides) {
    search(marks, widening, side, square(kReachPx), [&](const ConvexPolygon& left) {
      LightRegion region{side, left, false};
      for (const PicturePoint& p : left) {
        region.reaches_infinity = region.reaches_infinity || std::max(std::abs(p.x), std::abs(p.y)) > kInfinitePx;
      }
      regions.push_back(std::move(region));
      return true;
    });
  }
  return regions;
}

Agreement agreement(std::span<const ShadowMark> marks) {
  double low = 0, high = 0;
  if (!satisfiable(marks, 0)) {
    high = 1;
    while (high < kWidest && !satisfiable(marks, high)) low = high, high *= 2;
    while (high - low > 1e-3 * high) {
      const double middle = (low + high) / 2;
      (satisfiable(marks, middle) ? high : low) = middle;
    }
  }
  Agreement found;
  found.widening = high;
  // A hair wider, so that the region has an inside.
  for (const double widening : {high, high * 1.001 + 1e-6}) {
    const auto regions = light_regions(marks, widening);
    if (regions.empty()) continue;
    found.side = regions.front().side;
    found.light = centroid(regions.front().outline);
    break;
  }
  return found;
}

std::vector<ConflictSet> conflict_sets(std::span<const ShadowMark> marks, double widening) {
  if (satisfiable(marks, widening)) return {};
  std::map<std::vector<std::size_t>, int> counts;
  std::vector<std::size_t> order(marks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  SeededNoise noise(marks.size());
  for (int run = 0; run < kOrders; ++run) {
    ++counts[deletion_filter(marks, widening, order)];
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[noise.bits() % i]);
  }
  std::vector<ConflictSet> sets;
  for (const auto& [indices, times] : counts) sets.push_back({indices, times});
  std::stable_sort(sets.begin(), sets.end(),
                   [](const ConflictSet& a, const ConflictSet& b) { return a.times > b.times; });
  return sets;
}

HonestMarking honest_marking(std::span<const ShadowMark> marks, const Agreement& found, int draws, std::uint64_t seed,
                             const Job& job) {
  std::vector<ShadowMark> honest;
  for (const ShadowMark& mark : marks) honest.push_back(agreeing(mark, found.light, found.side));
  HonestMarking result;
  result.draws = draws;
  SeededNoise noise(seed);
  const auto again = [&](std::span<const ShadowMark> from) {
    std::vector<ShadowMark> drawn;
    for (const ShadowMark& mark : from) drawn.push_back(clicked_again(mark, noise));
    return drawn;
  };
  for (int i = 0; i < draws; ++i) {
    if (i % 64 == 0) job.tick(i, draws);
    const auto drawn = again(honest);
    // "At least as much" without a bisection of its own: unsatisfiable just below the widening that was needed.
    result.as_much += found.widening == 0 || !satisfiable(drawn, found.widening * 0.999);
    result.conflicts += !satisfiable(drawn, kSigmas);
    result.feasible_again += satisfiable(again(marks), kSigmas);
  }
  result.p = (result.as_much + 1.0) / (draws + 1.0);
  return result;
}

LeastSlack total_slack(std::span<const ShadowMark> marks, LightSide side) {
  std::vector<HalfPlane> rows;
  for (const ShadowMark& mark : marks) {
    for (const auto& group : constraints(mark, 0, side)) rows.insert(rows.end(), group.begin(), group.end());
  }
  return least_slack(rows, kReachPx);
}

}  // namespace spoor
