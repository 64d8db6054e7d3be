#include "methods/registration/homography.h"

#include <opencv2/core.hpp>

#include <cmath>

namespace spoor {
namespace {

using cv::Matx33d;
using cv::Vec2d;
using cv::Vec3d;

constexpr int kRefinements = 20;
constexpr double kLeastSize = 1e-12;
/// Ratio of the two smallest singular values' neighbours below which four pairs leave the homography open.
constexpr double kLeastRank = 1e-7;

Homography homography_of(Matx33d h) {
  // Positive at the origin, where it can be, so that the third coordinate tells which side of the horizon a point is
  // on.
  if (std::abs(h(2, 2)) > kLeastSize) h *= 1 / h(2, 2);
  Homography result{};
  for (int i = 0; i < 9; ++i) result[static_cast<std::size_t>(i)] = h.val[i];
  return result;
}

Matx33d matrix_of(const Homography& homography) { return Matx33d(homography.data()); }

/// Moves points about their mean, to a mean distance of sqrt 2.
Matx33d normaliser(const std::vector<Vec2d>& points) {
  Vec2d mean(0, 0);
  for (const Vec2d& p : points) mean += p / static_cast<double>(points.size());
  double distance = 0;
  for (const Vec2d& p : points) distance += cv::norm(p - mean) / static_cast<double>(points.size());
  const double s = distance > kLeastSize ? std::sqrt(2.0) / distance : 1;
  return {s, 0, -s * mean[0], 0, s, -s * mean[1], 0, 0, 1};
}

std::optional<Vec2d> through(const Matx33d& h, const Vec2d& p) {
  const Vec3d q = h * Vec3d(p[0], p[1], 1);
  if (!(q[2] > kLeastSize)) return std::nullopt;
  return Vec2d(q[0] / q[2], q[1] / q[2]);
}

/// The homography's entries that leave the least algebraic error; nothing where they are not determined.
std::optional<Matx33d> direct(const std::vector<Vec2d>& from, const std::vector<Vec2d>& to) {
  cv::Mat a = cv::Mat::zeros(static_cast<int>(std::max<std::size_t>(9, 2 * from.size())), 9, CV_64F);
  for (std::size_t i = 0; i < from.size(); ++i) {
    const double x = from[i][0], y = from[i][1], u = to[i][0], v = to[i][1];
    const double rows[2][9] = {{0, 0, 0, -x, -y, -1, v * x, v * y, v}, {x, y, 1, 0, 0, 0, -u * x, -u * y, -u}};
    for (int r = 0; r < 2; ++r) {
      for (int c = 0; c < 9; ++c) a.at<double>(static_cast<int>(2 * i) + r, c) = rows[r][c];
    }
  }
  const cv::SVD svd(a, cv::SVD::FULL_UV);
  if (!(svd.w.at<double>(7) > kLeastRank * svd.w.at<double>(0))) return std::nullopt;
  Matx33d h;
  for (int i = 0; i < 9; ++i) h.val[i] = svd.vt.at<double>(8, i);
  return h;
}

/// Gauss and Newton on the distances in the right picture, with h(2, 2) held.
void refine(Matx33d& h, const std::vector<Vec2d>& from, const std::vector<Vec2d>& to) {
  const auto cost = [&](const Matx33d& g) {
    double sum = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
      const auto at = through(g, from[i]);
      sum += at ? (*at - to[i]).dot(*at - to[i]) : 1e12;
    }
    return sum;
  };
  double now = cost(h);
  for (int k = 0; k < kRefinements; ++k) {
    cv::Matx<double, 8, 8> normal = cv::Matx<double, 8, 8>::zeros();
    cv::Vec<double, 8> right = cv::Vec<double, 8>::all(0);
    for (std::size_t i = 0; i < from.size(); ++i) {
      const double x = from[i][0], y = from[i][1];
      const Vec3d q = h * Vec3d(x, y, 1);
      if (!(q[2] > kLeastSize)) return;
      const double u = q[0] / q[2], v = q[1] / q[2];
      const cv::Vec<double, 8> du(x / q[2], y / q[2], 1 / q[2], 0, 0, 0, -u * x / q[2], -u * y / q[2]);
      const cv::Vec<double, 8> dv(0, 0, 0, x / q[2], y / q[2], 1 / q[2], -v * x / q[2], -v * y / q[2]);
      normal += du * du.t() + dv * dv.t();
      right += du * (to[i][0] - u) + dv * (to[i][1] - v);
    }
    cv::Vec<double, 8> step;
    if (!cv::solve(normal, right, step, cv::DECOMP_SVD)) return;
    Matx33d next = h;
    for (int j = 0; j < 8; ++j) next.val[j] += step[j];
    const double then = cost(next);
    if (!(then < now)) return;
    h = next;
    if (now - then < 1e-14 * (1 + now)) return;
    now = then;
  }
}

tl::unexpected<Error> undetermined() {
  return failure(Fault::kNotApplicable, "the pairs lie too close to one line to tell how the pictures lie");
}

/// What moves `from` onto `to` exactly: a shift, a similarity or an affinity, by the number of points.
std::optional<Matx33d> moving(const std::vector<Vec2d>& from, const std::vector<Vec2d>& to) {
  if (from.size() == 1) return Matx33d(1, 0, to[0][0] - from[0][0], 0, 1, to[0][1] - from[0][1], 0, 0, 1);
  if (from.size() == 2) {
    const Vec2d d = from[1] - from[0], e = to[1] - to[0];
    const double length = d.dot(d);
    if (length < 1) return std::nullopt;
    const double a = d.dot(e) / length, b = (d[0] * e[1] - d[1] * e[0]) / length;
    return Matx33d(a, -b, to[0][0] - a * from[0][0] + b * from[0][1], b, a, to[0][1] - b * from[0][0] - a * from[0][1],
                   0, 0, 1);
  }
  const auto columns = [](const std::vector<Vec2d>& p) {
    return Matx33d(p[0][0], p[1][0], p[2][0], p[0][1], p[1][1], p[2][1], 1, 1, 1);
  };
  const Matx33d before = columns(from);
  if (std::abs(cv::determinant(before)) < 1) return std::nullopt;
  return columns(to) * before.inv();
}

}  // namespace

