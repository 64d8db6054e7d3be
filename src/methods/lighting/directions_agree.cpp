#include "methods/lighting/directions_agree.h"

#include "methods/statistics/chi_square.h"

#include <cmath>
#include <limits>

namespace spoor {
namespace {

double exceeded_in_5_of_100(int dimensions) {
  double low = 0, high = 10.0 * dimensions + 10;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (chi_square_tail(middle, dimensions) > 0.05 ? low : high) = middle;
  }
  return high;
}

double turn(double from, double to) { return std::remainder(to - from, 360.0); }

struct Mean {
  double degrees = 0, squares = std::numeric_limits<double>::infinity(), weight = 0;
};

// The best direction is the weighted mean taken within half a turn of one of them; each way of taking it is tried.
Mean best_mean(std::span<const MeasuredDirection> directions, std::size_t left_out) {
  Mean best;
  for (int start = 0; start < 360; start += 10) {
    double degrees = start, weight = 0;
    for (int round = 0; round < 3; ++round) {
      double sum = 0;
      weight = 0;
      for (std::size_t i = 0; i < directions.size(); ++i) {
        if (i == left_out) continue;
        const double w = 1 / (directions[i].sigma_deg * directions[i].sigma_deg);
        weight += w;
        sum += w * turn(degrees, directions[i].degrees);
      }
      degrees += sum / weight;
    }
    double squares = 0;
    for (std::size_t i = 0; i < directions.size(); ++i) {
      if (i != left_out) squares += std::pow(turn(degrees, directions[i].degrees) / directions[i].sigma_deg, 2);
    }
    if (squares < best.squares - 1e-12) best = {degrees, squares, weight};
  }
  return best;
}

}  // namespace

DirectionAgreement agreement_of_directions(std::span<const MeasuredDirection> directions) {
  DirectionAgreement agreement;
  if (directions.empty()) return agreement;
  const Mean all = best_mean(directions, directions.size());
  agreement.degrees = std::fmod(std::fmod(all.degrees, 360.0) + 360, 360.0);
  agreement.sigma_deg = 1 / std::sqrt(all.weight);
  agreement.chi_square = all.squares;
  agreement.degrees_of_freedom = static_cast<int>(directions.size()) - 1;
  agreement.p = chi_square_tail(all.squares, agreement.degrees_of_freedom);
  if (agreement.degrees_of_freedom > 0) {
    agreement.factor = std::sqrt(all.squares / exceeded_in_5_of_100(agreement.degrees_of_freedom));
  }
  for (std::size_t i = 0; i < directions.size(); ++i) {
    if (directions.size() == 1) {
      agreement.from_others.push_back(0);
      continue;
    }
    const Mean rest = best_mean(directions, i);
    agreement.from_others.push_back(turn(rest.degrees, directions[i].degrees) /
                                    std::sqrt(1 / rest.weight + std::pow(directions[i].sigma_deg, 2)));
  }
  return agreement;
}

}  // namespace spoor
