#include "methods/projective/edge_chains.h"

#include "methods/statistics/median.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace spoor {
namespace {

constexpr std::size_t kMostSegments = 1500, kMostChains = 60, kMostEdges = 30, kMostPoints = 60;
constexpr double kShortestSegment = 0.01, kGap = 0.02, kShortestChain = 0.25;  // of the diagonal
const double kMostTurn = std::sin(6 * std::numbers::pi / 180);
constexpr double kSideways = 0.1;                     // of a gap
constexpr double kReach = 3, kStep = 4, kSmooth = 1;  // pixels looked at
constexpr std::size_t kFewestPoints = 12;
constexpr double kClear = 0.3;       // of the median change of light along the chain
constexpr double kClickSigma = 0.7;  // pixels looked at: what is left of pixel structure
constexpr double kLeastLambda = -0.8, kMostLambda = 0.5;
constexpr double kCentreSigma = 0.01;  // of the diagonal

struct Direction {
  double x = 0, y = 0;
};

Direction direction(const EdgeSegment& s) {
  const double length = s.length_px();
  return {(s.to.x - s.from.x) / length, (s.to.y - s.from.y) / length};
}

double cross(const Direction& a, const Direction& b) { return a.x * b.y - a.y * b.x; }
double dot(const Direction& a, const Direction& b) { return a.x * b.x + a.y * b.y; }

// What it costs to go on from `a` to `b`; nothing where it does not.
std::optional<double> cost_to_go_on(const EdgeSegment& a, const EdgeSegment& b, double diagonal, double cell) {
  const Direction along = direction(a), next = direction(b);
  if (dot(along, next) <= 0 || std::abs(cross(along, next)) > kMostTurn) return std::nullopt;
  const Direction gap{b.from.x - a.to.x, b.from.y - a.to.y};
  const double far = std::hypot(gap.x, gap.y);
  // Detectors let neighbours overlap a little; one that starts where the other does is the same edge again.
  if (far > kGap * diagonal || dot(gap, along) < -0.5 * kGap * diagonal) return std::nullopt;
  const double aside = std::abs(cross(gap, along)) + std::abs(cross(gap, next));
  if (aside > 2 * (kSideways * far + 1.5 * cell)) return std::nullopt;
  return far + 2 * aside;
}

std::vector<std::vector<EdgeSegment>> linked(const std::vector<EdgeSegment>& segments, double diagonal, double cell,
                                             const Job& job) {
  constexpr std::size_t kNone = ~std::size_t{0};
  const std::size_t count = segments.size();
  std::vector<std::size_t> next(count, kNone), before(count, kNone);
  std::vector<double> next_cost(count, HUGE_VAL), before_cost(count, HUGE_VAL);
  for (std::size_t i = 0; i < count; ++i) {
    job.tick(static_cast<std::int64_t>(i), static_cast<std::int64_t>(count));
    for (std::size_t k = 0; k < count; ++k) {
      if (i == k) continue;
      const auto cost = cost_to_go_on(segments[i], segments[k], diagonal, cell);
      if (!cost) continue;
      if (*cost < next_cost[i]) next_cost[i] = *cost, next[i] = k;
      if (*cost < before_cost[k]) before_cost[k] = *cost, before[k] = i;
    }
  }
  const auto goes_on = [&](std::size_t i) { return next[i] != kNone && before[next[i]] == i; };
  std::vector<std::vector<EdgeSegment>> chains;
  for (std::size_t i = 0; i < count; ++i) {
    if (before[i] != kNone && next[before[i]] == i) continue;  // not the first of its chain
    std::vector<EdgeSegment> chain{segments[i]};
    for (std::size_t at = i; goes_on(at) && chain.size() < count; at = next[at]) chain.push_back(segments[next[at]]);
    chains.push_back(std::move(chain));
  }
  return chains;
}

double length(const std::vector<EdgeSegment>& chain) {
  double sum = 0;
  for (const EdgeSegment& s : chain) sum += s.length_px();
  return sum;
}

// Change of light along x and y, smoothed.
class Changes {
 public:
  explicit Changes(const Segments& segments) : cell_(segments.cell) {
    cv::Mat smooth;
    segments.looked_at.convertTo(smooth, CV_32F);
    cv::GaussianBlur(smooth, smooth, {}, kSmooth, kSmooth, cv::BORDER_REPLICATE);
    cv::Scharr(smooth, along_x_, CV_32F, 1, 0);
    cv::Scharr(smooth, along_y_, CV_32F, 0, 1);
  }

