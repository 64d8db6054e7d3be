#include "methods/projective/known_lengths.h"

#include "methods/projective/ground_lengths.h"
#include "methods/statistics/chi_square.h"

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

// Others than `mark` of the same scene, which must still give a scale.
std::optional<CameraFit> by_rest(const SceneMarks& rest, const CameraPrior& prior, const CameraFit& fit,
                                 const Job& job) {
  if (known_lengths(rest) == 0 && !prior.camera_height) return std::nullopt;
  return fitted_camera(rest, prior, &fit.camera, job);
}

}  // namespace

std::size_t known_lengths(const SceneMarks& marks) {
  std::size_t known = 0;
  for (const auto& mark : marks.rectangles) known += (mark.length ? 1U : 0U) + (mark.width ? 1U : 0U);
  for (const auto& mark : marks.lengths) known += mark.known ? 1U : 0U;
  return known;
}

std::optional<LengthAgreement> length_agreement(const SceneMarks& marks, const CameraPrior& prior, const CameraFit& fit,
                                                const Job& job) {
  const std::size_t known = known_lengths(marks) + (prior.camera_height ? 1U : 0U);
  if (known < 2) return std::nullopt;
  SceneMarks unknown = marks;
  CameraPrior no_height = prior;
  no_height.camera_height.reset();
  for (auto& mark : unknown.lengths) mark.known.reset();
  for (auto& mark : unknown.rectangles) mark.length.reset(), mark.width.reset();
  GroundCamera start = fit.camera;
  start.height_m = 1;
  const auto rest = fitted_camera(unknown, no_height, &start, job);
  if (!rest) return std::nullopt;
  LengthAgreement agreement;
  agreement.chi_square = std::max(0.0, fit.chi_square - rest->chi_square);
  agreement.degrees_of_freedom = static_cast<int>(known) - 1;
  agreement.p = chi_square_tail(agreement.chi_square, agreement.degrees_of_freedom);
  return agreement;
}

std::optional<Estimate> length_by_others(const SceneMarks& marks, const CameraPrior& prior, const CameraFit& fit,
                                         std::size_t i, const Job& job) {
  const MarkedLength& mark = marks.lengths[i];
  if (!mark.known) return length_with_sigma(fit, mark, prior.relief);
  SceneMarks rest = marks;
  rest.lengths[i].known.reset();
  const auto others = by_rest(rest, prior, fit, job);
  return others ? length_with_sigma(*others, mark, prior.relief) : std::nullopt;
}

std::optional<Estimate> side_by_others(const SceneMarks& marks, const CameraPrior& prior, const CameraFit& fit,
                                       std::size_t i, Side side, const Job& job) {
  SceneMarks rest = marks;
  auto& known = side == Side::kLength ? rest.rectangles[i].length : rest.rectangles[i].width;
  const int row = side == Side::kLength ? 0 : 1;
  std::optional<CameraFit> others = known ? std::nullopt : std::optional(fit);
  if (known) {
    known.reset();
    others = by_rest(rest, prior, fit, job);
  }
  const auto both = others ? sides_with_sigma(*others, i) : std::nullopt;
  if (!both) return std::nullopt;
  return Estimate{{both->value[static_cast<std::size_t>(row)]},
                  cv::Mat(1, 1, CV_64F, cv::Scalar(both->covariance.at<double>(row, row)))};
}

}  // namespace spoor
