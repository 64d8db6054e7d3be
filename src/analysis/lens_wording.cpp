#include "analysis/lens_wording.h"

#include "analysis/table_text.h"
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

constexpr int kPieces = 16;
constexpr double kBadFit = 0.01;

}  // namespace

void add_lens(PassOutput& output, const LensEstimate& estimate, std::size_t edges, LensError error) {
  const double lambda = estimate.lens.lambda, sigma = estimate.lambda_sigma();
  const double radius = estimate.lens.radius_px;
  // The mark at radius 1 lies at 1 / (1 + lambda) without distortion.
  const double moved = radius * (1 / (1 + lambda) - 1), moved_sigma = radius * sigma / ((1 + lambda) * (1 + lambda));
  output.measurements.push_back(
      {"lens_lambda", "Lens distortion (division model, half diagonal = 1)", lambda, "1", sigma, 1e-6, {}});
  output.measurements.push_back({"lens_corner_px",
                                 "Shift of a mark in the picture's corner by undistorting",
                                 moved,
                                 "px",
                                 moved_sigma,
                                 1e-3 * (1 + std::abs(moved)),
                                 {}});
  output.measurements.push_back(
      {"lens_p", "Straight edges clicked as well that lie as far off", estimate.p, "1", {}, 1e-4, {}});
  Observation o;
  o.id = "lens";
  o.bearing = Bearing::kNeutral;
  o.rests_on = {"lens_lambda", "lens_corner_px", "lens_p"};
  o.statement = fmt::format(
      "Lens distortion is taken from {} marked straight edge{}: lambda = {} ± {}, which moves a mark in the corner by "
      "{} ± {} px. All marks are freed of it and carry its uncertainty, {}.",
      edges, edges == 1 ? "" : "s", significant(lambda, 3), significant(sigma, 2), significant(moved, 3),
      significant(moved_sigma, 2),
      error == LensError::kCommon ? "which is common to all of them"
                                  : "taken as independent from mark to mark though it is common to all");
  if (estimate.p < kBadFit) {
    o.bearing = Bearing::kInconclusive;
    o.statement += fmt::format(
        " The marked edges depart from straight ones by more than their clicks explain ({}): one of them is not "
        "straight, or the lens bends otherwise; the deviations are widened.",
        p_is(estimate.p));
  }
  output.observations.push_back(std::move(o));
}

std::vector<PicturePoint> outline_in_picture(const Lens& lens, const std::vector<PicturePoint>& outline) {
  std::vector<PicturePoint> seen;
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const PicturePoint &p = outline[i], &q = outline[(i + 1) % outline.size()];
    for (int k = 0; k < kPieces; ++k) {
      const double t = static_cast<double>(k) / kPieces;
      if (const auto at = lens.distorted({p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)})) seen.push_back(*at);
    }
  }
  return seen;
}

}  // namespace spoor
