#include "methods/projective/known_lengths.h"

#include "methods/statistics/chi_square.h"

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

constexpr double kFullFrameDiagonalMm = 43.27;

}  // namespace

std::size_t known_lengths(const SceneMarks& marks) {
  std::size_t known = 0;
  for (const auto& mark : marks.rectangles) known += (mark.length ? 1U : 0U) + (mark.width ? 1U : 0U);
  for (const auto& mark : marks.lengths) known += mark.known ? 1U : 0U;
  return known;
}

std::optional<LengthAgreement> length_agreement(const SceneMarks& marks, const CameraPrior& prior,
                                                const CameraFit& fit) {
  const std::size_t known = known_lengths(marks);
  if (known < 2) return std::nullopt;
  SceneMarks unknown = marks;
  for (auto& mark : unknown.lengths) mark.known.reset();
  for (auto& mark : unknown.rectangles) mark.length.reset(), mark.width.reset();
  GroundCamera start = fit.camera;
  start.height_m = 1;
  const auto rest = fitted_camera(unknown, prior, &start);
  if (!rest) return std::nullopt;
  LengthAgreement agreement;
  agreement.chi_square = std::max(0.0, fit.chi_square - rest->chi_square);
  agreement.degrees_of_freedom = static_cast<int>(known) - 1;
  agreement.p = chi_square_tail(agreement.chi_square, agreement.degrees_of_freedom);
  return agreement;
}

std::optional<Estimate> length_by_others(const SceneMarks& marks, const CameraPrior& prior, const CameraFit& fit,
                                         std::size_t i) {
  const MarkedLength& mark = marks.lengths[i];
  if (!mark.known) return length_with_sigma(fit, mark, prior.relief);
  if (known_lengths(marks) < 2) return std::nullopt;
  SceneMarks rest = marks;
  rest.lengths[i].known.reset();
  const auto others = fitted_camera(rest, prior, &fit.camera);
  return others ? length_with_sigma(*others, mark, prior.relief) : std::nullopt;
}

double focal_px_from_35mm(double mm, double width, double height) {
  return mm * std::hypot(width, height) / kFullFrameDiagonalMm;
}

}  // namespace spoor