  struct Found {
    PicturePoint at;
    double change = 0;
  };

  // Where light changes most on the line across `d` at `p`; nothing where that is at its end.
  std::optional<Found> strongest(const PicturePoint& p, const Direction& d) const {
    constexpr int kSamples = static_cast<int>(kReach) * 2;  // to either side, half a pixel apart
    const double x = p.x / cell_.width - 0.5, y = p.y / cell_.height - 0.5;
    std::array<double, 2 * kSamples + 1> change{};
    for (int i = -kSamples; i <= kSamples; ++i) {
      const double u = x - d.y * i * 0.5, v = y + d.x * i * 0.5;
      if (u < 0 || v < 0 || u > along_x_.cols - 1 || v > along_x_.rows - 1) return std::nullopt;
      change[static_cast<std::size_t>(i + kSamples)] =
          std::abs(-d.y * sample(along_x_, u, v) + d.x * sample(along_y_, u, v));
    }
    const auto best = std::max_element(change.begin(), change.end());
    if (best == change.begin() || best == change.end() - 1) return std::nullopt;
    const double bend = best[-1] - 2 * best[0] + best[1];
    const double off = bend < 0 ? 0.5 * (best[-1] - best[1]) / bend : 0;
    const double across = 0.5 * (static_cast<double>(best - change.begin()) - kSamples + off);
    return Found{{p.x - d.y * across * cell_.width, p.y + d.x * across * cell_.height}, *best};
  }

 private:
  static double sample(const cv::Mat& field, double x, double y) {
    const int u = std::min(static_cast<int>(x), field.cols - 2), v = std::min(static_cast<int>(y), field.rows - 2);
    const double a = x - u, b = y - v;
    return (1 - b) * ((1 - a) * field.at<float>(v, u) + a * field.at<float>(v, u + 1)) +
           b * ((1 - a) * field.at<float>(v + 1, u) + a * field.at<float>(v + 1, u + 1));
  }

