#include "methods/projective/propagation.h"

#include "methods/statistics/seeded_noise.h"

#include <cmath>

namespace spoor {

double Estimate::sigma(int i) const { return std::sqrt(covariance.at<double>(i, i)); }

std::optional<cv::Mat> jacobian(const Computation& computation, const std::vector<double>& at,
                                const std::vector<double>& sigmas) {
  const auto centre = computation(at);
  if (!centre) return std::nullopt;
  const int outputs = static_cast<int>(centre->size());
  cv::Mat result = cv::Mat::zeros(outputs, static_cast<int>(at.size()), CV_64F);
  std::vector<double> moved = at;
  for (std::size_t i = 0; i < moved.size(); ++i) {
    if (sigmas[i] == 0) continue;
    const double step = 0.01 * sigmas[i];
    moved[i] = at[i] + step;
    const auto above = computation(moved);
    moved[i] = at[i] - step;
    const auto below = computation(moved);
    moved[i] = at[i];
    if (!above || !below) return std::nullopt;
    for (int k = 0; k < outputs; ++k) {
      const auto out = static_cast<std::size_t>(k);
      result.at<double>(k, static_cast<int>(i)) = ((*above)[out] - (*below)[out]) / (2 * step);
    }
  }
  return result;
}

std::optional<Estimate> first_order(const Computation& computation, const Inputs& inputs) {
  const auto centre = computation(inputs.values);
  const auto j = centre ? jacobian(computation, inputs.values, inputs.sigmas) : std::nullopt;
  if (!j) return std::nullopt;
  cv::Mat scaled = *j;
  for (int i = 0; i < scaled.cols; ++i) scaled.col(i) *= inputs.sigmas[static_cast<std::size_t>(i)];
  return Estimate{*centre, scaled * scaled.t()};
}

std::optional<Simulated> simulated(const Computation& computation, const Inputs& inputs, int draws,
                                   std::uint64_t seed) {
  SeededNoise noise(seed);
  Simulated result;
  std::vector<std::vector<double>> samples;
  std::vector<double> moved(inputs.values.size());
  for (int draw = 0; draw < draws; ++draw) {
    for (std::size_t i = 0; i < moved.size(); ++i) {
      moved[i] = inputs.values[i] + inputs.sigmas[i] * noise.normal();
    }
    if (auto sample = computation(moved)) {
      samples.push_back(std::move(*sample));
    } else {
      ++result.undefined;
    }
  }
  if (samples.size() < 2 || 2 * samples.size() < static_cast<std::size_t>(draws)) return std::nullopt;
  const std::size_t outputs = samples.front().size();
  const double count = static_cast<double>(samples.size());
  result.estimate.value.assign(outputs, 0);
  for (const auto& sample : samples) {
    for (std::size_t k = 0; k < outputs; ++k) result.estimate.value[k] += sample[k] / count;
  }
  result.estimate.covariance = cv::Mat::zeros(static_cast<int>(outputs), static_cast<int>(outputs), CV_64F);
  for (const auto& sample : samples) {
    for (std::size_t j = 0; j < outputs; ++j) {
      for (std::size_t k = 0; k < outputs; ++k) {
        result.estimate.covariance.at<double>(static_cast<int>(j), static_cast<int>(k)) +=
            (sample[j] - result.estimate.value[j]) * (sample[k] - result.estimate.value[k]) / (count - 1);
      }
    }
  }
  return result;
}

}  // namespace spoor
