#include "methods/shadow/undistorted_shadows.h"

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

// Variance, by the lens alone, of where `end` lies across the direction from `at`.
double turn_variance(const LensEstimate& lens, const PicturePoint& at, const PicturePoint& end) {
  const auto across = [&](const Lens& l) {
    const PicturePoint a = l.undistorted(at), e = l.undistorted(end);
    const PicturePoint a0 = lens.lens.undistorted(at), e0 = lens.lens.undistorted(end);
    const double dx = e0.x - a0.x, dy = e0.y - a0.y, length = std::max(std::hypot(dx, dy), 1e-9);
    return ((e.y - a.y) * dx - (e.x - a.x) * dy) / length;
  };
  const double step_px = 1e-4 * lens.lens.radius_px;
  const double steps[3] = {1e-5, step_px, step_px};
  cv::Vec3d slope;
  for (int i = 0; i < 3; ++i) {
    Lens more = lens.lens, less = lens.lens;
    double* const fields[2][3] = {{&more.lambda, &more.centre.x, &more.centre.y},
                                  {&less.lambda, &less.centre.x, &less.centre.y}};
    *fields[0][i] += steps[i];
    *fields[1][i] -= steps[i];
    slope[i] = (across(more) - across(less)) / (2 * steps[i]);
  }
  return slope.dot(lens.covariance * slope);
}

}  // namespace

ShadowMark undistorted(const ShadowMark& mark, const LensEstimate& lens) {
  LensEstimate exact = lens;
  exact.covariance = cv::Matx33d::zeros();
  const auto at = undistorted_mark(exact, mark.at, mark.sigma_at_px),
             first = undistorted_mark(exact, mark.first, mark.sigma_px),
             second = undistorted_mark(exact, mark.second, mark.sigma_px);
  const double half = std::max(turn_variance(lens, mark.at, mark.first), turn_variance(lens, mark.at, mark.second)) / 2;
  ShadowMark result = mark;
  result.at = at.at;
  result.first = first.at;
  result.second = second.at;
  // A mark's direction is uncertain by both ends together: each carries half of the lens's share.
  result.sigma_at_px = std::hypot(at.sigma_px(), std::sqrt(half));
  result.sigma_px = std::hypot(std::max(first.sigma_px(), second.sigma_px()), std::sqrt(half));
  return result;
}

}  // namespace spoor
