#include "methods/projective/ground_camera.h"

#include "methods/projective/camera_poses.h"
#include "methods/projective/camera_rows.h"
#include "methods/statistics/chi_square.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr int kRounds = 80;
constexpr double kOpenHorizonDeg = 15;
constexpr double kGoodFit = 1e-3, kBadFit = 0.01;  // p

int parameter_count(const GroundCamera& camera) {
  return static_cast<int>(kShared + camera.bearings.size() + 5 * camera.rectangles.size() + 3 * camera.vehicles.size());
}

double step_of(int parameter) {
  if (parameter == kCentreX || parameter == kCentreY) return 0.01;
  return parameter == kLambda ? 1e-6 : 1e-5;
}

struct Linear {
  cv::Mat normal;  // J^T W J
  cv::Mat slope;   // J^T W r
  double cost = 0;
};

double weighted(const std::vector<double>& rows, const std::vector<double>& sigmas) {
  double sum = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) sum += (rows[i] / sigmas[i]) * (rows[i] / sigmas[i]);
  return sum;
}

// Nothing where a neighbour shows the marks no more.
std::optional<Linear> linear(const GroundCamera& camera, const SceneMarks& marks, const CameraPrior& prior,
                             const std::vector<double>& rows, const std::vector<double>& sigmas) {
  const int n = parameter_count(camera), m = static_cast<int>(rows.size());
  cv::Mat j(m, n, CV_64F), r(m, 1, CV_64F), step = cv::Mat::zeros(n, 1, CV_64F);
  for (int k = 0; k < n; ++k) {
    const double h = step_of(k);
    step.at<double>(k) = h;
    const auto more = camera_differences(moved(camera, step), marks, prior);
    step.at<double>(k) = -h;
    const auto less = camera_differences(moved(camera, step), marks, prior);
    step.at<double>(k) = 0;
    if (!more || !less) return std::nullopt;
    for (int i = 0; i < m; ++i) {
      const auto row = static_cast<std::size_t>(i);
      j.at<double>(i, k) = ((*more)[row] - (*less)[row]) / (2 * h * sigmas[row]);
    }
  }
  for (int i = 0; i < m; ++i) r.at<double>(i) = rows[static_cast<std::size_t>(i)] / sigmas[static_cast<std::size_t>(i)];
  return Linear{j.t() * j, j.t() * r, weighted(rows, sigmas)};
}

// (normal + damping diag(normal))^-1 with every parameter in units that make its diagonal 1; empty where singular.
cv::Mat damped_inverse(const cv::Mat& normal, double damping) {
  cv::Mat scaled = normal.clone();
  std::vector<double> unit(static_cast<std::size_t>(normal.rows));
  for (int i = 0; i < normal.rows; ++i) {
    const double d = normal.at<double>(i, i);
    if (!(d > 1e-30)) return {};
    unit[static_cast<std::size_t>(i)] = 1 / std::sqrt(d);
  }
  const auto rescale = [&](cv::Mat& matrix) {
    for (int i = 0; i < matrix.rows; ++i) {
      for (int k = 0; k < matrix.cols; ++k) {
        matrix.at<double>(i, k) *= unit[static_cast<std::size_t>(i)] * unit[static_cast<std::size_t>(k)];
      }
    }
  };
  rescale(scaled);
  for (int i = 0; i < scaled.rows; ++i) scaled.at<double>(i, i) += damping;
  cv::Mat inverse;
  if (cv::invert(scaled, inverse, cv::DECOMP_CHOLESKY) == 0) return {};
  rescale(inverse);
  return inverse;
}

struct Fitted {
  GroundCamera camera;
  double cost = 0;
  std::size_t rows = 0;
};

