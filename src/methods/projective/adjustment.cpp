#include "methods/projective/adjustment.h"

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

constexpr int kRounds = 60;
constexpr double kSettled = 1e-6;  // of a deviation

struct Linearised {
  cv::Mat by_unknowns;  // B
  cv::Mat by_observed;  // A times diag(sigma)
  cv::Mat weight;       // (A Q A')^-1
  cv::Mat misclosure;   // at the numbers as observed: g - A v
};

std::optional<Linearised> linearised(const Conditions& mark, const cv::Mat& moved, std::span<const double> x,
                                     std::span<const Unknown> unknowns) {
  std::vector<double> at = mark.observed;
  for (std::size_t i = 0; i < at.size(); ++i) at[i] += mark.sigmas[i] * moved.at<double>(static_cast<int>(i));
  const auto here = mark.misclosure(at, x);
  if (!here) return std::nullopt;
  const int rows = static_cast<int>(here->size());
  Linearised result;
  result.by_unknowns = cv::Mat::zeros(rows, static_cast<int>(x.size()), CV_64F);
  result.by_observed = cv::Mat::zeros(rows, static_cast<int>(at.size()), CV_64F);
  const auto column = [&](cv::Mat& into, std::size_t i, const auto& up, const auto& down, double width) {
    for (int k = 0; k < rows; ++k) {
      const auto row = static_cast<std::size_t>(k);
      into.at<double>(k, static_cast<int>(i)) = ((*up)[row] - (*down)[row]) / width;
    }
  };
  for (std::size_t i = 0; i < at.size(); ++i) {
    const double kept = at[i], step = 0.01 * mark.sigmas[i];
    at[i] = kept + step;
    const auto up = mark.misclosure(at, x);
    at[i] = kept - step;
    const auto down = mark.misclosure(at, x);
    at[i] = kept;
    if (!up || !down) return std::nullopt;
    column(result.by_observed, i, up, down, 0.02);  // times sigma
  }
  std::vector<double> y(x.begin(), x.end());
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double step = unknowns[i].step;
    y[i] = x[i] + step;
    const auto up = mark.misclosure(at, y);
    y[i] = x[i] - step;
    const auto down = mark.misclosure(at, y);
    y[i] = x[i];
    if (!up || !down) return std::nullopt;
    column(result.by_unknowns, i, up, down, 2 * step);
  }
  cv::Mat spread = result.by_observed * result.by_observed.t();
  // Conditions that no error moves (a line seen end on) must not divide by zero.
  spread += cv::Mat::eye(rows, rows, CV_64F) * (1e-14 * cv::trace(spread)[0] + 1e-30);
  if (cv::invert(spread, result.weight, cv::DECOMP_CHOLESKY) == 0) return std::nullopt;
  result.misclosure = cv::Mat(*here, true).reshape(1, rows) - result.by_observed * moved;
  return result;
}

}  // namespace

double Adjustment::sigma(int i) const { return std::sqrt(covariance.at<double>(i, i)); }

std::optional<Adjustment> adjusted(std::span<const Unknown> unknowns, std::span<const Conditions> marks) {
  const int count = static_cast<int>(unknowns.size());
  Adjustment result;
  for (const Unknown& u : unknowns) result.unknowns.push_back(u.start);
  std::vector<cv::Mat> moved;
  for (const Conditions& mark : marks)
    moved.push_back(cv::Mat::zeros(static_cast<int>(mark.observed.size()), 1, CV_64F));
  std::vector<Linearised> parts(marks.size());
  for (int round = 0; round < kRounds && !result.settled; ++round) {
    cv::Mat normal = cv::Mat::zeros(count, count, CV_64F), right = cv::Mat::zeros(count, 1, CV_64F);
    for (int i = 0; i < count; ++i) {
      const Unknown& u = unknowns[static_cast<std::size_t>(i)];
      if (!u.sigma) continue;
      normal.at<double>(i, i) += 1 / (*u.sigma * *u.sigma);
      right.at<double>(i) -= (result.unknowns[static_cast<std::size_t>(i)] - u.start) / (*u.sigma * *u.sigma);
    }
    for (std::size_t m = 0; m < marks.size(); ++m) {
      auto part = linearised(marks[m], moved[m], result.unknowns, unknowns);
      if (!part) return std::nullopt;
      const cv::Mat weighted = part->by_unknowns.t() * part->weight;
      normal += weighted * part->by_unknowns;
      right -= weighted * part->misclosure;
      parts[m] = std::move(*part);
    }
    if (cv::invert(normal, result.covariance, cv::DECOMP_CHOLESKY) == 0) return std::nullopt;
    cv::Mat change = result.covariance * right;
    double largest = 0, share = 1;
    for (int i = 0; i < count; ++i) {
      const double deviation = std::sqrt(std::max(result.covariance.at<double>(i, i), 1e-300));
      largest = std::max(largest, std::abs(change.at<double>(i)) / deviation);
      const double most = unknowns[static_cast<std::size_t>(i)].stride;
      if (std::abs(change.at<double>(i)) > most) share = std::min(share, most / std::abs(change.at<double>(i)));
    }
    if (!std::isfinite(largest)) return std::nullopt;
    change *= share;
    for (int i = 0; i < count; ++i) result.unknowns[static_cast<std::size_t>(i)] += change.at<double>(i);
    for (std::size_t m = 0; m < marks.size(); ++m) {
      const Linearised& part = parts[m];
      const cv::Mat left = part.misclosure + part.by_unknowns * change;
      // A step that was cut short leaves more for the marks than they own: they follow by as much.
      const cv::Mat next = part.by_observed.t() * part.weight * left * -share;
      largest = std::max(largest, cv::norm(next - moved[m], cv::NORM_INF));
      moved[m] = next;
    }
    result.settled = share == 1 && largest < kSettled;
  }
  int conditions = 0;
  for (std::size_t m = 0; m < marks.size(); ++m) {
    conditions += parts[m].misclosure.rows;
    result.shares.push_back(moved[m].dot(moved[m]));
    result.chi_square += result.shares.back();
  }
  for (std::size_t i = 0; i < unknowns.size(); ++i) {
    if (unknowns[i].sigma) {
      const double off = (result.unknowns[i] - unknowns[i].start) / *unknowns[i].sigma;
      result.chi_square += off * off;
    } else {
      --conditions;
    }
  }
  result.degrees_of_freedom = conditions;
  return result;
}

}  // namespace spoor
