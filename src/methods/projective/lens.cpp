#include "methods/projective/lens.h"

#include "methods/statistics/chi_square.h"

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

constexpr double kLeastDenominator = 0.05, kLeastLambda = -0.9, kMostLambda = 20;
constexpr int kRounds = 60;
constexpr double kBadFit = 0.01;
constexpr std::size_t kMostEdges = 100, kMostPoints = 200;

// cos(theta) x + sin(theta) y = rho (1 + lambda r^2): a line without distortion, seen as a circle's arc. Units of the
// radius, about the first guess of the centre.
struct Edge {
  std::vector<cv::Vec2d> points;
  double sigma = 1, theta = 0, rho = 0;
};

struct Shared {
  double lambda = 0, cx = 0, cy = 0;
};

struct Terms {
  cv::Matx33d shared = cv::Matx33d::zeros();
  cv::Vec3d right{0, 0, 0};
  std::vector<cv::Matx22d> own_inverse;
  std::vector<cv::Matx<double, 3, 2>> mixed;
  std::vector<cv::Vec2d> own_right;
  double clicks = 0, cost = 0;  // sums of squares, without and with the priors
  bool solvable = true;
};

void fit_line(Edge& edge) {
  cv::Vec2d mean(0, 0);
  for (const auto& p : edge.points) mean += p / static_cast<double>(edge.points.size());
  double xx = 0, xy = 0, yy = 0;
  for (const auto& p : edge.points) {
    const cv::Vec2d d = p - mean;
    xx += d[0] * d[0], xy += d[0] * d[1], yy += d[1] * d[1];
  }
  edge.theta = std::atan2(2 * xy, xx - yy) / 2 + CV_PI / 2;
  edge.rho = std::cos(edge.theta) * mean[0] + std::sin(edge.theta) * mean[1];
}

Terms terms_of(const std::vector<Edge>& edges, const Shared& at, double centre_sigma) {
  Terms t;
  const double lambda_weight = 1 / (kLambdaPrior * kLambdaPrior), centre_weight = 1 / (centre_sigma * centre_sigma);
  t.shared = cv::Matx33d::diag({lambda_weight, centre_weight, centre_weight});
  t.right = {-lambda_weight * at.lambda, -centre_weight * at.cx, -centre_weight * at.cy};
  t.cost = lambda_weight * at.lambda * at.lambda + centre_weight * (at.cx * at.cx + at.cy * at.cy);
  for (const Edge& edge : edges) {
    const double c = std::cos(edge.theta), s = std::sin(edge.theta);
    cv::Matx22d own = cv::Matx22d::zeros();
    cv::Matx<double, 3, 2> mixed = cv::Matx<double, 3, 2>::zeros();
    cv::Vec2d own_right(0, 0);
    for (const auto& p : edge.points) {
      const double x = p[0] - at.cx, y = p[1] - at.cy, r2 = x * x + y * y, bend = 1 + at.lambda * r2;
      const double gx = c - 2 * edge.rho * at.lambda * x, gy = s - 2 * edge.rho * at.lambda * y;
      const double unit = 1 / (std::hypot(gx, gy) * edge.sigma);
      const double residual = (c * x + s * y - edge.rho * bend) * unit;
      const cv::Vec3d a = cv::Vec3d(-edge.rho * r2, -gx, -gy) * unit;
      const cv::Vec2d b = cv::Vec2d(c * y - s * x, -bend) * unit;
      t.shared += a * a.t();
      t.right -= a * residual;
      own += b * b.t();
      mixed += a * b.t();
      own_right -= b * residual;
      t.clicks += residual * residual;
    }
    const double det = cv::determinant(own);
    if (!(det > 1e-12 * own(0, 0) * own(1, 1))) t.solvable = false;
    t.own_inverse.push_back(t.solvable ? own.inv() : cv::Matx22d::zeros());
    t.mixed.push_back(mixed);
    t.own_right.push_back(own_right);
    t.shared -= mixed * t.own_inverse.back() * mixed.t();
    t.right -= mixed * (t.own_inverse.back() * own_right);
  }
  t.cost += t.clicks;
  return t;
}

}  // namespace

PicturePoint Lens::undistorted(const PicturePoint& p) const {
  const double x = p.x - centre.x, y = p.y - centre.y;
  const double d = std::max(1 + lambda * (x * x + y * y) / (radius_px * radius_px), kLeastDenominator);
  return {centre.x + x / d, centre.y + y / d};
}

std::optional<PicturePoint> Lens::distorted(const PicturePoint& p) const {
  const double x = p.x - centre.x, y = p.y - centre.y;
  const double inside = 1 - 4 * lambda * (x * x + y * y) / (radius_px * radius_px);
  if (!(inside >= 0)) return std::nullopt;
  const double k = 2 / (1 + std::sqrt(inside));
  return PicturePoint{centre.x + k * x, centre.y + k * y};
}

double LensEstimate::lambda_sigma() const { return std::sqrt(covariance(0, 0)); }