std::optional<Fitted> descended(GroundCamera camera, const SceneMarks& marks, const CameraPrior& prior,
                                const Job& job) {
  auto rows = camera_differences(camera, marks, prior);
  auto sigmas = camera_deviations(camera, marks, prior);
  if (!rows || !sigmas || !std::isfinite(weighted(*rows, *sigmas))) return std::nullopt;
  double damping = 1e-3, cost = weighted(*rows, *sigmas);
  for (int round = 0; round < kRounds && damping < 1e10; ++round) {
    job.tick(0, 0);
    const auto here = linear(camera, marks, prior, *rows, *sigmas);
    if (!here) return std::nullopt;
    bool better = false, settled = false;
    while (!better && damping < 1e10) {
      const cv::Mat inverse = damped_inverse(here->normal, damping);
      if (inverse.empty()) {
        damping *= 10;
        continue;
      }
      const cv::Mat step = -(inverse * here->slope);
      const GroundCamera next = moved(camera, step);
      const bool sane =
          next.lens.lambda > -0.9 && next.view.f_px > 1e-2 * prior.width && next.view.f_px < 1e3 * prior.width;
      const auto then = sane ? camera_differences(next, marks, prior) : std::nullopt;
      // Deviations stay those of the last camera while a step is judged: else growing them would pay.
      const double then_cost = then ? weighted(*then, *sigmas) : 0;
      const auto next_sigmas =
          then && then_cost <= here->cost * (1 + 1e-12) ? camera_deviations(next, marks, prior) : std::nullopt;
      if (!next_sigmas) {
        damping *= 10;
        continue;
      }
      settled = here->cost - then_cost < 1e-9 * (1 + here->cost);
      camera = next;
      rows = then;
      sigmas = next_sigmas;
      cost = weighted(*rows, *sigmas);
      damping = std::max(damping / 10, 1e-12);
      better = true;
    }
    if (settled) break;
  }
  return Fitted{camera, cost, rows->size()};
}

}  // namespace

GroundCamera moved(const GroundCamera& camera, const cv::Mat& step) {
  GroundCamera next = camera;
  const double* const d = step.ptr<double>();
  next.view.f_px *= std::exp(std::clamp(d[kLogF], -2.0, 2.0));
  next.view.centre.x += d[kCentreX];
  next.view.centre.y += d[kCentreY];
  next.lens.centre = next.view.centre;
  next.lens.lambda += d[kLambda];
  next.view.up = tilted(camera.view.up, std::clamp(d[kTiltA], -0.5, 0.5), std::clamp(d[kTiltB], -0.5, 0.5));
  next.height_m *= std::exp(std::clamp(d[kLogHeight], -2.0, 2.0));
  const double* at = d + kShared;
  for (double& bearing : next.bearings) bearing += *at++;
  for (auto& r : next.rectangles) {
    const double scale = std::exp(r.log_length);
    r.right += scale * *at++;
    r.ahead += scale * *at++;
    r.bearing += *at++;
    r.log_length += *at++;
    r.log_width += *at++;
  }
  for (auto& v : next.vehicles) {
    for (double GroundCamera::Vehicle::*angle :
         {&GroundCamera::Vehicle::bearing, &GroundCamera::Vehicle::pitch, &GroundCamera::Vehicle::roll}) {
      v.*angle += std::clamp(*at++, -0.3, 0.3);
    }
  }
  return next;
}

double CameraFit::up_sigma_deg() const {
  return std::sqrt(std::max(covariance.at<double>(kTiltA, kTiltA), covariance.at<double>(kTiltB, kTiltB))) / kDegree;
}

