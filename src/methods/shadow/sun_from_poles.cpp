#include "methods/shadow/sun_from_poles.h"

#include "methods/projective/propagation.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr std::size_t kShared = 3, kPerPole = 8;
constexpr int kRounds = 20;
constexpr double kSettled = 1e-7;

}  // namespace

std::optional<SunMeasurement> sun_from_poles(const UncertainView& uncertain, std::span<const MarkedPole> poles) {
  Inputs inputs;
  inputs.add(uncertain.view.f_px, uncertain.f_sigma_px);
  inputs.add(0, uncertain.up_sigma_deg * kDegree);
  inputs.add(0, uncertain.up_sigma_deg * kDegree);
  for (const MarkedPole& pole : poles) {
    for (const PicturePoint& p : {pole.foot, pole.top, pole.tip}) {
      inputs.add(p.x, pole.sigma_px);
      inputs.add(p.y, pole.sigma_px);
    }
    inputs.add(0, pole.lean_deg * kDegree);
    inputs.add(0, pole.lean_deg * kDegree);
  }
  std::optional<double> first_azimuth;  // azimuths are taken within half a turn of it
  const Computation directions = [&](const std::vector<double>& in) -> std::optional<std::vector<double>> {
    View view = uncertain.view;
    view.f_px = in[0];
    view.up = tilted(view.up, in[1], in[2]);
    std::vector<double> out;
    for (std::size_t i = 0; i < poles.size(); ++i) {
      const double* const at = in.data() + kShared + kPerPole * i;
      const PicturePoint foot{at[0], at[1]}, top{at[2], at[3]}, tip{at[4], at[5]};
      const auto above = point_above(view, foot, top, tilted(view.up, at[6], at[7])), shadow = ground_point(view, tip);
      if (!above || !shadow) return std::nullopt;
      const GroundBearing sun = bearing_of(view, *above - *shadow);
      if (!(sun.elevation_deg > 0)) return std::nullopt;
      if (!first_azimuth) first_azimuth = sun.azimuth_deg;
      out.push_back(*first_azimuth + std::remainder(sun.azimuth_deg - *first_azimuth, 360));
      out.push_back(sun.elevation_deg);
    }
    return out;
  };
  if (poles.empty()) return std::nullopt;
  const int rows = static_cast<int>(2 * poles.size()), columns = static_cast<int>(inputs.values.size());
  cv::Mat design(rows, 2, CV_64F);
  for (int i = 0; i < rows; ++i) {
    design.at<double>(i, 0) = i % 2 == 0;
    design.at<double>(i, 1) = i % 2 == 1;
  }
  cv::Mat variances(columns, columns, CV_64F, cv::Scalar(0)), moved = cv::Mat::zeros(columns, 1, CV_64F);
  for (int i = 0; i < columns; ++i) {
    const double sigma = inputs.sigmas[static_cast<std::size_t>(i)];
    variances.at<double>(i, i) = sigma * sigma;
  }
  cv::Mat best, spread, weight, residual;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<double> at = inputs.values;
    for (int i = 0; i < columns; ++i) at[static_cast<std::size_t>(i)] += moved.at<double>(i);
    const auto value = directions(at);
    const auto j = value ? jacobian(directions, at, inputs.sigmas) : std::nullopt;
    if (!j) return std::nullopt;
    const cv::Mat observed = cv::Mat(*value, true).reshape(1, rows) - *j * moved;
    // A millionth of a degree keeps the inverse of exact marks finite.
    weight = cv::Mat(*j * variances * j->t() + cv::Mat::eye(rows, rows, CV_64F) * 1e-12).inv(cv::DECOMP_CHOLESKY);
    spread = cv::Mat(design.t() * weight * design).inv(cv::DECOMP_CHOLESKY);
    best = spread * design.t() * weight * observed;
    residual = observed - design * best;
    const cv::Mat next = -(variances * j->t() * weight * residual);
    const double change = cv::norm(next - moved, cv::NORM_INF);
    moved = next;
    if (change < kSettled) break;
  }
  SunMeasurement sun;
  sun.degrees_of_freedom = rows - 2;
  sun.chi_square = cv::Mat(residual.t() * weight * residual).at<double>(0);
  if (sun.degrees_of_freedom > 0) spread *= std::max(1.0, sun.chi_square / sun.degrees_of_freedom);
  sun.azimuth_deg = std::remainder(best.at<double>(0), 360);
  sun.elevation_deg = best.at<double>(1);
  sun.azimuth_sigma_deg = std::sqrt(spread.at<double>(0, 0));
  sun.elevation_sigma_deg = std::sqrt(spread.at<double>(1, 1));
  sun.correlation = spread.at<double>(0, 1) / (sun.azimuth_sigma_deg * sun.elevation_sigma_deg);
  return sun;
}

}  // namespace spoor