std::optional<PicturePoint> mapped(const Homography& homography, const PicturePoint& point) {
  const auto at = through(matrix_of(homography), {point.x, point.y});
  return at ? std::optional(PicturePoint{(*at)[0], (*at)[1]}) : std::nullopt;
}

std::optional<Homography> inverse(const Homography& homography) {
  bool done = false;
  const Matx33d back = matrix_of(homography).inv(cv::DECOMP_LU, &done);
  if (!done) return std::nullopt;
  return homography_of(back);
}

Result<Homography> homography_through(const std::vector<PointPair>& pairs) {
  if (pairs.size() < 4) return failure(Fault::kNotApplicable, "a homography needs four pairs of points");
  std::vector<Vec2d> from, to;
  for (const PointPair& pair : pairs) {
    from.emplace_back(pair.left.x, pair.left.y);
    to.emplace_back(pair.right.x, pair.right.y);
  }
  const Matx33d of_left = normaliser(from), of_right = normaliser(to);
  for (Vec2d& p : from) p = through(of_left, p).value_or(p);
  for (Vec2d& p : to) p = through(of_right, p).value_or(p);
  auto h = direct(from, to);
  if (!h) return undetermined();
  if (std::abs((*h)(2, 2)) < kLeastSize) return undetermined();
  *h *= 1 / (*h)(2, 2);
  if (from.size() > 4) refine(*h, from, to);
  const Homography result = homography_of(of_right.inv() * *h * of_left);
  if (std::abs(cv::determinant(matrix_of(result))) < kLeastSize) return undetermined();
  for (const PointPair& pair : pairs) {
    if (!mapped(result, pair.left)) return undetermined();
  }
  return result;
}

Result<Corrected> corrected(const std::optional<Homography>& found, const std::vector<PointPair>& pairs) {
  const std::size_t n = pairs.size();
  if (n >= 4) {
    const auto through_pairs = homography_through(pairs);
    if (!through_pairs) return tl::unexpected(through_pairs.error());
    return Corrected{*through_pairs, std::to_string(n) + " point pairs"};
  }
  if (!found) return failure(Fault::kNotApplicable, "a homography needs four pairs of points");
  if (n == 0) return Corrected{*found, "features"};
  std::vector<Vec2d> from, to;
  for (const PointPair& pair : pairs) {
    const auto at = mapped(*found, pair.left);
    if (!at) return undetermined();
    from.emplace_back(at->x, at->y);
    to.emplace_back(pair.right.x, pair.right.y);
  }
  const auto move = moving(from, to);
  if (!move) return undetermined();
  static constexpr const char* kDone[] = {"", "shifted to 1 point pair", "shifted, turned and scaled to 2 point pairs",
                                          "moved by an affinity to 3 point pairs"};
  return Corrected{homography_of(*move * matrix_of(*found)), std::string("features, ") + kDone[n]};
}

std::vector<std::optional<double>> residuals_px(const Homography& right_from_left,
                                                const std::vector<PointPair>& pairs) {
  std::vector<std::optional<double>> result;
  for (const PointPair& pair : pairs) {
    const auto at = mapped(right_from_left, pair.left);
    result.push_back(at ? std::optional(std::hypot(at->x - pair.right.x, at->y - pair.right.y)) : std::nullopt);
  }
  return result;
}

}  // namespace spoor
