#include "methods/ground/track_search.h"

#include "methods/statistics/seeded_noise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr std::array<double, 3> kTurns{0, -4 * kDegree, 4 * kDegree};
constexpr std::array<double, 5> kNear{0, -0.05, 0.05, -0.1, 0.1};
constexpr std::array<double, 3> kFar{0, -0.04, 0.04};
constexpr double kNearLength = 3, kStep = 0.16, kMostPixel = 0.14;  // m
constexpr int kBlocks = 5;
constexpr double kLeastSeen = 0.5;
constexpr int kFewestNear = 2;
constexpr std::size_t kNearBlocks = 3;
constexpr double kFarWeight = 0.5, kMostOfBlock = 10;
constexpr double kKeepOffAside = 2.5, kKeepOffTurn = 25 * kDegree, kSeenElsewhere = 0.7;
constexpr std::size_t kBatch = 32;
constexpr int kMostBatches = 400;

}  // namespace

std::vector<PathPlace> places_along(const TrackPath& path, const VehicleSize& size, double step_m) {
  std::vector<PathPlace> places;
  double direction = path.turn_rad + (path.ahead ? 0 : std::numbers::pi);
  cv::Point2d at(0, path.ahead ? size.wheelbase : 0);
  at += path.aside_m * cv::Point2d(std::cos(direction), -std::sin(direction));
  for (double t = 0; t < kPathLength; t += step_m) {
    const double curvature = t < kNearLength ? path.curvature_near : path.curvature_far;
    direction += curvature * step_m / 2;
    at += step_m / 2 * cv::Point2d(std::sin(direction), std::cos(direction));
    places.push_back({at, direction});
    at += step_m / 2 * cv::Point2d(std::sin(direction), std::cos(direction));
    direction += curvature * step_m / 2;
  }
  return places;
}

TrackSearch::TrackSearch(const RectifiedGround& ground, const cv::Mat& features, const VehicleSize& size)
    : ground_(ground), features_(features), corridor_(size.track) {
  const cv::Mat seen = ground.log_luma == ground.log_luma;
  for (const bool ahead : {false, true}) {
    for (const double turn : kTurns) {
      for (const double near : kNear) {
        for (const double far : kFar) paths_.push_back(laid_out({ahead, turn, near, far, 0}, size, seen));
      }
    }
  }
}

// Where its blocks lie in the vehicle's own frame, and which of that is seen around the vehicle.
TrackSearch::LaidOut TrackSearch::laid_out(const TrackPath& path, const VehicleSize& size, const cv::Mat& seen) const {
  LaidOut result;
  result.path = path;
  const cv::Rect inside({0, 0}, seen.size());
  const int reach = corridor_.reach();
  for (const PathPlace& place : places_along(path, size, kStep)) {
    Row row;
    row.middle = place.at;
    row.along = {std::sin(place.direction), std::cos(place.direction)};
    const cv::Point2d right(row.along.y, -row.along.x);
    const cv::Point centre = cell_at(place.at);
    row.seen = inside.contains(centre) && ground_.metres_per_pixel_across(centre.y, centre.x, row.along) <= kMostPixel;
    for (int s = -reach; s <= reach; ++s) {
      const cv::Point cell = cell_at(place.at + s * kLateralStep * right);
      row.at_origin.push_back(row.seen && inside.contains(cell) && seen.at<uchar>(cell) != 0);
    }
    result.rows.push_back(std::move(row));
  }
  return result;
}

cv::Point TrackSearch::cell_at(const cv::Point2d& own) const {
  const cv::Point2d cell = ground_.cell_from_own(own);
  return {cvRound(cell.x), cvRound(cell.y)};
}

TrackProfile TrackSearch::profile(const cv::Mat& features, const LaidOut& path, std::size_t block,
                                  const GroundPose& pose) const {
  const int reach = corridor_.reach();
  const auto lateral = static_cast<std::size_t>(2 * reach + 1);
  TrackProfile result;
  result.mean.resize(lateral), result.seen.resize(lateral);
  std::vector<int> counts(lateral);
  const auto steps = static_cast<std::size_t>(cvRound(kPathBlock / kStep));
  const double c = std::cos(pose.bearing_rad), s = std::sin(pose.bearing_rad);
  const cv::Rect inside({0, 0}, features.size());
  for (std::size_t k = block * steps; k < std::min((block + 1) * steps, path.rows.size()); ++k) {
    const Row& row = path.rows[k];
    if (!row.seen) continue;
    const cv::Point2d along(c * row.along.x + s * row.along.y, -s * row.along.x + c * row.along.y);
    const cv::Point2d right(along.y, -along.x);
    const cv::Point2d middle = ground_.cell_from_own(pose.ground_from_own(row.middle));
    const cv::Point centre(cvRound(middle.x), cvRound(middle.y));
    if (!inside.contains(centre) || ground_.metres_per_pixel_across(centre.y, centre.x, along) > kMostPixel) continue;
    // Rows count downwards.
    const cv::Point2d step = kLateralStep / ground_.window.cell_m * cv::Point2d(right.x, -right.y);
    for (std::size_t i = 0; i < lateral; ++i) {
      if (!row.at_origin[i]) continue;
      const double off = static_cast<double>(i) - reach;
      const cv::Point cell(cvRound(middle.x + off * step.x), cvRound(middle.y + off * step.y));
      if (!inside.contains(cell)) continue;
      const cv::Vec4f& value = features.at<cv::Vec4f>(cell);
      if (!(value[0] == value[0])) continue;
      result.mean[i] += value;
      ++counts[i];
    }
  }
  for (std::size_t i = 0; i < lateral; ++i) {
    result.seen[i] = counts[i] >= kLeastSeen * static_cast<double>(steps);
    if (counts[i] > 0) result.mean[i] *= 1.F / static_cast<float>(counts[i]);
  }
  return result;
}

