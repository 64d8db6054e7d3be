#include "methods/lighting/light_fit.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

struct Line {
  double constant = 0, slope = 0, squares = 0;
};

// Least squares of I = A + q (N . u)+ with q >= 0, and what it leaves.
Line lit_part(std::span<const ContourIntensity> samples, double angle) {
  const double ux = std::cos(angle), uy = std::sin(angle), n = static_cast<double>(samples.size());
  double sx = 0, sxx = 0, sy = 0, syy = 0, sxy = 0;
  for (const ContourIntensity& s : samples) {
    const double x = std::max(0.0, s.outward.x * ux + s.outward.y * uy), y = s.intensity;
    sx += x, sxx += x * x, sy += y, syy += y * y, sxy += x * y;
  }
  Line line;
  const double spread = sxx - sx * sx / n, joint = sxy - sx * sy / n;
  line.slope = spread > 1e-12 ? std::max(0.0, joint / spread) : 0;
  line.constant = (sy - line.slope * sx) / n;
  line.squares = std::max(0.0, syy - sy * sy / n - 2 * line.slope * joint + line.slope * line.slope * spread);
  return line;
}

LightFit single_light(std::span<const ContourIntensity> samples) {
  // The least squares may have a second minimum in the shade: every 4 degrees is looked at.
  double best = 0, least = lit_part(samples, 0).squares;
  for (int degrees = 4; degrees < 360; degrees += 4) {
    const double squares = lit_part(samples, degrees * kDegree).squares;
    if (squares < least) least = squares, best = degrees * kDegree;
  }
  double low = best - 4 * kDegree, high = best + 4 * kDegree;
  while (high - low > 1e-4 * kDegree) {
    const double a = low + (high - low) * 0.382, b = low + (high - low) * 0.618;
    if (lit_part(samples, a).squares < lit_part(samples, b).squares) {
      high = b;
    } else {
      low = a;
    }
  }
  const double angle = (low + high) / 2;
  const Line line = lit_part(samples, angle);
  LightFit fit;
  fit.towards = {std::cos(angle), std::sin(angle)};
  fit.strength = line.slope;
  fit.ambience = line.constant;
  return fit;
}

std::optional<LightFit> harmonics(const cv::Matx33d& normal, const cv::Vec3d& moment) {
  cv::Vec3d v;
  if (!cv::solve(normal, moment, v, cv::DECOMP_CHOLESKY)) return std::nullopt;
  LightFit fit;
  fit.strength = std::hypot(v[0], v[1]);
  fit.towards = fit.strength > 0 ? PicturePoint{v[0] / fit.strength, v[1] / fit.strength} : PicturePoint{1, 0};
  fit.ambience = v[2];
  return fit;
}

}  // namespace

double fitted_intensity(const LightFit& fit, LightModel model, const PicturePoint& outward) {
  const double facing = outward.x * fit.towards.x + outward.y * fit.towards.y;
  return fit.ambience + fit.strength * (model == LightModel::kSingleLight ? std::max(0.0, facing) : facing);
}

std::optional<LightFit> light_fit(std::span<const ContourIntensity> samples, LightModel model) {
  constexpr std::size_t kFewest = 6;
  if (samples.size() < kFewest) return std::nullopt;
  cv::Matx33d normal = cv::Matx33d::zeros();
  cv::Vec3d moment(0, 0, 0);
  for (const ContourIntensity& s : samples) {
    const cv::Vec3d row(s.outward.x, s.outward.y, 1);
    normal += row * row.t();
    moment += s.intensity * row;
  }
  cv::Vec3d eigenvalues;
  cv::eigen(normal, eigenvalues);
  if (eigenvalues[2] <= 1e-9 * eigenvalues[0]) return std::nullopt;
  std::optional<LightFit> fit = model == LightModel::kSingleLight ? single_light(samples) : harmonics(normal, moment);
  if (!fit) return std::nullopt;
  fit->condition = std::sqrt(eigenvalues[0] / eigenvalues[2]);
  double squares = 0;
  for (const ContourIntensity& s : samples) {
    fit->fitted.push_back(fitted_intensity(*fit, model, s.outward));
    squares += std::pow(s.intensity - fit->fitted.back(), 2);
  }
  fit->residual_rms = std::sqrt(squares / static_cast<double>(samples.size() - 3));
  return fit;
}

}  // namespace spoor