std::optional<CameraFit> fitted_camera(const SceneMarks& marks, const CameraPrior& prior, const GroundCamera* start,
                                       const Job& job) {
  std::optional<Fitted> best;
  const auto attempt = [&](const GroundCamera& from) {
    const auto found = descended(from, marks, prior, job);
    if (!found) return false;
    const int degrees = static_cast<int>(found->rows) - parameter_count(found->camera);
    if (!best || found->cost < best->cost) best = found;
    return degrees > 0 ? chi_square_tail(best->cost, degrees) > kGoodFit : best->cost < 1e-6;
  };
  GroundCamera first;
  first.lens = prior.lens ? prior.lens->lens
                          : Lens{{prior.width / 2, prior.height / 2}, std::hypot(prior.width, prior.height) / 2, 0};
  first.view.centre = first.lens.centre;
  if (prior.camera_height) first.height_m = prior.camera_height->value_m;
  bool done = start != nullptr && attempt(*start);
  if (start == nullptr) {
    std::vector<double> shares{1};
    if (prior.f_log_sigma > 0.2) shares = {1, 0.6, 1.8};
    for (std::size_t i = 0; i < shares.size() && !done; ++i) {
      first.view.f_px = shares[i] * prior.f_px;
      for (const cv::Vec3d& up : first_normals(marks, prior, first.lens, first.view.f_px)) {
        first.view.up = up;
        const auto posed = with_poses(marks, first);
        if (posed && attempt(*posed)) {
          done = true;
          break;
        }
      }
    }
  }
  if (!best) return std::nullopt;
  // A vehicle's edges seen along the line of sight can settle on a wrong bearing.
  for (std::size_t i = 0; i < marks.vehicles && !done; ++i) {
    for (int third = 1; third <= 2 && !done; ++third) {
      GroundCamera turned = best->camera;
      turned.vehicles[i] = {turned.vehicles[i].bearing + third * std::numbers::pi / 3, 0, 0};
      done = attempt(turned);
    }
  }
  best->camera = with_sense(marks, best->camera);
  const auto rows = camera_differences(best->camera, marks, prior);
  const auto sigmas = camera_deviations(best->camera, marks, prior);
  const auto here = rows && sigmas ? linear(best->camera, marks, prior, *rows, *sigmas) : std::nullopt;
  if (!here) return std::nullopt;
  CameraFit fit;
  fit.camera = best->camera;
  fit.covariance = damped_inverse(here->normal, 0);
  if (fit.covariance.empty()) return std::nullopt;
  fit.has_scale = has_scale(marks, prior);
  const auto names = camera_row_names(marks, prior);
  const std::size_t firm = rows->size() - 3 * marks.vehicles;
  int counted = 0;
  for (std::size_t i = 0; i < rows->size(); ++i) {
    // What is said beforehand of a vehicle counts only where it decides, not the marks.
    if (i >= firm) {
      const int k = fit.covariance.rows - static_cast<int>(rows->size() - i);
      if (fit.covariance.at<double>(k, k) < (*sigmas)[i] * (*sigmas)[i] / 2) continue;
    }
    const double deviations = (*rows)[i] / (*sigmas)[i];
    fit.chi_square += deviations * deviations;
    fit.residuals.push_back({names[i], deviations});
    ++counted;
  }
  fit.degrees_of_freedom = counted - fit.covariance.rows;
  fit.p = chi_square_tail(fit.chi_square, fit.degrees_of_freedom);
  if (fit.p < kBadFit) {
    fit.widened = std::sqrt(fit.chi_square / fit.degrees_of_freedom);
    fit.covariance *= fit.widened * fit.widened;
  }
  if (!(fit.up_sigma_deg() < kOpenHorizonDeg)) return std::nullopt;
  return fit;
}

std::optional<Estimate> propagated(const CameraFit& fit, const Inputs& clicks, const CameraComputation& computation) {
  const auto centre = computation(fit.camera, clicks.values);
  if (!centre) return std::nullopt;
  const int outputs = static_cast<int>(centre->size()), n = fit.covariance.rows;
  const auto column = [&](const auto& more, const auto& less, double span, cv::Mat& into, int k) {
    if (!more || !less) return false;
    for (int i = 0; i < outputs; ++i) {
      const auto out = static_cast<std::size_t>(i);
      into.at<double>(i, k) = ((*more)[out] - (*less)[out]) / span;
    }
    return true;
  };
  cv::Mat j(outputs, n, CV_64F), step = cv::Mat::zeros(n, 1, CV_64F);
  for (int k = 0; k < n; ++k) {
    const double h = std::max(0.01 * std::sqrt(fit.covariance.at<double>(k, k)), 1e-12);
    step.at<double>(k) = h;
    const auto more = computation(moved(fit.camera, step), clicks.values);
    step.at<double>(k) = -h;
    const auto less = computation(moved(fit.camera, step), clicks.values);
    step.at<double>(k) = 0;
    if (!column(more, less, 2 * h, j, k)) return std::nullopt;
  }
  Estimate result{*centre, j * fit.covariance * j.t()};
  if (clicks.values.empty()) return result;
  const auto by_clicks =
      first_order([&](const std::vector<double>& in) { return computation(fit.camera, in); }, clicks);
  if (!by_clicks) return std::nullopt;
  result.covariance += by_clicks->covariance;
  return result;
}

}  // namespace spoor
