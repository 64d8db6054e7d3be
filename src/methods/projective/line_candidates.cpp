#include "methods/projective/line_candidates.h"

#include "methods/projective/view.h"
#include "methods/statistics/binomial.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor {
namespace {

constexpr std::size_t kMostLines = 150, kMostFamilies = 3;
constexpr double kLeastLength = 1.0 / 30;  // of the diagonal
constexpr double kTolerance = 1.5 * std::numbers::pi / 180;
constexpr int kLeastMembers = 5;
constexpr double kMeaningful = -3;

double length(const LineCandidate& line) { return std::hypot(line.to.x - line.from.x, line.to.y - line.from.y); }

bool runs_towards(const LineCandidate& line, const cv::Vec3d& v) {
  const double mx = (line.from.x + line.to.x) / 2, my = (line.from.y + line.to.y) / 2;
  const double x = v[0] - v[2] * mx, y = v[1] - v[2] * my;
  const double dx = line.to.x - line.from.x, dy = line.to.y - line.from.y;
  const double across = std::abs(x * dy - y * dx), along = std::abs(x * dx + y * dy);
  return across < std::tan(kTolerance) * along;
}

std::vector<std::size_t> members_of(const std::vector<LineCandidate>& lines, const cv::Vec3d& v) {
  std::vector<std::size_t> members;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].family < 0 && runs_towards(lines[i], v)) members.push_back(i);
  }
  return members;
}

// Of `free` lines, two of which define the point.
double log10_nfa(int members, int free) {
  const double share = 2 * kTolerance / std::numbers::pi;
  return log10_binomial_tail(free - 2, members - 2, share) + std::log10(free * (free - 1) / 2.0);
}

bool add_family(LineSearch& search, const Job& job) {
  auto& lines = search.lines;
  std::vector<std::size_t> free;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].family < 0) free.push_back(i);
  }
  std::vector<std::size_t> best;
  cv::Vec3d at;
  for (std::size_t i = 0; i < free.size(); ++i) {
    job.tick(static_cast<std::int64_t>(i), static_cast<std::int64_t>(free.size()));
    const auto first = line_through(lines[free[i]].from, lines[free[i]].to);
    for (std::size_t k = i + 1; first && k < free.size(); ++k) {
      const auto second = line_through(lines[free[k]].from, lines[free[k]].to);
      if (!second) continue;
      const cv::Vec3d v = first->cross(*second);
      if (cv::norm(v) < 1e-9) continue;
      auto members = members_of(lines, v);
      if (members.size() > best.size()) best = std::move(members), at = cv::normalize(v);
    }
  }
  const int count = static_cast<int>(best.size()), of = static_cast<int>(free.size());
  if (count < kLeastMembers) return false;
  const double nfa = log10_nfa(count, of);
  if (nfa > kMeaningful) return false;
  for (const std::size_t i : best) lines[i].family = static_cast<int>(search.families.size());
  search.families.push_back({at, count, nfa});
  return true;
}

}  // namespace

LineSearch line_candidates(const Segments& segments, std::size_t most, const Job& job) {
  LineSearch search;
  const double least = kLeastLength * std::hypot(segments.picture.width, segments.picture.height);
  for (const EdgeSegment& s : segments.found) {
    if (s.length_px() >= least) search.lines.push_back({s.from, s.to});
  }
  std::stable_sort(search.lines.begin(), search.lines.end(),
                   [](const LineCandidate& a, const LineCandidate& b) { return length(a) > length(b); });
  search.found = static_cast<int>(search.lines.size());
  if (search.lines.size() > std::min(most, kMostLines)) search.lines.resize(std::min(most, kMostLines));
  while (search.families.size() < kMostFamilies && add_family(search, job)) {
  }
  return search;
}

}  // namespace spoor