std::optional<TrackEvidence> TrackSearch::best(const cv::Mat& features, const GroundPose& pose) const {
  std::optional<TrackEvidence> found;
  for (const LaidOut& path : paths_) {
    std::vector<WheelPair::Lines> lines;
    for (std::size_t block = 0; block < kBlocks; ++block)
      lines.push_back(corridor_.lines(profile(features, path, block, pose)));
    for (int aside = -kMostAside; aside <= kMostAside; ++aside) {
      TrackEvidence evidence;
      double sum = 0, weights = 0;
      int near = 0;
      for (const auto& block : lines) {
        const auto one = corridor_.evidence(block, aside);
        evidence.by_block.push_back(one.value_or(std::numeric_limits<double>::quiet_NaN()));
        const std::size_t at = evidence.by_block.size() - 1;
        if (!one) continue;
        ++evidence.blocks;
        near += at < kNearBlocks;
        const double weight = at < kNearBlocks ? 1 : kFarWeight;
        sum += weight * std::min(*one, kMostOfBlock), weights += weight;
      }
      if (near < kFewestNear) continue;
      evidence.score = sum / std::sqrt(weights);
      if (found && evidence.score <= found->score) continue;
      evidence.path = path.path;
      evidence.path.aside_m = aside * kLateralStep;
      found = std::move(evidence);
    }
  }
  if (!found) return found;
  // What runs along between the wheels, against what runs along them.
  for (const LaidOut& path : paths_) {
    if (path.path.ahead != found->path.ahead || path.path.turn_rad != found->path.turn_rad ||
        path.path.curvature_near != found->path.curvature_near || path.path.curvature_far != found->path.curvature_far)
      continue;
    double centre = 0, wheels = 0;
    int blocks = 0;
    for (std::size_t block = 0; block < kBlocks; ++block) {
      const TrackProfile p = profile(features, path, block, pose);
      const auto energy = corridor_.energies(p, cvRound(found->path.aside_m / kLateralStep));
      if (!energy) continue;
      centre += energy->first, wheels += energy->second, ++blocks;
    }
    if (blocks > 0) found->centre = centre / blocks, found->wheels = wheels / blocks;
    break;
  }
  return found;
}

std::vector<double> scores_elsewhere(const RectifiedGround& ground, const TrackSearch& search, int seen_blocks,
                                     int poses, std::uint64_t seed, const Job& job) {
  SeededNoise noise(seed);
  const double reach = ground.window.reach_m;
  const cv::Rect inside({0, 0}, ground.log_luma.size());
  const auto keeps_off = [&](const GroundPose& pose) {
    const cv::Point2d cell = ground.cell_from_own(pose.origin);
    if (!inside.contains({cvRound(cell.x), cvRound(cell.y)})) return false;
    return std::abs(std::remainder(pose.bearing_rad, std::numbers::pi)) >= kKeepOffTurn ||
           std::abs(pose.origin.x) >= kKeepOffAside;
  };
  std::vector<double> scores;
  // In batches, so that the answer does not depend on the number of threads.
  for (int batch = 0; batch < kMostBatches && static_cast<int>(scores.size()) < poses; ++batch) {
    std::vector<GroundPose> tried;
    while (tried.size() < kBatch) {
      const double x = noise.uniform(-reach, reach), y = noise.uniform(-reach, reach);
      const GroundPose pose{{x, y}, noise.uniform(-std::numbers::pi, std::numbers::pi)};
      if (keeps_off(pose)) tried.push_back(pose);
    }
    std::vector<std::optional<TrackEvidence>> found(tried.size());
    cv::parallel_for_(cv::Range(0, static_cast<int>(kBatch)), [&](const cv::Range& range) {
      for (int i = range.start; i < range.end && !job.cancelled(); ++i)
        found[static_cast<std::size_t>(i)] = search.best(tried[static_cast<std::size_t>(i)]);
    });
    job.tick(static_cast<std::int64_t>(scores.size()), poses);
    for (const auto& one : found) {
      if (one && one->blocks >= kSeenElsewhere * seen_blocks && static_cast<int>(scores.size()) < poses)
        scores.push_back(one->score);
    }
  }
  return scores;
}

}  // namespace spoor
