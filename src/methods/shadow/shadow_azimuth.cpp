#include "methods/shadow/shadow_azimuth.h"

#include "methods/projective/propagation.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace spoor {

std::optional<AzimuthMeasurement> azimuth_from_shadows(const UncertainView& uncertain,
                                                       std::span<const MarkedShadow> shadows) {
  if (shadows.empty()) return std::nullopt;
  constexpr std::size_t kShared = 3, kPerShadow = 4;
  constexpr double kDegree = std::numbers::pi / 180;
  Inputs inputs;
  inputs.add(uncertain.view.f_px, uncertain.f_sigma_px);
  inputs.add(0, uncertain.up_sigma_deg * kDegree);
  inputs.add(0, uncertain.up_sigma_deg * kDegree);
  for (const MarkedShadow& shadow : shadows) {
    for (const PicturePoint& p : {shadow.foot, shadow.tip}) {
      inputs.add(p.x, shadow.sigma_px);
      inputs.add(p.y, shadow.sigma_px);
    }
  }
  std::optional<double> first;  // azimuths are taken within half a turn of it
  const Computation azimuths = [&](const std::vector<double>& in) -> std::optional<std::vector<double>> {
    View view = uncertain.view;
    view.f_px = in[0];
    view.up = tilted(view.up, in[1], in[2]);
    std::vector<double> out;
    for (std::size_t i = 0; i < shadows.size(); ++i) {
      const double* const at = in.data() + kShared + kPerShadow * i;
      const auto foot = ground_point(view, {at[0], at[1]}), tip = ground_point(view, {at[2], at[3]});
      if (!foot || !tip) return std::nullopt;
      const double azimuth = bearing_of(view, *foot - *tip).azimuth_deg;
      if (!first) first = azimuth;
      out.push_back(*first + std::remainder(azimuth - *first, 360));
    }
    return out;
  };
  const auto each = first_order(azimuths, inputs);
  if (!each) return std::nullopt;
  const int count = static_cast<int>(shadows.size());
  cv::Mat covariance = each->covariance + cv::Mat::eye(count, count, CV_64F) * 1e-12;
  for (int i = 0; i < count; ++i) {
    const double turn = shadows[static_cast<std::size_t>(i)].turn_deg;
    covariance.at<double>(i, i) += turn * turn;
  }
  const cv::Mat weight = covariance.inv(cv::DECOMP_CHOLESKY);
  const cv::Mat ones = cv::Mat::ones(count, 1, CV_64F), values = cv::Mat(each->value, true).reshape(1, count);
  const double information = cv::Mat(ones.t() * weight * ones).at<double>(0);
  const double mean = cv::Mat(ones.t() * weight * values).at<double>(0) / information;
  const cv::Mat residual = values - mean * ones;
  AzimuthMeasurement sun;
  sun.azimuth_deg = std::remainder(mean, 360);
  sun.chi_square = cv::Mat(residual.t() * weight * residual).at<double>(0);
  sun.degrees_of_freedom = count - 1;
  const double excess = count > 1 ? std::max(1.0, sun.chi_square / sun.degrees_of_freedom) : 1.0;
  sun.sigma_deg = std::sqrt(excess / information);
  return sun;
}

}  // namespace spoor