  cv::Size2d cell_;
  cv::Mat along_x_, along_y_;
};

std::vector<PicturePoint> placed_anew(const std::vector<EdgeSegment>& chain, const Changes& changes, double cell) {
  const double step = std::max(kStep * cell, length(chain) / static_cast<double>(kMostPoints));
  std::vector<Changes::Found> found;
  std::vector<double> strengths;
  for (const EdgeSegment& s : chain) {
    const Direction d = direction(s);
    for (double t = step / 2; t < s.length_px(); t += step) {
      const auto one = changes.strongest({s.from.x + t * d.x, s.from.y + t * d.y}, d);
      if (!one) continue;
      found.push_back(*one);
      strengths.push_back(one->change);
    }
  }
  std::vector<PicturePoint> points;
  if (found.empty()) return points;
  const double clear = kClear * median(strengths);
  for (const auto& one : found) {
    if (one.change >= clear) points.push_back(one.at);
  }
  return points;
}

// Root mean square distance from the best line (`degree` 1) or parabola (2), along the chord.
double off_curve(const std::vector<PicturePoint>& points, int degree) {
  const PicturePoint &a = points.front(), &b = points.back();
  const double chord = std::hypot(b.x - a.x, b.y - a.y);
  if (chord < 1e-9) return HUGE_VAL;
  const double cx = (b.x - a.x) / chord, cy = (b.y - a.y) / chord;
  const int rows = static_cast<int>(points.size());
  cv::Mat terms(rows, degree + 1, CV_64F), across(rows, 1, CV_64F), fit;
  for (int i = 0; i < rows; ++i) {
    const PicturePoint& p = points[static_cast<std::size_t>(i)];
    const double t = ((p.x - a.x) * cx + (p.y - a.y) * cy) / chord;
    for (int k = 0; k <= degree; ++k) terms.at<double>(i, k) = std::pow(t, k);
    across.at<double>(i) = (p.y - a.y) * cx - (p.x - a.x) * cy;
  }
  cv::solve(terms, across, fit, cv::DECOMP_QR);
  return cv::norm(terms * fit - across) / std::sqrt(static_cast<double>(rows));
}

bool straightened(const StraightMark& edge, const Lens& lens, double cell) {
  std::vector<PicturePoint> points;
  for (const PicturePoint& p : edge.points) points.push_back(lens.undistorted(p));
  return off_curve(points, 1) <= cell;
}

// Those that `lens` straightens, in their order.
std::vector<StraightMark> agreeing(const std::vector<StraightMark>& edges, const Lens& lens, double cell) {
  std::vector<StraightMark> result;
  std::copy_if(edges.begin(), edges.end(), std::back_inserter(result),
               [&](const StraightMark& edge) { return straightened(edge, lens, cell); });
  return result;
}

std::optional<LensEstimate> estimate(const std::vector<StraightMark>& edges, const cv::Size& size) {
  auto found =
      lens_from_straight_edges(edges, size.width, size.height, kCentreSigma * std::hypot(size.width, size.height));
  if (found && (found->lens.lambda < kLeastLambda || found->lens.lambda > kMostLambda)) found.reset();
  return found;
}

}  // namespace

EdgeChains edge_chains(const Segments& segments, const Job& job) {
  EdgeChains result;
  const double diagonal = std::hypot(segments.picture.width, segments.picture.height);
  const double cell = std::max(segments.cell.width, segments.cell.height);
  std::vector<EdgeSegment> usable;
  for (const EdgeSegment& s : segments.found) {
    if (s.length_px() >= kShortestSegment * diagonal) usable.push_back(s);
  }
  std::stable_sort(usable.begin(), usable.end(),
                   [](const EdgeSegment& a, const EdgeSegment& b) { return a.length_px() > b.length_px(); });
  if (usable.size() > kMostSegments) usable.resize(kMostSegments);
  auto chains = linked(usable, diagonal, cell, job);
  std::erase_if(chains, [&](const auto& chain) { return length(chain) < kShortestChain * diagonal; });
  std::stable_sort(chains.begin(), chains.end(), [](const auto& a, const auto& b) { return length(a) > length(b); });
  if (chains.size() > kMostChains) chains.resize(kMostChains);
  if (chains.empty()) return result;

  const Changes changes(segments);
  std::vector<StraightMark> edges;
  for (const auto& chain : chains) {
    job.tick(0, 0);
    StraightMark edge{placed_anew(chain, changes, cell), kClickSigma * cell};
    if (edge.points.size() >= kFewestPoints && off_curve(edge.points, 2) <= cell) edges.push_back(std::move(edge));
  }
  result.found = static_cast<int>(edges.size());
  std::vector<StraightMark> best;
  for (const StraightMark& edge : edges) {
    job.tick(0, 0);
    const auto proposed = estimate({edge}, segments.picture);
    if (!proposed) continue;
    Lens lens = proposed->lens;
    lens.centre = {segments.picture.width / 2.0, segments.picture.height / 2.0};
    auto those = agreeing(edges, lens, cell);
    if (those.size() > best.size()) best = std::move(those);
  }
  if (auto lens = estimate(best, segments.picture)) {
    best = agreeing(edges, lens->lens, cell);
    const std::size_t needed = std::max<std::size_t>(kFewestAgreeing, (edges.size() + 1) / 2);
    if (best.size() >= needed) result.lens = estimate(best, segments.picture);
  }
  if (!result.lens) return result;
  if (best.size() > kMostEdges) best.resize(kMostEdges);
  result.edges = std::move(best);
  return result;
}

}  // namespace spoor
