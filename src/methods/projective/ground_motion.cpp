#include "methods/projective/ground_motion.h"

#include "methods/projective/ground_lengths.h"
#include "methods/statistics/chi_square.h"

#include <cmath>
#include <numbers>

namespace spoor {
namespace {

using Places = std::vector<cv::Vec2d>;

// Click x, y and the ground's relief of each place, as inputs.
Inputs inputs_of(const std::vector<TimedPlace>& places, double sigma_px, double relief) {
  Inputs inputs;
  for (const TimedPlace& place : places) {
    inputs.add(place.at.x, sigma_px);
    inputs.add(place.at.y, sigma_px);
    inputs.add(0, relief);
  }
  return inputs;
}

std::optional<cv::Vec2d> place_at(const GroundCamera& camera, const std::vector<double>& in, std::size_t i) {
  const auto at = ground_place(camera, {in[3 * i], in[3 * i + 1]});
  if (!at) return std::nullopt;
  return *at * (1 + in[3 * i + 2]);
}

// J diag(sigma^2) J^T of one place.
std::optional<cv::Matx22d> spread_at(const GroundCamera& camera, const Inputs& inputs, std::size_t i) {
  cv::Matx22d spread = cv::Matx22d::zeros();
  std::vector<double> moved = inputs.values;
  for (std::size_t k = 3 * i; k < 3 * i + 3; ++k) {
    const double step = 0.01 * inputs.sigmas[k];
    if (step == 0) continue;
    moved[k] = inputs.values[k] + step;
    const auto more = place_at(camera, moved, i);
    moved[k] = inputs.values[k] - step;
    const auto less = place_at(camera, moved, i);
    moved[k] = inputs.values[k];
    if (!more || !less) return std::nullopt;
    const cv::Vec2d slope = (*more - *less) / 0.02;
    spread += slope * slope.t();
  }
  return spread;
}

struct Steady {
  cv::Vec2d start, velocity;
};

Steady steady(const Places& places, const std::vector<double>& t, const std::vector<cv::Matx22d>& weights) {
  cv::Matx44d normal = cv::Matx44d::zeros();
  cv::Vec4d right(0, 0, 0, 0);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const cv::Matx<double, 2, 4> design(1, 0, t[i], 0, 0, 1, 0, t[i]);
    normal += design.t() * weights[i] * design;
    right += design.t() * (weights[i] * places[i]);
  }
  const cv::Vec4d best = normal.inv() * right;
  return {{best[0], best[1]}, {best[2], best[3]}};
}

}  // namespace

std::optional<GroundMotion> ground_motion(const CameraFit& fit, const std::vector<TimedPlace>& places, double sigma_px,
                                          double relief) {
  if (places.size() < 2 || !(places.back().seconds > places.front().seconds)) return std::nullopt;
  const Inputs inputs = inputs_of(places, std::max(sigma_px, 1e-3), relief);
  const double middle = (places.front().seconds + places.back().seconds) / 2;
  std::vector<double> t;
  std::vector<cv::Matx22d> weights;
  Places at;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto here = place_at(fit.camera, inputs.values, i);
    const auto spread = here ? spread_at(fit.camera, inputs, i) : std::nullopt;
    if (!spread) return std::nullopt;
    at.push_back(*here);
    t.push_back(places[i].seconds - middle);
    weights.push_back(spread->inv());
  }
  const Steady best = steady(at, t, weights);
  GroundMotion motion;
  motion.bearing_deg = std::atan2(best.velocity[0], best.velocity[1]) * 180 / std::numbers::pi;
  for (std::size_t i = 0; i < at.size(); ++i) {
    const cv::Vec2d off = at[i] - best.start - t[i] * best.velocity;
    motion.chi_square += off.dot(weights[i] * off);
  }
  motion.degrees_of_freedom = 2 * static_cast<int>(places.size()) - 4;
  motion.p = chi_square_tail(motion.chi_square, motion.degrees_of_freedom);
  // The mean speed first, then each step's, all with one camera.
  const auto speeds = propagated(fit, inputs, [&](const GroundCamera& camera, const std::vector<double>& in) {
    std::optional<std::vector<double>> out;
    Places moved;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const auto here = place_at(camera, in, i);
      if (!here) return out;
      moved.push_back(*here);
    }
    out.emplace(1, cv::norm(steady(moved, t, weights).velocity));
    for (std::size_t i = 1; i < moved.size(); ++i) {
      const double dt = t[i] - t[i - 1];
      out->push_back(dt > 0 ? cv::norm(moved[i] - moved[i - 1]) / dt : 0);
    }
    return out;
  });
  if (!speeds) return std::nullopt;
  motion.speed = speeds->value[0];
  motion.speed_sigma = speeds->sigma(0);
  for (std::size_t i = 1; i < places.size(); ++i) {
    motion.steps.push_back(
        {places[i - 1].seconds, places[i].seconds, speeds->value[i], speeds->sigma(static_cast<int>(i))});
  }
  return motion;
}

}  // namespace spoor