std::optional<LensEstimate> lens_from_straight_edges(std::span<const StraightMark> marks, double width, double height,
                                                     double centre_sigma_px) {
  LensEstimate found;
  found.lens.centre = {width / 2, height / 2};
  const double radius = found.lens.radius_px = std::hypot(width, height) / 2;
  std::vector<Edge> edges;
  int clicks = 0;
  for (const StraightMark& mark : marks) {
    if (mark.points.size() < 3) continue;
    Edge edge;
    edge.sigma = std::max(mark.sigma_px, 1e-3) / radius;
    for (const PicturePoint& p : mark.points)
      edge.points.emplace_back((p.x - found.lens.centre.x) / radius, (p.y - found.lens.centre.y) / radius);
    fit_line(edge);
    clicks += static_cast<int>(edge.points.size());
    edges.push_back(std::move(edge));
  }
  if (edges.empty()) return std::nullopt;
  const double centre_sigma = std::max(centre_sigma_px, 1e-3) / radius;
  Shared at;
  Terms now = terms_of(edges, at, centre_sigma);
  for (int round = 0; round < kRounds; ++round) {
    if (!now.solvable) return std::nullopt;
    const cv::Vec3d step = now.shared.inv(cv::DECOMP_CHOLESKY) * now.right;
    std::vector<Edge> moved = edges;
    Terms next;
    double share = 1;
    for (; share > 1e-6; share /= 2) {
      const Shared to{at.lambda + share * step[0], at.cx + share * step[1], at.cy + share * step[2]};
      if (to.lambda < kLeastLambda || to.lambda > kMostLambda) continue;
      for (std::size_t i = 0; i < edges.size(); ++i) {
        const cv::Vec2d own = now.own_inverse[i] * (now.own_right[i] - now.mixed[i].t() * step);
        moved[i].theta = edges[i].theta + share * own[0];
        moved[i].rho = edges[i].rho + share * own[1];
      }
      next = terms_of(moved, to, centre_sigma);
      if (next.cost <= now.cost * (1 + 1e-12)) {
        at = to;
        break;
      }
    }
    if (share <= 1e-6) break;
    const bool settled = now.cost - next.cost < 1e-9 * (1 + now.cost) && cv::norm(step) < 1e-7;
    edges = std::move(moved);
    now = std::move(next);
    if (settled) break;
  }
  if (!now.solvable) return std::nullopt;
  found.lens.lambda = at.lambda;
  found.lens.centre.x += radius * at.cx;
  found.lens.centre.y += radius * at.cy;
  const cv::Matx33d units = cv::Matx33d::diag({1, radius, radius});
  found.covariance = units * now.shared.inv(cv::DECOMP_CHOLESKY) * units;
  found.chi_square = now.clicks;
  found.degrees_of_freedom = clicks - 2 * static_cast<int>(edges.size()) - 1;
  found.p = chi_square_tail(found.chi_square, found.degrees_of_freedom);
  if (found.p < kBadFit) found.covariance *= found.chi_square / found.degrees_of_freedom;
  return found;
}

double UndistortedMark::sigma_px() const {
  const double mean = (covariance(0, 0) + covariance(1, 1)) / 2,
               spread = std::hypot((covariance(0, 0) - covariance(1, 1)) / 2, covariance(0, 1));
  return std::sqrt(mean + spread);
}

UndistortedMark undistorted_mark(const LensEstimate& estimate, const PicturePoint& seen, double sigma_px) {
  const Lens& lens = estimate.lens;
  UndistortedMark mark{lens.undistorted(seen), cv::Matx22d::zeros()};
  const auto slope = [&](auto moved, double step) {
    const PicturePoint p = moved(step), q = moved(-step);
    return cv::Vec2d((p.x - q.x) / (2 * step), (p.y - q.y) / (2 * step));
  };
  const double h = 1e-4 * lens.radius_px;
  const cv::Vec2d by_x = slope([&](double d) { return lens.undistorted({seen.x + d, seen.y}); }, h);
  const cv::Vec2d by_y = slope([&](double d) { return lens.undistorted({seen.x, seen.y + d}); }, h);
  const auto with = [&](double lambda, double cx, double cy) {
    Lens other = lens;
    other.lambda += lambda;
    other.centre.x += cx;
    other.centre.y += cy;
    return other.undistorted(seen);
  };
  const cv::Vec2d by_lambda = slope([&](double d) { return with(d, 0, 0); }, 1e-5);
  const cv::Vec2d by_cx = slope([&](double d) { return with(0, d, 0); }, h);
  const cv::Vec2d by_cy = slope([&](double d) { return with(0, 0, d); }, h);
  const cv::Matx<double, 2, 3> j(by_lambda[0], by_cx[0], by_cy[0], by_lambda[1], by_cx[1], by_cy[1]);
  mark.covariance = (by_x * by_x.t() + by_y * by_y.t()) * (sigma_px * sigma_px) + j * estimate.covariance * j.t();
  return mark;
}

MarkedEdges straight_marks(const std::vector<Region>& regions, std::int64_t frame, double sigma_px) {
  MarkedEdges marked;
  for (const Region& region : regions) {
    if (region.role != "straight" || !region.frames.contains(frame)) continue;
    StraightMark mark{points_at(region, frame), region.sigma_px > 0 ? region.sigma_px : sigma_px};
    if (mark.points.size() < 3) {
      marked.left_out.push_back(region.id + ": an edge of fewer than three points says nothing of the lens");
    } else if (marked.edges.size() == kMostEdges) {
      marked.left_out.push_back(region.id + ": 100 straight edges are used already");
    } else {
      if (mark.points.size() > kMostPoints) mark.points.resize(kMostPoints);
      marked.edges.push_back(std::move(mark));
    }
  }
  return marked;
}

}  // namespace spoor
